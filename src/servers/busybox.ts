import type { Server } from "../model/launch";
import { NODE } from "./address";
import { addressOptions } from "./address-option";
import { argumentsOf } from "./arguments";
import { unlessWith } from "./background";
import { serve, unknown, NOTHING } from "./served";
import { unseen } from "../words/servers";

const httpd = addressOptions({
  name: "busybox",
  resolver: NODE,
  style: "plain",
  taking: "-h -c -u -r -e -d -m",
  flags: "fivI",
  addresses: [{ option: { names: ["-p"] }, default: ["80"] }],
});
const telnetd = addressOptions({
  name: "telnetd",
  resolver: NODE,
  style: "plain",
  taking: "-l -f -b",
  flags: "FKiS",
  addresses: [{ option: { names: ["-p"] }, default: ["23"] }],
});

const FOREGROUND: Readonly<Record<string, ReturnType<typeof unlessWith>>> = {
  httpd: unlessWith("-f", "ivI"),
  telnetd: unlessWith("-F -i", "KS"),
};

/** Its applets `httpd`, `telnetd` and `nc -l`; a port alone is both families. */
export const server: Server = {
  name: "busybox",
  programs: ["busybox"],
  manual: "https://busybox.net/downloads/BusyBox.html",
  background: ({ argv, ...around }) => {
    const stays = FOREGROUND[argv[1] ?? ""];
    return stays !== undefined && stays({ ...around, argv: argv.slice(1) });
  },
  listens: (invocation) => {
    const [applet, ...args] = argumentsOf(invocation);
    const inner = { ...invocation, argv: [applet ?? "", ...args] };
    if (applet === "httpd") return httpd(inner);
    if (applet === "telnetd") return telnetd(inner);
    const port = args[args.indexOf("-p") + 1];
    if (applet === "nc" && args.some((argument) => /^-\w*l/.test(argument))) {
      return serve("busybox", NODE, [
        { host: "", port: args.includes("-p") ? (port ?? null) : null, says: `-l -p ${port ?? ""}`, from: "command" },
      ]);
    }
    return applet === undefined || /^(sh|sleep|true|echo|cat)$/.test(applet)
      ? NOTHING
      : unknown(unseen.program(`busybox ${applet}`, "this applet is not known to quadzero"));
  },
  examples: [
    { argv: ["busybox", "httpd", "-f", "-h", "/srv"], listens: ["tcp * 80"] },
    { argv: ["busybox", "httpd", "-f", "-p", "127.0.0.1:8080"], listens: ["tcp 127.0.0.1 8080"] },
    { argv: ["busybox", "nc", "-l", "-p", "8081"], listens: ["tcp * 8081"] },
    { argv: ["busybox", "sleep", "9"], listens: [] },
  ],
};
