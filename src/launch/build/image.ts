import { imageStart } from "../../images";
import { UNSEEN, type Environment, type Files } from "../../model/launch";
import { withPackage } from "../files/layers";

/** What a container of an image begins with. */
export interface BuiltImage {
  /** Null where nobody knows it. */
  readonly entryPoint: readonly string[] | null;
  readonly command: readonly string[] | null;
  readonly environment: Environment;
  readonly cwd: string | null;
  /** What is not shown is unseen. */
  readonly files: Files;
}

const UNSEEN_FILES: Files = { read: () => UNSEEN };

/** Nobody has shown it. */
export const UNKNOWN_IMAGE: BuiltImage = {
  entryPoint: null,
  command: null,
  environment: { values: new Map(), complete: false },
  cwd: null,
  files: UNSEEN_FILES,
};

/** `scratch` holds nothing and starts nothing. https://hub.docker.com/_/scratch */
const SCRATCH: BuiltImage = { ...UNKNOWN_IMAGE, entryPoint: [], command: [], environment: { values: new Map(), complete: true }, cwd: "/" };

/** A public image; unknown where the catalogue has none of that name. */
export function publicImage(name: string): BuiltImage {
  if (name === "scratch") return SCRATCH;
  const start = imageStart(name);
  if (start === null) return UNKNOWN_IMAGE;
  return {
    entryPoint: start.entryPoint,
    command: start.command,
    environment: { values: new Map(Object.entries(start.environment)), complete: true },
    cwd: start.cwd,
    files: withPackage(UNSEEN_FILES, start.files),
  };
}

/** An image's name with its tag, as the daemon keeps it. */
export const tagged = (name: string): string => (/:[^/]*$|@/.test(name) ? name : `${name}:latest`);
