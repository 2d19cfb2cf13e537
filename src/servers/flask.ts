import type { Invocation, Server } from "../model/launch";
import { HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { asks, doubted, idle } from "./command";
import { inDotenv } from "./dotenv";
import { parseOptions } from "./options";
import { serveApart } from "./served";
import { decide, fallback, last, option, variable, type Layer } from "./setting";

/** `-h` is the host here. The files count where python-dotenv is installed, which nobody can tell: what they say is possible. */
export const server: Server = {
  name: "flask",
  programs: ["flask"],
  modules: ["flask"],
  manual: "https://flask.palletsprojects.com/en/stable/server/",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      style: "plain",
      options: { host: { names: ["-h", "--host"] }, port: { names: ["-p", "--port"] }, env: { names: ["-e", "--env-file"] } },
      taking: "-A --app --cert --key --extra-files --exclude-patterns",
    });
    const asked = asks(args, parsed, ["run"]);
    if (asked === "no") return idle("flask", parsed.operands, "assets, babel, db, digest, fab, init-db, routes, shell");
    const setting = (name: "host" | "port", value: string): Layer => {
      const upper = `FLASK_RUN_${name.toUpperCase()}`;
      return decide(last(option(parsed, name)), variable(invocation.environment, upper), dotenv(invocation, upper), fallback(value));
    };
    const [host, port] = [setting("host", "127.0.0.1"), setting("port", "5000")];
    return serveApart("flask", LIBC, host, port, doubted("flask", parsed, asked));
  },
  examples: [
    { argv: ["flask", "--app", "wsgi", "run"], listens: ["tcp 127.0.0.1 5000"] },
    { argv: ["flask", "-A", "wsgi", "run", "-h", "0.0.0.0", "-p5001"], listens: ["tcp 0.0.0.0 5001"] },
    { argv: ["python3", "-m", "flask", "run", "--host=::"], env: { FLASK_RUN_PORT: "7001" }, listens: ["tcp * 7001"] },
    { argv: ["flask", "run", "--host", ""], listens: ["tcp 0.0.0.0 5000"] },
    { argv: ["flask", "run"], files: { ".flaskenv": "FLASK_APP=wsgi\nFLASK_RUN_HOST=0.0.0.0\n" }, listens: ["? tcp 0.0.0.0 5000"] },
    { argv: ["flask", "--zz", "db", "run", "-h", "0.0.0.0", "-p", "5002"], listens: ["? tcp 0.0.0.0 5002"] },
    { argv: ["flask", "--debug", "run", "-h", "0.0.0.0", "-p", "5003"], listens: ["tcp 0.0.0.0 5003"] },
    { argv: ["flask", "db", "upgrade", HOLE], listens: [] },
    { argv: ["flask", "routes"], listens: [] },
    { argv: ["flask", "run", "--port", "${PORT}"], listens: ["fails literal-variable"] },
  ],
};

function dotenv(invocation: Invocation, name: string): Layer {
  const { said, doubts } = inDotenv(invocation, [".env", ".flaskenv"], name);
  return {
    said,
    doubts: said.length > 0 ? [...doubts, unseen.program("flask", "it reads .env files only where python-dotenv is installed")] : doubts,
  };
}
