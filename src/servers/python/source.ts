import type { Invocation } from "../../model/launch";
import type { Served } from "../../model/listener";
import { unseen } from "../../words/servers";
import { basename } from "../arguments";
import { withDotenv } from "../dotenv";
import { NOTHING, serveSource, unknown } from "../served";
import { absolute, readFile } from "../setting";
import { runPython } from "./run";
import { isSilent } from "./silent";
import { socketsOf } from "./sockets";

/** What a program listens on by its source, which may import others beside it. `directory`: where its imports are looked for. */
export function listensBySource(name: string, source: string, directory: string | null, invocation: Invocation): Served {
  const read = (module: string): string | null => {
    if (directory === null || !/^[\w.]+$/.test(module)) return null;
    const path = module.replaceAll(".", "/");
    for (const candidate of [`${path}.py`, `${path}/__init__.py`]) {
      const { text } = readFile({ files: invocation.files, cwd: directory }, candidate);
      if (text !== null) return text;
    }
    return null;
  };
  const { calls, complete } = runPython(source, invocation.environment, {
    read,
    given: invocation.argv.slice(1),
    dotenv: (environment) => withDotenv(environment, readFile(invocation, ".env")),
  });
  const sockets = socketsOf(calls);
  if (sockets.length === 0 && complete && isSilent(source, (module) => read(module) !== null)) return NOTHING;
  return serveSource(name, sockets, complete);
}

/** A script or a module of the program's own, read where its path says. */
export function listensByFile(name: string, invocation: Invocation): Served {
  const { path, text } = readFile(invocation, name);
  if (text === null) return unknown(unseen.code(basename(name)));
  return listensBySource(basename(name), text, absolute(invocation.cwd, path.slice(0, path.lastIndexOf("/") + 1) || "."), invocation);
}
