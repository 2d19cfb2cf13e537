import type { Server } from "../model/launch";
import { fromFile } from "./from-file";
import { FOREGROUND, globalOf, isBound, SAMBA, SHIPPED } from "./samba";

/** With `bind interfaces only` it keeps the sockets, and hears broadcasts alone on them. */
export const server: Server = {
  name: "nmbd",
  programs: ["nmbd"],
  manual: "https://www.samba.org/samba/docs/current/man-html/nmbd.8.html",
  background: FOREGROUND,
  listens: fromFile({
    ...SAMBA,
    name: "nmbd",
    binds: (text) => {
      const certainty = isBound(globalOf(text)("bind interfaces only")) === false ? "definite" : "possible";
      return [137, 138].map((port) => ({ protocol: "udp", host: "0.0.0.0", port, says: "", from: "default", certainty }) as const);
    },
  }),
  packaged: [
    {
      // Debian has it in the package of smbd.
      packages: ["nmbd"],
      units: ["nmbd", "nmb"],
      service: ["EnvironmentFile=-/etc/default/samba", "ExecStart=/usr/sbin/nmbd --foreground --no-process-group $NMBDOPTIONS"],
      files: SHIPPED,
    },
  ],
  examples: [
    { argv: ["nmbd", "-D"], listens: ["udp 0.0.0.0 137", "udp 0.0.0.0 138"] },
    {
      argv: ["nmbd", "-F", "-s", "s.conf"],
      files: { "s.conf": "[global]\nBind  Interfaces Only = yes\n" },
      listens: ["? udp 0.0.0.0 137", "? udp 0.0.0.0 138"],
    },
  ],
};
