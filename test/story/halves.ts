import { same, type Neutral } from "./neutral";
import { everyModule, parsePlan, type Change, type Json, type JsonObject } from "./plan-json";

/** `0.0.0.0/0` → `0.0.0.0/1`, `128.0.0.0/1`; null for what cannot be halved. */
function halves(cidr: Json): [string, string] | null {
  const [, address, length] = (typeof cidr === "string" ? /^([\d.]+)\/(\d+)$/.exec(cidr) : null) ?? [];
  const prefix = Number(length);
  if (address === undefined || prefix > 31) return null;
  const value = address.split(".").reduce((all, part) => all * 256n + BigInt(part), 0n);
  const upper = value + 2n ** BigInt(31 - prefix);
  const dotted = (number: bigint): string => [24n, 16n, 8n, 0n].map((shift) => String((number >> shift) & 255n)).join(".");
  return [`${dotted(value)}/${String(prefix + 1)}`, `${dotted(upper)}/${String(prefix + 1)}`];
}

/** Each network of a list, wherever a list of networks stands, as its two halves. */
function halvedLists(value: Json): Json {
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every((element) => halves(element) !== null)) return value.flatMap((element) => halves(element) ?? []);
    return value.map(halvedLists);
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, halvedLists(member)]));
}

export const split: Neutral = {
  name: "a list's networks in halves",
  of: (text) => {
    const plan = parsePlan(text);
    plan.resource_changes?.forEach((change) => {
      if (change.change.after !== null) change.change.after = halvedLists(change.change.after) as JsonObject;
    });
    const changed = JSON.stringify(plan);
    return changed === JSON.stringify(parsePlan(text)) ? null : changed;
  },
  back: same,
};

export const RULE = "aws_vpc_security_group_ingress_rule";
const UPPER = "_upper_half";

/** Each rule with one IPv4 network as two rules with half of it each. */
export const splitRules: Neutral = {
  name: "a rule as two with half a network each",
  of: (text) => {
    const plan = parsePlan(text);
    const added: Change[] = [];
    for (const change of plan.resource_changes ?? []) {
      const { after } = change.change;
      const pair = change.type === RULE && after !== null ? halves(after["cidr_ipv4"] ?? null) : null;
      if (after === null || pair === null) continue;
      const upper = structuredClone(change);
      added.push({
        ...upper,
        name: change.name + UPPER,
        address: change.address.replace(`${RULE}.${change.name}`, `${RULE}.${change.name}${UPPER}`),
        change: { ...upper.change, after: { ...after, cidr_ipv4: pair[1] } },
      });
      after["cidr_ipv4"] = pair[0];
    }
    if (added.length === 0) return null;
    plan.resource_changes?.push(...added);
    everyModule(plan.configuration.root_module, (module) => {
      const rules = (module.resources ?? []).filter(({ type }) => type === RULE);
      module.resources?.push(...rules.map((rule) => ({ ...rule, name: rule.name + UPPER, address: rule.address + UPPER })));
    });
    return JSON.stringify(plan);
  },
  back: same,
};
