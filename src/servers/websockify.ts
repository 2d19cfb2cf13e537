import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf, basename } from "./arguments";
import { onlyWith } from "./background";
import { split } from "./endpoint";
import { parseOptions } from "./options";
import { NOTHING, serve, unknown } from "./served";

/** `[host:]port [target]`; noVNC's script starts it on 6080 unless `--listen` says otherwise. */
export const server: Server = {
  name: "websockify",
  programs: ["websockify", "novnc_proxy", "novnc"],
  modules: ["websockify"],
  manual: "https://github.com/novnc/websockify/blob/master/docs/websockify.1",
  background: onlyWith("-D --daemon"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const { given, operands, strays, hazy } = parseOptions(args, {
      style: "gnu",
      options: {
        listen: { names: ["--listen"] },
        once: { names: ["--help", "-h", "--inetd"], takes: "none" },
        unix: { names: ["--unix-listen"] },
      },
      taking:
        "--auth-plugin --auth-source --cert --heartbeat --idle-timeout --key --key-password --log-file --record --ssl-target --timeout --token-plugin --token-source --traffic --vnc --web --wrap-mode",
      bare: "-D -v --daemon --run-once --ssl-only --verbose --web-auth --libserver",
    });
    if (given.once.length > 0 || given.unix.length > 0) return NOTHING;
    const isProxy = basename(invocation.argv[0] ?? "").startsWith("novnc");
    const named = isProxy ? given.listen.at(-1)?.value : operands[strays];
    if (named === undefined && !isProxy) return hazy || args.length > 0 ? unknown(unseen.argument("websockify")) : NOTHING;
    const { host, port } = split(named ?? "6080", { host: "", port: null, bare: "port" });
    const doubts = hazy || (!isProxy && strays > 0) ? [unseen.argument("websockify")] : [];
    return serve("websockify", LIBC, [{ host, port, says: named ?? "", from: named === undefined ? "default" : "command" }], doubts);
  },
  examples: [
    { argv: ["websockify", "--web=/usr/share/novnc", "6081", "localhost:5901"], listens: ["tcp 0.0.0.0 6081"] },
    { argv: ["python3", "-m", "websockify", "127.0.0.1:6082", "10.0.0.9:5901"], listens: ["tcp 127.0.0.1 6082"] },
    { argv: ["novnc_proxy", "--vnc", "localhost:5901", "--listen", "[::]:6083"], listens: ["tcp * 6083"] },
  ],
};
