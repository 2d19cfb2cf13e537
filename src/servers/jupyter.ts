import type { Invocation, Server } from "../model/launch";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf, basename, isPython } from "./arguments";
import { idle } from "./command";
import { parseOptions } from "./options";
import { readSettings } from "./python/settings";
import { NOTHING, pair, serve, unix } from "./served";
import { decide, fallback, last, option, readFile, variable, type Layer } from "./setting";

const APPS = ["ServerApp", "NotebookApp", "LabApp"];
const COMMANDS = ["notebook", "lab", "server", "nbclassic"];

const HARMLESS =
  "bundlerextension, execute, kernelspec, labextension, migrate, nbconvert, nbextension, run, serverextension, troubleshoot, trust";
/** What `jupyter lab build` and `jupyter server list` end after. */
const STEPS = /^(build|clean|extension|licenses|list|password|path|paths|stop|workspaces)$/;

/** `*` and an empty address are every address; the kernels' sockets are loopback. */
export const server: Server = {
  name: "jupyter",
  programs: ["jupyter", "jupyter-notebook", "jupyter-lab", "jupyter-server", "jupyter-labhub"],
  modules: ["jupyter", "notebook", "jupyterlab", "jupyter_server"],
  manual: "https://jupyter-server.readthedocs.io/en/latest/operators/public-server.html",
  background: false,
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: {
        host: { names: ["--ip", ...APPS.map((app) => `--${app}.ip`)] },
        port: { names: ["--port", ...APPS.map((app) => `--${app}.port`)] },
        sock: { names: ["--sock"] },
        config: { names: ["--config"] },
      },
      taking: "--notebook-dir --log-level --certfile --keyfile",
    });
    const [program = ""] = isPython(invocation.argv[0] ?? "") ? invocation.argv.slice(invocation.argv.indexOf("-m") + 1) : invocation.argv;
    const own = basename(program) === "jupyter" ? parsed.operands : [basename(program), ...parsed.operands];
    if (basename(program) === "jupyter" && !COMMANDS.includes(own[0] ?? "") && !parsed.hazy) return idle("jupyter", own, HARMLESS);
    if (STEPS.test(own[1] ?? "")) return NOTHING;
    const [path] = option(parsed, "sock").said;
    if (path !== undefined) return serve("jupyter", PASSIVE, [unix(path.value, path)]);
    const name = parsed.given.config.at(-1)?.value;
    const host = decide(last(option(parsed, "host")), inFile(invocation, name, "ip"), fallback("localhost"));
    const port = decide(
      last(option(parsed, "port")),
      variable(invocation.environment, "JUPYTER_PORT"),
      inFile(invocation, name, "port"),
      fallback("8888"),
    );
    return serve("jupyter", PASSIVE, pair(host, port), [
      ...host.doubts,
      ...port.doubts,
      ...(parsed.hazy || hasHole(own[1] ?? "") ? [unseen.argument("jupyter")] : []),
    ]);
  },
  examples: [
    { argv: ["jupyter", "lab"], listens: ["tcp localhost 8888"] },
    { argv: ["jupyter", "notebook", "--ip=0.0.0.0", "--port", "8889", "--allow-root"], listens: ["tcp 0.0.0.0 8889"] },
    { argv: ["jupyter-lab", "--ServerApp.ip=*"], listens: ["tcp * 8888"] },
    {
      argv: ["jupyter", "lab", "--config", "j.py"],
      files: { "j.py": "c = get_config()\nc.ServerApp.ip = '0.0.0.0'\nc.ServerApp.port = 8890\n" },
      listens: ["tcp 0.0.0.0 8890"],
    },
    { argv: ["jupyter", "nbconvert", "x.ipynb"], listens: [] },
    { argv: ["jupyter", "lab", "build"], listens: [] },
    { argv: ["python3", "-m", "jupyter", "server", "list"], listens: [] },
  ],
};

const USUAL = [
  "/root/.jupyter/jupyter_server_config.py",
  "/root/.jupyter/jupyter_notebook_config.py",
  "/etc/jupyter/jupyter_server_config.py",
];

function inFile(invocation: Invocation, named: string | undefined, key: string): Layer {
  const doubts = [];
  for (const name of named === undefined ? USUAL : [named]) {
    const file = readFile(invocation, name);
    doubts.push(...file.doubts);
    const { text } = file;
    if (text === null) continue;
    for (const app of APPS) {
      const said = readSettings({ ...file, text }, invocation.environment, `get_config().${app}.${key}`, `c.${app}.${key}`);
      if (said.said.length > 0) return { said: said.said, doubts: [...doubts, ...said.doubts] };
    }
  }
  return { said: [], doubts };
}
