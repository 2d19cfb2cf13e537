import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { hostPort } from "./host-port";

/** systemd opens its port; its own program has the same where it is started by hand. */
export const server: Server = {
  name: "cockpit",
  programs: ["cockpit-ws", "cockpit-tls"],
  manual: "https://cockpit-project.org/guide/latest/listen",
  background: false,
  listens: hostPort({
    name: "cockpit",
    resolver: { ...LIBC, empty: ["any", "any"] },
    style: "plain",
    taking: "--for-tls-proxy --local-session",
    host: { option: { names: ["-a", "--address"] }, default: "" },
    port: { option: { names: ["-p", "--port"] }, default: "9090" },
  }),
  packaged: [
    {
      packages: ["cockpit", "cockpit-ws"],
      units: ["cockpit"],
      service: ["ExecStart=/usr/lib/cockpit/cockpit-tls"],
      files: {},
      reads: ["/etc/systemd/system/cockpit.socket.d", "/etc/systemd/system/cockpit.socket"],
    },
  ],
  examples: [
    { argv: ["cockpit-ws"], listens: ["tcp * 9090"] },
    { argv: ["/usr/lib/cockpit/cockpit-ws", "--port=9091", "-a", "127.0.0.1"], listens: ["tcp 127.0.0.1 9091"] },
  ],
};
