import { hasHole } from "../../model/text";
import { passedOn } from "../commands/iptables";
import { redirectsOf, translate, type Rule } from "./nat";
import type { Process } from "../process";

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

/** `--direct --add-rule ipv4 nat PREROUTING 0 …`: a rule of iptables. */
function direct(args: readonly string[], process: Process): void {
  const at = args.findIndex((arg) => arg === "--add-rule" || arg === "--remove-rule");
  const [ip = "", table = "", chain = "", , ...rule] = args.slice(at + 1);
  const passed = args.indexOf("--passthrough");
  const [family = "", ...words] =
    passed < 0 ? [ip, "-t", table, args[at] === "--add-rule" ? "-A" : "-D", chain, ...rule] : args.slice(passed + 1);
  if (at >= 0 || passed >= 0) passedOn(words, family === "ipv6" ? 6 : 4, { ...process, certain: false }, "firewall-cmd");
}

/** Anything but a question says that it runs. */
const ACTS = /^--(add|remove|set|new|delete|change|load|reload|complete-reload|runtime-to-permanent|panic-on|passthrough)\b/;

/** What it changes of the ports. True: it filters. */
export function firewalld(process: Process): boolean {
  const args = process.argv.slice(1).flatMap((arg) => arg.split(/(?<=^--add-(?:forward-port|rich-rule))=/));
  for (const [index, arg] of args.entries()) {
    const value = args[index + 1] ?? "";
    const of = arg === "--add-forward-port" ? forward(value) : arg === "--add-rich-rule" ? rich(value) : null;
    if (of !== null) translate(process, "append", redirectsOf(ruleOf(of), "firewall-cmd", false));
  }
  direct(args, process);
  return args.some((arg) => ACTS.test(arg) || hasHole(arg));
}
