import { HOLE } from "../../model/text";
import { joinTrees } from "../files/join";
import type { Endings, Status, World } from "../process";

import { UNSURE, forkWorld, subshell, type Flow, type Shell, type Variable } from "./state";

/** What would become of the shell in one branch. */
const branch = (shell: Shell): Shell =>
  subshell(shell, {
    depth: shell.depth,
    loops: shell.loops,
    trap: shell.trap,
    onError: shell.onError,
    handlers: shell.handlers,
    jobs: shell.jobs,
    waits: shell.waits,
    certain: false,
    world: forkWorld(shell.world),
  });

/** The shell goes on as another; who shares its world goes along. */
function become(shell: Shell, other: Shell): void {
  const { world, left } = shell;
  if (world !== other.world) Object.assign(world, { files: other.world.files, services: other.world.services });
  Object.assign(shell, other, { world, left });
}

const same = (one: Variable | undefined, other: Variable | undefined): boolean =>
  one === other ||
  (one !== undefined &&
    other !== undefined &&
    one.exported === other.exported &&
    one.as === other.as &&
    String(one.value) === String(other.value) &&
    typeof one.value === typeof other.value);

const sameOptions = (one: Shell["options"], other: Shell["options"]): boolean =>
  one.size === other.size && [...one].every((option) => other.has(option));

export function joinWorlds(one: World, other: World): World {
  const services: World["services"] = new Map();
  for (const name of new Set([...one.services.keys(), ...other.services.keys()])) {
    const [here, there] = [one.services.get(name) ?? [], other.services.get(name) ?? []];
    const both = here.filter((service) => there.includes(service));
    const perhaps = [...here, ...there].filter((service) => !both.includes(service)).map((service) => ({ ...service, certain: false }));
    services.set(name, [...both, ...perhaps]);
  }
  return { ...one, files: joinTrees(one.files, other.files), services };
}

/** What either had in the foreground. */
export const both = (one: Endings, other: Endings): Endings => (one === other ? one : new Set([...one, ...other]));

const joinTraps = (one: Shell["trap"], other: Shell["trap"]): Shell["trap"] =>
  one.text === other.text ? one : { text: `${one.text}\n${other.text}`, certain: false };

/** What is so in both. */
function join(one: Shell, other: Shell): Shell {
  const variables = new Map(one.variables);
  for (const name of new Set([...one.variables.keys(), ...other.variables.keys()])) {
    const [here, there] = [one.variables.get(name), other.variables.get(name)];
    if (same(here, there)) continue;
    const as = here?.as === there?.as ? here?.as : "opaque";
    const exported = (here?.exported ?? false) || (there?.exported ?? false);
    variables.set(name, { value: HOLE, exported, as });
  }
  const functions = new Map(one.functions);
  for (const name of new Set([...one.functions.keys(), ...other.functions.keys()])) {
    if (one.functions.get(name) !== other.functions.get(name)) functions.set(name, null);
  }
  return {
    ...one,
    variables,
    functions,
    parameters: String(one.parameters) === String(other.parameters) ? one.parameters : [one.parameters[0] ?? "", HOLE],
    cwd: one.cwd === other.cwd ? one.cwd : null,
    closed: one.closed && other.closed,
    errexit: one.errexit && other.errexit,
    options: sameOptions(one.options, other.options) ? one.options : new Set([...one.options, ...other.options, UNSURE]),
    status: one.status === other.status ? one.status : HOLE,
    told: one.told === other.told ? one.told : "open",
    output: one.output === other.output ? one.output : HOLE,
    trap: joinTraps(one.trap, other.trap),
    onError: joinTraps(one.onError, other.onError),
    handlers: [...new Set([...one.handlers, ...other.handlers])],
    own: one.own === other.own ? one.own : new Set([...one.own, ...other.own]),
    jobs: [...new Set([...one.jobs, ...other.jobs])],
    waits: one.waits === other.waits ? one.waits : "perhaps",
    over: both(one.over, other.over),
    world: joinWorlds(one.world, other.world),
  };
}

/** Goes every way that may be taken. What was started on one of them is possible; those that come back are joined. */
export function either(shell: Shell, ways: readonly ((branch: Shell) => Status)[]): Status {
  const { certain } = shell;
  const told = new Set<Status>();
  const ends = ways.map((way) => {
    const taken = branch(shell);
    const status = way(taken);
    if (taken.flow === "on") told.add(status);
    return taken;
  });
  const away = ends.filter(({ flow }) => flow !== "on");
  const [first, ...others] = ends.filter(({ flow }) => flow === "on");
  const left = [...shell.left, ...ends.flatMap((end) => end.left), ...(first === undefined ? away.slice(1) : away)];
  const next = first === undefined ? away[0] : others.reduce(join, first);
  if (next !== undefined) become(shell, next);
  shell.certain = certain && left.length === shell.left.length;
  shell.left = left;
  const [only = "open", ...more] = told;
  return more.length === 0 ? only : "open";
}

/** Something may stay in the foreground, or end the shell: whether control comes back is open. */
export function mayStay(shell: Shell, flow: "stay" | "exit" | "killed" = "stay"): void {
  shell.left = [...shell.left, { ...shell, flow, left: [], world: forkWorld(shell.world) }];
  shell.certain = false;
}

/** Where a parameter that is not set is no empty text: `set -u`. That none is set rests on how the script is started. */
export function mayLack(shell: Shell): void {
  if (shell.options.has("nounset")) mayStay(shell, "exit");
}

/**
 * What happens only where a command fails that the author counts on: what it starts is possible. A script is read as one that
 * succeeds, so where this way ends the script, nothing is thought of it.
 */
export function aside(shell: Shell, way: (branch: Shell) => Status): void {
  const taken = branch(shell);
  way(taken);
  const { certain } = shell;
  if (taken.flow === "on") become(shell, join(shell, taken));
  shell.certain = certain;
}

/** Branches that left by one of these flows are back; certainty is what it was before, where no other is still away. */
export function rejoin(shell: Shell, flows: readonly Flow[], before: Pick<Shell, "certain" | "left">): void {
  const back = shell.left.filter((other) => flows.includes(other.flow) && other.outer === 0 && !before.left.includes(other));
  shell.left = shell.left.filter((other) => !back.includes(other));
  if (flows.includes(shell.flow) && shell.outer === 0) shell.flow = "on";
  for (const other of back) {
    const returned = { ...other, flow: "on" as const };
    if (shell.flow === "on") {
      become(shell, join(shell, returned));
      continue;
    }
    shell.left = [...shell.left, { ...shell, world: forkWorld(shell.world) }];
    become(shell, returned);
  }
  shell.certain = before.certain && shell.left.length === before.left.length;
}
