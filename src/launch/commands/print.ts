import { HOLE, hasHole } from "../../model/text";
import { FAILS, PREPARES, prints, type Command } from "../process";

/** `\n` and its like, as `echo -e` and `printf` read them. */
export const unescape = (text: string): string =>
  text.replace(/\\(n|t|r|a|b|f|v|\\|"|'|0?[0-7]{1,3}|x[0-9a-fA-F]{1,2})/g, (_, code: string) => {
    const simple: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", a: "\x07", b: "\b", f: "\f", v: "\v" };
    if (code.startsWith("x")) return String.fromCharCode(parseInt(code.slice(1), 16));
    return simple[code] ?? (/^\d/.test(code) ? String.fromCharCode(parseInt(code, 8) & 255) : code);
  });

const echo: Command = ({ argv }) => {
  const args = argv.slice(1);
  let newline = "\n";
  let escapes = false;
  while (args[0] !== undefined && /^-[neE]+$/.test(args[0])) {
    if (args[0].includes("n")) newline = "";
    if (args[0].includes("e")) escapes = true;
    args.shift();
  }
  // A word that is not known may be none, and the space beside it with it.
  const text = args.map((arg, index) => (index === 0 || arg === HOLE || args[index - 1] === HOLE ? arg : ` ${arg}`)).join("");
  return prints((escapes ? unescape(text) : text) + newline);
};

/** The format is used again as long as there are arguments. */
const printf: Command = ({ argv }) => {
  const args = argv[1] === "--" ? argv.slice(2) : argv.slice(1);
  const [format = "", ...rest] = args;
  if (hasHole(format) || rest.includes(HOLE)) return prints(HOLE);
  const values = [...rest];
  let text = "";
  do {
    const before = values.length;
    text += unescape(format).replace(/%(%|[-+ 0]*\d*(?:\.\d+)?[sdibqu])/g, (_, kind: string) => {
      if (kind === "%") return "%";
      const value = values.shift() ?? (kind.endsWith("s") ? "" : kind.endsWith("b") ? "" : "0");
      if (kind.length > 1) return HOLE;
      return kind === "b" ? unescape(value) : kind === "q" ? HOLE : value;
    });
    if (values.length === before) break;
  } while (values.length > 0);
  return prints(text);
};

/** More than a script counts to. */
const LONGEST = 1000;

/** `seq LAST`, `seq FIRST LAST`, `seq FIRST STEP LAST` of whole numbers. https://man7.org/linux/man-pages/man1/seq.1.html */
const seq: Command = ({ argv }) => {
  const words = argv.slice(1);
  if (words.length < 1 || words.length > 3 || !words.every((word) => /^-?\d{1,9}$/.test(word))) return PREPARES;
  const last = Number(words.at(-1));
  const first = words.length === 1 ? 1 : Number(words[0]);
  const step = words.length === 3 ? Number(words[1]) : 1;
  const count = Math.max(Math.floor((last - first) / step) + 1, 0);
  if (step === 0 || count > LONGEST) return PREPARES;
  return prints(Array.from({ length: count }, (_, index) => `${String(first + index * step)}\n`).join(""));
};

const pathPart =
  (part: (path: string, suffix: string) => string): Command =>
  ({ argv }) => {
    const [path = "", suffix = ""] = argv.slice(1);
    return prints(hasHole(path) || path.startsWith("-") ? HOLE : `${part(path.replace(/(.)\/+$/, "$1"), suffix)}\n`);
  };

/** Commands that read nothing. */
export const PRINTERS: Readonly<Record<string, Command>> = {
  echo,
  printf,
  seq,
  basename: pathPart((path, suffix) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    return suffix !== "" && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
  }),
  dirname: pathPart((path) => (path.includes("/") ? path.slice(0, Math.max(path.lastIndexOf("/"), 1)) : ".")),
  pwd: ({ cwd }) => prints(`${cwd ?? HOLE}\n`),
  true: () => prints(""),
  false: () => FAILS,
};
