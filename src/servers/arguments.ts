import type { Invocation } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";

/** What follows the program itself, be it started by name or as `python -m NAME`. */
export function argumentsOf({ argv }: Pick<Invocation, "argv">): readonly string[] {
  const module = argv.indexOf("-m");
  return isPython(argv[0] ?? "") && module > 0 ? argv.slice(module + 2) : argv.slice(1);
}

/** `/usr/local/bin/python3.12`. */
export const isPython = (program: string): boolean => /^(python|pypy)[\d.]*$/.test(basename(program));

export const basename = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** A doubt where an argument may be an option that nobody can read. */
export const unreadOptions = (args: readonly string[], program: string): readonly LaunchUnknown[] =>
  args.some((argument) => hasHole(argument[0] ?? "") || (argument.startsWith("-") && hasHole(argument.split("=")[0] ?? "")))
    ? [unseen.argument(program)]
    : [];

/** The values of an option: `-c FILE`, `-cFILE`, `--config=FILE`. */
export const valuesOf =
  (...options: readonly string[]) =>
  (args: readonly string[]): readonly string[] =>
    args.flatMap((arg, index) => {
      const option = options.find((name) => arg === name || arg.startsWith(name.startsWith("--") ? `${name}=` : name));
      if (option === undefined) return [];
      return arg === option ? args.slice(index + 1, index + 2) : [arg.slice(option.length).replace(/^=/, "")];
    });
