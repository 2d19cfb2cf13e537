import { unionAll, type PortSet } from "./net/port-set";
import type { Finding, Result } from "./model/report";
import type { Plan } from "./model/plan";
import { CERTAINTIES, DECISIONS, SEVERITIES } from "./model/worst";
import type { Settled } from "./check";
import { keyOf } from "./model/exposure";
import type { Resource } from "./model/resource";
import type { Settings } from "./model/settings";
import { usageOf } from "./allow";
import { changes, movedBetween, type Before, type Verdict } from "./change";
import { outcomeOf, type Policy } from "./verdict/decide";
import { notesOf } from "./notes";
import type { Judgement, Judgements } from "./judge";
import type { Judged } from "./rules/judged";
import { decisionOf, findingOf } from "./verdict/finding";
import { isAlmost } from "./words/nearest";
import { WITH_OPTION } from "./words/stacks";

/** The worst first; then by address, so that two runs on one input are equal byte for byte. */
function order(a: Finding, b: Finding): number {
  return (
    DECISIONS.indexOf(a.decision) - DECISIONS.indexOf(b.decision) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    CERTAINTIES.indexOf(a.certainty) - CERTAINTIES.indexOf(b.certainty) ||
    byText(sortKey(a), sortKey(b))
  );
}

const sortKey = ({ workload, rule, fingerprint, ports, bind, title }: Finding): string =>
  [workload.address, rule, fingerprint, JSON.stringify(ports), JSON.stringify(bind), title].join("\u0000");

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** HTTP proxies that the world reaches: balancers on a terminated path, each once. */
function entryPoints(judgement: Judgement): number {
  const proxies = judgement.found
    .filter(
      ({ rule, entry, certainty, partner }) => rule === "world-open-listener" && entry === "terminated" && certainty !== "none" && !partner,
    )
    .flatMap(({ chain }) => chain.filter(({ kind }) => kind === "balancer").slice(-1));
  return new Set(proxies.map(keyOf)).size;
}

const policyOf = ({ rules, onUnknown }: Settings): Policy => ({
  rules: Object.fromEntries(Object.entries(rules).map(([rule, { value }]) => [rule, value])) as Policy["rules"],
  onUnknown: onUnknown.value,
});

const addressesOf = ({ graph }: Judgement): ReadonlySet<string> => new Set(graph.plan.resources.map(({ address }) => address));

function beforeOf(plan: Plan, { now, before }: Judgements, verdictOn: (judged: Judged) => Verdict): Before | "same" | null {
  if (before === null) return null;
  if (before === now) return "same";
  const { forgotten = [] } = plan;
  return {
    found: before.found.filter(({ certainty }) => certainty !== "none").map(verdictOn),
    addresses: addressesOf(before),
    moved: movedBetween(plan.resources, before.graph.plan.resources),
    goesOn: ({ judged: { workload, chain } }) =>
      [workload, ...chain.map(({ resource }) => resource)].some(({ address }) => forgotten.includes(address)),
  };
}

/** The ports that the workload of a finding opens by another protocol. */
function besidesIn({ found }: Judgement): (judged: Judged) => PortSet {
  const opened = new Map<Resource, Judged[]>();
  for (const judged of found)
    if (judged.certainty !== "none") opened.set(judged.workload, [...(opened.get(judged.workload) ?? []), judged]);
  return ({ workload, protocol }) =>
    unionAll((opened.get(workload) ?? []).filter((other) => other.protocol !== protocol).map(({ ports }) => ports));
}

/** What a report says of one plan. */
export function resultOf(plan: Plan, judgements: Judgements, settings: Settings, options: Settled): Result {
  const judgement = judgements.now;
  const stack = options.stack ?? plan.stack;
  const shown = judgement.found.filter(({ certainty }) => options.all || certainty !== "none");
  const policy = policyOf(settings);
  const finalAt = (key: string): string | null => settings.final.find(({ name }) => name === key)?.at ?? null;
  const almost = (under: "known" | "images", name: string): string | null => {
    const said = [...settings[under]].find(([written]) => isAlmost(written, name));
    return said === undefined ? null : `${said[0]} (${said[1].from})`;
  };
  const { today, withOption = WITH_OPTION } = options;
  const besides = besidesIn(judgement);
  const verdictOn = (judged: Judged): Verdict => {
    let finding: Finding | undefined;
    return {
      judged,
      decision: decisionOf(judged, policy),
      get finding() {
        return (finding ??= findingOf(judged, { today, stack, finalAt, almost, withOption, besides }, policy));
      },
    };
  };
  const verdicts = shown.map(verdictOn);
  const changed = changes(verdicts, addressesOf(judgement), beforeOf(plan, judgements, verdictOn));
  const findings = changed.findings.sort(order);
  const untold = judgement.found.length - shown.length;
  const { counts, decision, wouldBe } = outcomeOf(findings, options.advisory);
  return {
    input: { kind: plan.kind, path: plan.path },
    stack,
    decision,
    advisory: options.advisory,
    wouldBe,
    summary: {
      places: judgement.places.length,
      ...counts,
      passed: counts.passed + untold,
      entryPoints: entryPoints(judgement),
    },
    findings,
    closed: changed.closed?.sort(order) ?? null,
    allowances: usageOf(settings.allowances, verdicts, options.today),
    notModelled: judgement.notModelled
      .map(({ type, resources, widens }) => ({
        type,
        addresses: resources.map(({ address }) => address).sort(byText),
        widens: [...new Set(widens.map(({ resource }) => resource.address))].sort(byText),
      }))
      .sort((a, b) => byText(a.type, b.type)),
    diagnostics: notesOf(plan, judgements, settings, withOption),
  };
}
