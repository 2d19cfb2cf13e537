import { spawn, spawnSync } from "node:child_process";
import { closeSync, copyFileSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";

const ROOT = join(__dirname, "../..");
const PLAN = join(ROOT, "test/cases/fargate-gunicorn/plan.json");
const SAFE = join(ROOT, "test/cases/fargate-gunicorn-safe/plan.json");

let folder = "";
let bin = "";

// A package as it is installed: the bin in dist/, the pages beside it.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "quadzero-bin-"));
  bin = join(folder, "dist/quadzero.js");
  buildSync({
    entryPoints: [join(ROOT, "src/quadzero.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile: bin,
    logLevel: "error",
  });
  for (const shipped of ["package.json", "docs"]) symlinkSync(join(ROOT, shipped), join(folder, shipped));
  writeFileSync(join(folder, "gunicorn.conf.py"), "bind = '0.0.0.0:5077'\n");
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function quadzero(argv: readonly string[], input: Buffer | string = ""): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], { cwd: folder, input, encoding: "utf8", maxBuffer: 1e8 });
  return { code: status, out: stdout, err: stderr };
}

it("tells the version of the package", () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  expect(quadzero(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
});

it("prints a page that ships with it", () => {
  expect(quadzero(["explain", "deaf-listener"]).out).toBe(readFileSync(join(ROOT, "docs/rules/deaf-listener.md"), "utf8"));
});

it("exits with 1 for a plan that is open and with 0 for its safe twin", () => {
  const open = quadzero(["check", PLAN]);
  expect([open.code, open.err]).toEqual([1, ""]);
  expect(open.out).toMatch(/^BLOCK {2}/);
  expect(quadzero(["check", SAFE]).code).toBe(0);
});

const FULL = "/dev/full";
(existsSync(FULL) ? it : it.skip)("tells a disk that is full, which is no bug", () => {
  const disk = openSync(FULL, "w");
  const { status, stderr } = spawnSync(process.execPath, [bin, "check", PLAN], { stdio: ["ignore", disk, "pipe"], encoding: "utf8" });
  closeSync(disk);
  expect([status, stderr]).toEqual([2, "quadzero: standard output: the disk is full\n"]);
});

it("writes over no plan that a link leads to", () => {
  const [plan, link] = [join(folder, "linked.json"), join(folder, "link.json")];
  writeFileSync(plan, readFileSync(PLAN));
  symlinkSync(plan, link);
  const { code, err } = quadzero(["check", "--format", `json=${link}`, plan]);
  expect([code, err]).toEqual([2, `quadzero: --format would overwrite the input ${link}; name another file\n`]);
  expect(readFileSync(plan).equals(readFileSync(PLAN))).toBe(true);
});

it("judges standard input like a file, in chunks of any size", () => {
  const { code, out } = quadzero(["check", "--format", "json", "-"], readFileSync(PLAN));
  expect(code).toBe(1);
  const named = quadzero(["check", "--format", "json", PLAN]).out;
  expect(out.replaceAll('"path": "-"', `"path": ${JSON.stringify(PLAN)}`)).toBe(named);
});

it("tells of files and directories that it cannot read, as the system says it", () => {
  const { code, err } = quadzero(["check", join(folder, "none.json"), folder, SAFE]);
  expect(code).toBe(3);
  expect(err).toBe(
    `quadzero: ${join(folder, "none.json")}: there is no such file\nquadzero: ${folder}: this is a directory; name the file in it\n`,
  );
});

it("stays quiet when its reader closes the pipe", async () => {
  const copies = Array.from({ length: 200 }, (_, index) => join(folder, `${String(index)}.json`));
  for (const copy of copies) copyFileSync(PLAN, copy);
  const child = spawn(process.execPath, [bin, "check", "--all", "--format", "json", ...copies], { stdio: "pipe" });
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  child.stdout.once("data", () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.once("close", resolve));
  expect([code, err]).toEqual([1, ""]);
}, 60_000);

it("reads the configuration that lies where it runs", () => {
  const { code, out } = quadzero(["listens", "--", "gunicorn", "app:app"]);
  expect(code).toBe(0);
  expect(out).toMatch(/^gunicorn answers tcp 5077 on every IPv4 address of its host\n {2}bind = "0.0.0.0:5077"\n/);
});

it("reads a program beside pipes and links that lead in a circle", () => {
  const program = mkdtempSync(join(folder, "program-"));
  writeFileSync(join(program, "main.tf"), readFileSync(join(PLAN, "../main.tf")));
  symlinkSync("circle.tf", join(program, "circle.tf"));
  symlinkSync(".", join(program, "again.tf"));
  spawnSync("mkfifo", [join(program, "pipe.tf")]);
  const { code, out, err } = quadzero(["check", "--source", program, PLAN]);
  expect([code, err]).toEqual([1, ""]);
  expect(out).toMatch(/\(program-\w+\/main\.tf:\d+\)/);
});
