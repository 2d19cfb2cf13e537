import { UNSEEN, type Files } from "../../model/launch";
import type { Launched, StartedContainer } from "../../model/listener";
import type { Process } from "../process";
import { absolute } from "../files/paths";
import { readAt } from "../files/tree";

export interface Mount {
  readonly source: string;
  readonly target: string;
  /** Of a file that is written where it is mounted. */
  readonly text?: string;
}

/** The host's files where they are mounted; null elsewhere, where the image decides. A named volume holds what nobody has shown. */
export function mounted(mounts: readonly Mount[], process: Process): Files {
  const { files } = process.world;
  const texts = new Map(mounts.flatMap(({ target, text }) => (text === undefined ? [] : [[target, text] as const])));
  const deepest = [...mounts].sort((one, other) => other.target.length - one.target.length);
  const sourceOf = (path: string): string | null | undefined => {
    const mount = deepest.find(({ target }) => path === target || path.startsWith(`${target.replace(/\/+$/, "")}/`));
    if (mount === undefined) return undefined;
    return /^[./~]/.test(mount.source) ? absolute(mount.source + path.slice(mount.target.length), process.cwd) : null;
  };
  return {
    read: (path) => {
      const text = texts.get(path);
      if (text !== undefined) return text;
      const source = sourceOf(path);
      // What is not in the mounted folder is hidden by it: as good as an empty file, where null would ask the image.
      return source === undefined ? null : source === null ? UNSEEN : (readAt(files, source, null) ?? "");
    },
    list: (folder) => {
      const source = sourceOf(folder);
      return source === undefined || source === null ? { names: [], complete: source === undefined } : files.list(source);
    },
  };
}

/** One container has a name; those of compose have one within their project. */
export function enter(process: Process, container: StartedContainer): void {
  const { containers } = process.world.tally;
  const isSame = ({ name, image, project }: StartedContainer): boolean =>
    name === container.name && image === container.image && project === container.project && name !== image;
  const same = containers.findIndex(isSame);
  const before = containers[same];
  if (before === undefined) containers.push(container);
  else if (process.certain) containers[same] = container;
  else if (JSON.stringify(before.publishes) !== JSON.stringify(container.publishes)) containers.push(container);
}

/** Containers are no longer there; perhaps, where it is open or where they may be started again. */
export function leave({ world, certain }: Process, gone: boolean, which: (container: StartedContainer) => boolean): void {
  const { containers } = world.tally;
  const left = containers.flatMap((one): readonly StartedContainer[] => {
    if (!which(one)) return [one];
    return gone && certain ? [] : [{ ...one, launched: possibleLaunch(one.launched), certain: false }];
  });
  containers.splice(0, containers.length, ...left);
}

export const possibleLaunch = (launched: Launched): Launched => ({
  ...launched,
  listeners: launched.listeners.map((listener) => ({ ...listener, certainty: "possible" })),
  failsToStart: [],
});
