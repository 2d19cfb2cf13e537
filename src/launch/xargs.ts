import { HOLE } from "../model/text";
import type { Process } from "./process";

/** Options that split the input otherwise, or run the command several times. */
const OTHERWISE = /^(-[0adnLP]\S*|--(null|arg-file|delimiter|max-args|max-lines)\S*)$/;

/** The word that each item stands for: `-I {}`, `-I{}`, `-i`. */
function placeholder(options: readonly string[]): string | undefined {
  const at = options.findIndex((option) => /^-[Ii]|^--replace/.test(option));
  const [, attached] = /^(?:-[Ii]|--replace=?)(.*)$/.exec(options[at] ?? "") ?? [];
  if (attached === undefined || attached !== "") return attached;
  return options[at] === "-I" ? options[at + 1] : "{}";
}

/**
 * A command of xargs with the words of its input, or HOLE for those that nobody knows or that go to several commands.
 * https://man7.org/linux/man-pages/man1/xargs.1.html
 */
export function withItems({ argv, input }: Process, command: readonly string[]): readonly string[] {
  const options = argv.slice(1, argv.length - command.length);
  const lines = (input ?? HOLE).split("\n").filter((line) => line.trim() !== "");
  const words = /["'\\]/.test(input ?? "") ? [HOLE] : lines.flatMap((line) => line.trim().split(/\s+/));
  const place = placeholder(options);
  if (place !== undefined) return command.map((word) => word.replaceAll(place, lines.length === 1 ? (lines[0] ?? HOLE).trim() : HOLE));
  const followed = words.length === 1 || (words.length > 0 && words.length < 100 && !options.some((option) => OTHERWISE.test(option)));
  return [...command, ...(followed ? words : [HOLE])];
}
