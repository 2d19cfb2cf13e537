import { basename } from "./process";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** A program that tells its version or how it is used, and ends. By which other options a server does so, its file in `servers/` says. */
export const isStep = ([, first]: readonly string[]): boolean => first === "--version" || first === "--help";

/** Options of `ruby` that take the next argument. https://man7.org/linux/man-pages/man1/ruby.1.html */
const TAKING = words("-C -E -I -r");

/** The command that an interpreter's script is: `ruby bin/rails server`, `php composer.phar install`. Undefined: it is none of those. */
export function scriptCommand([program = "", ...args]: readonly string[]): readonly string[] | undefined {
  const interpreter = basename(program);
  const known = /^ruby[\d.]*$/.test(interpreter)
    ? /^(rails|rackup|puma|thin|unicorn|bundle|rake)$/
    : interpreter === "php"
      ? /^composer$/
      : undefined;
  const at = args.findIndex((arg, index) => !arg.startsWith("-") && !TAKING.has(args[index - 1] ?? ""));
  const script = basename(args[at] ?? "").replace(/\.phar$/, "");
  return known?.test(script) === true && !args.slice(0, at).includes("-e") ? [script, ...args.slice(at + 1)] : undefined;
}
