import type { Resource } from "../../model/resource";
import type { Json } from "../../model/value";

import { keyText, moduleSteps, stepsOf } from "./address";
import type { Block, Module } from "./configuration";
import type { Identity } from "./resource";

/** A resource of the plan with its instance key. */
export interface Instance {
  readonly resource: Resource;
  readonly key: string | number | null;
}

/** What `each` and `count` stand for in a block: its repetition, where the plan shows one, and the key of the instance at hand. */
export interface Repeat {
  readonly by: Block["repeat"];
  readonly key: string | number | null;
}

/** A module instance: what its program says, and what of it is in the plan. */
export interface Scope {
  /** `module.net["a"]`; empty for the root. */
  readonly address: string;
  /** Undefined where the configuration does not hold it: the program no longer has the module. */
  readonly module: Module | undefined;
  readonly parent: Scope | null;
  /** The name of its call in the parent. */
  readonly name: string;
  /** What `each` and `count` stand for in that call. */
  readonly repeat: Repeat;
  /** By `aws_subnet.public` or `data.aws_subnet.public`. */
  readonly instances: Map<string, Instance[]>;
  /** By the call's name, then by its key. */
  readonly children: Map<string, Map<string, Scope>>;
}

/** The module tree of a plan, as far as its resources and references reach. */
export interface Scopes {
  readonly root: Scope;
  /** Input variables of the root; an absent one is not known before the deployment. */
  readonly variables: ReadonlyMap<string, Json>;
  readonly at: (address: string) => Scope;
}

export const blockName = ({ mode, type, name }: Identity): string => (mode === "data" ? `data.${type}.${name}` : `${type}.${name}`);

export const blockOf = (scope: Scope, resource: Resource): Block | undefined => scope.module?.blocks.get(blockName(resource));

/** An instance of a call. */
export function childOf(scope: Scope, name: string, key: string | number | null): Scope {
  const call = scope.module?.calls.get(name);
  return {
    address: `${scope.address === "" ? "" : `${scope.address}.`}module.${name}${keyText(key)}`,
    module: call?.module,
    parent: scope,
    name,
    repeat: { by: call?.repeat ?? null, key },
    instances: new Map(),
    children: new Map(),
  };
}

/** The instance of a call of which the plan holds resources. */
function knownChildOf(scope: Scope, name: string, key: string | number | null): Scope {
  let siblings = scope.children.get(name);
  if (siblings === undefined) scope.children.set(name, (siblings = new Map<string, Scope>()));
  const text = keyText(key);
  let child = siblings.get(text);
  if (child === undefined) siblings.set(text, (child = childOf(scope, name, key)));
  return child;
}

/** The key in a resource's own address; the plan's `index` says the same, and the state before has the address alone. */
export function keyOf({ address }: Resource): string | number | null {
  const last = stepsOf(address).at(-1);
  return typeof last === "object" ? last.key : null;
}

export function scopesOf(module: Module, variables: ReadonlyMap<string, Json>, resources: readonly Resource[]): Scopes {
  const root: Scope = {
    address: "",
    module,
    parent: null,
    name: "",
    repeat: { by: null, key: null },
    instances: new Map(),
    children: new Map(),
  };
  const found = new Map<string, Scope>([["", root]]);
  const at = (address: string): Scope => {
    let scope = found.get(address);
    if (scope === undefined) {
      scope = moduleSteps(stepsOf(address)).modules.reduce<Scope>((parent, { name, key }) => knownChildOf(parent, name, key), root);
      found.set(address, scope);
    }
    return scope;
  };
  for (const resource of resources) {
    const { instances } = at(resource.module);
    const name = blockName(resource);
    const instance = { resource, key: keyOf(resource) };
    const others = instances.get(name);
    if (others === undefined) instances.set(name, [instance]);
    else others.push(instance);
  }
  return { root, variables, at };
}
