import type { Server } from "../model/launch";
import { HOLE, hasHole } from "../model/text";
import { PASSIVE } from "./address";
import { unlessWith } from "./background";
import { fromFile, type FromFile } from "./from-file";
import { parseIni, type Setting } from "./ini";

/** What smbd and nmbd share. */
export const SAMBA: Omit<FromFile, "name" | "binds"> = {
  resolver: PASSIVE,
  file: ["-s", "--configfile"],
  usual: ["/etc/samba/smb.conf"],
  optional: true,
  once: "-V --version -b --build-options --help",
  unread: "-p --port --option",
  taking: "-d --debuglevel -l --log-basename -n --netbiosname -O --socket-options",
  flags: "DFSi",
};
export const FOREGROUND = unlessWith("-F --foreground -i --interactive", "SDv");

export const SHIPPED = {
  "/etc/default/samba": null,
  "/etc/samba/smb.conf": "[global]\n;   interfaces = 127.0.0.0/8 eth0\n;   bind interfaces only = yes\n",
};

/** A setting of its `[global]`, whose words count as one however they are spaced. */
export const globalOf =
  (text: string) =>
  (name: string): Setting | undefined =>
    parseIni(text).findLast(({ section, key }) => section.toLowerCase() === "global" && key.toLowerCase().replace(/\s+/g, " ") === name);

/** Whether `bind interfaces only` is set; null: nobody knows. */
export const isBound = (only: Setting | undefined): boolean | null =>
  only !== undefined && hasHole(only.value) ? null : /^(yes|true|1|on)$/i.test(only?.value ?? "");

/** An address as it is, the loopback device by its addresses; of other devices nobody knows the addresses. */
const hostsOf = (interfaces: string): readonly string[] =>
  interfaces
    .split(/[\s,;]+/)
    .filter((word) => word !== "")
    .map((word) => word.replace(/\/.*$/, ""))
    .flatMap((host) => (host === "lo" ? ["127.0.0.1", "::1"] : [/^[\d.]+$|:/.test(host) ? host : HOLE]));

/** `interfaces` names addresses to be bound with `bind interfaces only` alone. */
export const server: Server = {
  name: "samba",
  programs: ["smbd"],
  manual: "https://www.samba.org/samba/docs/current/man-html/smb.conf.5.html",
  background: FOREGROUND,
  listens: fromFile({
    ...SAMBA,
    name: "samba",
    binds: (text) => {
      const setting = globalOf(text);
      const bound = isBound(setting("bind interfaces only"));
      const [interfaces, written] = [setting("interfaces"), setting("smb ports")];
      const hosts = bound === null ? [HOLE] : bound ? hostsOf(interfaces?.value ?? "") : ["0.0.0.0", "::"];
      const says = [bound === false ? "" : (interfaces?.says ?? ""), written?.says ?? ""].filter((one) => one !== "").join(", ");
      return hosts.flatMap((host) =>
        (written?.value ?? "445 139")
          .split(/[\s,]+/)
          .map((port) => ({ host, port, says, from: says === "" ? "default" : "file" }) as const),
      );
    },
  }),
  packaged: [
    {
      packages: ["samba"],
      brings: ["nmbd"],
      units: ["smbd", "smb"],
      service: ["EnvironmentFile=-/etc/default/samba", "ExecStart=/usr/sbin/smbd --foreground --no-process-group $SMBDOPTIONS"],
      files: SHIPPED,
    },
  ],
  examples: [
    { argv: ["smbd", "-F"], listens: ["tcp 0.0.0.0 445", "tcp [::] 445", "tcp 0.0.0.0 139", "tcp [::] 139"] },
    {
      argv: ["smbd", "--configfile=s.conf", "-D"],
      files: { "s.conf": "[global]\n interfaces = lo 10.0.0.9/24\n bind interfaces only = Yes\n smb ports = 1445\n" },
      listens: ["tcp 127.0.0.1 1445", "tcp [::1] 1445", "tcp 10.0.0.9 1445"],
    },
  ],
};
