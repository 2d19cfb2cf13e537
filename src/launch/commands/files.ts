import { UNSEEN } from "../../model/launch";
import { HOLE } from "../../model/text";
import { PREPARES, QUIET, prints, type Command, type Process } from "../process";
import { absolute, below, located, SOME } from "../files/paths";
import { readAt } from "../files/tree";

export const at = ({ cwd }: Process, path: string): string => located(path, cwd);

export const base = (path: string): string => path.replace(/\/+$/, "").replace(/^.*\//, "");

/** Operands of a command, and the values of the options that are asked for. */
export function parted(process: Process, taking: string): { operands: readonly string[]; options: ReadonlyMap<string, string> } {
  const takes = taking.split(" ").filter((name) => name !== "");
  const operands: string[] = [];
  const options = new Map<string, string>();
  const args = process.argv.slice(1);
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? "";
    if (takes.includes(arg)) options.set(arg, args[(index += 1)] ?? "");
    else if (arg.startsWith("--") && arg.includes("=")) options.set(arg.slice(0, arg.indexOf("=")), arg.slice(arg.indexOf("=") + 1));
    else if (arg.startsWith("-") && arg !== "-") options.set(arg, "");
    else operands.push(arg);
  }
  return { operands, options };
}

/** Where a source goes: under its own name, if the target is a folder or ends like one. */
function targets(process: Process, sources: readonly string[], target: string, folder: boolean): readonly (readonly [string, string])[] {
  const { files } = process.world;
  const to = at(process, target);
  const into =
    folder || sources.length > 1 || target.endsWith("/") || base(target) === "." || (files.read(to) === null && files.find(to).length > 0);
  return sources.map((source) => [at(process, source), into || isFolder(process, to) ? `${to}/${base(source)}` : to] as const);
}

const isFolder = ({ world }: Process, path: string): boolean =>
  world.files.find(path).some((known) => known.startsWith(`${path}/`)) || world.files.list(path).names.length > 0 || FOLDERS.test(path);

/** Folders that every machine has. */
const FOLDERS =
  /^\/(etc|tmp|opt|srv|usr|var|usr\/local|usr\/local\/bin|usr\/bin|etc\/(systemd\/system|cron\.d|init\.d|nginx|nginx\/conf\.d|nginx\/sites-(available|enabled)|default|profile\.d))$/;

function copy(process: Process, from: string, to: string): void {
  const { files } = process.world;
  const content = files.read(from);
  if (content !== null && content !== UNSEEN && !/[*?\uFFFC]/.test(from)) {
    files.write(to, content);
    return;
  }
  const below = files.find(from);
  files.blur(to);
  for (const path of below) {
    const text = files.read(path);
    const folder = from.slice(0, from.lastIndexOf("/"));
    const rest = !SOME.test(from) ? path.slice(from.length) : SOME.test(folder) ? `/${base(path)}` : path.slice(folder.length);
    if (text !== null) files.write((/[*?]/.test(from) ? to.replace(/\/[^/]*$/, "") : to) + rest, text);
  }
}

const cp: Command = (process) => {
  const { operands, options } = parted(process, "-t --target-directory -S -Z");
  const into = options.get("-t") ?? options.get("--target-directory");
  const sources = into === undefined ? operands.slice(0, -1) : operands;
  const target = into ?? operands.at(-1) ?? "";
  for (const [from, to] of targets(process, sources, target, into !== undefined)) copy(process, from, to);
  return QUIET;
};

const mv: Command = (process) => {
  const outcome = cp(process);
  const { operands, options } = parted(process, "-t --target-directory -S");
  const sources = options.has("-t") || options.has("--target-directory") ? operands : operands.slice(0, -1);
  for (const source of sources) remove(process, source);
  return outcome;
};

function remove(process: Process, path: string): void {
  const full = at(process, path);
  if (!full.includes(HOLE)) process.world.files.clear(full);
  else process.world.files.blur(full, "what is there");
}

const rm: Command = (process) => {
  for (const path of parted(process, "").operands) remove(process, path);
  return QUIET;
};

const ln: Command = (process) => {
  const { operands } = parted(process, "-S");
  const [source = "", target = base(source)] = operands;
  const symbolic = process.argv.some((arg) => /^-\w*s/.test(arg) || arg === "--symbolic");
  for (const [from, to] of targets(process, [source], target, false)) {
    const path = symbolic ? (absolute(source, to.replace(/\/[^/]*$/, "") || "/") ?? from) : from;
    process.world.files.link(to, path);
  }
  return QUIET;
};

/** It prints what it reads, and writes it to its files. */
const tee: Command = (process) => {
  const { operands, options } = parted(process, "");
  const appends = options.has("-a") || options.has("--append");
  const text = process.input ?? HOLE;
  for (const operand of operands) {
    const path = at(process, operand);
    if (text === HOLE) process.world.files.write(path, UNSEEN);
    else if (appends) process.world.files.append(path, text);
    else process.world.files.write(path, text);
  }
  return { ...QUIET, status: "success", output: text };
};

const install: Command = (process) => {
  const folder = process.argv.some((arg) => arg === "-d" || arg === "--directory");
  if (folder) return QUIET;
  const plain = parted(process, "-m -o -g -S --mode --owner --group");
  return cp({ ...process, argv: ["cp", ...plain.operands] });
};

const touch: Command = (process) => {
  for (const operand of parted(process, "-d -r -t").operands) {
    const path = at(process, operand);
    if (readAt(process.world.files, path, process.cwd) === null) process.world.files.write(path, "");
  }
  return QUIET;
};

const mkdir: Command = (process) => {
  for (const operand of parted(process, "-m --mode -Z").operands) process.world.files.create(at(process, operand));
  return QUIET;
};

/** `patch FILE`, or a file below its folder that the patch names. https://man7.org/linux/man-pages/man1/patch.1.html */
const patch: Command = (process) => {
  const { operands, options } = parted(process, "-d --directory -i --input -o --output -p --strip -r -D -B -F -V -Y -z");
  const folder = at(process, options.get("-d") ?? options.get("--directory") ?? ".");
  process.world.files.blur(located(options.get("-o") ?? options.get("--output") ?? operands[0] ?? ".", folder));
  return PREPARES;
};

/** What lies below `/var` is data, which says nothing of addresses as a rule. */
const DATA = /^\/(var|proc|sys|dev|swap)(\/|$)/;
/** Where volumes of containers are, which say as much as any folder. */
const VOLUMES = ["/var/lib/docker/volumes", "/var/lib/containers/storage/volumes"];

/** Files of a volume or another host lie over those that were there. https://man7.org/linux/man-pages/man8/mount.8.html */
const mount: Command = (process) => {
  const { files } = process.world;
  const { operands, options } = parted(process, "-t -o -O -L -U -N --types --options --label --uuid --source --target");
  const all = options.has("-a") || options.has("--all");
  const changes = /\bremount\b/.test(options.get("-o") ?? "") || process.argv.some((arg) => arg.startsWith("--make-"));
  const table = all ? (files.appended("/etc/fstab")?.text ?? files.read("/etc/fstab")) : "";
  const listed = typeof table === "string" ? table.split("\n").map((line) => line.trim().split(/\s+/)[1] ?? "") : [];
  const targets = all ? listed : [options.get("--target") ?? operands.at(-1) ?? ""];
  for (const target of changes ? [] : targets.filter((one) => one !== "")) {
    const path = at(process, target);
    if (!DATA.test(target) || VOLUMES.some((volumes) => below(volumes).test(path))) files.blur(path);
    else for (const volumes of VOLUMES) if (below(path).test(volumes)) files.blur(volumes);
  }
  return QUIET;
};

export const FILE_COMMANDS: Readonly<Record<string, Command>> = {
  cp,
  mv,
  rm,
  unlink: rm,
  ln,
  tee,
  mkdir,
  install,
  touch,
  patch,
  mount,
  mktemp: (process) => {
    const { operands, options } = parted(process, "-p --tmpdir --suffix");
    const [template = "tmp.XXXXXXXXXX"] = operands;
    const folder = options.get("-p") ?? options.get("--tmpdir") ?? (operands.length === 0 || options.has("-t") ? "/tmp" : ".");
    return prints(
      `${at(process, `${template.startsWith("/") ? "" : `${folder === "" ? "/tmp" : folder}/`}${template.replace(/XXX+/, HOLE)}`)}\n`,
    );
  },
};
