import type { Booted, Distribution } from "../../model/launch";
import { HOLE } from "../../model/text";
import { unknowns } from "../../words/launch";
import { UFW_FILES } from "../commands/ufw";
import { runCloudConfig, type Stage } from "./cloud-config";
import { worldOver } from "../container";
import type { ImageHints } from "../hints";
import { launchedOf } from "../launched";
import { withPackage } from "../files/layers";
import { partsOf } from "./mime";
import { provideStock } from "../packaged";
import { notUnderstood, type Process, type World } from "../process";
import { provideShell, startShell, takeShell } from "../remote-shell";
import { runFile } from "../script";
import { mayBring, NO_FILES_SEEN } from "../files/tree";
import { runServices } from "../systemd/units";
import { unpack } from "./unpack";

/** What cloud-init gives to the scripts that it runs. https://cloudinit.readthedocs.io/en/latest/explanation/format.html#user-data-script */
const environment = (): Process["environment"] => ({
  values: new Map([
    ["PATH", HOLE],
    ["LANG", HOLE],
    ["HOME", "/root"],
    ["USER", "root"],
    ["LOGNAME", "root"],
    ["SHELL", "/bin/sh"],
    ["INSTANCE_ID", HOLE],
    ["HOSTNAME", HOLE],
  ]),
  complete: true,
});

/**
 * An instance's user data, as cloud-init runs it at the first boot. Where a part of it is not known, that is taken for a part of
 * the word it stands in, and never for more of the script.
 */
export function launchUserData(text: string, hints: ImageHints, distribution: Distribution | null): Booted {
  const world: World = {
    ...worldOver(withPackage(NO_FILES_SEEN, UFW_FILES), hints),
    ...(distribution === null ? {} : { distribution }),
  };
  const process: Process = {
    argv: ["cloud-init"],
    environment: environment(),
    cwd: "/",
    root: true,
    input: null,
    certain: true,
    world,
    depth: 0,
  };
  const stages: Stages = new Map();
  provideShell(world.files);
  provideStock(world.files, distribution);
  read(text, "part-001", process, stages, 0);
  const understood = world.tally.complete;
  for (const stage of ["boothook", "bootcmd", "write_files", "packages", "deferred", "placed", "scripts", "power"] as const) {
    // A command in the foreground keeps cloud-init from what comes after it.
    const steps = stages.get(stage) ?? [];
    if (stage === "packages") startShell(process);
    if (stage === "scripts") steps.sort((one, other) => (one.name < other.name ? -1 : 1));
    if (steps.some(({ run }) => !run())) break;
  }
  const shell = takeShell(process);
  runServices(process);
  const { files } = world;
  const leaves: Booted["leaves"] = (path) =>
    files.appended(path)?.text ?? (files.has(path) || mayBring(files, path) ? files.read(path) : null);
  const booted: Booted = { ...launchedOf(world), understood, leaves };
  if (shell === undefined) return booted;
  const doubts = shell.complete ? [] : shell.unknowns;
  return { ...booted, shell, complete: booted.complete && shell.complete, unknowns: [...booted.unknowns, ...doubts] };
}

/** Scripts run in the order of their names, and what `runcmd` says is one of them. */
type Stages = Map<Stage, { readonly name: string; readonly run: () => boolean }[]>;

const KINDS: readonly (readonly [RegExp, keyof typeof unknowns.userData])[] = [
  [/^[0-9a-f]{40}$/, "digest"],
  [/^\uFFFC$/, "value"],
  [/^## template:/, "template"],
  [/^#include/, "include"],
  [/^<(powershell|script)>/i, "windows"],
  [/^#ps1/, "windows"],
];

/** How all that cloud-init knows begins. */
const FORM = /^(#|<|content-type:|mime-version:)/i;

/** https://cloudinit.readthedocs.io/en/latest/explanation/format.html */
function read(raw: string, name: string, process: Process, stages: Stages, depth: number): void {
  const add = (stage: Stage, run: () => boolean): void =>
    void stages.set(stage, [...(stages.get(stage) ?? []), { name: text.startsWith("#cloud-config") ? "runcmd" : name, run }]);
  const text = raw.replaceAll("\r\n", "\n");
  const trimmed = text.trim();
  if (trimmed === "") return;
  const kind = KINDS.find(([pattern]) => pattern.test(trimmed))?.[1];
  const unknown = kind === undefined ? undefined : unknowns.userData[kind];
  if (unknown !== undefined && typeof unknown === "object") notUnderstood(process, unknown);
  else if (text.startsWith("#!")) add("scripts", () => script(text, name, process));
  else if (text.startsWith("#cloud-boothook")) add("boothook", () => script(text, name, process));
  else if (/^#cloud-config\b/.test(text)) runCloudConfig(text, process, add);
  else if (/^(content-type:\s*multipart|mime-version:)/im.test(trimmed.slice(0, 2000)) && depth < 4) {
    const parts = partsOf(trimmed);
    if (parts === null) notUnderstood(process, unknowns.userData.otherForm);
    for (const part of parts ?? []) read(part.text, part.name ?? name, process, stages, depth + 1);
  } else if (/^#(upstart-job|part-handler|cloud-config-archive|cloud-config-jsonp)/.test(text))
    notUnderstood(process, unknowns.userData.otherForm);
  else {
    const unpacked = depth < 4 ? unpack(trimmed) : null;
    if (unpacked === null || !FORM.test(unpacked)) notUnderstood(process, unknowns.userData.form);
    else read(unpacked, name, process, stages, depth + 1);
  }
}

function script(text: string, name: string, process: Process): boolean {
  const path = `/var/lib/cloud/instance/scripts/${name}`;
  process.world.files.write(path, text);
  return runFile(path, text, { ...process, argv: [path], environment: environment() }).returns !== false;
}
