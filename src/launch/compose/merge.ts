import { isMapping, listOf, textOf, type Yaml, type YamlMap } from "../../servers/yaml";
import { portKey } from "./port";

/** A list of names or of `KEY=VALUE` as a map; null for a name alone. */
export const asMap = (value: Yaml): YamlMap =>
  isMapping(value)
    ? value
    : Object.fromEntries(
        listOf(value).map((entry): [string, Yaml] => {
          const [, name = "", assigned] = /^([^=]*)(?:=([^]*))?$/.exec(textOf(entry)) ?? [];
          return [name, assigned ?? null];
        }),
      );

export const asList = (value: Yaml): readonly Yaml[] => (Array.isArray(value) ? listOf(value) : [value]);

const mountedAt = (entry: Yaml): string =>
  isMapping(entry) ? textOf(entry["target"] ?? "") : (textOf(entry).split(":")[1] ?? textOf(entry));

const givenAt = (entry: Yaml): string => textOf(isMapping(entry) ? (entry["target"] ?? entry["source"] ?? "") : entry);

const join = (base: readonly Yaml[], over: readonly Yaml[], keyOf: (entry: Yaml) => string = JSON.stringify): readonly Yaml[] => [
  ...new Map([...base, ...over].map((entry) => [keyOf(entry), entry])).values(),
];

/** What tells the entries of a list apart, where it is no list of texts. https://docs.docker.com/reference/compose-file/merge/#unique-resources */
const KEYS: Readonly<Record<string, (entry: Yaml) => string>> = {
  ports: portKey,
  volumes: mountedAt,
  configs: givenAt,
  secrets: givenAt,
};

/**
 * The later of two files over the earlier one: maps by key, lists one after the other, the rest replaced. What is written short in
 * one and long in the other is one entry. https://docs.docker.com/reference/compose-file/merge/
 */
export function merge(base: Yaml, over: Yaml, key = ""): Yaml {
  if (base === null || over === null) return base ?? over;
  if (key === "command" || key === "entrypoint") return over;
  if (/^(environment|labels|depends_on|networks|args|extra_hosts|sysctls)$/.test(key)) return mergeMaps(asMap(base), asMap(over));
  if (key === "env_file") return join(asList(base), asList(over));
  if (key === "build") return mergeMaps(...([base, over].map((one) => (isMapping(one) ? one : { context: one })) as [YamlMap, YamlMap]));
  if (isMapping(base) && isMapping(over)) return mergeMaps(base, over);
  return Array.isArray(base) && Array.isArray(over) ? join(listOf(base), listOf(over), KEYS[key]) : over;
}

const mergeMaps = (base: YamlMap, over: YamlMap): YamlMap => ({
  ...base,
  ...Object.fromEntries(
    Object.entries(over).map(([key, value]) => [key, Object.hasOwn(base, key) ? merge(base[key] ?? null, value, key) : value]),
  ),
});

/** What stands at a path is gone. */
export function dropped(tree: Yaml, [key, ...rest]: readonly string[]): Yaml {
  if (key === undefined || !isMapping(tree) || !Object.hasOwn(tree, key)) return tree;
  const others = Object.entries(tree).filter(([name]) => name !== key);
  return Object.fromEntries(rest.length === 0 ? others : [...others, [key, dropped(tree[key] ?? null, rest)]]);
}
