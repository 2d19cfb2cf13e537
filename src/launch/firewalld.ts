import type { Process } from "./process";
import { redirectsOf, translate, type Rule } from "./nat";

/** `port=80:proto=tcp:toport=8080:toaddr=10.0.0.9`. https://firewalld.org/documentation/man-pages/firewall-cmd.html */
const forward = (text: string): ReadonlyMap<string, string> =>
  new Map(text.split(":").map((part) => [part.split("=")[0] ?? "", part.slice(part.indexOf("=") + 1)]));

/** `rule family="ipv4" forward-port port="80" protocol="tcp" to-port="8080" to-addr="10.0.0.9"` */
function rich(text: string): ReadonlyMap<string, string> | null {
  const [, part] = /\bforward-port\s+(.*)$/.exec(text) ?? [];
  if (part === undefined) return null;
  const names: Readonly<Record<string, string>> = { protocol: "proto", "to-port": "toport", "to-addr": "toaddr" };
  return new Map([...part.matchAll(/([\w-]+)="?([^"\s]*)"?/g)].map(([, key = "", value = ""]) => [names[key] ?? key, value]));
}

function ruleOf(of: ReadonlyMap<string, string>): Rule {
  const port = of.get("port");
  const says = [...of].map(([key, value]) => `${key}=${value}`).join(":");
  return {
    protocols: [of.get("proto") === "udp" ? "udp" : "tcp"],
    families: [4, 6],
    from: [],
    outer: port === undefined ? null : [port],
    address: of.get("toaddr") ?? null,
    port: of.get("toport") ?? null,
    // Of which zone, and whether it is reloaded, is not followed.
    sure: false,
    says,
  };
}

export function firewalld(process: Process): void {
  const args = process.argv.slice(1).flatMap((arg) => arg.split(/(?<=^--add-(?:forward-port|rich-rule))=/));
  for (const [index, arg] of args.entries()) {
    const value = args[index + 1] ?? "";
    const of = arg === "--add-forward-port" ? forward(value) : arg === "--add-rich-rule" ? rich(value) : null;
    if (of !== null) translate(process, "append", redirectsOf(ruleOf(of), "firewall-cmd", false));
  }
}
