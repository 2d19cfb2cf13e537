import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../src/model/report";
import { run } from "../cli/fake";
import { ROOT } from "./files";

const EXAMPLE = "examples/flask-on-fargate";
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const files = { "plan.json": read(`${EXAMPLE}/plan.json`), [`${EXAMPLE}/plan.json`]: read(`${EXAMPLE}/plan.json`) };
const program = read(`${EXAMPLE}/main.tf`);

async function reportOf(dir: string, world: Readonly<Record<string, string>>): Promise<Report> {
  const { out, err } = await run(["check", "--format", "json", "--source", dir, "plan.json"], { files: { ...files, ...world } });
  expect(err).toBe("");
  return JSON.parse(out) as Report;
}

const uris = ({ results }: Report): readonly string[] => [
  ...new Set(
    results.flatMap(({ findings }) =>
      findings.flatMap(({ path }) => path.flatMap(({ location }) => (location === null ? [] : [location.uri]))),
    ),
  ),
];

test.each([
  ["infra", "infra/main.tf"],
  ["./infra/", "infra/main.tf"],
  ["/srv/app/infra", "infra/main.tf"],
  ["/srv/app", "main.tf"],
  [".", "main.tf"],
  ["../shop", "../shop/main.tf"],
  ["/srv/shop", "../shop/main.tf"],
])("files are named as seen from the current folder: --source %s", async (dir, uri) => {
  expect(uris(await reportOf(dir, { [uri]: program }))).toEqual([uri]);
});

test.each([
  ["infra", "infra/"],
  ["../shop", "../shop/"],
  [".", ""],
])("a Pulumi preview tells its lines itself, beneath the folder of its project: --source %s", async (dir, folder) => {
  const story = "test/cases/nlb-fargate/pulumi";
  const main = { [`${folder}index.js`]: read(`${story}/index.js`) };
  const world = { files: { "preview.json": read(`${story}/preview.json`), ...main } };
  const plain = await run(["check", "--format", "json", "preview.json"], world);
  const told = await run(["check", "--format", "json", "--source", dir, "preview.json"], world);
  expect(uris(JSON.parse(plain.out) as Report)).toEqual(["index.js"]);
  expect(told).toEqual({ ...plain, out: plain.out.replaceAll('"uri": "index.js"', `"uri": "${folder}index.js"`) });
});

test.each([
  ["nowhere", '--source takes a folder; there is no "nowhere"'],
  ["plan.json", '--source takes a folder; "plan.json" is a file'],
])("what is no folder is an error of the command line: %s", async (dir, message) => {
  expect(await run(["check", "--source", dir, "plan.json"], { files })).toEqual({ code: 2, out: "", err: `quadzero: ${message}\n` });
});

test("a file that cannot be read changes no verdict, and is told", async () => {
  const [plain, broken] = [
    await reportOf("infra", { "infra/main.tf": program }),
    await reportOf("infra", { "infra/main.tf": "!EACCES", "infra/a.tf": "{" }),
  ];
  expect(broken.decision).toBe(plain.decision);
  const told = broken.results.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));
  expect(told).toEqual(["source-syntax", "source-unreadable", "not-in-source"]);
});

test("the commands of the page do what it shows", async () => {
  const page = read("docs/source-lines.md");
  const commands = [...page.matchAll(/```sh\nquadzero ([^\n]+)\n```\n\n```text\n([^`]+)```/g)];
  expect(commands).toHaveLength(1);
  for (const [, argv = "", shown = ""] of commands) {
    const { out } = await run(argv.split(" "), { files: { ...files, [`${EXAMPLE}/main.tf`]: program } });
    expect(out).toContain(shown);
  }
});

test("the page names every code that there is", () => {
  const page = read("docs/source-lines.md");
  const codes = ["src/source/index.ts", "src/source/module.ts", "src/source/program.ts"].flatMap((path) => [
    ...read(path).matchAll(/code: "([\w-]+)"/g),
  ]);
  expect(codes.length).toBeGreaterThanOrEqual(5);
  for (const [, code] of codes) expect(page).toContain(`\`${code ?? ""}\``);
});
