import { type Invocation, UNSEEN } from "../model/launch";
import type { Tunnel } from "../model/listener";
import { hasHole } from "../model/text";
import { absolute } from "./setting";
import { anyPort, carried } from "./tunnel";
import { isMapping, yamlAt } from "./yaml";

/** Where it looks if nothing names a file. */
export const CONFIGURATIONS = ["/etc/cloudflared/config.yml", "/root/.cloudflared/config.yml", "/usr/local/etc/cloudflared/config.yml"];

export const ANY = anyPort("cloudflared", "tunnel run");

/** The client names the destination: https://github.com/cloudflare/cloudflared/blob/master/ingress/ingress.go */
const isProxy = (service: string): boolean => service === "bastion" || service === "socks-proxy";

/** The configuration that is named, else the first usual one; undefined where it cannot be read, or may be another. */
export function configuration(named: string | undefined, { files, cwd }: Invocation): Readonly<Record<string, unknown>> | undefined {
  const paths = named === undefined ? CONFIGURATIONS : [absolute(cwd, named)];
  const texts = paths.map((path) => (path === null || hasHole(path) ? UNSEEN : files.read(path)));
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
