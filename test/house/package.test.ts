import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { linksIn } from "./page";
import { lock, manifest, read, root, tracked } from "./repository";

const packed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: root, encoding: "utf8" });
const [tarball] = JSON.parse(packed) as [{ files: { path: string }[] }];
const files = tarball.files.map(({ path }) => path);

test("it ships what a user needs", () => {
  for (const path of ["package.json", "README.md", "LICENSE", "CHANGELOG.md", "dist/quadzero.js", "dist/packages/LICENSES.txt"])
    expect(files).toContain(path);
});

test("every export and the executable are in it", () => {
  const targets = [manifest.main, manifest.types, ...Object.values(manifest.bin)].map((path) => path.replace(/^\.\//, ""));
  for (const target of Object.values(manifest.exports)) {
    for (const path of typeof target === "string" ? [target] : Object.values(target)) targets.push(path.replace(/^\.\//, ""));
  }
  const missing = targets.filter((path) => {
    const [before = "", after = ""] = path.split("*");
    return !files.some((file) => (path.includes("*") ? file.startsWith(before) && file.endsWith(after) : file === path));
  });
  expect(missing).toEqual([]);
});

test("it ships nothing else", () => {
  const built = (path: string): boolean => {
    // Data stands as it is.
    if (path.endsWith(".json") && existsSync(join(root, path.replace(/^dist/, "src")))) return true;
    const source = /^dist\/(.+?)(\.d\.ts|\.js)$/.exec(path)?.[1];
    return (
      source !== undefined &&
      (path === "dist/main.js" ||
        /^dist\/(packages|pulumi)\//.test(path) ||
        ["src", "policies"].some((folder) => existsSync(join(root, `${folder}/${source}.ts`))))
    );
  };
  const meant =
    /^(package\.json|[A-Z]+\.md|LICENSE|dist\/packages\/LICENSES\.txt|schema\/\w+\.schema\.json|policies\/pulumi\/(package\.json|PulumiPolicy\.yaml))$/;
  const shown = (path: string): boolean => /^(docs|examples)\//.test(path) && tracked.includes(path);
  expect(files.filter((path) => !meant.test(path) && !shown(path) && !built(path))).toEqual([]);
});

test("the folder of the Pulumi policy pack leads to what the build makes, in this version", () => {
  const pack = JSON.parse(read("policies/pulumi/package.json")) as { readonly version: string; readonly main: string };
  expect(pack.version).toBe(manifest.version);
  expect(files).toContain("policies/pulumi/PulumiPolicy.yaml");
  expect(files).toContain(join("policies/pulumi", pack.main));
});

test.each(files.filter((path) => path.endsWith(".md")))("what %s links to is in it", (page) => {
  const targets = linksIn(read(page)).map((target) => join(dirname(page), target.split("#")[0] ?? ""));
  expect(targets.filter((target) => !files.some((file) => file === target || file.startsWith(`${target}/`)))).toEqual([]);
});

test("every schema and every rule's page is in it", () => {
  const pages = tracked.filter((path) => /^(schema|docs\/rules)\//.test(path));
  expect(pages.length).toBeGreaterThan(0);
  for (const path of pages) expect(files).toContain(path);
});

test("the licences of the packages that are bundled are passed on", () => {
  const licences = read("dist/packages/LICENSES.txt");
  for (const name of Object.keys(manifest.dependencies)) {
    if (existsSync(join(root, `dist/packages/${name}.js`))) expect(licences).toContain(`${name} `);
  }
});

test("hosts are optional: nobody installs an SDK for a command line", () => {
  expect(Object.keys(manifest.peerDependencies).sort()).toEqual(["@pulumi/policy", "cdktf", "cdktn"]);
  for (const name of Object.keys(manifest.peerDependencies)) expect(manifest.peerDependenciesMeta[name]).toEqual({ optional: true });
  for (const name of Object.keys(manifest.peerDependencies)) expect(lock.packages).not.toHaveProperty([`node_modules/${name}`]);
});

test("the executable runs", () => {
  const path = join(root, manifest.bin["quadzero"] ?? "");
  expect(statSync(path).mode & 0o111).not.toBe(0);
  const { status, stdout } = spawnSync(path, ["--version"], { encoding: "utf8" });
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: `${manifest.version}\n`,
  });
});
