import { UNSEEN, type FileText } from "../../model/launch";
import { basename } from "../process";
import { last, parseUnit, splitWords, type Unit } from "./unit";
import { absolute } from "../files/paths";
import type { Tree } from "../files/tree";

/** https://docs.podman.io/en/latest/markdown/podman-systemd.unit.5.html */
const FOLDERS = [
  "/etc/containers/systemd",
  "/run/containers/systemd",
  "/usr/share/containers/systemd",
  "/home/*/.config/containers/systemd",
  "/root/.config/containers/systemd",
];

/** Of a file's kind: the section that is its own, and how its service is called. */
const KINDS: Readonly<Record<string, { readonly section: string; readonly suffix: string }>> = {
  container: { section: "Container", suffix: "" },
  kube: { section: "Kube", suffix: "" },
  pod: { section: "Pod", suffix: "-pod" },
};

const kindOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);
const stem = (path: string): string => basename(path).replace(/\.\w+$/, "");

const filesOf = (files: Tree): readonly string[] =>
  FOLDERS.flatMap((folder) => files.find(folder)).filter((path) => Object.hasOwn(KINDS, kindOf(path)));

/** Whether something came there that nobody has shown: one of its files, or all of them. */
export const bringsQuadlets = (files: Tree): string | undefined =>
  files.state.blurred.map(({ path }) => path).find((path) => FOLDERS.some((folder) => path.startsWith(folder)));

/** The file with its drop-ins; null: some of it nobody has shown. */
function textOf(files: Tree, path: string): string | null {
  const texts = [path, ...files.find(`${path}.d`).filter((file) => file.endsWith(".conf"))].map((file) => files.read(file));
  return texts.includes(UNSEEN) ? null : texts.filter((text) => typeof text === "string").join("\n");
}

/** The service that podman makes of a file. */
function serviceOf(files: Tree, path: string): string {
  const { section = "", suffix = "" } = KINDS[kindOf(path)] ?? {};
  const named = last(parseUnit([textOf(files, path) ?? ""]), `${section}.ServiceName`);
  return `${named ?? stem(path) + suffix}.service`;
}

const quote = (word: string): string => `"${word.replace(/["\\]/g, "\\$&")}"`;

/** Options of `podman run` by the key that gives them. */
const OPTIONS: readonly (readonly [key: string, option: string])[] = [
  ["PublishPort", "--publish"],
  ["Network", "--network"],
  ["Volume", "--volume"],
  ["Mount", "--mount"],
  ["EnvironmentFile", "--env-file"],
  ["WorkingDir", "--workdir"],
  ["User", "--user"],
  ["Entrypoint", "--entrypoint"],
];

/** What another file of podman's is called once it is made: `web.network`, `source=web.volume`. */
const made = (value: string): string =>
  value.replace(/(?<=^|,source=|,src=)([^/:,]+)\.(network|volume|pod)(?=[:,]|$)/, (_, name: string) => `systemd-${name}`);

function optionsOf(unit: Unit, section: string, path: string): string {
  const values = (key: string): readonly string[] => unit.get(`${section}.${key}`) ?? [];
  const folder = path.slice(0, path.lastIndexOf("/"));
  const placed = (value: string): string => (value.startsWith("./") ? (absolute(value, folder) ?? value) : made(value));
  const given = OPTIONS.flatMap(([key, option]) => values(key).map((value) => `${option} ${quote(placed(value))}`));
  const variables = values("Environment").flatMap((line) => splitWords(line).map(({ text }) => `--env ${quote(text)}`));
  return [...given, ...variables, ...values("PodmanArgs")].join(" ");
}

function createPod(files: Tree, pod: string): string {
  const path = filesOf(files).find((file) => basename(file) === pod);
  const text = path === undefined ? null : textOf(files, path);
  if (path === undefined || text === null) return "";
  const unit = parseUnit([text]);
  return `podman pod create ${optionsOf(unit, "Pod", path)} --name ${last(unit, "Pod.PodName") ?? `systemd-${stem(path)}`}`;
}

/** Keys of a volume by which it is not empty when it is made, or stays empty. */
const FILLED = ["Driver", "Device", "Options", "Type", "Image", "Copy", "PodmanArgs", "GlobalArgs"];

/** What makes the volumes of a container that are not made by default; one that nobody has shown may be none of those. */
const volumesFor = (files: Tree, unit: Unit): readonly string[] => {
  const sources = [
    ...(unit.get("Container.Volume") ?? []).map((value) => value.split(":")[0] ?? ""),
    ...(unit.get("Container.Mount") ?? []).map((value) => /(?:^|,)(?:source|src)=([^,]*)/.exec(value)?.[1] ?? ""),
  ];
  return sources
    .filter((source) => source.endsWith(".volume") && !source.startsWith("."))
    .filter((source) => {
      const path = FOLDERS.flatMap((folder) => files.find(folder)).find((file) => basename(file) === source);
      const text = path === undefined ? null : textOf(files, path);
      return text === null || FILLED.some((key) => parseUnit([text]).has(`Volume.${key}`));
    })
    .map((source) => `ExecStartPre=podman volume create --opt made=otherwise ${made(source)}`);
};

/** The containers of a pod, which its service starts. */
const membersOf = (files: Tree, pod: string): readonly string[] =>
  filesOf(files)
    .filter((path) => last(parseUnit([textOf(files, path) ?? ""]), "Container.Pod") === pod)
    .map((path) => serviceOf(files, path));

function commandOf(files: Tree, path: string, unit: Unit): readonly string[] {
  const kind = kindOf(path);
  if (kind === "kube") return [`ExecStart=podman kube play ${last(unit, "Kube.Yaml") ?? ""}`];
  if (kind === "pod")
    return [`ExecStart=${createPod(files, basename(path))}`, "[Unit]", `Wants=${membersOf(files, basename(path)).join(" ")}`];
  const pod = last(unit, "Container.Pod");
  const name = last(unit, "Container.ContainerName") ?? `systemd-${stem(path)}`;
  const own = pod === undefined ? "" : `--pod ${quote(made(pod))}`;
  const image = `${quote(last(unit, "Container.Image") ?? "")} ${last(unit, "Container.Exec") ?? ""}`;
  return [
    ...(pod === undefined ? [] : [`ExecStartPre=${createPod(files, pod)}`]),
    ...volumesFor(files, unit),
    `ExecStart=podman run --detach --replace --rm --name ${quote(name)} ${own} ${optionsOf(unit, "Container", path)} ${image}`,
  ];
}

/** The text of a service that podman makes of a file; null: there is none. */
export function quadletUnit(files: Tree, name: string): FileText | null {
  const path = filesOf(files).find((file) => serviceOf(files, file) === name);
  if (path === undefined) return null;
  const text = textOf(files, path);
  if (text === null) return UNSEEN;
  return `${text}\n[Service]\n${commandOf(files, path, parseUnit([text])).join("\n")}\n`;
}

/** Services that the next boot starts: what `[Install]` asks for holds without `systemctl enable`. */
export const quadletsAtBoot = (files: Tree): readonly string[] =>
  filesOf(files)
    .filter((path) => {
      const text = textOf(files, path);
      const unit = parseUnit([text ?? ""]);
      return text === null || ["WantedBy", "RequiredBy", "UpheldBy"].some((key) => (unit.get(`Install.${key}`) ?? []).length > 0);
    })
    .map((path) => serviceOf(files, path));
