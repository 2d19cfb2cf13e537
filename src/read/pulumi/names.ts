import { parseToken } from "./token";

/** See `scripts/pulumi-names.mjs`, which makes it. */
interface Table {
  readonly types: Readonly<Record<string, string>>;
  readonly names: Readonly<Record<string, string>>;
  readonly own: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly kept: Readonly<Record<string, readonly string[]>>;
}

let loaded: Table | undefined;
const table = (): Table => (loaded ??= require("./names.json") as Table);

/** `cidrBlocks` → `cidr_blocks` */
export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `cidr_blocks` → `cidrBlocks` */
export const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

/** Terraform's type of a token. Of one that the table does not know: `docker:index/container:Container` is `docker_container`. */
export function typeOf(token: string): string {
  const known = own(table().types, token);
  if (known !== undefined) return known;
  const { provider, module, name } = parseToken(token);
  return [provider, module === "index" ? "" : module, name]
    .filter((part) => part !== "")
    .map((part) => snake(part.charAt(0).toLowerCase() + part.slice(1)).replaceAll("-", "_"))
    .join("_");
}

/** What Terraform calls a property, and whether its members are a map's keys. */
export interface Named {
  readonly name: string;
  readonly map: boolean;
}

/** @param path of the property in its resource, in Pulumi's names and without indexes: `ingress.cidrBlocks` */
export function attributeOf(type: string, path: string): Named {
  const last = path.slice(path.lastIndexOf(".") + 1);
  const written = own(own(table().own, type), path) ?? own(table().names, last) ?? snake(last);
  return written.endsWith("{}") ? { name: written.slice(0, -2), map: true } : { name: written, map: false };
}

/**
 * The arguments of a token that are optional and computed: what the provider keeps or chooses where they are left out. By path,
 * `launchTemplate.id`; null of a type that the table does not know.
 * https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-behaviors#computed
 */
export const keptOf = (token: string): readonly string[] | null => own(table().kept, typeOf(token)) ?? null;
