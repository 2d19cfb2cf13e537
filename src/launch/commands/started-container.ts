import { UNSEEN, type Files } from "../../model/launch";
import type { Launched, StartedContainer } from "../../model/listener";
import type { Process } from "../process";
import { absolute, readAt } from "../tree";

export interface Mount {
  readonly source: string;
  readonly target: string;
}

/** The host's files where they are mounted; null elsewhere, where the image decides. A named volume holds what nobody has shown. */
export function mounted(mounts: readonly Mount[], process: Process): Files {
  const { files } = process.world;
  const deepest = [...mounts].sort((one, other) => other.target.length - one.target.length);
  const sourceOf = (path: string): string | null | undefined => {
    const mount = deepest.find(({ target }) => path === target || path.startsWith(`${target.replace(/\/+$/, "")}/`));
    if (mount === undefined) return undefined;
    return /^[./~]/.test(mount.source) ? absolute(mount.source + path.slice(mount.target.length), process.cwd) : null;
  };
  return {
    read: (path) => {
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

export function enter(process: Process, container: StartedContainer): void {
  const { containers } = process.world.tally;
  const same = containers.findIndex(({ name, image }) => name === container.name && image === container.image && name !== image);
  if (same >= 0 && process.certain) containers[same] = container;
  else if (same < 0) containers.push(container);
}

export const perhaps = (launched: Launched): Launched => ({
  ...launched,
  listeners: launched.listeners.map((listener) => ({ ...listener, certainty: "possible" })),
  failsToStart: [],
});
