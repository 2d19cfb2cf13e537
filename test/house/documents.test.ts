import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { linksIn } from "./page";
import { manifest, read, root, tracked } from "./repository";

const pages = tracked.filter((path) => path.endsWith(".md"));

/** What begins with a folder or file of the repository, up to a placeholder: `<server>`, `NAME`, `*`, `…`. */
function pathsIn(text: string): readonly string[] {
  const tops = [...new Set(tracked.map((path) => path.split("/")[0] ?? ""))].map((top) => top.replaceAll(".", "\\."));
  const path = new RegExp(`(?<![\\w./@-])(?:${tops.join("|")})(?:/[\\w.@-]*)+`, "g");
  return [...text.matchAll(path)].map(([found]) => found.replace(/\/[A-Z]+(\/.*)?$/, "").replace(/[.,/]+$/, ""));
}

/** A path, or the beginning of one, as `npm test -- test/stories` takes it. */
const there = (path: string): boolean => tracked.some((file) => file.startsWith(path));

test("there are the pages that every repository has", () => {
  for (const page of ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"]) expect(pages).toContain(page);
});

describe.each(pages)("%s", (page) => {
  const text = read(page);

  test("its links lead somewhere", () => {
    const dead = linksIn(text).filter((target) => !existsSync(join(root, dirname(page), target.split("#")[0] ?? "")));
    expect(dead).toEqual([]);
  });

  test("the paths that it names exist", () => {
    // What a build makes is not there in every checkout.
    const made = /^(dist|node_modules|\.cache)\b/;
    const gone = pathsIn(text).filter((path) => !made.test(path) && !there(path) && !existsSync(join(root, dirname(page), path)));
    expect(gone).toEqual([]);
  });

  test("the npm scripts that it names exist", () => {
    const named = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(([, run, plain]) => run ?? plain ?? "");
    expect(named.filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
  });
});

test("the README tells the two commands of a fresh clone", () => {
  expect(read("README.md")).toMatch(/^npm start\b/m);
  expect(read("README.md")).toMatch(/^npm test\b/m);
});

test("the README's tables and output are what the build says", () => {
  const { stderr, status } = spawnSync(process.execPath, ["scripts/readme.mjs", "--check"], { cwd: root, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("the changelog has a place for the next release", () => {
  expect(read("CHANGELOG.md")).toMatch(/^## Next\n\n- /m);
});

test("CONTRIBUTING's map has every room", () => {
  const rooms = new Set(tracked.flatMap((path) => /^src\/([^/]+)\//.exec(path)?.[1] ?? []));
  const mapped = [...read("CONTRIBUTING.md").matchAll(/^\| `([a-z]+)` +\|/gm)].map(([, room]) => room ?? "");
  expect(mapped.toSorted()).toEqual([...rooms].sort());
});

test("CONTRIBUTING has a recipe for each kind of plug-in, of two source files", () => {
  const text = read("CONTRIBUTING.md");
  for (const [title, room] of Object.entries({
    "A server": "servers",
    "A workload type": "workloads",
    "A way in": "entries",
    "A reader": "read",
    "A reporter": "report",
  })) {
    const recipe = text.slice(text.indexOf(`### ${title}\n`)).split(/\n##/)[0] ?? "";
    expect(recipe).toContain(`src/${room}/<`);
    expect(recipe).toContain(`src/${room}/index.ts`);
  }
});
