import { isEmpty, onlyFamily } from "../net/address-set";
import { meets, portsOf, rangesOf } from "../net/port-set";
import { isInward, isOneOf, type Publish } from "../model/listener";
import { called, kindOf, type Resource } from "../model/resource";
import { at, type Value } from "../model/value";
import { allow, sayings, type Fix, type Context } from "./paste";
import type { Judged } from "../rules/judged";
import { rangeText } from "../words/ports";
import { FIXES } from "../words/fixes";
import { worldAmong } from "../walk/world";

/** What others are put behind. */
export const PROXIES: ReadonlySet<string> = new Set(["apache", "caddy", "haproxy", "nginx", "traefik", "varnish"]);

/** What leads packets on to another host, and binds nothing. */
const PACKET_FILTERS: ReadonlySet<string> = new Set(["iptables", "ip6tables", "nft", "firewall-cmd", "ufw"]);

const fix = (kind: Fix["kind"], text: string): Fix => ({ kind, text, yaml: null });

const named = (resource: Resource | null): string => (resource === null ? "" : called(resource));

type Say = (resource: string, attribute: string | null, withOption: string) => string;

/**
 * Where to name the networks: the rules that the world itself meets. Behind a balancer without any, the balancer; the rule that
 * lets the balancer in is needed.
 */
function sourceFixes(judged: Judged, { path, withOption }: Context, say: Say): readonly Fix[] {
  const rules = path.steps.filter(({ role, shut, resource, hop }) => role === "group" && !shut && resource !== null && hop === 0);
  const [first] = judged.chain;
  if (rules.length === 0 && first?.kind === "balancer") {
    const facing = first.interfaces.some(({ internal }) => internal === false);
    return [fix("source", (facing ? FIXES.balancer : FIXES.internalBalancer)(called(first.resource)))];
  }
  // A rule that a balancer elsewhere meets is about that balancer; who may call it is told there.
  const byAnother = path.steps.some(({ role, shut, hop }) => role === "target" && !shut && hop === 0);
  return rules.map(({ resource, attribute }) => fix("source", (byAnother ? FIXES.elsewhere : say)(named(resource), attribute, withOption)));
}

/** Who is seen as a balancer is let in where the balancer is; seen as the client that it is, it would not be. */
function preserveFixes({ path }: Context): readonly Fix[] {
  const shutting = new Set(path.steps.filter(({ wouldShut }) => wouldShut === true).map(({ hop }) => hop));
  const hiding = path.steps.filter(({ hidesClient, hop }) => hidesClient === true && shutting.has(hop));
  return hiding.flatMap(({ resource }) => {
    const attribute = resource?.spelled?.("preserve_client_ip") ?? "preserve_client_ip";
    return resource === null ? [] : [fix("source", FIXES.preserve(called(resource), attribute))];
  });
}

/** What of the first place's own network lives elsewhere: who shows it settles the finding. */
function elsewhereFixes({ chain }: Judged, { path, withOption }: Context): readonly Fix[] {
  const interfaces = chain[0]?.interfaces ?? [];
  const lost = path.unknowns.filter(({ why }) => why === "outside-plan");
  const said = (value: Value | null, say: Say): readonly Fix[] =>
    lost
      .filter(({ resource, attribute }) => resource === value?.resource && attribute === (resource.spelled?.(value.path) ?? value.path))
      .map(({ resource, attribute }) => fix("source", say(called(resource), attribute, withOption)));
  const fixes = interfaces.flatMap(({ groups, groupsAt, subnets, subnetsAt }) => [
    ...said(groupsAt, groups === null ? FIXES.noGroup : FIXES.foreignGroup),
    ...said(subnetsAt, FIXES.foreignSubnet),
    ...(subnets?.known ?? []).flatMap(({ values }) => said(at(values, "vpc_id"), FIXES.foreignVpc)),
  ]);
  return [...new Map(fixes.map((each) => [each.text, each])).values()];
}

/** What AWS runs is bound by AWS; whether it is public is the user's word. */
const privateFix = ({ place }: Judged, { path }: Context): readonly Fix[] =>
  place?.kind !== "service"
    ? []
    : path.steps
        .filter(({ role, resource, attribute }) => role === "address" && resource === place.resource && attribute !== null)
        .slice(0, 1)
        .map(({ resource, attribute }) => fix("source", FIXES.private(named(resource), attribute)));

/** As `-p` spells it, on loopback. */
function onLoopback(publish: Publish): string {
  const { containerPorts, protocol } = publish;
  const outer = (isOneOf(publish) ? null : publish.hostPorts) ?? containerPorts;
  return `127.0.0.1:${rangeText(outer)}:${rangeText(containerPorts)}${protocol === "udp" ? "/udp" : ""}`;
}

/**
 * A task on an instance: what it binds within its container is met by its balancer too, and a classic balancer leads to one port
 * of the instance.
 */
function instanceFix({ place, chain }: Judged): readonly Fix[] {
  const fixed = place?.within?.publishes.some(({ hostPorts }) => hostPorts !== null);
  if (chain[0] !== undefined && kindOf(chain[0].resource) === "aws_elb") return [];
  if (fixed !== undefined) return fixed ? [fix("bind", FIXES.hostPort)] : [];
  return chain.length === 1 ? [fix("source", FIXES.instances)] : [];
}

/** A program that carries the world in, which no rule and no bind keeps from it. */
const tunnels = ({ path }: Context): readonly string[] =>
  path.steps.filter(({ role, shut }) => role === "proxy" && !shut).map(({ says }) => says);

const tunnelFixes = (context: Context): readonly Fix[] => [...new Set(tunnels(context))].map((says) => fix("source", FIXES.tunnel(says)));

function bindFix(judged: Judged, context: Context): readonly Fix[] {
  const { place, innerPorts } = judged;
  if (place?.kind === "service" || tunnels(context).length > 0) return [];
  const [range] = innerPorts === null ? [] : rangesOf(innerPorts);
  const port = range === undefined ? "PORT" : String(range[0]);
  const world = worldAmong(context.senders.map(({ may }) => may));
  const loopback = !isEmpty(world) && isEmpty(onlyFamily(world, 4)) ? `[::1]:${port}` : `127.0.0.1:${port}`;
  if (place?.kind === "task" && place.interfaces.length === 0) return instanceFix(judged);
  const published = place?.within?.publishes.filter(
    ({ containerPorts }) => innerPorts === null || meets(portsOf([containerPorts]), innerPorts),
  );
  const [first] = published ?? [];
  if (place?.kind === "container" && first !== undefined)
    return [fix("bind", first.swarm === true ? FIXES.swarm : FIXES.publish(onLoopback(first)))];
  // What leads the world to loopback is not shut by binding it.
  if (judged.sockets.every(({ listener }) => isInward(listener))) return [];
  // A remote shell behind a proxy on its own host is no use to anybody.
  if (judged.sockets.some(({ knowledge, listener }) => knowledge === "unknown" || listener.from === "machine-image")) return [];
  if (judged.process !== null && PACKET_FILTERS.has(judged.process)) return [fix("source", `${judged.process}: ${FIXES.ledOn}`)];
  if (judged.process !== null && PROXIES.has(judged.process)) return [fix("bind", `${judged.process}: ${FIXES.bindProxy(loopback)}`)];
  const process = judged.process === null ? "" : `${judged.process}: `;
  return [fix("bind", `${process}${place?.kind === "task" ? FIXES.bindTask(loopback) : FIXES.bindHost(loopback)}`)];
}

/** What lets a process start, by why it does not. */
const STARTABLE: Readonly<Record<string, string>> = {
  "literal-variable": FIXES.shell,
  exits: FIXES.complaint,
  "as-root": FIXES.complaint,
  "port-taken": FIXES.otherPort,
  "same-port": FIXES.otherPort,
};

/** What to do about a finding. Shutting either layer closes the path; what is not open, or is allowed, needs nothing. */
export function fixesOf(judged: Judged, context: Context): Fix[] {
  if (judged.certainty === "none" || (judged.allowed?.wholly ?? null) !== null) return [];
  switch (judged.rule) {
    case "world-open-listener":
      if (judged.partner) return [...sourceFixes(judged, context, FIXES.partner), allow(judged, context)];
      return [
        ...tunnelFixes(context),
        ...sourceFixes(judged, context, FIXES.source),
        ...preserveFixes(context),
        ...elsewhereFixes(judged, context),
        ...privateFix(judged, context),
        ...bindFix(judged, context),
        ...(judged.certainty === "possible" ? sayings(context) : []),
        allow(judged, context),
      ];
    case "world-open-idle":
      return [...sourceFixes(judged, context, FIXES.close), allow(judged, context)];
    case "deaf-listener": {
      const [range] = rangesOf(judged.ports);
      return [fix("bind", FIXES.deaf(range === undefined ? "PORT" : String(range[0])))];
    }
    case "will-not-start":
      // What a host starts, a unit of systemd starts most often.
      if (judged.code === "literal-variable" && judged.place?.kind === "host") return [fix("bind", FIXES.braces)];
      return [fix("bind", judged.code === undefined ? FIXES.startable : (STARTABLE[judged.code] ?? FIXES.startable))];
    case "bind-is-not-a-filter":
      return judged.place === null ? [fix("source", FIXES.notABind)] : [fix("bind", FIXES.notAFilter)];
  }
}
