import { isMapping, type Yaml, type YamlMap } from "../../servers/yaml";

/** What a compose file says, and where it takes back what the files before it say. */
export interface ComposeFile {
  readonly tree: YamlMap;
  readonly replaced: readonly (readonly string[])[];
  /** True: Compose refuses it since its second major release. */
  readonly old: boolean;
}

/** The first version of the format names services and nothing else. https://docs.docker.com/compose/intro/history/ */
const isOld = (tree: YamlMap): boolean =>
  !Object.hasOwn(tree, "services") &&
  Object.values(tree).some((one) => isMapping(one) && (Object.hasOwn(one, "image") || Object.hasOwn(one, "build")));

/**
 * `!reset` takes a value away, `!override` puts another in its place. Null where the text is no YAML.
 * https://docs.docker.com/reference/compose-file/merge/#reset-value
 */
export function parseCompose(text: string): ComposeFile | null {
  const { isNode, isPair, parseDocument, visit } = require("yaml") as typeof import("yaml");
  const replaced: string[][] = [];
  try {
    const document = parseDocument(text, { logLevel: "error", merge: true });
    if (document.errors.length > 0) return null;
    visit(document, {
      Pair: (_, pair, ancestors) => {
        const tag = isNode(pair.value) ? pair.value.tag : undefined;
        if (tag !== "!reset" && tag !== "!override") return undefined;
        replaced.push([...ancestors.filter((one) => isPair(one)), pair].map(({ key }) => String(key)));
        return tag === "!reset" ? visit.REMOVE : undefined;
      },
    });
    const root = document.toJS({ maxAliasCount: 100 }) as Yaml;
    const tree = isMapping(root) ? root : {};
    const old = isOld(tree);
    return { tree: old ? { services: tree } : tree, replaced, old };
  } catch {
    return null;
  }
}

/** Changes every text in it but the keys. */
export function mapTexts(value: Yaml, change: (text: string) => string): Yaml {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return (value as readonly Yaml[]).map((entry) => mapTexts(entry, change));
  return isMapping(value) ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapTexts(entry, change)])) : value;
}
