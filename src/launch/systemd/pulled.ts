import { UNSEEN } from "../../model/launch";
import { basename } from "../process";
import type { Unit } from "./unit";
import type { Tree } from "../files/tree";
import { besideUnit, namesIn, unitOf, writtenUnit } from "./unit-files";

/** A unit that another one starts. */
export interface Pulled {
  readonly name: string;
  /** False: it may start as well, or not. */
  readonly certain: boolean;
}

/** They start another unit along with their own. https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#Wants= */
const STARTING = ["Unit.Requires", "Unit.BindsTo", "Unit.Upholds", "Service.Sockets"];
/** They start it once their own has ended. */
const ENDING = ["Unit.OnFailure", "Unit.OnSuccess"];
/** A moment that comes for sure, or is past already. https://www.freedesktop.org/software/systemd/man/latest/systemd.timer.html#OnActiveSec= */
const SOON = ["Timer.OnActiveSec", "Timer.OnBootSec", "Timer.OnStartupSec"];
/** What systemd itself says of its targets. https://www.freedesktop.org/software/systemd/man/latest/systemd.special.html */
const TARGETS: Readonly<Record<string, readonly string[]>> = {
  "graphical.target": ["multi-user.target"],
  "multi-user.target": ["basic.target"],
  "basic.target": ["sockets.target", "timers.target", "paths.target"],
};

const certainly = (names: readonly string[]): readonly Pulled[] => names.map((name) => ({ name, certain: true }));
const possible = (names: readonly string[]): readonly Pulled[] => names.map((name) => ({ name, certain: false }));

/** What a unit starts besides itself. What it only wants need not be there, and is taken to be where the script wrote it. */
export function pulledBy(name: string, files: Tree): readonly Pulled[] {
  const unit = unitOf(files, name);
  const written = (other: string): boolean => writtenUnit(files, other)?.includes(UNSEEN) === false;
  const wanted = [
    ...namesIn(unit, "Unit.Wants"),
    ...["wants", "requires", "upholds"].flatMap((suffix) => besideUnit(files, name, suffix)).map(basename),
  ];
  return [
    ...certainly([...STARTING.flatMap((key) => namesIn(unit, key)), ...(TARGETS[name] ?? [])]),
    ...wanted.map((other) => ({ name: other, certain: written(other) })),
    ...possible(ENDING.flatMap((key) => namesIn(unit, key))),
    ...triggeredBy(name, unit),
  ];
}

/** The service that a timer, a path or a socket is there for. */
function triggeredBy(name: string, unit: Unit): readonly Pulled[] {
  const service = name.replace(/\.\w+$/, ".service");
  const named = (key: string): readonly string[] => [namesIn(unit, key).at(-1) ?? service];
  if (unit.size === 0) return [];
  if (name.endsWith(".timer"))
    return named("Timer.Unit").map((name) => ({ name, certain: SOON.some((key) => (unit.get(key) ?? []).length > 0) }));
  if (name.endsWith(".path")) return possible(named("Path.Unit"));
  // For each connection one that serves it and listens nowhere.
  const accepts = /^(yes|true|1|on)$/i.test(unit.get("Socket.Accept")?.at(-1) ?? "");
  return name.endsWith(".socket") && !accepts ? possible(named("Socket.Service")) : [];
}
