import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { endpoint } from "./endpoint";
import { hostPort } from "./host-port";
import { parseOptions } from "./options";
import { NOTHING, serve, unknown } from "./served";
import { last, option } from "./setting";

/** `artisan serve` starts the built-in server on an address of its own. https://github.com/laravel/framework ServeCommand */
const artisan = hostPort({
  name: "php",
  resolver: LIBC,
  style: "plain",
  commands: ["serve"],
  host: { option: { names: ["--host"] }, env: ["SERVER_HOST"], default: "127.0.0.1" },
  port: { option: { names: ["--port"] }, env: ["SERVER_PORT"], default: "8000" },
});

/** The built-in server: the host is a must, `:8000` and `*:8000` fail. */
export const server: Server = {
  name: "php",
  programs: ["php", "artisan"],
  manual: "https://www.php.net/manual/en/features.commandline.webserver.php",
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
    { argv: ["php", "-v"], listens: [] },
  ],
};
