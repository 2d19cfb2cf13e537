import { basename } from "./process";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** First arguments by which a server only tells something, and ends. From each program's manual page. */
const TELLS: Readonly<Record<string, ReadonlySet<string>>> = {
  nginx: words("-t -T -v -V -tq -h -?"),
  apachectl: words("-t -v -V -S -M -l -L configtest"),
  apache2ctl: words("-t -v -V -S -M -l -L configtest"),
  httpd: words("-t -v -V -S -M -l -L"),
  apache2: words("-t -v -V -S -M -l -L"),
  haproxy: words("-c -v -vv"),
  caddy: words("validate version adapt fmt list-modules hash-password"),
  sshd: words("-t -T -G -V"),
};

/** A program that tells its version or how it is used, or checks its configuration, and ends. */
export function isStep([program = "", first = ""]: readonly string[]): boolean {
  const name = basename(program);
  return first === "--version" || first === "--help" || (Object.hasOwn(TELLS, name) && TELLS[name]?.has(first) === true);
}

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
