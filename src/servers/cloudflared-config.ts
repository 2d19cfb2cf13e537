import { type FileText, type Invocation, UNSEEN } from "../model/launch";
import type { Tunnel } from "../model/listener";
import { hasHole } from "../model/text";
import { inHome } from "./home";
import { absolute } from "./setting";
import { anyPort, carried } from "./tunnel";
import { isMapping, yamlAt } from "./yaml";

export const FIRST = "/etc/cloudflared/config.yml";

/** Where it looks if nothing names a file. */
const usual = (invocation: Invocation): readonly string[] => [
  FIRST,
  inHome(invocation, ".cloudflared/config.yml"),
  "/usr/local/etc/cloudflared/config.yml",
];

export const ANY = anyPort("cloudflared", "tunnel run");

/** The client names the destination: https://github.com/cloudflare/cloudflared/blob/master/ingress/ingress.go */
const isProxy = (service: string): boolean => service === "bastion" || service === "socks-proxy";

/** What stands at each usual path. */
export const usualTexts = (invocation: Invocation): readonly (FileText | null)[] =>
  usual(invocation).map((path) => (path.startsWith("~/") ? UNSEEN : invocation.files.read(path)));

/** The configuration that is named, else the first usual one; undefined where it cannot be read, or may be another. */
export function configuration(named: string | undefined, invocation: Invocation): Readonly<Record<string, unknown>> | undefined {
  const path = named === undefined ? null : absolute(invocation.cwd, named);
  const texts = named === undefined ? usualTexts(invocation) : [path === null || hasHole(path) ? UNSEEN : invocation.files.read(path)];
  const text = texts.find((one) => typeof one === "string");
  return typeof text === "string" && (named !== undefined || texts[0] !== UNSEEN) ? yamlAt(text) : undefined;
}

export function ingress(config: Readonly<Record<string, unknown>> | undefined): readonly (Tunnel | null)[] {
  const rules = config?.["ingress"];
  if (!Array.isArray(rules)) return [ANY];
  return rules.map((rule: unknown) => {
    const service = isMapping(rule) ? rule["service"] : null;
    return typeof service === "string" && !isProxy(service) ? carried("cloudflared", service, service) : ANY;
  });
}
