import { UNSEEN, type Environment } from "../../model/launch";
import { HOLE, hasHole } from "../../model/text";
import { serverFor } from "../../servers";
import { NODE } from "../../servers/address";
import { exportedLiteral } from "../../servers/javascript/exported";
import { pair, serve } from "../../servers/served";
import { decide, fallback, SILENT, variable, type Layer } from "../../servers/setting";
import { unknowns } from "../../words/launch";
import { absolute, located } from "../files/paths";
import { readAt } from "../files/tree";
import { PREPARES, QUIET, STAYS, instead, notUnderstood, type Command, type Process } from "../process";
import { record } from "../serve";
import { splitWords } from "../systemd/unit";
import { isMapping, listOf, parseYaml, textOf, type Yaml, type YamlMap } from "../../servers/yaml";
import { isManifest, operands, runManaged } from "./managed";

/** What its file names, and what of that is wanted. */
interface Asked {
  readonly file: string;
  /** Names of the applications; null: all. */
  readonly only: readonly string[] | null;
  /** `--env production`: `env_production` over `env`. */
  readonly env: string | undefined;
}

/** The applications of an ecosystem file; null: nobody can tell. https://pm2.keymetrics.io/docs/usage/application-declaration/ */
function appsIn(file: string, { world, cwd, environment }: Process): readonly Yaml[] | null {
  const text = readAt(world.files, file, cwd);
  if (text === UNSEEN || text === null) return null;
  const root: Yaml | undefined = file.endsWith("js") ? exportedLiteral(located(file, cwd), text, environment) : parseYaml(text);
  const apps = isMapping(root) && (root["apps"] !== undefined || root["script"] === undefined) ? (root["apps"] ?? HOLE) : root;
  return isMapping(apps) ? [apps] : Array.isArray(apps) ? listOf(apps) : null;
}

const wordsOf = (value: Yaml | undefined): readonly string[] =>
  value === undefined || value === null
    ? []
    : Array.isArray(value)
      ? listOf(value).map(textOf)
      : splitWords(textOf(value)).map(({ text }) => text);

/** The manager's own environment, and what the file adds. */
function environmentOf(app: YamlMap, env: string | undefined, { values, complete }: Environment): Environment {
  const port = app["port"] === undefined || app["port"] === null ? [] : [{ PORT: app["port"] }];
  const added = [app["env"], ...port, ...(env === undefined ? [] : [app[`env_${env}`]])].filter((one) => one !== undefined && one !== null);
  const given = added.flatMap((one) => (isMapping(one) ? Object.entries(one).map(([name, value]) => [name, textOf(value)] as const) : []));
  const whole = added.every(isMapping) && app["env_file"] === undefined && (env === undefined || !hasHole(env));
  return { values: new Map([...values, ...given]), complete: complete && whole };
}

/** Its own web server. pm2: `lib/API/Serve.js` */
function serveFiles(process: Process, given: string | undefined): void {
  const { environment } = process;
  const port = decide(variable(environment, "PM2_SERVE_PORT"), spelled(given), fallback("8080"));
  const host = decide(variable(environment, "PM2_SERVE_HOST"), fallback("0.0.0.0"));
  record(serve("pm2", NODE, pair(host, port), [...host.doubts, ...port.doubts]), process);
}

const spelled = (port: string | undefined): Layer =>
  port === undefined ? SILENT : { said: [{ value: port, says: `serve ${port}`, from: "command" }], doubts: [] };

/** What is no script by its name is run by Node.js where it is no binary: a program in Python fails. pm2: `lib/Common.js` */
const byNode = (process: Process, script: string): Process =>
  /[./\s]/.test(script) || serverFor(script)?.modules === undefined ? process : { ...process, certain: false };

/** @returns whether it could be told what it starts */
function startApp(app: Yaml, { env }: Asked, process: Process): boolean {
  if (!isMapping(app)) return false;
  const script = textOf(app["script"] ?? HOLE);
  if (hasHole(script)) return false;
  const { cwd } = app;
  const within: Process = {
    ...process,
    cwd: cwd === undefined || cwd === null ? process.cwd : absolute(textOf(cwd), process.cwd),
    environment: environmentOf(app, env, process.environment),
  };
  const interpreter = textOf(app["interpreter"] ?? app["exec_interpreter"] ?? "");
  const flags = wordsOf(app["interpreter_args"] ?? app["node_args"]);
  const words = [script, ...wordsOf(app["args"])];
  const isPlain = interpreter === "" && flags.length === 0;
  if (script === "serve") serveFiles(within, undefined);
  else if (isPlain || interpreter === "none") runManaged(isPlain ? byNode(within, script) : within, words, "pm2");
  else process.world.start(instead(within, [interpreter === "" ? "node" : interpreter, ...flags, ...words]));
  return true;
}

/** Starts what a file says. */
function startAll(process: Process, asked: Asked): void {
  const { file, only } = asked;
  const apps = appsIn(file, process);
  const known = apps?.map((app) => {
    const name = textOf(isMapping(app) ? (app["name"] ?? "") : HOLE);
    const open = only !== null && (hasHole(name) || only.some(hasHole));
    if (only?.includes(name) === false && !open) return true;
    return startApp(app, asked, open ? { ...process, certain: false } : process);
  });
  if (known?.every(Boolean) !== true) notUnderstood(process, unknowns.manifest("pm2", hasHole(file) ? "its configuration" : file));
}

/** Verbs that start what is named, if it does not run already. */
const STARTS = /^(start|restart|reload|startOr\w+)$/;
const FILES = ["ecosystem.config.js", "ecosystem.config.cjs", "ecosystem.config.mjs"];

const valueOf = (args: readonly string[], option: string): string | undefined =>
  args
    .flatMap((arg, index) => (arg === option ? (args[index + 1] ?? "") : arg.startsWith(`${option}=`) ? arg.slice(option.length + 1) : []))
    .at(-1);

/** https://pm2.keymetrics.io/docs/usage/quick-start/ */
export const pm2: Command = (process) => {
  const args = process.argv.slice(1);
  const [verb = "", ...rest] = operands(args);
  const runtime = process.argv[0]?.endsWith("runtime") === true || process.argv[0]?.endsWith("docker") === true;
  if (verb === "serve") {
    serveFiles({ ...process, kept: true }, rest[1] ?? valueOf(args, "--port"));
    return runtime ? STAYS : QUIET;
  }
  const named = STARTS.test(verb) ? rest : runtime ? [verb, ...rest] : null;
  if (named === null) return PREPARES;
  const kept: Process = { ...process, kept: true };
  const isThere = (name: string): boolean => typeof readAt(process.world.files, name, process.cwd) === "string";
  const [file = FILES.find(isThere) ?? ""] = named;
  if (!isManifest(file)) {
    // By its name it is one that is there already.
    if (/^(reload|startOr)/.test(verb) && !/[./\s]/.test(file)) return QUIET;
    const outcome = runManaged(valueOf(args, "--interpreter") === undefined ? byNode(kept, file) : kept, named, "pm2");
    return runtime ? outcome : QUIET;
  }
  startAll(kept, { file, only: valueOf(args, "--only")?.split(",") ?? null, env: valueOf(args, "--env") });
  return runtime ? { status: "open", output: "", returns: "perhaps" } : QUIET;
};
