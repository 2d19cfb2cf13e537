import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./repository";

const plan = join(root, "examples/redis-in-docker/plan.json");
const folder = mkdtempSync(join(tmpdir(), "quadzero-launcher-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a copy of the build whose compiled code nobody else touches. */
const runUnder = (options: readonly string[], ...words: readonly string[]): Ran => {
  const args = [...options, join(folder, "dist/quadzero.js"), ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { status, stdout, stderr };
};
const run = (...args: readonly string[]): Ran => runUnder([], ...(args.length === 0 ? ["check", plan] : args));
const kept = (): readonly string[] =>
  readdirSync(join(folder, "dist"), { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".cache"));
const remove = (): void => {
  for (const path of kept()) rmSync(join(folder, "dist", path), { recursive: true });
};

for (const part of ["dist", "docs", "package.json"]) cpSync(join(root, part), join(folder, part), { recursive: true });
remove();
const asked = run("--help");
const afterHelp = kept();
const first = run();
const compiled = kept();
const [main = ""] = compiled.filter((path) => path.startsWith("main.js."));
const whole = readFileSync(join(folder, "dist", main));

test("help, and what else is no command, keeps nothing that a command would then find too little in", () => {
  expect(asked).toMatchObject({ status: 0, stderr: "" });
  expect(afterHelp).toEqual([]);
});

test("the first run judges, and keeps what V8 compiled", () => {
  expect(first).toMatchObject({ status: 1, stderr: "" });
  expect(first.stdout).toContain("BLOCK");
  expect(compiled).toContain(main);
  expect(main).toContain(process.versions.v8);
});

test("later runs say the same, and use what is kept as it is", () => {
  const before = readFileSync(join(folder, "dist", main));
  expect(run()).toEqual(first);
  expect(readFileSync(join(folder, "dist", main)).equals(before)).toBe(true);
  expect(kept()).toEqual(compiled);
});

test("each command keeps its own", () => {
  const commands = [...asked.stdout.matchAll(/^ {2}([a-z]+) (?=[A-Z[-])/gm)].map(([, name = ""]) => name);
  expect(commands.length).toBeGreaterThan(4);
  const words: Readonly<Record<string, readonly string[]>> = {
    check: [plan],
    listens: ["--", "nginx"],
    explain: ["deaf-listener"],
    config: [],
    init: [plan],
  };
  for (const command of commands) {
    run(command, ...(words[command] ?? []));
    expect(kept().filter((path) => path.startsWith(`main.js.${command}.`))).toHaveLength(1);
  }
  for (const path of kept()) if (!compiled.includes(path)) rmSync(join(folder, "dist", path));
});

test("what ends with an error keeps nothing, as the next run would find too little in it", () => {
  expect(run("init").status).toBe(2);
  expect(run("init", join(folder, "no-plan.json")).status).toBe(3);
  expect(kept()).toEqual(compiled);
});

test("what V8 compiled under other options is kept apart", () => {
  const other = runUnder(["--stack-size=900"], "check", plan);
  expect(other).toEqual(first);
  expect(kept().filter((path) => path.startsWith("main.js."))).toHaveLength(2);
  expect(readFileSync(join(folder, "dist", main)).equals(whole)).toBe(true);
  for (const path of kept()) if (!compiled.includes(path)) rmSync(join(folder, "dist", path));
});

const flipped = (offset: number): Buffer => {
  const bytes = Buffer.from(whole);
  bytes[offset] = (bytes[offset] ?? 0) ^ 0xff;
  return bytes;
};

test.each<readonly [string, Buffer]>([
  ["empty", Buffer.alloc(0)],
  ["cut off", whole.subarray(0, whole.length / 2)],
  ["not compiled code at all", Buffer.from("0.0.0.0/0 ".repeat(1000))],
  ...[0.001, 0.25, 0.6, 0.999].map(
    (part) => [`damaged at ${String(part)} of its length`, flipped(Math.floor(whole.length * part))] as const,
  ),
])("compiled code that is %s is compiled anew", (_, bytes) => {
  writeFileSync(join(folder, "dist", main), bytes);
  expect(run()).toEqual(first);
  expect(readFileSync(join(folder, "dist", main)).equals(bytes)).toBe(false);
});

test("where nothing can be kept, it runs all the same and leaves nothing behind", () => {
  remove();
  for (const path of compiled) mkdirSync(join(folder, "dist", path, "in the way"), { recursive: true });
  const before = readdirSync(join(folder, "dist"));
  expect(run()).toEqual(first);
  expect(readdirSync(join(folder, "dist"))).toEqual(before);
});
