import { isAbsolute, relative, resolve, sep } from "node:path";
import type { Report } from "../model/report";
import { FORMATS, type Format, type RenderOptions } from "../report";
import { FORMAT_FILE, unwritable } from "../words/cli";
import { type Option, UsageError } from "./arguments";
import { complain } from "./complain";
import { codeOf, type Io } from "./io";

const NAMES = FORMATS.map(({ name }) => name);

export const FORMAT_OPTION: Option = {
  value: "FORMAT[=FILE]",
  values: NAMES,
  repeat: true,
  toFile: true,
  says: "how to print the report, and where to; may be repeated, with one to standard output",
};

/** A format, and the file that it goes to; null for standard output. */
interface Target {
  readonly format: Format;
  readonly file: string | null;
}

function targetOf(given: string): Target {
  const [name = "", ...rest] = given.split("=");
  const file = rest.length === 0 ? null : rest.join("=");
  if (file === "") throw new UsageError(FORMAT_FILE.none(name));
  return { format: FORMATS.find((format) => format.name === name) ?? FORMATS[0], file: file === "-" ? null : file };
}

/** What a command reads, and must not write. */
export interface Reads {
  readonly inputs: readonly string[];
  readonly configurations: readonly string[];
  /** The folder of the program; null where none is given. */
  readonly program: string | null;
}

/** https://developer.hashicorp.com/terraform/language/files, https://opentofu.org/docs/language/files/ */
const OF_A_PROGRAM = /\.(tf|tofu)(\.json)?$/;

/**
 * What is printed, and where. The first format goes to standard output where no other does.
 * @param given as `--format` was: `sarif=out.sarif`
 * @throws UsageError
 */
export function targetsOf(given: readonly string[], { inputs, configurations, program }: Reads, { cwd, realPath }: Io): readonly Target[] {
  const targets = given.map(targetOf);
  const printed = targets.filter(({ file }) => file === null).map(({ format }) => format.name);
  if (printed.length > 1) throw new UsageError(FORMAT_FILE.severalPrinted(printed));
  const whole = (path: string): string => realPath(resolve(cwd, path));
  const read = inputs.filter((path) => path !== "-").map(whole);
  const configured = configurations.map(whole);
  const within = program === null ? null : whole(program) + sep;
  const files = targets.flatMap(({ file }) => (file === null ? [] : [file]));
  const paths = files.map(whole);
  files.forEach((file, index) => {
    const path = paths[index] ?? "";
    if (read.includes(path)) throw new UsageError(FORMAT_FILE.isRead(file, "input"));
    if (configured.includes(path)) throw new UsageError(FORMAT_FILE.isRead(file, "configuration"));
    if (within !== null && path.startsWith(within) && OF_A_PROGRAM.test(path))
      throw new UsageError(FORMAT_FILE.isRead(file, "program's file"));
    if (paths.indexOf(path) !== index) throw new UsageError(FORMAT_FILE.twice(file));
  });
  return printed.length > 0 ? targets : [{ format: FORMATS[0], file: null }, ...targets];
}

/** https://no-color.org/ */
const hasColor = ({ env, isTTY }: Io): boolean => isTTY && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";

/**
 * A path from the root of the checkout, with slashes; as it is where it lies outside, or where there is none.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables (GITHUB_WORKSPACE)
 */
function inCheckout(path: string, { env, cwd }: Io): string {
  const root = env["GITHUB_WORKSPACE"] ?? "";
  if (root === "" || path === "-") return path;
  const way = relative(root, resolve(cwd, path));
  return way === "" || way.startsWith("..") || isAbsolute(way) ? path : way.split(sep).join("/");
}

/** @returns whether every file could be written */
export function printReport(report: Report, targets: readonly Target[], all: boolean, io: Io): boolean {
  const options: RenderOptions = {
    all,
    color: false,
    width: 80,
    page: (rule) => io.ownFile(`docs/rules/${rule}.md`),
    inRepository: (path) => inCheckout(path, io),
  };
  let written = true;
  for (const { format, file } of targets) {
    if (file === null) {
      // On a terminal both streams meet: what went wrong stands there once.
      const shown = format === FORMATS[0] ? { ...report, errors: [] } : report;
      io.stdout.write(format.render(shown, { ...options, color: hasColor(io) }));
      continue;
    }
    try {
      io.writeFile(file, format.render(report, options));
    } catch (error) {
      const code = codeOf(error);
      if (code === null) throw error;
      written = false;
      complain(io, `${file}: ${unwritable(code)}`);
    }
  }
  return written;
}
