import type { Invocation, Server } from "../model/launch";
import { HOLE } from "../model/text";
import { failure } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { asks, doubted, idle } from "./command";
import { parseOptions } from "./options";
import { readSettings } from "./python/settings";
import { fails, serve, serveApart, unix } from "./served";
import { decide, fallback, last, option, readFile, SILENT, variable, type Layer } from "./setting";

/** Commands that talk to a broker, or tell something. https://docs.celeryq.dev/en/stable/reference/cli.html */
const HARMLESS =
  "amqp, beat, call, control, events, graph, inspect, list, logtool, migrate, multi, purge, report, result, shell, status, upgrade, worker";

/** Only `flower` listens, with options of its own in one word alone; an empty address is every one. */
export const server: Server = {
  name: "celery",
  programs: ["celery"],
  modules: ["celery"],
  manual: "https://flower.readthedocs.io/en/latest/config.html",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      style: "plain",
      options: {
        host: { names: ["--address"] },
        port: { names: ["--port"] },
        unix: { names: ["--unix-socket", "--unix_socket"] },
        conf: { names: ["--conf"] },
      },
      taking: "-A --app -b --broker --result-backend --loader --config --workdir",
    });
    const asked = asks(args, parsed, ["flower"]);
    if (asked === "no") return idle("celery", parsed.operands, HARMLESS);
    // Flower passes on single words alone.
    const apart = [...parsed.given.host, ...parsed.given.port].find(({ says }) => !says.includes("="));
    if (apart !== undefined && !parsed.hazy && asked === "yes") return fails(failure("bad-arguments", apart.says));
    // flower/command.py reads the command once more after the file.
    const setting = (name: "host" | "port" | "unix", key: string, ...usual: readonly string[]): Layer =>
      decide(
        last(option(parsed, name)),
        inFile(invocation, parsed.given.conf.at(-1)?.value ?? "flowerconfig.py", key),
        variable(invocation.environment, `FLOWER_${key.toUpperCase()}`),
        usual.length === 0 ? SILENT : fallback(...usual),
      );
    const [host, port, socket] = [setting("host", "address", ""), setting("port", "port", "5555"), setting("unix", "unix_socket")];
    const paths = socket.said.filter(({ value }) => value !== "").map((said) => unix(said.value, said));
    // Who gives an address means it: of a file that nobody has shown, no path of a socket in its place is thought.
    const isTold = parsed.given.host.length > 0 && paths.length === 0;
    const doubts = [...(isTold ? [] : socket.doubts), ...doubted("celery", parsed, asked)];
    return paths.length > 0
      ? serve("flower", PASSIVE, paths, [...host.doubts, ...port.doubts, ...doubts])
      : serveApart("flower", PASSIVE, host, port, doubts);
  },
  examples: [
    { argv: ["celery", "-A", "shop", "flower"], listens: ["tcp * 5555"] },
    { argv: ["celery", "-A", "shop", "flower", "--address=127.0.0.1", "--port=5556"], listens: ["tcp 127.0.0.1 5556"] },
    { argv: ["celery", "--broker=redis://cache:6379/0", "flower"], env: { FLOWER_PORT: "5557" }, listens: ["tcp * 5557"] },
    {
      argv: ["python3", "-m", "celery", "-A", "shop", "flower", "--port=5559"],
      files: { "flowerconfig.py": "port = 5558\naddress = '127.0.0.1'\n" },
      listens: ["tcp 127.0.0.1 5559"],
    },
    { argv: ["celery", "-A", "shop", "flower", "--unix-socket=/run/flower.sock"], listens: ["unix /run/flower.sock"] },
    { argv: ["celery", "-A", "shop", "flower", "--port", "5560"], listens: ["fails bad-arguments"] },
    { argv: ["celery", "-A", "shop", "worker", "-l", "info", "--concurrency", "4"], listens: [] },
    { argv: ["celery", "-A", "shop", "worker", HOLE], listens: [] },
    { argv: ["celery", "-A", "shop", "beat"], listens: [] },
  ],
};

/** Flower executes it as Python. */
function inFile(invocation: Invocation, name: string, key: string): Layer {
  const file = readFile(invocation, name);
  return file.text === null ? { ...SILENT, doubts: file.doubts } : readSettings({ ...file, text: file.text }, invocation.environment, key);
}
