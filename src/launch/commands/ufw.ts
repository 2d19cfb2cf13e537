import { UNSEEN } from "../../model/launch";
import { ofEverything } from "../../model/filter";
import { tellAnything, toldOfAll, type HostFilter } from "../netfilter/host-filter";
import { unread } from "../netfilter/nat";
import { isInstalled } from "../packaged";
import { tellUfw, type Profiles } from "../netfilter/ufw";
import { ASKS, FAILS, PREPARES, type Command, type World } from "../process";
import { mayBring } from "../files/tree";
import { restored } from "./iptables";

/** ufw reads these before its own rules, and adds them to those that are there. https://manpages.ubuntu.com/manpages/noble/man8/ufw-framework.8.html */
const UFW_RULES: readonly (readonly [path: string, family: 4 | 6])[] = [
  ["/etc/ufw/before.rules", 4],
  ["/etc/ufw/before6.rules", 6],
];

/** Its own settings, and whether it is to be started. */
const DEFAULTS = "/etc/default/ufw";
const ENABLED = "/etc/ufw/ufw.conf";

/** Its files as machine images have them, as far as they decide. */
export const UFW_FILES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(UFW_RULES.map(([path]) => [path, "*filter\nCOMMIT\n"])),
  [DEFAULTS]: 'IPV6=yes\nDEFAULT_INPUT_POLICY="DROP"\nDEFAULT_OUTPUT_POLICY="ACCEPT"\nDEFAULT_FORWARD_POLICY="DROP"\n',
  [ENABLED]: "ENABLED=no\nLOGLEVEL=low\n",
};

/** What names its files, and not a folder that they lie in with others. */
const OWN = /^\/etc\/(ufw|default\/ufw)/;

/** What it writes itself; who writes there besides is not followed. */
const WRITTEN = ["user", "user6", "after", "after6"].map((name) => `/etc/ufw/${name}.rules`);

/** Profiles that packages bring; their names are compared without regard to case (ufw 0.36.2). */
const PROFILES: Readonly<Record<string, string>> = {
  openssh: "22/tcp",
  "nginx http": "80/tcp",
  "nginx https": "443/tcp",
  "nginx full": "80,443/tcp",
  "nginx quic": "443/udp",
  apache: "80/tcp",
  "apache secure": "443/tcp",
  "apache full": "80,443/tcp",
  www: "80/tcp",
  "www secure": "443/tcp",
  "www full": "80,443/tcp",
  "www cache": "8080/tcp",
  samba: "137,138/udp|139,445/tcp",
  dns: "53",
  smtp: "25/tcp",
};

/** The units of packages that bring profiles of their names; the others come with ufw, or with every image. */
const BRINGS: readonly (readonly [profile: RegExp, unit: string])[] = [
  [/^nginx /i, "nginx"],
  [/^apache\b/i, "apache2"],
  [/^samba$/i, "smbd"],
];

const FOLDER = "/etc/ufw/applications.d";

/** A profile that a script writes is a section of a file. Of one whose package the script did not install, ufw may know nothing. */
const profilesIn =
  ({ files }: World): Profiles =>
  (name) => {
    for (const path of files.find(FOLDER)) {
      const text = files.read(path);
      const [, section] = typeof text === "string" ? text.split(`[${name}]\n`) : [];
      const ports = /^ports=(.*)$/m.exec(section?.split("\n[")[0] ?? "")?.[1];
      if (ports !== undefined) return ports.trim();
    }
    const brought = BRINGS.find(([profile]) => profile.test(name));
    return brought === undefined || isInstalled(files, brought[1]) ? (PROFILES[name.toLowerCase()] ?? null) : null;
  };

export const ufw: Command = (process) => {
  const { world, certain } = process;
  const args = process.argv.slice(1);
  if (!tellUfw(world.tally.filters.ufw, args, certain, profilesIn(world))) return FAILS;
  const enables = args.includes("enable");
  if (/^(status|version|show)$/.test(args[0] ?? "")) return ASKS;
  // Reloaded are the rules of one that is enabled.
  if (!enables && !args.includes("reload")) return PREPARES;
  const { files } = world;
  for (const [path, family] of UFW_RULES) {
    const text = files.appended(path)?.text ?? files.read(path);
    if (typeof text === "string") restored(text, { ...process, certain: certain && enables }, family, false, "ufw");
    else if (mayBring(files, path)) unread(process, "ufw");
  }
  return PREPARES;
};

/** What its files say, beside what it was told. */
export function asWritten(files: World["files"], told: HostFilter): HostFilter {
  const filter = { ...told };
  const isMeant = (path: string): boolean =>
    files.state.entries.has(path) || files.state.blurred.some((blur) => OWN.test(blur.path) && blur.pattern.test(path));
  const hides = (path: string): boolean => files.read(path) === UNSEEN && isMeant(path);
  const [settings, enabled] = [files.read(DEFAULTS), files.read(ENABLED)];
  if (typeof enabled === "string" && /^ENABLED=["']?yes/m.test(enabled) && filter.active === "no") filter.active = "perhaps";
  if (hides(ENABLED)) tellAnything(filter);
  if (filter.active === "no") return filter;
  if (hides(DEFAULTS) || WRITTEN.some(isMeant)) tellAnything(filter);
  // What is unpacked above it may bring others.
  if (settings === UNSEEN) filter.rules = [toldOfAll("allow", false), ...filter.rules];
  if (typeof settings !== "string") return filter;
  if (!/^DEFAULT_INPUT_POLICY=["']?(DROP|REJECT)/m.test(settings) && filter.otherwise === "deny") filter.otherwise = "unknown";
  // "no means only IPv6 on loopback accepted"
  if (/^IPV6=["']?no/m.test(settings))
    filter.rules = [{ matches: "IPV6=no", rules: ofEverything("deny", true, "IPV6=no", [6]) }, ...filter.rules];
  return filter;
}
