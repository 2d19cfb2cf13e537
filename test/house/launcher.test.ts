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

/** Runs a copy of the build whose compiled code nobody else touches. */
const run = (...args: readonly string[]): { status: number | null; stdout: string; stderr: string } => {
  const words = args.length === 0 ? ["check", plan] : args;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, "dist/quadzero.js"), ...words], { encoding: "utf8" });
  return { status, stdout, stderr };
};
const kept = (): readonly string[] =>
  readdirSync(join(folder, "dist"), { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".cache"));
const remove = (): void => {
  for (const path of kept()) rmSync(join(folder, "dist", path), { recursive: true });
};

cpSync(join(root, "dist"), join(folder, "dist"), { recursive: true });
cpSync(join(root, "package.json"), join(folder, "package.json"));
remove();
const asked = run("--help");
const afterHelp = kept();
const first = run();
const compiled = kept();
const [main = ""] = compiled.filter((path) => path.startsWith("main.js."));

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
  for (const command of commands) {
    run(command);
    expect(kept().filter((path) => path.startsWith(`main.js.${command}.`))).toHaveLength(1);
  }
  for (const path of kept()) if (!compiled.includes(path)) rmSync(join(folder, "dist", path));
});

const whole = readFileSync(join(folder, "dist", main));
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
