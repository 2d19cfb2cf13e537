import { PREPARES, type Command } from "../process";
import { at, base, parted } from "./files";

/** Whatever comes out of an archive, a repository or a bucket: the folder that it goes to may hold anything afterwards. */
const brings =
  (where: (operands: readonly string[], options: ReadonlyMap<string, string>) => string | undefined, taking: string): Command =>
  (process) => {
    const { operands, options } = parted(process, taking);
    const target = where(operands, options);
    if (target !== undefined && !/^[\w-]+:/.test(target)) process.world.files.blur(at(process, target));
    return PREPARES;
  };

/** Archives by the names that their makers give them, and the one thing that is in each. */
const KNOWN: readonly (readonly [RegExp, (name: string) => string])[] = [
  // https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html
  [/^aws-?cli(v2|-exe)?[\w.-]*\.zip$/i, () => "aws"],
  // https://releases.hashicorp.com
  [/^(terraform|packer|vault|consul|nomad|boundary)(_[\w.+-]*)?\.zip$/, (name) => name.split(/[_.]/)[0] ?? ""],
];

const unzip: Command = (process) => {
  const { operands, options } = parted(process, "-d -x");
  const folder = options.get("-d") ?? ".";
  const name = base(operands[0] ?? "");
  const inside = KNOWN.find(([pattern]) => pattern.test(name))?.[1](name);
  process.world.files.blur(at(process, inside === undefined ? folder : `${folder}/${inside}`));
  return PREPARES;
};

const isAddress = (word: string): boolean => /^\w+:\/\//.test(word);

/** Copies between a store and the machine: `aws s3 cp s3://… FILE`, `gsutil -m rsync gs://… DIR`. */
const fromStore: Command = (process) => {
  const words = process.argv.slice(1).filter((arg) => !arg.startsWith("-"));
  const verb = words.findIndex((word) => /^(cp|sync|mv|rsync)$/.test(word));
  const source = words.findIndex((word, index) => index > verb && isAddress(word));
  const target = words[(source < 0 ? verb + 1 : source) + 1];
  if (verb >= 0 && target !== undefined && !isAddress(target)) process.world.files.blur(at(process, target));
  return PREPARES;
};

/** An option in a cluster, with what is attached to it: `-idm`, `-o/etc`. */
const clustered = (options: ReadonlyMap<string, string>, pattern: RegExp): string | undefined =>
  [...options.keys()].map((option) => pattern.exec(option)?.[1]).find((value) => value !== undefined);

export const BRINGING_COMMANDS: Readonly<Record<string, Command>> = {
  truncate: brings((operands) => operands.at(-1), "-s -r"),
  dd: brings((operands) => operands.find((operand) => operand.startsWith("of="))?.slice(3), ""),
  tar: brings((_operands, options) => options.get("-C") ?? options.get("--directory") ?? ".", "-C --directory"),
  unzip,
  rsync: brings((operands) => operands.at(-1), "-e --exclude --include"),
  scp: brings((operands) => operands.at(-1), "-i -P -o -F"),
  git: (process) => {
    const [verb = "", ...rest] = parted(process, "-C -c -b --branch --depth -o --origin").operands;
    if (!/^(clone|pull|checkout|switch|reset|submodule|apply|restore)$/.test(verb)) return PREPARES;
    const target = verb === "clone" ? (rest[1] ?? base(rest[0] ?? "").replace(/\.git$/, "")) : ".";
    process.world.files.blur(at(process, target));
    return PREPARES;
  },
  aws: fromStore,
  gsutil: fromStore,
  sftp: brings((operands) => operands[1], "-i -P -o -F -J -b -l"),
  cpio: brings(
    (_operands, options) => (clustered(options, /^-\w*(i)/) === undefined ? undefined : (options.get("-D") ?? ".")),
    "-D -F -I -O",
  ),
  "7z": brings((operands, options) => (/^[ex]$/.test(operands[0] ?? "") ? (clustered(options, /^-o(.+)/) ?? ".") : undefined), ""),
  svn: brings(
    (operands) =>
      /^(export|checkout|co|update|up|switch)$/.test(operands[0] ?? "") ? (operands[2] ?? base(operands[1] ?? ".")) : undefined,
    "-r --revision --username --password",
  ),
};
