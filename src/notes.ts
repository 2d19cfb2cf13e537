import type { Graph } from "./model/graph";
import type { Plan } from "./model/plan";
import type { Result } from "./model/report";
import { kindOf, ofAnotherStack, type Resource } from "./model/resource";
import type { Settings } from "./model/settings";
import { at, given } from "./model/value";
import { groupsNamed } from "./coverage";
import { MODELLED, type Judgement, type Judgements } from "./judge";
import { contains, isEmpty, noPackets } from "./net/packet-set";
import { leadingElsewhere } from "./entries/tunnel";
import { managedGroups, surelyAdmitted } from "./network/managed-groups";
import { strayRules } from "./network/stray-rules";
import { worldOpen } from "./walk/world";
import { missedStack, nearStack, overruled } from "./words/config";
import { carriesElsewhere } from "./words/tunnel";
import { NOTES, OPENS_ELSEWHERE } from "./words/verdict";

type Note = Result["diagnostics"][number];

const note = (level: Note["level"], code: string, message: string, resource: Resource | null): Note => ({
  level,
  code,
  message,
  resource: resource?.address ?? null,
});

const TEMPLATES: ReadonlySet<string> = new Set(["aws_launch_template", "aws_launch_configuration", "aws_rds_cluster"]);

/** Whatever else of the plan may put a group on an interface: templates that nothing here uses, types that are not modelled, other stacks. */
function named({ graph }: Judgement): ReadonlySet<Resource> {
  const holders = graph.plan.resources.filter(
    (resource) =>
      ofAnotherStack(resource) ||
      TEMPLATES.has(resource.type) ||
      (resource.mode === "managed" && !MODELLED.has(kindOf(resource)) && resource.type !== "aws_vpc_security_group_egress_rule"),
  );
  return new Set(holders.flatMap((resource) => groupsNamed(graph, resource)));
}

/** Groups that let the world in and that nothing in the plan carries. */
function onNothing(judgement: Judgement): readonly Note[] {
  if (!judgement.told) return [];
  const { graph, carried } = judgement;
  const uncarried = managedGroups(graph).filter(
    (group) => group.from === undefined && !carried.has(group) && !isEmpty(worldOpen(surelyAdmitted(graph, group))),
  );
  if (uncarried.length === 0) return [];
  const elsewhere = named(judgement);
  return uncarried
    .filter((group) => !elsewhere.has(group))
    .map((group) => note("note", "open-on-nothing", NOTES.openOnNothing(group.address), group));
}

/** Rules that let the world into groups that nobody has shown; a warning, where this change makes or widens them. */
function intoUnshown({ graph, carried }: Judgement, before: Judgement | null, withOption: string): readonly Note[] {
  const open = (judged: Graph) => strayRules(judged).filter(({ admits }) => !isEmpty(worldOpen(admits)));
  const stood = new Map((before === null ? [] : open(before.graph)).map(({ rule, admits }) => [rule.address, admits]));
  return open(graph)
    .filter(({ group }) => group === null || !carried.has(group))
    .map(({ rule, says, admits }) => {
      const isNew = !contains(stood.get(rule.address) ?? noPackets, admits);
      return note(isNew ? "warning" : "note", OPENS_ELSEWHERE, NOTES.opensElsewhere(rule.address, says, withOption), rule);
    });
}

/** Rules in a group's own blocks and in separate resources undo each other. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group */
function bothKinds({ graph }: Judgement): readonly Note[] {
  const separate = new Set(
    graph
      .ofType("aws_security_group_rule", "aws_vpc_security_group_ingress_rule")
      .flatMap((rule) => graph.one(at(rule.values, "security_group_id"), { aws_security_group: ["id"] }).known),
  );
  return graph
    .ofType("aws_security_group")
    .filter(
      (group) =>
        group.from === undefined &&
        separate.has(group) &&
        group.written("ingress") === "yes" &&
        given(at(group.values, "ingress")) !== null,
    )
    .map((group) => note("warning", "mixed-rules", NOTES.bothKinds(group.address), group));
}

/** What the world reaches by a tunnel and nothing in the plan answers. */
const tunnelsElsewhere = ({ places }: Judgement): readonly Note[] =>
  leadingElsewhere(places).map(([{ resource }, { process, ports }]) =>
    note("note", "tunnel-elsewhere", carriesElsewhere(process, resource.address, ports), resource),
  );

/** What the user should know and no finding tells. */
export function notesOf(plan: Plan, { now: judgement, before }: Judgements, settings: Settings, withOption: string): Note[] {
  const own = plan.notes.map(({ level, code, message, resource }) => note(level, code, message, resource));
  const kept = settings.overruled.map((each) => note("warning", "final", overruled(each), null));
  const missed = settings.missed.map((each) => note("warning", "stack-without-project", missedStack(each), null));
  const near = settings.near.map((each) => note("note", "near-stack", nearStack(each), null));
  const groups = [...onNothing(judgement), ...intoUnshown(judgement, before, withOption), ...bothKinds(judgement)];
  const all = [...own, ...kept, ...missed, ...near, ...groups, ...tunnelsElsewhere(judgement)];
  // A machine of several kinds says the same by each.
  const byText = new Map(all.map((each) => [JSON.stringify([each.code, each.resource, each.message]), each]));
  return [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
}
