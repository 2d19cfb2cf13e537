import type { Listener } from "../../model/listener";
import { unknowns } from "../../words/launch";
import { PREPARES, type Command } from "../process";
import { record } from "../serve";

const VERBS =
  /^(run|certonly|renew|install|enhance|certificates|revoke|delete|register|unregister|update_account|show_account|plugins|rollback|reconfigure)$/;
const INSTALLS = /^(run|install)$/;

const valueOf = (args: readonly string[], ...names: readonly string[]): string | undefined => {
  const at = args.findIndex((arg) => names.some((name) => arg === name || arg.startsWith(`${name}=`)));
  return args[at]?.includes("=") === true ? args[at].slice(args[at].indexOf("=") + 1) : at < 0 ? undefined : args[at + 1];
};

/**
 * Without a verb it runs: it gets a certificate, and makes the web server answer HTTPS with it. That fails where the name does not yet
 * lead to the machine. https://eff-certbot.readthedocs.io/en/stable/using.html#getting-certificates-and-choosing-plugins
 */
const certbot: Command = (process) => {
  const args = process.argv.slice(1);
  const named = args.find((arg) => /^--(nginx|apache)$/.test(arg))?.slice(2) ?? valueOf(args, "-i", "--installer", "--configurator");
  if ((named !== "nginx" && named !== "apache") || !INSTALLS.test(args.find((arg) => VERBS.test(arg)) ?? "run")) return PREPARES;
  const port = Number(valueOf(args, "--https-port") ?? "443");
  const listener: Listener = {
    process: named,
    protocol: "tcp",
    address: "*",
    ipv4: "any",
    ipv6: "any",
    ports: Number.isInteger(port) ? [[port, port]] : null,
    certainty: "possible",
    from: "command",
    says: `certbot --${named}`,
  };
  const served = { listeners: [listener], failsToStart: [], unknowns: [unknowns.certificate(named)], complete: true };
  record(served, { ...process, kept: true });
  return PREPARES;
};

export const CERTIFICATE_COMMANDS: Readonly<Record<string, Command>> = { certbot, letsencrypt: certbot };
