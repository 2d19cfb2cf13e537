import type { Json } from "../../model/value";

import { isObject, type JsonObject } from "../json";
import { moduleSteps, stepsOf } from "./address";
import { listOf, member, membersOf, objectOf, optionalObject, optionalText, textOf, type Piece } from "./shape";

/**
 * What the program says of an argument: a constant, or what it refers to. Neither: a call of a function without references.
 * https://developer.hashicorp.com/terraform/internals/json-format#expression-representation
 */
export interface Expression {
  readonly constant: Json | undefined;
  readonly references: readonly string[];
}

/** A resource or data block. */
export interface Block {
  /** `aws.us`, `module.net:aws`; null: the plan does not tell. */
  readonly provider: string | null;
  readonly expressions: JsonObject;
  /** Null: neither `count` nor `for_each`, or one without a reference that is no constant (`toset(["a"])`), which no plan shows. */
  readonly repeat: { readonly by: "count" | "for_each"; readonly expression: Expression } | null;
}

/** A `module` block, and the module that it calls. */
export interface Call {
  readonly expressions: JsonObject;
  readonly repeat: Block["repeat"];
  readonly module: Module;
}

export interface Module {
  /** By `aws_subnet.public` or `data.aws_subnet.public`. */
  readonly blocks: ReadonlyMap<string, Block>;
  readonly calls: ReadonlyMap<string, Call>;
  readonly outputs: ReadonlyMap<string, Expression>;
  /** Input variables with their defaults; undefined: none, so the caller gives a value. */
  readonly variables: ReadonlyMap<string, Json | undefined>;
}

const isLeaf = (json: Json | undefined): json is JsonObject =>
  isObject(json) && Object.keys(json).every((name) => name === "constant_value" || (name === "references" && Array.isArray(json[name])));

/**
 * Undefined: it holds nested blocks, no expression of its own. Of programs in JSON (CDKTF's too) the plan has, beside the references,
 * the text before it is evaluated as a constant: `"${aws_subnet.a.id}"`.
 */
export function expressionOf(json: Json | undefined): Expression | undefined {
  if (!isLeaf(json)) return undefined;
  const listed = json["references"];
  const references = Array.isArray(listed) ? listed.filter((name): name is string => typeof name === "string") : [];
  return { constant: references.length > 0 ? undefined : json["constant_value"], references };
}

const NO_EXPRESSION: Expression = { constant: undefined, references: [] };

function repeatOf(piece: Piece): Block["repeat"] {
  for (const by of ["count", "for_each"] as const) {
    const { json } = member(piece, `${by}_expression`);
    const expression = expressionOf(json);
    if (expression !== undefined) return { by, expression };
  }
  return null;
}

/** As Terraform's JSON syntax writes blocks with a label; and what has to be there before they run. */
const provisionsOf = (provisioners: readonly Piece[], dependsOn: Piece): JsonObject => ({
  provisioner: provisioners.map((piece) => ({ [textOf(member(piece, "type"))]: optionalObject(member(piece, "expressions")) })),
  ...(dependsOn.json === undefined ? {} : { depends_on: { references: dependsOn.json } }),
});

interface Open {
  readonly blocks: Map<string, Block>;
  readonly calls: Map<string, Call>;
  readonly outputs: Map<string, Expression>;
  readonly variables: Map<string, Json | undefined>;
}

const empty = (): Open => ({ blocks: new Map(), calls: new Map(), outputs: new Map(), variables: new Map() });

/**
 * The modules of `configuration`, each block found by its name. Modules may be nested as deep as they like.
 * @throws UnreadableInput
 */
export function configurationOf(root: Piece): Module {
  const top = empty();
  const rest: [Open, Piece][] = [[top, root]];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [module, piece] = next;
    optionalObject(piece);
    for (const resource of listOf(member(piece, "resources"))) {
      objectOf(resource);
      const mode = textOf(member(resource, "mode"));
      if (mode !== "managed" && mode !== "data") continue; // ephemeral ones are nothing that is deployed
      const name = `${textOf(member(resource, "type"))}.${textOf(member(resource, "name"))}`;
      const provisioners = listOf(member(resource, "provisioners"));
      const expressions = {
        ...optionalObject(member(resource, "expressions")),
        ...(provisioners.length === 0 ? {} : provisionsOf(provisioners, member(resource, "depends_on"))),
      };
      const provider = optionalText(member(resource, "provider_config_key"));
      module.blocks.set(mode === "data" ? `data.${name}` : name, { provider, expressions, repeat: repeatOf(resource) });
    }
    for (const [name, output] of membersOf(member(piece, "outputs"))) {
      module.outputs.set(name, expressionOf(member(output, "expression").json) ?? NO_EXPRESSION);
    }
    for (const [name, variable] of membersOf(member(piece, "variables"))) {
      module.variables.set(name, optionalObject(variable)["default"]);
    }
    for (const [name, call] of membersOf(member(piece, "module_calls"))) {
      objectOf(call);
      const called = empty();
      rest.push([called, member(call, "module")]);
      module.calls.set(name, { expressions: optionalObject(member(call, "expressions")), repeat: repeatOf(call), module: called });
    }
  }
  return top;
}

/** The module that an instance of it comes from: `module.net["a"].module.zone`. */
export const moduleAt = (root: Module, address: string): Module | undefined =>
  moduleSteps(stepsOf(address)).modules.reduce<Module | undefined>((module, { name }) => module?.calls.get(name)?.module, root);
