import type { Invocation, Server } from "../model/launch";
import type { Served } from "../model/listener";
import { unseen } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { commandIn, idle } from "./command";
import { endpoint } from "./endpoint";
import { hostPort } from "./host-port";
import { parseOptions } from "./options";
import { NOTHING, serve, unknown } from "./served";
import { last, option } from "./setting";

const artisanServing = (command: string, variables: string, host: string, port: string): Server["listens"] =>
  hostPort({
    name: "php",
    resolver: LIBC,
    style: "plain",
    commands: [command],
    taking: "--env",
    host: { option: { names: ["--host"] }, env: [`${variables}_HOST`], default: host },
    port: { option: { names: ["--port"] }, env: [`${variables}_PORT`], default: port },
    // https://laravel.com/docs/configuration#environment-configuration
    dotenv: [".env"],
  });

/** Laravel's commands that listen. https://laravel.com/docs/octane, https://laravel.com/docs/reverb, laravel/framework ServeCommand */
const SERVING: ReadonlyMap<string, Server["listens"]> = new Map([
  ["serve", artisanServing("serve", "SERVER", "127.0.0.1", "8000")],
  ["octane:start", artisanServing("octane:start", "OCTANE", "127.0.0.1", "8000")],
  ["reverb:start", artisanServing("reverb:start", "REVERB_SERVER", "0.0.0.0", "8080")],
]);

/** Those that open nothing, with all that begin so: `migrate:fresh`, `queue:work`. https://laravel.com/docs/artisan */
const HARMLESS =
  "about, auth, backup, cache, channel, clear-compiled, config, db, docs, down, env, event, horizon, ide-helper, inspire, " +
  "install, key, lang, list, livewire, make, media-library, migrate, model, notifications, nova, octane install, " +
  "octane reload, octane status, octane stop, optimize, package, pail, passport, permission, pulse, queue, reverb install, " +
  "reverb reload, reverb restart, route, sanctum, schedule, schema, scout, session, storage, stub, telescope, tenants, test, " +
  "ui, up, vendor, view";

function artisan(invocation: Invocation): Served {
  const parsed = parseOptions(argumentsOf(invocation), { style: "plain", options: {}, taking: "--env" });
  const [command = "", ...rest] = parsed.operands;
  const serving = SERVING.get(commandIn(parsed, [...SERVING.keys()]) ?? "");
  return serving === undefined ? idle("artisan", command === "" ? [] : [...command.split(":"), ...rest], HARMLESS) : serving(invocation);
}

/** The built-in server: the host is a must, `:8000` and `*:8000` fail. */
export const server: Server = {
  name: "php",
  programs: ["php", "artisan"],
  manual: "https://www.php.net/manual/en/features.commandline.webserver.php",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const script = args.findIndex((argument) => /(^|\/)artisan$/.test(argument));
    if (script >= 0) return artisan({ ...invocation, argv: args.slice(script) });
    if (/(^|\/)artisan$/.test(invocation.argv[0] ?? "")) return artisan(invocation);
    const parsed = parseOptions(args, {
      style: "posix",
      options: { server: { names: ["-S", "--server"] } },
      taking: "-c -d -t -z -f -r -B -R -F -E",
      flags: "nqaHlmisvw",
    });
    const [said] = last(option(parsed, "server")).said;
    if (said !== undefined)
      return serve(
        "php",
        { ...LIBC, empty: null },
        [endpoint(said, { host: "", port: "", bare: "host" })],
        parsed.hazy ? [unseen.argument("php")] : [],
      );
    const [file] = parsed.operands;
    return parsed.hazy ? unknown(unseen.argument("php")) : file === undefined ? NOTHING : unknown(unseen.code(file));
  },
  examples: [
    { argv: ["php", "-S", "0.0.0.0:8000", "-t", "public"], listens: ["tcp 0.0.0.0 8000"] },
    { argv: ["php", "-d", "x=1", "-S", "[::]:8080"], listens: ["tcp * 8080"] },
    { argv: ["php", "-S", ":8000"], listens: ["fails not-an-address"] },
    { argv: ["php", "artisan", "serve"], listens: ["tcp 127.0.0.1 8000"] },
    { argv: ["php", "artisan", "serve", "--host=0.0.0.0", "--port", "8001"], listens: ["tcp 0.0.0.0 8001"] },
    { argv: ["php", "artisan", "octane:start", "--server=frankenphp", "--host=0.0.0.0"], listens: ["tcp 0.0.0.0 8000"] },
    { argv: ["php", "artisan", "reverb:start"], env: { REVERB_SERVER_PORT: "8081" }, listens: ["tcp 0.0.0.0 8081"] },
    {
      argv: ["php", "artisan", "serve", "--port=8002"],
      files: { ".env": 'SERVER_HOST="0.0.0.0"\n' },
      listens: ["tcp 0.0.0.0 8002"],
    },
    { argv: ["php", "artisan", "migrate:fresh", "--seed"], listens: [] },
    { argv: ["php", "-v"], listens: [] },
  ],
};
