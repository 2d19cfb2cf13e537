import { hasHole } from "../../model/text";
import { asMap } from "./merge";
import { isMapping, listOf, textOf, type YamlMap } from "../../servers/yaml";

/** Profiles that are active. https://docs.docker.com/reference/compose-file/profiles/ */
export interface Profiles {
  readonly names: readonly string[];
  /** False: others may be. */
  readonly complete: boolean;
}

const profilesOf = (service: YamlMap): readonly string[] => listOf(service["profiles"]).map(textOf);

const serviceOf = (services: YamlMap, name: string): YamlMap => {
  const service = services[name];
  return isMapping(service) ? service : {};
};

type Chosen = "yes" | "perhaps" | "no";

function active(service: YamlMap, { names, complete }: Profiles): Chosen {
  const own = profilesOf(service);
  if (own.length === 0 || own.some((name) => names.includes(name)) || names.includes("*")) return "yes";
  return complete && ![...own, ...names].some(hasHole) ? "no" : "perhaps";
}

/** What has to be there before a service is started, and whether it may be missing. */
function neededBy(service: YamlMap): readonly (readonly [name: string, required: boolean])[] {
  const depends = Object.entries(asMap(service["depends_on"] ?? [])).map(
    ([name, how]) => [name, !isMapping(how) || how["required"] !== false] as const,
  );
  const shared = /^service:(.+)$/.exec(textOf(service["network_mode"] ?? ""))?.[1];
  const links = listOf(service["links"]).map((link) => textOf(link).split(":")[0] ?? "");
  return [...depends, ...[...links, ...(shared === undefined ? [] : [shared])].map((name) => [name, true] as const)];
}

const isScaledToNone = (service: YamlMap): boolean => {
  const { deploy, scale } = service;
  return scale === 0 || scale === "0" || (isMapping(deploy) && (deploy["replicas"] === 0 || deploy["replicas"] === "0"));
};

/**
 * The services that are started: those that are named, else those whose profiles are active, and what they need. One that is named
 * activates its own profiles. https://docs.docker.com/compose/how-tos/profiles/
 * @param scaled how many of a service the command asks for, over what its file says; may hold HOLE
 * @returns by name, whether it is started for sure
 */
export function chosen(
  services: YamlMap,
  named: readonly string[],
  given: Profiles,
  needs: boolean,
  scaled: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, boolean> {
  const all = Object.keys(services);
  const profiles = { ...given, names: [...given.names, ...named.flatMap((name) => profilesOf(serviceOf(services, name)))] };
  const found = new Map<string, boolean>();
  const add = (name: string, sure: boolean): void => {
    if (!Object.hasOwn(services, name) || found.get(name) === true || found.get(name) === sure) return;
    found.set(name, sure);
    for (const [other, required] of needs ? neededBy(serviceOf(services, name)) : []) {
      const there = active(serviceOf(services, other), profiles);
      // Where it is left out, compose refuses the project; nobody writes that on purpose.
      if (there !== "no" || required) add(other, sure && there === "yes");
    }
  };
  for (const name of all) {
    const state = named.length === 0 ? active(serviceOf(services, name), profiles) : named.includes(name) ? "yes" : "no";
    if (state !== "no") add(name, state === "yes");
    else if (named.some(hasHole)) add(name, false);
  }
  return new Map(
    [...found].flatMap(([name, sure]): (readonly [string, boolean])[] => {
      const count = scaled.get(name) ?? (isScaledToNone(serviceOf(services, name)) ? "0" : "1");
      return count === "0" ? [] : [[name, sure && !hasHole(count)]];
    }),
  );
}
