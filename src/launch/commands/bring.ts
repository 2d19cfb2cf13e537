import { PREPARES, type Command, type Process } from "../process";
import { located } from "../files/paths";
import { releaseAt, type Release } from "../releases";
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
  const [archive = "", ...members] = operands;
  const release = members.length > 0 ? undefined : releaseIn(process, archive);
  const name = base(archive);
  const inside = KNOWN.find(([pattern]) => pattern.test(name))?.[1](name);
  if (release === undefined) process.world.files.blur(at(process, inside === undefined ? folder : `${folder}/${inside}`));
  else unpack(process, release, folder, release.folders);
  return PREPARES;
};

/** What an archive is, by where it was downloaded from. */
function releaseIn({ world, cwd }: Process, archive: string): Release | undefined {
  const text = world.files.read(located(archive, cwd));
  return typeof text === "string" ? releaseAt(text) : undefined;
}

function unpack(process: Process, release: Release, target: string, folders: readonly string[]): void {
  const { files } = process.world;
  for (const folder of folders) {
    files.blur(at(process, `${target}/${folder}`));
    for (const [name, text] of Object.entries(release.files)) files.write(at(process, `${target}/${folder}/${name}`), text);
  }
  files.provide({ files: Object.fromEntries(release.absent.map((path) => [path, null])) });
}

/** The folders that an archive's own becomes; null where it is not unpacked as a whole. https://www.gnu.org/software/tar/manual/ */
function foldersOf({ folders }: Release, options: ReadonlyMap<string, string>): readonly string[] | null {
  const stripped = options.get("--strip-components") ?? options.get("--strip") ?? "0";
  if (options.has("--transform") || options.has("--exclude")) return null;
  return stripped === "0" ? folders : stripped === "1" ? ["."] : null;
}

const tar: Command = (process) => {
  const args = process.argv.slice(1);
  const { operands, options } = parted(process, "-C --directory --strip-components --strip --transform --exclude --file");
  const target = options.get("-C") ?? options.get("--directory") ?? ".";
  const [verbs = "", ...words] = /^[a-zA-Z]+$/.test(args[0] ?? "") ? operands : ["", ...operands];
  const named = [...words, options.get("--file") ?? "-"].filter((word) => word !== "-");
  const release = named.length === 0 ? releaseAt(process.input ?? "") : named.length === 1 ? releaseIn(process, named[0] ?? "") : undefined;
  const extracts = verbs.includes("x") || args.some((arg) => /^-[a-zA-Z]*x|^--(extract|get)$/.test(arg));
  const folders = release === undefined || !extracts ? null : foldersOf(release, options);
  if (release === undefined || folders === null) process.world.files.blur(at(process, target));
  else unpack(process, release, target, folders);
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
  tar,
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
