import { UNSEEN } from "../../model/launch";
import { HOLE, hasHole } from "../../model/text";
import { serverFor } from "../../servers";
import { unknowns } from "../../words/launch";
import { PREPARES, instead, notUnderstood, type Command, type Outcome, type Process } from "../process";
import { readAt } from "../files/tree";
import { pip } from "./pip";

/** What a text means as JSON; undefined where it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const member = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;

const quote = (word: string): string => (/^[\w@%+=:,./\uFFFC-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/**
 * A script of package.json, with those that npm runs before and after it, in `sh`; arguments are appended.
 * https://docs.npmjs.com/cli/v11/using-npm/scripts
 */
function runScript(process: Process, manager: string, name: string, args: readonly string[]): Outcome {
  const text = readAt(process.world.files, "package.json", process.cwd);
  const scripts = text === null || text === UNSEEN || hasHole(text) ? undefined : member(parseJson(text), "scripts");
  const script = member(scripts, name) ?? (name === "start" && text !== UNSEEN ? "node server.js" : undefined);
  if (typeof script !== "string" && manager !== "npm" && serverFor(name) !== undefined) {
    // Without such a script it is a program of the packages. https://yarnpkg.com/cli/run https://pnpm.io/cli/exec
    const shown = text !== UNSEEN && (text === null || !hasHole(text));
    const outcome = process.world.start(instead(process, [name, ...args], { certain: process.certain && shown }));
    if (shown) return outcome;
  }
  if (typeof script !== "string" && ENDS.test(name)) return PREPARES;
  if (typeof script !== "string" || hasHole(name))
    return notUnderstood(process, unknowns.manifest(`${manager} ${hasHole(name) ? "run" : name}`, "package.json"));
  const before = member(scripts, `pre${name}`);
  const values = new Map(process.environment.values).set("npm_lifecycle_event", name);
  const line = [script, ...args.map(quote)].join(" ");
  const environment = { ...process.environment, values };
  return process.world.start(instead(process, ["sh", "-c", typeof before === "string" ? `${before} && ${line}` : line], { environment }));
}

/** Scripts that by their name make something and end, whatever is in them. */
const ENDS = /^(build|compile|lint|typecheck|type-check|format|generate|migrate)(:[\w-]+)*$/;

/** Verbs of package managers that fetch, build or tell, and leave nothing running. */
const FETCHES =
  /^(install|i|ci|add|remove|rm|uninstall|update|up|upgrade|audit|cache|config|set|get|init|link|login|whoami|publish|pack|prune|rebuild|ls|list|outdated|view|info|root|prefix|bin|version|import|dedupe|store|setup|env|why|fund|doctor|help|-v|--version)$/;

const nodeManager =
  (manager: string, bare: "help" | "install"): Command =>
  (process) => {
    const takes = /^(--prefix|-C|--cwd|--dir|-w|--workspace|--filter|-F|--loglevel)$/;
    const elsewhere = process.argv.some((arg) => /^(--prefix|-C|--cwd|--dir|-w|--workspace|--filter|-F)(=|$)/.test(arg));
    const dashes = process.argv.indexOf("--");
    const own = (dashes < 0 ? process.argv.slice(1) : process.argv.slice(1, dashes)).filter(
      (_arg, index, all) => !takes.test(all[index - 1] ?? ""),
    );
    const words = own.filter((arg) => !arg.startsWith("-"));
    const [verb = bare, ...rest] = words;
    const runs = verb === "run" || verb === "run-script";
    const name = runs ? rest[0] : verb;
    if (name === undefined || verb === "help") return PREPARES;
    if (!runs && FETCHES.test(verb)) {
      process.world.files.blur(`${process.cwd ?? HOLE}/node_modules`);
      return PREPARES;
    }
    const within = elsewhere ? { ...process, cwd: null } : process;
    // npm takes options for itself up to `--`; the others hand on what follows the script's name.
    const after = process.argv.slice(process.argv.indexOf(name) + 1);
    const passed =
      manager === "npm" ? (dashes < 0 ? rest.slice(runs ? 1 : 0) : process.argv.slice(dashes + 1)) : after.filter((arg) => arg !== "--");
    return runScript(within, manager, name, passed);
  };

/** Programs that start what a file names: nobody can tell without it. */
const byFile =
  (file: string, harmless: RegExp): Command =>
  (process) => {
    const words = process.argv.slice(1).filter((arg) => !arg.startsWith("-") && !/^\w+=/.test(arg));
    return words.every((word) => harmless.test(word)) && (words.length > 0 || harmless.test(""))
      ? PREPARES
      : notUnderstood(process, unknowns.manifest(process.argv[0] ?? "", file));
  };

/** Each line of a Procfile is a process. https://devcenter.heroku.com/articles/procfile */
const procfile: Command = (process) => {
  const [program = "", verb, ...rest] = process.argv;
  if (verb !== "start") return PREPARES;
  const at = rest.findIndex((arg) => arg === "-f" || arg === "--procfile");
  const file = at < 0 ? "Procfile" : (rest[at + 1] ?? "Procfile");
  const text = readAt(process.world.files, file, process.cwd);
  if (text === UNSEEN || text === null) return notUnderstood(process, unknowns.manifest(`${program} start`, file));
  const wanted = rest.filter((arg, index) => !arg.startsWith("-") && !/^-/.test(rest[index - 1] ?? ""));
  for (const line of text.split("\n")) {
    const [, name = "", command] = /^([\w-]+):\s*(.+)$/.exec(line.trim()) ?? [];
    if (command !== undefined && (wanted.length === 0 || wanted.includes(name)))
      process.world.start(instead(process, ["sh", "-c", command]));
  }
  return { status: "open", output: "", returns: false };
};

/** Snaps that open nothing. https://snapcraft.io/store */
const SNAPS =
  /^(amazon-ssm-agent|aws-cli|certbot(-dns-.*)?|core\d*|bare|snapd|go|node|kubectl|helm|terraform|jq|yq|powershell|dotnet-sdk|gh|google-cloud-(cli|sdk)|cmake|ruby|rustup|nvim|htop|btop|ffmpeg|k9s)(\..*)?$/;

const snap: Command = (process) => {
  const [verb = "", ...names] = process.argv.slice(1).filter((arg) => !arg.startsWith("-"));
  const starts = /^(install|start|restart|enable|run|try|refresh)$/.test(verb);
  const unknown = starts ? names.find((name) => !SNAPS.test(name)) : undefined;
  return unknown === undefined ? PREPARES : notUnderstood(process, unknowns.package(unknown));
};

export const SCRIPT_COMMANDS: Readonly<Record<string, Command>> = {
  make: byFile("a Makefile", /^(|all|build|install|clean|dist|compile|deps|test|lint|\d+)$/),
  gmake: byFile("a Makefile", /^(|all|build|install|clean|\d+)$/),
  rake: byFile("a Rakefile", /^(db:.*|assets:.*|jobs:.*|resque:.*|test|spec)$/),
  task: byFile("a Taskfile", /^$/),
  just: byFile("a justfile", /^$/),
  mvn: byFile("pom.xml", /^(clean|compile|package|install|verify|test|deploy|dependency:.*)$/),
  gradle: byFile("build.gradle", /^(clean|build|assemble|jar|bootJar|test|check)$/),
  snap,
  foreman: procfile,
  honcho: procfile,
  overmind: procfile,
};

/** They run a program where their first words say so, else a script; so they are asked after the wrappers. */
export const MANAGERS: Readonly<Record<string, Command>> = {
  npm: nodeManager("npm", "help"),
  cnpm: nodeManager("npm", "help"),
  yarn: nodeManager("yarn", "install"),
  pnpm: nodeManager("pnpm", "help"),
  conda: pip,
  mamba: pip,
  micromamba: pip,
  pdm: pip,
  pipenv: pip,
  pipx: pip,
  poetry: pip,
  uv: pip,
};
