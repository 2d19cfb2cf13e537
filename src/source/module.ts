import { join } from "path/posix";
import type { Location } from "../model/resource";
import type { Source } from "../model/source";
import { PROBLEMS } from "../words/source";
import { type Block, hclBlocks } from "./hcl";
import { jsonBlocks } from "./json";
import { locationsIn } from "./lines";

/** What the user should know of a file: one sentence that begins with its place. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

/** A block and what overrides it, the last to be asked first. */
export interface Written {
  readonly block: Block;
  readonly location: (offset: number) => Location;
  readonly overrides: readonly Omit<Written, "overrides">[];
}

/** The blocks of one folder, by their addresses in it: `aws_subnet.public`, `data.aws_ami.stock`, `module.net`. */
export type Module = ReadonlyMap<string, Written>;

/** Of text that people write; what is larger is none. */
const LARGEST = 8 * 1024 * 1024;

const ENDING = /\.(?:tf|tofu)(?:\.json)?$/;

/**
 * The files of a module, those that override the others last. https://developer.hashicorp.com/terraform/language/files/override
 * OpenTofu takes `main.tofu` instead of a `main.tf` beside it: https://opentofu.org/docs/language/files/
 */
function filesOf(names: readonly string[]): readonly { readonly name: string; readonly overrides: boolean }[] {
  const instead = (name: string): string => name.replace(/\.tf(?=$|\.json$)/, ".tofu");
  return names
    .filter((name) => ENDING.test(name) && !/^[.#]|~$/.test(name) && (instead(name) === name || !names.includes(instead(name))))
    .map((name) => ({ name, overrides: /(?:^|_)override\.[a-z.]+$/.test(name) }))
    .sort((a, b) => Number(a.overrides) - Number(b.overrides) || (a.name < b.name ? -1 : 1));
}

function addressOf({ type, labels }: Block): string | null {
  const [first, second] = labels;
  if (first === undefined) return null;
  if (type === "module") return `module.${first}`;
  if (second === undefined) return null;
  return type === "resource" ? `${first}.${second}` : type === "data" ? `data.${first}.${second}` : null;
}

function textOf(bytes: Uint8Array | null): string | null {
  if (bytes === null || bytes.length > LARGEST) return null;
  try {
    // It takes the byte order mark away.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Reads a folder; null where no program is in it. */
export function moduleIn(folder: string, source: Source, tell: (problem: Problem) => void): Module | null {
  const files = filesOf(source.list(folder));
  if (files.length === 0) return null;
  const module = new Map<string, Written>();
  for (const { name, overrides } of files) {
    const uri = join(folder, name);
    const text = textOf(source.read(uri));
    if (text === null) {
      tell({ code: "source-unreadable", message: PROBLEMS.unreadable(uri) });
      continue;
    }
    const location = locationsIn(uri, text);
    const { blocks, problems } = name.endsWith(".json") ? jsonBlocks(text) : hclBlocks(text);
    for (const { code, at } of problems) tell({ code: "source-syntax", message: PROBLEMS[code](spelled(location(at))) });
    for (const block of blocks.flatMap((outer) => [outer, ...(outer.type === "check" ? outer.within : [])])) {
      const address = addressOf(block);
      if (address === null) continue;
      const there = module.get(address);
      if (there === undefined) module.set(address, { block, location, overrides: [] });
      else if (overrides) module.set(address, { ...there, overrides: [{ block, location }, ...there.overrides] });
      else {
        const [first, again] = [there.location(there.block.at), location(block.at)].map(spelled);
        tell({ code: "source-twice", message: PROBLEMS.twice(address, first ?? "", again ?? "") });
      }
    }
  }
  return module;
}

const spelled = ({ uri, line }: Location): string => `${uri}:${String(line)}`;
