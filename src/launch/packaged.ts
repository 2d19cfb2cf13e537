import type { Distribution, Packaged } from "../model/launch";
import type { Listener, Served } from "../model/listener";
import { packagedAs, unversioned } from "../servers";
import { unknowns } from "../words/launch";
import { directory } from "./files/layers";
import { notUnderstood, type Process, type Tally } from "./process";
import { parseUnit, resolveSpecifiers, type Unit } from "./systemd/unit";
import type { Tree } from "./files/tree";

const plain = (name: string): string => name.replace(/\.(service|socket)$/, "").replace(/@[^@]*$/, "");

/** The ssh server that machine images run by themselves. */
export const SHELL_UNIT = "ssh.service";

export const packagesOf = (name: string): readonly Packaged[] => packagedAs(name)?.packaged ?? [];

/** Whether each instance of a unit is a service of its own: `wg-quick@wg0`, `wg-quick@wg1`. */
const isInstance = (name: string): boolean =>
  name.includes("@") && packagesOf(name).some(({ service }) => service.some((line) => line.includes("%i")));

/** The one name of a unit that has several. */
export const mainUnit = (name: string): string | undefined =>
  isInstance(name) ? undefined : packagesOf(name).flatMap(({ units }) => units)[0];

const unitFile = ({ units }: Packaged): string | undefined =>
  units[0] === undefined ? undefined : `/usr/lib/systemd/system/${units[0]}.service`;

const unitText = ({ service }: Packaged): string => ["[Service]", ...service, ""].join("\n");

/** Puts a package's files where they belong; its unit too, where no other package may be meant. */
export function provide(files: Tree, packaged: Packaged, sure: boolean): void {
  const unit = unitFile(packaged);
  files.provide(sure && unit !== undefined ? { ...packaged, files: { ...packaged.files, [unit]: unitText(packaged) } } : packaged);
}

export const isThere = (files: Tree, { files: installed }: Packaged): boolean =>
  Object.entries(installed).some(([path, text]) => text !== null && typeof files.read(path) === "string");

/** Whether the launch itself installed what the unit belongs to. */
export const isInstalled = (files: Tree, name: string): boolean => packagesOf(name).some((packaged) => isThere(files, packaged));

/** Units of stock images that open nothing as they are, and may be told to. */
const STOCK = ["rsyslog", "chrony", "auditd", "systemd-resolved"];

/** What no stock image has, of a program that comes as a file and not as a package. */
const LACKING: Readonly<Record<string, null>> = Object.fromEntries(
  ["/etc/traefik", ""].flatMap((folder) => ["yml", "yaml", "toml"].map((ending) => [`${folder}/traefik.${ending}`, null])),
);

/** What a stock image has of them, so that a script changes it. */
export function provideStock(files: Tree, distribution: Distribution | null): void {
  for (const packaged of STOCK.flatMap(packagesOf))
    if (packaged.family === undefined || packaged.family === distribution) provide(files, packaged, true);
  if (distribution !== null) files.provide({ files: LACKING });
}

interface Candidate {
  readonly packaged: Packaged;
  readonly files: Tree;
}

/**
 * The packages that a unit may belong to, and the files that it then finds. One that came with the machine has what its unit takes
 * from shared folders (`/etc/default`) as it was shipped, and nobody has shown the rest.
 */
function candidates(files: Tree, name: string): readonly Candidate[] {
  const named = packagesOf(name).filter(({ units }) => units.length > 0);
  const exact = named.filter(({ units }) => units.includes(plain(name)) || units.includes(unversioned(plain(name))));
  const all = exact.length > 0 ? exact : named;
  const installed = all.find((packaged) => files.read(unitFile(packaged) ?? "") === unitText(packaged));
  if (installed !== undefined) return [{ packaged: installed, files }];
  const brought = all.some((packaged) => isThere(files, packaged));
  return all.map((packaged) => {
    const own = files.fork();
    const shared = Object.entries(packaged.files).filter(([path]) => /^\/etc\/(default|sysconfig)$/.test(directory(path)));
    own.provide(brought || packaged.stock === true ? packaged : { names: packaged.names ?? {}, files: Object.fromEntries(shared) });
    return { packaged, files: own };
  });
}

/** Starts a unit as its package does, with the script's drop-ins. */
export function startAsPackaged(
  process: Process,
  name: string,
  dropIns: readonly string[],
  run: (process: Process, unit: Unit) => void,
): void {
  const { world } = process;
  const served = candidates(world.files, name).map(({ packaged, files }) => {
    const touched = packaged.reads?.map(files.touched).find((path) => path !== undefined);
    if (touched !== undefined) notUnderstood(process, unknowns.edited(name, touched));
    const tally: Tally = { ...world.tally, served: [] };
    run(
      { ...process, certain: process.certain && touched === undefined, world: { ...world, files, tally } },
      resolveSpecifiers(parseUnit([unitText(packaged), ...dropIns]), name),
    );
    world.tally.complete &&= tally.complete;
    world.tally.filtered ||= tally.filtered;
    world.tally.budget = tally.budget;
    return tally.served;
  });
  world.tally.served.push(...(served.length === 1 ? (served[0] ?? []) : [joined(served)]));
}

const NOTHING: Served = { listeners: [], failsToStart: [], unknowns: [], complete: true };

const together = (served: readonly Served[]): Served =>
  served.reduce(
    (one, other) => ({
      listeners: [...one.listeners, ...other.listeners],
      failsToStart: [...one.failsToStart, ...other.failsToStart],
      unknowns: [...one.unknowns, ...other.unknowns],
      tunnels: [...(one.tunnels ?? []), ...(other.tunnels ?? [])],
      complete: one.complete && other.complete,
    }),
    NOTHING,
  );

const key = ({ process, protocol, address, ipv4, ipv6, ports }: Listener): string =>
  JSON.stringify([process, protocol, address, ipv4, ipv6, ports]);

/** Of several, one of which it is: sure is what is so in all of them. */
export function joined(ways: readonly (readonly Served[])[]): Served {
  const choices = ways.map(together);
  const all = together(choices);
  const sure = (listener: Listener): boolean =>
    choices.every(({ listeners }) => listeners.some((one) => one.certainty === "definite" && key(one) === key(listener)));
  return {
    ...all,
    listeners: all.listeners.map((listener) => (sure(listener) ? listener : { ...listener, certainty: "possible" })),
    failsToStart: choices.every(({ failsToStart }) => failsToStart.length > 0) ? (choices[0]?.failsToStart ?? []) : [],
  };
}
