import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { read } from "../../src/read";
import type { Location, Resource } from "../../src/model/resource";
import type { Source } from "../../src/model/source";
import type { Json } from "../../src/model/value";
import type { Plan } from "../../src/model/plan";
import { programOf, type Program } from "../../src/source/program";

export const ROOT = join(__dirname, "../..");

/** Files by their paths. */
export const sourceOf = (files: Readonly<Record<string, string | Uint8Array>>, folder = "."): Source => ({
  folder,
  list: (path) => {
    const inside = path === "." ? "" : `${path}/`;
    return Object.keys(files).flatMap((name) =>
      name.startsWith(inside) && !name.slice(inside.length).includes("/") ? [name.slice(inside.length)] : [],
    );
  },
  read: (path) => {
    const file = files[path];
    return file === undefined ? null : typeof file === "string" ? Buffer.from(file) : file;
  },
});

/** A folder of the repository. */
export const onDisk = (folder: string): Source => ({
  folder,
  list: (path) => {
    try {
      return readdirSync(join(ROOT, path)).filter((name) => statSync(join(ROOT, path, name)).isFile());
    } catch {
      return [];
    }
  },
  read: (path) => {
    try {
      return readFileSync(join(ROOT, path));
    } catch {
      return null;
    }
  },
});

export function planOf(path: string): Plan {
  const [plan] = read(path, readFileSync(join(ROOT, path)));
  if (plan === undefined) throw new Error(`${path} holds no plan`);
  return plan;
}

/** A resource as a plan has it: `module.net["a"].data.aws_ami.stock[0]`. */
export function resourceOf(address: string, raw: Json = {}): Resource {
  const [, module = "", data, type = "", name = ""] =
    /^((?:module\.[^.[]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.)*)(data\.)?([^.]+)\.([^.[]+)/.exec(address) ?? [];
  const resource: Resource = {
    address,
    type,
    name,
    mode: data === undefined ? "managed" : "data",
    module: module.replace(/\.$/, ""),
    values: {
      path: "",
      raw,
      unknown: false,
      sensitive: false,
      get resource() {
        return resource;
      },
    },
    location: null,
    written: () => "cannot tell",
    references: () => ({ ends: [], names: [], traced: true, blocks: 0 }),
  };
  return resource;
}

export const spelled = (location: Location | null): string | null =>
  location === null ? null : `${location.uri}:${String(location.line)}:${String(location.column)}`;

export const place = (program: Program, address: string, attribute: string | null = null, raw: Json = {}): string | null =>
  spelled(program.locate(resourceOf(address, raw), attribute));

export const programIn = (files: Readonly<Record<string, string | Uint8Array>>, folder?: string): Program =>
  programOf(sourceOf(files, folder));
