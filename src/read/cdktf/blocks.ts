import type { Json } from "../../model/value";

import { isObject, type JsonObject } from "../json";
import { unreadable } from "../unreadable";

/** A resource or data block as the file has it. */
export interface Block {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** `aws_subnet.public` or `data.aws_subnet.public`. */
  readonly address: string;
  readonly body: JsonObject;
}

/** Where a stack keeps its state. https://developer.hashicorp.com/terraform/language/backend */
export interface Backend {
  readonly type: string;
  readonly config: JsonObject;
}

/** What one file of Terraform's JSON syntax says. */
export interface Program {
  readonly path: string;
  readonly blocks: readonly Block[];
  readonly locals: ReadonlyMap<string, Json>;
  /** Names of module calls, with where the module comes from. */
  readonly modules: readonly { readonly name: string; readonly source: string | null }[];
  readonly outputs: ReadonlyMap<string, Json>;
  /** Configurations of providers, by name: `aws`, `aws.us`. */
  readonly providers: ReadonlyMap<string, JsonObject>;
  /** Null: the file names none. */
  readonly backend: Backend | null;
}

/**
 * The configuration of its provider that makes a resource: unless it says which, the one that the type's first word names.
 * https://developer.hashicorp.com/terraform/language/meta-arguments/resource-provider
 */
export function providerOf({ type, body: { provider } }: Block): string {
  return typeof provider === "string" ? provider.replace(/^\$\{(.*)\}$/, "$1") : (type.split("_")[0] ?? type);
}

const malformed = (path: string, where: string): Error => unreadable(path, "malformed-synth", where, "an object");

/** The bodies at a place: one, or a list of them. https://developer.hashicorp.com/terraform/language/syntax/json#block-type-specific-exceptions */
function bodies(path: string, json: Json | undefined, where: string): readonly JsonObject[] {
  if (json === undefined || json === null) return [];
  if (isObject(json)) return [json];
  if (!Array.isArray(json)) throw malformed(path, where);
  return (json as readonly Json[]).map((body, index) => {
    if (!isObject(body)) throw malformed(path, `${where}[${String(index)}]`);
    return body;
  });
}

/** Blocks with one label each, by label; `//` is a comment. */
const labelled = (path: string, json: Json | undefined, where: string): readonly (readonly [string, Json])[] =>
  bodies(path, json, where).flatMap((body) => Object.entries(body).filter(([label]) => label !== "//"));

const blocksOf = (path: string, json: JsonObject, mode: Block["mode"]): readonly Block[] => {
  const word = mode === "data" ? "data" : "resource";
  return labelled(path, json[word], word).flatMap(([type, named]) =>
    labelled(path, named, `${word}.${type}`).flatMap(([name, body]) =>
      bodies(path, body, `${word}.${type}.${name}`).map((one) => ({
        mode,
        type,
        name,
        address: mode === "data" ? `data.${type}.${name}` : `${type}.${name}`,
        body: one,
      })),
    ),
  );
};

/** HCP Terraform has a block of its own, and is read as `remote`. https://developer.hashicorp.com/terraform/language/block/terraform#cloud */
function backendOf(path: string, json: JsonObject): Backend | null {
  const settings = bodies(path, json["terraform"], "terraform");
  const named = settings.flatMap(({ backend, cloud }) => [
    ...labelled(path, backend, "terraform.backend"),
    ...bodies(path, cloud, "terraform.cloud").map((body) => ["remote", body] as const),
  ]);
  const [[type, body] = []] = named;
  const [config = null] = bodies(path, body, `terraform.backend.${type ?? ""}`);
  return type === undefined || config === null ? null : { type, config };
}

/** @throws UnreadableInput where a block is none */
export function programOf(path: string, json: JsonObject): Program {
  return {
    path,
    blocks: [...blocksOf(path, json, "managed"), ...blocksOf(path, json, "data")],
    locals: new Map(labelled(path, json["locals"], "locals")),
    modules: labelled(path, json["module"], "module").map(([name, call]) => {
      const [body] = bodies(path, call, `module.${name}`);
      const source = body?.["source"];
      return { name, source: typeof source === "string" ? source : null };
    }),
    outputs: new Map(
      labelled(path, json["output"], "output").flatMap(([name, output]) =>
        bodies(path, output, `output.${name}`).map((body) => [name, body["value"] ?? null] as const),
      ),
    ),
    providers: new Map(
      labelled(path, json["provider"], "provider").flatMap(([name, configurations]) =>
        bodies(path, configurations, `provider.${name}`).map((body) => {
          const { alias } = body;
          return [typeof alias === "string" ? `${name}.${alias}` : name, body] as const;
        }),
      ),
    ),
    backend: backendOf(path, json),
  };
}
