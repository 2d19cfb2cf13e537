import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { launcher } from "../../../src/launch";
import { factsOfNotation, factsOfServed, filesOf, sorted, type Facts } from "../../servers/notation";
import { RUNS, type Run } from "./runs";

/** Where install.sh puts the servers written in Python. */
const CACHE = path.join(process.env["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache"), "quadzero", "binds", "bin");
const PATH = `${CACHE}:/usr/local/sbin:/usr/sbin:/sbin:${process.env["PATH"] ?? ""}`;

const has = (program: string): boolean => spawnSync("sh", ["-c", 'command -v "$1"', "sh", program], { env: { PATH } }).status === 0;
const namespaces =
  spawnSync("unshare", ["--net", "--mount", "--pid", "--fork", "ip", "link", "add", "d0", "type", "veth"]).status === 0 && has("ss");

jest.setTimeout(60_000);

const isLoopback = (fact: string): boolean => / loopback /.test(fact);

/** One line for each port of a range. */
const spread = (facts: Facts): Facts =>
  facts.flatMap((fact) => {
    const [, head = "", first, last] = /^(.* )(\d+)-(\d+)$/.exec(fact) ?? [];
    if (first === undefined) return [fact];
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => `${head}${String(Number(first) + index)}`);
  });

async function observe(directory: string, argv: readonly string[], env: Readonly<Record<string, string>>): Promise<Facts> {
  const { stdout } = await promisify(execFile)("bash", [path.join(__dirname, "observe.sh"), directory, ...argv], {
    env: { PATH, HOME: directory, LANG: "C.UTF-8", ...env },
  });
  const lines = stdout.split("\n").flatMap((line) => {
    const [, protocol, host, port] =
      /^(\w+) (\S+):(\d+)$/.exec(line.replace("0.0.0.0%lo:", "127.0.0.1:").replace(/%\w+(?=[\]:])/, "")) ?? [];
    return protocol === undefined || host === undefined || port === undefined ? [] : [`${protocol} ${host} ${port}`];
  });
  return sorted(factsOfNotation(lines));
}

async function compare({ argv, env = {}, files = {} }: Run): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), "quadzero-binds-"));
  try {
    const placed = (text: string): string => text.replaceAll("@", directory);
    const texts = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, placed(text)]));
    for (const [name, text] of Object.entries(texts)) {
      mkdirSync(path.join(directory, path.dirname(name)), { recursive: true });
      writeFileSync(path.join(directory, name), text);
    }
    const command = argv.map(placed);
    const theirs = await observe(directory, command, env);
    const launched = launcher.command({
      argv: command,
      environment: { values: new Map(Object.entries(env)), complete: true },
      files: filesOf(texts, directory),
      cwd: directory,
      root: true,
    });
    const ours = sorted(spread(factsOfServed(launched)));
    const beyond = (facts: Facts): Facts => facts.filter((fact) => !isLoopback(fact) && !fact.startsWith("fails"));
    expect(beyond(ours)).toEqual(beyond(theirs));
    // `localhost` may be either address, whichever the machine lists first.
    expect(ours.filter(isLoopback)).toEqual(expect.arrayContaining(theirs.filter(isLoopback)));
    expect(ours.some(isLoopback)).toBe(theirs.some(isLoopback));
    if (theirs.length === 0) expect(launched.failsToStart).not.toEqual([]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

describe.each(Object.entries(RUNS))("%s", (program, runs) => {
  const missing = namespaces ? (has(program) ? "" : program) : "root, namespaces and ss";
  (missing === "" ? test : test.skip).each(runs.map((run) => [`${run.argv.join(" ")} ${JSON.stringify(run.env ?? {})}`, run] as const))(
    missing === "" ? "%s" : `%s (needs ${missing})`,
    async (_name, run) => {
      await compare(run);
    },
  );
});
