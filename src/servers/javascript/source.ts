import type { Environment, Invocation } from "../../model/launch";
import type { Served } from "../../model/listener";
import { unseen } from "../../words/servers";
import { basename } from "../arguments";
import { withDotenv } from "../dotenv";
import { serveSource, unknown } from "../served";
import { readFile } from "../setting";
import { runJavaScript } from "./run";
import { socketOf } from "./sockets";

/** What a script listens on by its source and the files that it requires. */
export function listensByScript(name: string, invocation: Invocation): Served {
  const script = [name, `${name}.js`, `${name}/index.js`]
    .map((candidate) => readFile(invocation, candidate))
    .find(({ text }) => text !== null);
  if (script?.text === null || script === undefined) return unknown(unseen.code(basename(name)));
  return listensByCode(basename(name), script.path, script.text, invocation);
}

/** @param path where the code is, or would be: what it requires is looked for beside it */
export function listensByCode(name: string, path: string, text: string, invocation: Invocation): Served {
  const { environment, files } = invocation;
  const { calls, complete } = runJavaScript(path, text, environment, {
    read: (other) => readFile({ files, cwd: null }, other).text,
    dotenv: (): Environment => withDotenv(environment, readFile(invocation, ".env")),
  });
  return serveSource(
    name,
    calls.map(socketOf).filter((socket) => socket !== null),
    complete,
  );
}
