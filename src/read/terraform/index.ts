import type { ReadNote } from "../../model/plan";
import type { Resource } from "../../model/resource";
import type { Json } from "../../model/value";

import type { Form } from "../form";
import { isObject, type JsonObject } from "../json";
import { note } from "../note";
import { calledBefore, changesOf, resourcesOf, type Change } from "./changes";
import { configurationOf, moduleAt, type Block } from "./configuration";
import type { Circumstances } from "./dynamic";
import { formatNotes, KNOWN_FORMAT, versionOf } from "./format-version";
import { unknownWhereLeftOut } from "./left-out";
import { nearbyOf } from "./nearby";
import { withProvisioners } from "./provisioners";
import { referencesOf } from "./references";
import { STATE, TerraformResource, type Facts, type Program } from "./resource";
import { blockName, scopesOf, type Scopes } from "./scope";
import { listOf, malformed, member, membersOf, objectOf, type Piece, whole } from "./shape";
import { isWritten } from "./written";

function planNotes(plan: Piece, changes: readonly Change[], plannedOnly: number): readonly ReadNote[] {
  const is = (name: string): Json | undefined => member(plan, name).json;
  const deferred = listOf(member(plan, "deferred_changes")).length;
  const errored = is("errored") === true;
  return [
    ...(errored ? [note("warning", "errored-plan")] : []),
    // Not complete says, of a plan with an error, the same once more.
    ...(is("complete") === false && !errored ? [note("warning", "incomplete-plan")] : []),
    ...(deferred > 0 ? [note("warning", "deferred-changes", deferred)] : []),
    ...(plannedOnly > 0 ? [note("warning", "planned-only", plannedOnly)] : []),
    ...changes.filter(({ forgotten }) => forgotten).map(({ who }) => note("warning", "forgotten", who.address)),
  ];
}

/** `null` is a value of a variable; a variable without one is known in the deployment only (`ephemeral`). */
const variablesOf = (plan: Piece): ReadonlyMap<string, Json> =>
  new Map(
    membersOf(member(plan, "variables")).flatMap(([name, variable]) => {
      const { value } = objectOf(variable);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

/** Before 1.1 an attribute written as blocks is missing in the configuration. https://github.com/hashicorp/terraform/issues/29022 */
function lacksBlockAttributes(plan: Piece): boolean {
  const version = versionOf(member(plan, "terraform_version"));
  return version !== null && (version[0] < 1 || (version[0] === 1 && version[1] < 1));
}

/** Given by the provider alone. */
const IDS: JsonObject = { id: {}, arn: {} };

function read(path: string, json: JsonObject): ReturnType<Form["read"]> {
  const plan = whole(path, json);
  const format = formatNotes(plan);
  const changes = changesOf(member(plan, "resource_changes"));
  const planned = resourcesOf(member(plan, "planned_values"));
  // Planned values alone do not tell what is not known.
  const changesAt = member(plan, "resource_changes");
  if (changesAt.json === undefined && planned.some(({ who }) => who.mode === "managed")) throw malformed(changesAt, "a list");
  const prior = resourcesOf(member(member(plan, "prior_state"), "values"));
  const variables = variablesOf(plan);
  const configuration = configurationOf(member(member(plan, "configuration"), "root_module"));

  const created = new Set(changes.filter((change) => change.created).map(({ who }) => who.address));
  const changed = new Set(changes.map(({ who }) => who.address));
  // What a plan with -target leaves alone is in the state only, and stays as it is. A data source is read anew, or was.
  const kept = prior.filter(({ who }) => !changed.has(who.address));
  const seen = new Set([...changed, ...kept.map(({ who }) => who.address)]);
  const plannedOnly = planned.filter(({ who }) => !seen.has(who.address));

  const lacks = lacksBlockAttributes(plan);
  const around = (resource: Resource): Circumstances => ({ created: created.has(resource.address), lacksBlockAttributes: lacks });
  let scopes: Scopes | undefined;
  const resources: TerraformResource[] = [];
  const indexed = (): Scopes => (scopes ??= scopesOf(configuration, variables, resources));
  const program: Program = {
    written: (resource, argument) => isWritten(indexed(), resource, argument, around(resource)),
    references: (resource, argument) => referencesOf(indexed(), resource, argument, around(resource)),
    nearby: (resource, argument) => nearbyOf(indexed(), resource, argument, around(resource)),
  };
  const blockOfFacts = ({ who }: Facts): Block | undefined => moduleAt(configuration, who.module)?.blocks.get(blockName(who));
  /** With what the plan has of its block, and not among its values. */
  const withBlock = (facts: Facts): Facts => {
    const block = blockOfFacts(facts);
    const provisioned = withProvisioners(facts, block);
    return typeof block?.provider === "string" ? { ...provisioned, provider: block.provider } : provisioned;
  };
  const add = (facts: Facts): void => {
    resources.push(new TerraformResource(withBlock(facts), program));
  };
  for (const { after } of changes) if (after !== null) add(after);
  kept.forEach(add);
  for (const facts of plannedOnly) {
    const expressions = blockOfFacts(facts)?.expressions;
    const raw = isObject(facts.raw) ? facts.raw : {};
    add({ ...facts, unknown: unknownWhereLeftOut(raw, { ...IDS, ...expressions }) });
  }

  // No state tells of provisioners: of what stays they were those of today, as far as anybody knows.
  const wasThere = (facts: Facts): TerraformResource => {
    const told = withBlock(facts);
    const now = new TerraformResource(told, program);
    const references: Program["references"] = (resource, argument) =>
      argument === "" ? program.references(now, argument) : STATE.references(resource, argument);
    const was = { ...told, who: calledBefore(facts.who) };
    return new TerraformResource(was, told.raw === facts.raw ? STATE : { ...STATE, references });
  };

  // A plan tells of each thing that there was, by its change or in the state.
  const old = changes.flatMap(({ before, who }) => (before === null || who.mode === "data" ? [] : [before]));
  const known = new Set(old.map(({ who }) => who.address));
  const moved = new Set(changes.flatMap(({ who }) => who.previous ?? []));
  const left = prior.filter(({ who: { address } }) => !known.has(address) && (changed.has(address) || !moved.has(address)));
  // Where nothing is changed there is nothing to compare, and a data source that is read anew opens nothing.
  const same = plannedOnly.length === 0 && moved.size === 0 && changes.every(({ idle }) => idle);
  const before = same ? resources : [...old, ...left].map(wasThere);
  return [
    {
      kind: "terraform-plan",
      path,
      stack: null,
      resources,
      before,
      forgotten: changes.filter(({ forgotten }) => forgotten).map(({ who }) => calledBefore(who).address),
      notes: [...format, ...planNotes(plan, changes, plannedOnly.length)],
    },
  ];
}

/** Members that only a plan has. https://developer.hashicorp.com/terraform/internals/json-format#plan-representation */
const OWN = ["resource_changes", "planned_values", "planned_outputs", "output_changes", "resource_drift", "proposed_unknown"];

/** A later major version may have other members. */
const isNewer = (json: JsonObject): boolean => {
  const version = json["format_version"];
  return (
    typeof version === "string" && Number.parseInt(version, 10) > KNOWN_FORMAT[0] && "terraform_version" in json && "configuration" in json
  );
};

/** `terraform show -json` and `tofu show -json` of a plan file: Terraform 0.12 and later, every OpenTofu. */
export const terraformPlan: Form = {
  kind: "terraform-plan",
  name: "a Terraform or OpenTofu plan",
  detects: (json) =>
    OWN.some((name) => name in json) || ("format_version" in json && "configuration" in json && !("values" in json)) || isNewer(json),
  read,
};
