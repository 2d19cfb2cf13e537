import { parseReference } from "../images/reference";
import { matchesGlob } from "../model/glob";
import type { ContainerStart } from "../model/launch";
import type { Launched, Listener } from "../model/listener";
import type { ImageHint } from "../model/settings";
import { hasHole } from "../model/text";

/** What users say that images listen on; the last that matches is the nearest. */
export type ImageHints = readonly ImageHint[];

export const NO_HINTS: ImageHints = [];

/** As written, without its tag and digest, and by its repository. */
function namesOf(image: string): readonly string[] {
  const bare = image.split("@")[0] ?? image;
  const untagged = bare.replace(/:[^/:]*$/, "");
  const repository = parseReference(image)?.repository;
  return [image, bare, untagged, ...(repository === undefined ? [] : [repository])].filter((name) => !hasHole(name));
}

const hintFor = (names: readonly string[], hints: ImageHints): ImageHint | undefined =>
  hints.findLast((each) => names.some((name) => matchesGlob(each.image, name)));

/**
 * What a machine image answers by itself, by its id or its name. A pattern that begins with a star is meant for containers: it
 * would hide the remote shell of every machine.
 */
export const machineHint = (names: readonly string[], hints: ImageHints): readonly Listener[] | null =>
  hintFor(
    names,
    hints.filter(({ image }) => !image.startsWith("*")),
  )?.listens ?? null;

/** Whether the command that is given is known; what is left to the image is the image's. */
const isKnown = ({ entryPoint, command }: ContainerStart): boolean =>
  [entryPoint, command].every((words) => words !== "unknown" && !(words ?? []).some(hasHole));

/**
 * A launch that cannot be read in full, with what the user says of its image: it listens on that and on nothing else. What the
 * launch itself shows stays. Where the command is not known yet, the hint is possible, and there may be more.
 */
export function hinted(launched: Launched, start: ContainerStart, hints: ImageHints): Launched {
  const { image } = start;
  if (launched.complete || image === null || hints.length === 0) return launched;
  const hint = hintFor(namesOf(image), hints);
  if (hint === undefined) return launched;
  const sure = isKnown(start);
  const listens = hint.listens.map((listener) => ({ ...listener, certainty: sure ? listener.certainty : ("possible" as const) }));
  return { ...launched, listeners: [...launched.listeners, ...listens], complete: sure, unknowns: sure ? [] : launched.unknowns };
}
