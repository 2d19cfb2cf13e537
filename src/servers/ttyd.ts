import type { Server } from "../model/launch";
import { HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { PUMA } from "./address";
import { argumentsOf } from "./arguments";
import { parseOptions } from "./options";
import { NOTHING, pair, serve, unix } from "./served";
import { decide, fallback, last, option } from "./setting";

const LOOPBACK = "127.0.0.1";

/** An interface by its name or its address; which address a name has, nobody knows but of loopback. */
const hostOf = (name: string): string => (name === "lo" ? LOOPBACK : /^[\d.]+$|:/.test(name) ? name : HOLE);

/** IPv4 alone unless IPv6 is asked for, which answers both; a path is a socket of its own. src/server.c */
export const server: Server = {
  name: "ttyd",
  programs: ["ttyd"],
  manual: "https://github.com/tsl0922/ttyd/blob/main/man/ttyd.man.md",
  background: false,
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      style: "posix",
      options: {
        port: { names: ["-p", "--port"] },
        place: { names: ["-i", "--interface"] },
        six: { names: ["-6", "--ipv6"], takes: "none" },
        once: { names: ["-v", "-h"], takes: "none" },
      },
      taking:
        "-U --socket-owner -c --credential -H --auth-header -u --uid -g --gid -s --signal -w --cwd -t --client-option -T --terminal-type " +
        "-m --max-clients -P --ping-interval -f --srv-buf-size -b --base-path -I --index -C --ssl-cert -K --ssl-key -A --ssl-ca -d --debug",
      bare: "--writable --url-arg --check-origin --once --exit-no-conn --browser --ssl --readonly",
      flags: "WaOoqBSR",
    });
    if (parsed.tells || parsed.given.once.length > 0) return NOTHING;
    const strange = parsed.strays > 0 ? [unseen.option("ttyd")] : [];
    const place = last(option(parsed, "place"));
    const [said] = place.said;
    if (said !== undefined && /\//.test(said.value)) return serve("ttyd", PUMA, [unix(said.value, said)], place.doubts);
    const hosts = decide(
      { ...place, said: place.said.map((one) => ({ ...one, value: hostOf(one.value) })) },
      fallback(parsed.given.six.length > 0 ? "::" : "0.0.0.0"),
    );
    const ports = decide(last(option(parsed, "port")), fallback("7681"));
    return serve("ttyd", PUMA, pair(hosts, ports), [...hosts.doubts, ...ports.doubts, ...strange]);
  },
  examples: [
    { argv: ["ttyd", "bash"], listens: ["tcp 0.0.0.0 7681"] },
    { argv: ["ttyd", "-p", "7682", "-W", "bash"], listens: ["tcp 0.0.0.0 7682"] },
    { argv: ["ttyd", "-v"], listens: [] },
    { argv: ["ttyd", "bash", "-v"], listens: ["tcp 0.0.0.0 7681"] },
    { argv: ["ttyd", "-6", "-p", "7683", "bash"], listens: ["tcp * 7683"] },
    { argv: ["ttyd", "-i", "lo", "-p", "7684", "bash", "-i"], listens: ["tcp 127.0.0.1 7684"] },
    { argv: ["ttyd", "--interface=eth0", "bash"], listens: ["? tcp ? 7681"] },
    { argv: ["ttyd", "-i", "/run/ttyd.sock", "bash"], listens: ["unix /run/ttyd.sock"] },
  ],
};
