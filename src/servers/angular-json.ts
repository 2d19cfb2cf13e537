import type { Invocation } from "../model/launch";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { argumentsOf, valuesOf } from "./arguments";
import { firstOf, saidAt, type Data } from "./data-file";
import { decide, gather, type Layer } from "./setting";
import { isMapping } from "./yaml";

/** The mappings in a mapping, by name; none where it is not known. */
const mappings = (value: unknown): readonly (readonly [string, Readonly<Record<string, unknown>>])[] =>
  isMapping(value) ? Object.entries(value).flatMap(([name, one]) => (isMapping(one) ? [[name, one] as const] : [])) : [];

/** What the target `serve` of a project says: its configurations, the last of them first, over its options. */
function ofTarget(target: Data, chosen: readonly string[], key: string): Layer {
  const usual = chosen.length > 0 ? [...chosen] : saidAt(target, "defaultConfiguration").said.flatMap(({ value }) => value.split(","));
  return decide(...usual.reverse().map((name) => saidAt(target, "configurations", name, key)), saidAt(target, "options", key));
}

/**
 * The defaults that a workspace has for `ng serve`: of the project that is named, else of those that can be served, which is one as a rule.
 * https://angular.dev/reference/configs/workspace-config
 */
export function angularServe(invocation: Invocation, [, named]: readonly string[], key: "host" | "port"): Layer {
  const { path, root, doubts } = firstOf(invocation, ["angular.json", ".angular.json"]);
  const chosen = valuesOf(
    "-c",
    "--configuration",
  )(argumentsOf(invocation))
    .slice(-1)
    .join("")
    .split(",")
    .filter((name) => name !== "");
  const targets = mappings(root["projects"])
    .filter(([name]) => named === undefined || named === name || hasHole(named))
    .flatMap(([, project]) => [...mappings(project["architect"]), ...mappings(project["targets"])])
    .filter(([name]) => name === "serve");
  const all = gather(...targets.map(([, target]) => ofTarget({ path, root: target, doubts: [] }, chosen, key)));
  const isOpen = hasHole(JSON.stringify([root, chosen])) || (targets.length > 1 && all.said.length > 0);
  return { said: all.said, doubts: [...doubts, ...(isOpen ? [unseen.computed(path)] : [])] };
}
