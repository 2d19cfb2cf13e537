import { join } from "path/posix";
import type { Location, Resource } from "../model/resource";
import type { Source } from "../model/source";
import { PROBLEMS } from "../words/source";
import { type Module, moduleIn, type Problem, type Written } from "./module";
import { offsetIn, stepsOf } from "./within";

/** A program as its files have it. */
export interface Program {
  /** Where a resource is written, or an argument of it; null where nobody knows. */
  readonly locate: (resource: Resource, attribute: string | null) => Location | null;
  /** What was wrong with the files that were read so far. */
  readonly problems: () => readonly Problem[];
}

/** The calls that lead to a module instance: `module.net["a.b"].module.rules[0]` → net, rules. */
function callsOf(module: string): readonly string[] {
  const call = /(?:^|\.)module\.([^.[]+)(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?/y;
  const names: string[] = [];
  for (let found = call.exec(module); found !== null; found = call.exec(module)) names.push(found[1] ?? "");
  return names;
}

/**
 * Where `terraform init` put what it fetched, by `net.rules`. Paths in it begin at the root module.
 * https://github.com/hashicorp/terraform/blob/main/internal/modsdir/record.go
 */
function fetched({ folder, read }: Source, tell: (problem: Problem) => void): ReadonlyMap<string, string> {
  const uri = join(folder, ".terraform/modules/modules.json");
  const bytes = read(uri);
  if (bytes === null) return new Map();
  try {
    const { Modules } = JSON.parse(new TextDecoder().decode(bytes)) as { readonly Modules: readonly { Key: unknown; Dir: unknown }[] };
    return new Map(
      Modules.flatMap(({ Key, Dir }) => (typeof Key === "string" && typeof Dir === "string" ? [[Key, join(folder, Dir)] as const] : [])),
    );
  } catch {
    tell({ code: "source-modules", message: PROBLEMS.modules(uri) });
    return new Map();
  }
}

/** What a call names as its module, where it is a folder. https://developer.hashicorp.com/terraform/language/modules/sources#local-paths */
function localSource({ block, overrides }: Written): string | null {
  const bodies = [...overrides.map((each) => each.block.body), block.body];
  const members = bodies.flatMap((body) => (body.is === "object" ? body.members : []));
  const value = members.find(({ name }) => name === "source")?.value;
  const text = value?.is === "literal" ? (value.value?.replaceAll("\\", "/") ?? null) : null;
  return text !== null && /^\.\.?(\/|$)/.test(text) ? text : null;
}

const blockLocation = ({ block, location }: Written): Location => location(block.at);

/** The offset of an argument: in the last file that gives it. Blocks of an override take the place of all of that name. */
function argumentLocation(written: Written, resource: Resource, attribute: string): Location {
  const steps = stepsOf(attribute);
  const [first] = steps;
  const gives = ({ block: { body } }: Omit<Written, "overrides">): boolean =>
    body.is === "object" && body.members.some(({ name }) => name === first);
  const { block, location } = [...written.overrides, written].find(gives) ?? written;
  return location(offsetIn(block.body, block.at, steps, resource.values.raw));
}

interface Found {
  /** Null: nobody knows where it lies. */
  readonly module: Module | null;
  readonly folder: string | null;
  /** The innermost call that was found on the way. */
  readonly call: Written | null;
}

export function programOf(source: Source): Program {
  const problems: Problem[] = [];
  const tell = (problem: Problem): void => void problems.push(problem);
  const folders = new Map<string, Module | null>();
  const modules = new Map<string, Found>();
  let manifest: ReadonlyMap<string, string> | undefined;

  const moduleOf = (folder: string): Module | null => {
    const there = folders.get(folder);
    if (there !== undefined) return there;
    const module = moduleIn(folder, source, tell);
    folders.set(folder, module);
    return module;
  };

  const find = (calls: readonly string[]): Found => {
    const key = calls.join(".");
    const there = modules.get(key);
    if (there !== undefined) return there;
    const found = calls.length === 0 ? { module: moduleOf(source.folder), folder: source.folder, call: null } : follow(calls, key);
    modules.set(key, found);
    return found;
  };

  const follow = (calls: readonly string[], key: string): Found => {
    const outer = find(calls.slice(0, -1));
    const call = outer.module?.get(`module.${calls.at(-1) ?? ""}`) ?? null;
    const local = call === null ? null : localSource(call);
    manifest ??= fetched(source, tell);
    const folder = local !== null && outer.folder !== null ? join(outer.folder, local) : (manifest.get(key) ?? null);
    return { module: folder === null ? null : moduleOf(folder), folder, call: call ?? (outer.module === null ? outer.call : null) };
  };

  return {
    problems: () => problems,
    locate: (resource, attribute) => {
      const { module, call } = find(callsOf(resource.module));
      if (module === null) return call === null ? null : blockLocation(call);
      const data = resource.mode === "data" ? "data." : "";
      const written = module.get(`${data}${resource.type}.${resource.name}`);
      if (written === undefined) return null;
      return attribute === null ? blockLocation(written) : argumentLocation(written, resource, attribute);
    },
  };
}
