import type { Json } from "../../model/value";

import { isObject } from "../json";
import type { Backend, Block, Program } from "./blocks";

/** https://developer.hashicorp.com/terraform/language/state/remote-state-data */
const STATE = "terraform_remote_state";

/** Of another workspace than the one that is deployed nothing is known. */
const isOfThisWorkspace = (workspace: Json | undefined): boolean =>
  workspace === undefined || workspace === null || workspace === "${terraform.workspace}" || workspace === "default";

function backendRead({ type, mode, body }: Block): Backend | null {
  const { backend, config, workspace } = body;
  if (mode !== "data" || type !== STATE || typeof backend !== "string" || !isObject(config) || !isOfThisWorkspace(workspace)) return null;
  return { type: backend, config };
}

const isPlain = (setting: Json | undefined): boolean =>
  setting !== undefined && setting !== null && !JSON.stringify(setting).includes("${");

/** Settings that both give are the same, and there is one; of one that is not plain nobody can tell. */
function isSame(one: Backend, other: Backend): boolean {
  const isGiven = ({ config }: Backend, name: string): boolean => Object.hasOwn(config, name) && config[name] !== null;
  const names = Object.keys(one.config).filter((name) => isGiven(one, name) && isGiven(other, name));
  const isEqual = (name: string): boolean => {
    const [mine, others] = [one.config[name], other.config[name]];
    return isPlain(mine) && isPlain(others) && JSON.stringify(mine) === JSON.stringify(others);
  };
  return one.type === other.type && names.length > 0 && names.every(isEqual);
}

/** The program whose outputs a `terraform_remote_state` gives; undefined where it is none of these, or could be several. */
export function programRead(block: Block, programs: readonly Program[]): Program | undefined {
  const read = backendRead(block);
  if (read === null) return undefined;
  const [only, ...others] = programs.filter(({ backend }) => backend !== null && isSame(backend, read));
  return others.length === 0 ? only : undefined;
}

/** Those whose states a program reads, those that read its own, and so on; without itself. */
export function connectedWith(own: Program, others: readonly Program[]): readonly Program[] {
  const all = [own, ...others];
  const pairs = all.flatMap((reader) =>
    reader.blocks.flatMap((block) => {
      const read = programRead(block, all);
      return read === undefined ? [] : [[reader, read] as const];
    }),
  );
  const found = new Set([own]);
  // A set is gone through to what is added meanwhile.
  for (const program of found) for (const pair of pairs) if (pair.includes(program)) pair.forEach((one) => found.add(one));
  found.delete(own);
  return [...found];
}
