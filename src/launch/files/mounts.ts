import { UNSEEN, type Files } from "../../model/launch";
import { hasHole } from "../../model/text";
import { directory } from "./layers";
import { absolute, below } from "./paths";
import { NO_FILES_SEEN, readAt } from "./tree";

/** What lies over the files of a container's image. */
export interface Mount {
  /** Where, in the container. May hold HOLE. */
  readonly target: string;
  /** What is there, by paths of the container; what the image has there may come into it. */
  readonly over: (image: Files) => Files;
}

const EMPTY: Files = { read: () => null, list: () => ({ names: [], complete: true }) };

export const empty: Mount["over"] = () => EMPTY;

export const unseen: Mount["over"] = () => NO_FILES_SEEN;

/** It is filled with what the image has there. */
export const filled: Mount["over"] = (image) => image;

/** It is filled with what the image has there, or empty. */
export const filledOrEmpty: Mount["over"] = (image) => ({
  read: (path) => {
    const text = image.read(path);
    return text === null || text === "" ? text : UNSEEN;
  },
  list: (folder) => image.list?.(folder) ?? NOT_LISTED,
});

/** A folder or a file of a machine. */
export const ofHost =
  (source: string, target: string, files: Files, cwd: string | null): Mount["over"] =>
  () => {
    const there = (path: string): string => source + path.slice(target.replace(/\/+$/, "").length);
    return {
      read: (path) => readAt(files, there(path), cwd),
      list: (folder) => {
        const path = absolute(there(folder), cwd);
        return (path === null ? undefined : files.list?.(path)) ?? NOT_LISTED;
      },
    };
  };

/** https://man7.org/linux/man-pages/man5/proc_pid_mounts.5.html */
const TABLE = "/proc/mounts";

const NOT_LISTED = { names: [], complete: false } as const;

/** The files of an image with mounts over them: of several the deepest, and above all what may be mounted anywhere. */
export function mounted(mounts: readonly Mount[], image: Files): Files {
  const placed = mounts
    .filter(({ target }) => target !== "")
    .map(({ target, over }) => ({
      target: target.replace(/\/+$/, ""),
      pattern: below(target),
      files: hasHole(target) ? NO_FILES_SEEN : over(image),
    }))
    .sort((one, other) => Number(hasHole(other.target)) - Number(hasHole(one.target)) || other.target.length - one.target.length);
  const at = (path: string): Files => placed.find(({ pattern }) => pattern.test(path))?.files ?? image;
  const table = placed.map(({ target }) => `none ${target === "" ? "/" : target} none rw 0 0\n`).join("");
  return {
    read: (path) => (path === TABLE ? table : at(path).read(path)),
    list: (folder) => {
      const { names, complete } = at(folder).list?.(folder) ?? NOT_LISTED;
      const inside = placed.filter(({ target }) => target !== "" && directory(target) === folder);
      return { names: [...new Set([...names, ...inside.map(({ target }) => target.slice(target.lastIndexOf("/") + 1))])], complete };
    },
  };
}
