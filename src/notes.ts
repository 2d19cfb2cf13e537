import type { Graph } from "./model/graph";
import type { Plan } from "./model/plan";
import type { Result } from "./model/report";
import { called, kindOf, ofAnotherStack, type Resource } from "./model/resource";
import type { Settings } from "./model/settings";
import { at, given } from "./model/value";
import { INGRESS_RULES, SECURITY_GROUPS } from "./model/wanted";
import { groupsNamed } from "./coverage";
import { MODELLED, type Judgement, type Judgements } from "./judge";
import { contains, isEmpty } from "./net/packet-set";
import { leadingElsewhere } from "./entries/tunnel";
import { managedGroups, surelyAdmitted } from "./network/managed-groups";
import { strayInterfaces, strayRules } from "./network/stray";
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
  const attaching = strayInterfaces(graph).map(({ by }) => by);
  const holders = graph.plan.resources.filter(
    (resource) =>
      ofAnotherStack(resource) ||
      TEMPLATES.has(resource.type) ||
      (resource.mode === "managed" && !MODELLED.has(kindOf(resource)) && resource.type !== "aws_vpc_security_group_egress_rule"),
  );
  return new Set([...holders, ...attaching].flatMap((resource) => groupsNamed(graph, resource)));
}

/** Groups that let the world in and that nothing in the plan carries. */
function onNothing(judgement: Judgement): readonly Note[] {
  if (!judgement.carriedComplete) return [];
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

/** What is modelled, names groups, and puts them on nothing. */
const ABOUT_GROUPS: ReadonlySet<string> = new Set([...SECURITY_GROUPS, ...INGRESS_RULES]);

/** Groups on what other stacks run, of which is judged what this change opens. */
const carriedElsewhere = ({ graph }: Judgement): ReadonlySet<Resource> =>
  new Set(
    graph.plan.resources
      .filter((resource) => ofAnotherStack(resource) && MODELLED.has(kindOf(resource)) && !ABOUT_GROUPS.has(resource.type))
      .flatMap((resource) => groupsNamed(graph, resource)),
  );

/** What lets the world into what nobody has shown; a warning, where this change makes or widens it. */
function intoUnshown(judgement: Judgement, before: Judgement | null, withOption: string): readonly Note[] {
  const open = (judged: Graph) => [...strayRules(judged), ...strayInterfaces(judged)].filter(({ admits }) => !isEmpty(worldOpen(admits)));
  const { graph, carried } = judgement;
  const strays = open(graph);
  const others = strays.some(({ of }) => of !== null) ? carriedElsewhere(judgement) : new Set();
  const stood = new Map((before === null ? [] : open(before.graph)).map(({ by, admits }) => [by.address, admits]));
  return strays
    .filter(({ of }) => of === null || !(carried.has(of) || others.has(of)))
    .map(({ by, of, says, admits }) => {
      const was = [by.address, ...(by.previous ?? [])].flatMap((address) => stood.get(address) ?? []);
      const level = was.some((earlier) => contains(earlier, admits)) ? "note" : "warning";
      const message =
        of !== null && ofAnotherStack(of)
          ? NOTES.opensShown(by.address, called(of), withOption)
          : NOTES.opensElsewhere(by.address, says, withOption);
      return note(level, OPENS_ELSEWHERE, message, by);
    });
}

/** Rules in a group's own blocks and in separate resources undo each other. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group */
function bothKinds({ graph }: Judgement): readonly Note[] {
  const separate = new Set(
    graph.ofType(...INGRESS_RULES).flatMap((rule) => graph.one(at(rule.values, "security_group_id"), { aws_security_group: ["id"] }).known),
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
