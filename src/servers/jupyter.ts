import type { Environment, Invocation, Server } from "../model/launch";
import { hasHole } from "../model/text";
import { PASSIVE } from "./address";
import { argumentsOf, basename, isPython } from "./arguments";
import { asks, asksNot, commandIn, doubted, idle, listed } from "./command";
import { inHome } from "./home";
import { server as nbconvert } from "./nbconvert";
import { parseOptions, type Parsed } from "./options";
import { readSettings } from "./python/settings";
import { fails, NOTHING, pair, serve, unix } from "./served";
import { failure, unseen } from "../words/servers";
import { decide, fallback, last, option, readFile, SILENT, variable, type Layer, type Read } from "./setting";
import { yamlAt } from "./yaml";

const APPS = ["ServerApp", "NotebookApp", "LabApp"];
const COMMANDS = ["notebook", "lab", "server", "nbclassic"];

const HARMLESS = "bundlerextension, execute, kernelspec, labextension, migrate, nbextension, run, serverextension, troubleshoot, trust";
/** What `jupyter lab build` and `jupyter server list` end after. */
const STEPS = listed("build, clean, extension, licenses, list, password, path, paths, stop, workspaces");

/** `*` and an empty address are every address; the kernels' sockets are loopback. */
export const server: Server = {
  name: "jupyter",
  programs: ["jupyter", "jupyter-notebook", "jupyter-lab", "jupyter-server", "jupyter-labhub"],
  modules: ["jupyter", "notebook", "jupyterlab", "jupyter_server"],
  manual: "https://jupyter-server.readthedocs.io/en/latest/operators/public-server.html",
  once: "--generate-config --show-config --show-config-json --help-all -h",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      style: "plain",
      options: {
        host: { names: ["--ip", ...APPS.map((app) => `--${app}.ip`)] },
        port: { names: ["--port", ...APPS.map((app) => `--${app}.port`)] },
        sock: { names: ["--sock"] },
        config: { names: ["--config"] },
        anybody: { names: ["--allow-root"], takes: "none" },
        anybodyIf: { names: APPS.map((app) => `--${app}.allow_root`) },
      },
      taking:
        "--port-retries --sock-mode --transport --notebook-dir --preferred-dir --log-level --certfile --keyfile --client-ca --browser " +
        "--gateway-url",
    });
    const [program = ""] = isPython(invocation.argv[0] ?? "") ? invocation.argv.slice(invocation.argv.indexOf("-m") + 1) : invocation.argv;
    const bare = basename(program) === "jupyter";
    if (bare && commandIn(parsed, [...COMMANDS, "nbconvert"]) === "nbconvert") return nbconvert.listens(invocation);
    const asked = bare ? asks(args, parsed, COMMANDS) : hasHole(program) ? "perhaps" : "yes";
    if (asked === "no") return idle("jupyter", parsed.operands, HARMLESS);
    const command = bare ? parsed.operands.indexOf(commandIn(parsed, COMMANDS) ?? "") : -1;
    const rest = bare ? { ...parsed, operands: parsed.operands.slice(command + 1), strays: 0 } : parsed;
    const served = asksNot(args, rest, STEPS);
    if (served === "no") return NOTHING;
    const doubts = [...doubted("jupyter", parsed, asked), ...doubted("jupyter", rest, served)];
    if (invocation.root === true && doubts.length === 0 && isRefused(invocation, parsed)) return fails(failure("as-root", "--allow-root"));
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
    return serve("jupyter", PASSIVE, pair(host, port), [...host.doubts, ...port.doubts, ...doubts]);
  },
  packaged: [
    {
      family: "pip",
      packages: ["jupyter", "jupyterlab", "notebook", "jupyter-server"],
      units: [],
      service: [],
      files: { "/etc/jupyter/jupyter_server_config.py": null, "~/.jupyter/jupyter_server_config.py": null },
    },
  ],
  examples: [
    { argv: ["jupyter", "lab", "--allow-root"], listens: ["tcp localhost 8888"] },
    { argv: ["jupyter", "lab", "--ip=0.0.0.0"], listens: ["fails as-root"] },
    { argv: ["jupyter", "notebook", "--ip=0.0.0.0", "--port", "8889", "--allow-root"], listens: ["tcp 0.0.0.0 8889"] },
    { argv: ["jupyter-lab", "--ServerApp.ip=*", "--ServerApp.allow_root=True"], listens: ["tcp * 8888"] },
    {
      argv: ["jupyter", "lab", "--config", "j.py"],
      files: { "j.py": "c = get_config()\nc.ServerApp.ip = '0.0.0.0'\nc.ServerApp.port = 8890\nc.ServerApp.allow_root = True\n" },
      listens: ["tcp 0.0.0.0 8890"],
    },
    { argv: ["jupyter", "--zz", "run", "lab", "--ip=0.0.0.0"], listens: ["? tcp 0.0.0.0 8888"] },
    { argv: ["jupyter", "nbconvert", "x.ipynb", "--post", "serve"], listens: ["tcp 127.0.0.1 8000"] },
    { argv: ["jupyter", "nbconvert", "--to", "slides", "x.ipynb"], listens: [] },
    { argv: ["jupyter", "lab", "build"], listens: [] },
    { argv: ["python3", "-m", "jupyter", "server", "list"], listens: [] },
    { argv: ["jupyter", "notebook", "--generate-config"], listens: [] },
    { argv: ["jupyter", "lab", "-y", "--generate-config"], listens: [] },
    { argv: ["jupyter-lab", "--show-config"], listens: [] },
  ],
};

/** Whether nothing lets it run as root. https://jupyter-server.readthedocs.io/en/latest/other/full-config.html (allow_root) */
function isRefused(invocation: Invocation, { given }: Parsed<"anybody" | "anybodyIf" | "config">): boolean {
  if (given.anybody.length > 0 || given.anybodyIf.some(({ value }) => !/^(false|0)$/i.test(value))) return false;
  const { said, doubts } = inFile(invocation, given.config.at(-1)?.value, "allow_root");
  return doubts.length === 0 && said.every(({ value }) => /^(false|0)$/i.test(value));
}

/**
 * Its own file, those of its parts, and the settings that its tools write, which go over the rest.
 * https://jupyter.readthedocs.io/en/latest/use/config.html
 */
const NAMES = ["server", "notebook", "lab", ""]
  .map((part) => (part === "" ? "jupyter_config" : `jupyter_${part}_config`))
  .flatMap((name) => [`${name}.json`, `${name}.py`]);

/** What a file says of a setting. */
function saidIn(file: Read & { readonly text: string }, environment: Environment, key: string): Layer {
  for (const app of APPS) {
    const value = file.path.endsWith(".json") ? yamlAt(file.text, app)?.[key] : undefined;
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      return { said: [{ value: String(value), says: `"${key}": ${JSON.stringify(value)}`, from: "file" }], doubts: [] };
    const said = file.path.endsWith(".json") ? SILENT : readSettings(file, environment, `get_config().${app}.${key}`, `c.${app}.${key}`);
    if (said.said.length > 0) return said;
  }
  return SILENT;
}

/** The file that is named, else those of the home and of the system. */
function inFile(invocation: Invocation, named: string | undefined, key: string): Layer {
  const doubts = [];
  const folders = named === undefined ? [inHome(invocation, ".jupyter"), "/etc/jupyter"] : [null];
  for (const folder of folders) {
    const files = (folder === null ? [named ?? ""] : NAMES.map((name) => `${folder}/${name}`)).map((name) => readFile(invocation, name));
    const hidden = files.filter(({ text }) => text === null).flatMap((file) => file.doubts);
    doubts.push(...(folder === null || hidden.length === 0 ? hidden : [unseen.directory(`${folder}/jupyter_*_config.py`)]));
    for (const file of files) {
      const { text } = file;
      if (text === null) continue;
      const said = saidIn({ ...file, text }, invocation.environment, key);
      doubts.push(...file.doubts);
      if (said.said.length > 0) return { said: said.said, doubts: [...doubts, ...said.doubts] };
    }
  }
  return { said: [], doubts };
}
