import { UNSEEN, type FileText } from "../../model/launch";
import { HOLE, hasHole } from "../../model/text";
import { unknowns } from "../../words/launch";
import { addRepository, installNamed } from "../commands/packages";
import { instead, notUnderstood, type Process } from "../process";
import { unpack } from "./unpack";
import { isMapping, listOf, parseYaml, type Yaml, type YamlMap } from "../../servers/yaml";

/** When cloud-init does what. https://cloudinit.readthedocs.io/en/latest/explanation/boot.html */
export type Stage = "boothook" | "bootcmd" | "write_files" | "packages" | "deferred" | "placed" | "scripts" | "power";

/** Keys that run something or change what is run, and are not followed. */
const NOT_READ = ["ansible", "chef", "puppet", "salt_minion", "snap", "lxd", "drivers", "autoinstall"];

/** @param add enters a step; the step answers whether cloud-init goes on */
export function runCloudConfig(text: string, process: Process, add: (stage: Stage, step: () => boolean) => void): void {
  const parsed = parseYaml(text);
  const config = parsed === null ? {} : parsed;
  if (!isMapping(config)) {
    notUnderstood(process, unknowns.userData.yaml);
    return;
  }
  for (const key of NOT_READ) if (config[key] !== undefined) notUnderstood(process, unknowns.userData.module(key));
  const commands = (key: "bootcmd" | "runcmd"): (() => boolean) => {
    const script = listOf(config[key]).map(lineOf).join("\n");
    return () => process.world.start(instead(process, ["sh", "-c", script])).returns !== false;
  };
  if (config["bootcmd"] !== undefined) add("bootcmd", commands("bootcmd"));
  for (const [stage, later] of [
    ["write_files", false],
    ["deferred", true],
  ] as const) {
    add(stage, () => {
      for (const file of listOf(config["write_files"])) if (isDeferred(file) === later) writeFile(file, process);
      return true;
    });
  }
  for (const file of listOf(config["write_files"])) {
    const path = isMapping(file) && typeof file["path"] === "string" ? file["path"] : "";
    if (PLACED.test(path))
      add("placed", () => process.world.start(instead(process, [path], { certain: executable(file) })).returns !== false);
  }
  add("packages", () => {
    if (isMapping(config["yum_repos"])) addRepository(process);
    for (const input of selections(config))
      process.world.start(instead(process, ["debconf-set-selections"], { input: typeof input === "string" ? input : null }));
    const names = listOf(config["packages"]).map((entry) => (Array.isArray(entry) ? (entry as readonly Yaml[])[0] : entry));
    installNamed(
      process,
      names.map((name) => (typeof name === "string" ? name : HOLE)),
    );
    return true;
  });
  if (config["runcmd"] !== undefined) add("scripts", commands("runcmd"));
  const ends = powerState(config["power_state"]);
  if (ends !== "no") {
    const change = { certain: process.certain && ends === "restarts" };
    add("power", () => process.world.start(instead(process, ["reboot"], change)).returns !== false);
  }
}

/** https://cloudinit.readthedocs.io/en/latest/reference/modules.html#apt-configure */
function selections({ apt }: YamlMap): readonly Yaml[] {
  const given = isMapping(apt) ? apt["debconf_selections"] : undefined;
  return isMapping(given)
    ? Object.keys(given)
        .sort()
        .flatMap((name) => given[name] ?? [])
    : [];
}

/**
 * At the very end; a command may stand for its condition.
 * https://cloudinit.readthedocs.io/en/latest/reference/modules.html#power-state-change
 */
function powerState(state: Yaml | undefined): "restarts" | "perhaps" | "no" {
  const { mode, condition = null } = isMapping(state) ? state : {};
  if (mode === undefined || [false, "False", "false"].includes(condition as string)) return "no";
  return mode === "reboot" && [null, true, "True", "true"].includes(condition as string) ? "restarts" : "perhaps";
}

/** Scripts that cloud-init runs, of this boot too, before those of the user data. https://cloudinit.readthedocs.io/en/latest/reference/modules.html#scripts-per-boot */
const PLACED = /^\/var\/lib\/cloud\/scripts\/per-(once|boot|instance)\/[^/]+$/;

/** Others are passed over, unless something makes them executable. */
function executable(file: Yaml): boolean {
  const mode = isMapping(file) ? file["permissions"] : undefined;
  return (typeof mode === "string" || typeof mode === "number") && (parseInt(String(mode), 8) & 0o111) !== 0;
}

/**
 * All entries make one script: a text is a line of it, a list is words that the shell leaves alone.
 * https://cloudinit.readthedocs.io/en/latest/reference/modules.html#runcmd
 */
function lineOf(entry: Yaml): string {
  if (!Array.isArray(entry)) return typeof entry === "object" ? "" : String(entry);
  return (entry as readonly Yaml[])
    .map((word) => `'${(typeof word === "object" ? HOLE : String(word)).replaceAll("'", "'\\''")}'`)
    .join(" ");
}

/** Such a file is written once packages are installed. */
const isDeferred = (file: Yaml): boolean => isMapping(file) && file["defer"] === true;

/** https://cloudinit.readthedocs.io/en/latest/reference/modules.html#write-files */
function writeFile(file: Yaml, process: Process): void {
  if (!isMapping(file)) return;
  const { path, content, encoding, append, source } = file;
  if (typeof path !== "string" || !path.startsWith("/")) return;
  const text =
    typeof content === "string"
      ? decode(content, typeof encoding === "string" ? encoding : "text/plain")
      : content === undefined && source === undefined
        ? ""
        : UNSEEN;
  if (append === true) process.world.files.append(path, text);
  else process.world.files.write(path, text);
}

function decode(content: string, encoding: string): FileText {
  if (/^(gz(ip)?\+)?(b64|base64)$/i.test(encoding)) return hasHole(content) ? UNSEEN : (unpack(content) ?? UNSEEN);
  return /^text\/plain$/i.test(encoding) ? content : UNSEEN;
}
