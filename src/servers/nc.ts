import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { LIBC, PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { parseOptions } from "./options";
import { NOTHING, serve, unix, type Bind } from "./served";

/** OpenBSD's `-l [host] port`, the traditional `-l -s host -p port`, and Nmap's, which listens in both families on 31337 by itself. */
export const server: Server = {
  name: "nc",
  programs: ["nc", "netcat", "ncat", "nc.openbsd", "nc.traditional"],
  manual: "https://man.openbsd.org/nc.1",
  background: false,
  listens: (invocation) => {
    const { given, operands, hazy, strays } = parseOptions(argumentsOf(invocation), {
      options: {
        listen: { names: ["-l", "--listen"], takes: "none" },
        port: { names: ["-p", "--source-port"] },
        host: { names: ["-s", "--source"] },
        udp: { names: ["-u", "--udp"], takes: "none" },
        six: { names: ["-6"], takes: "none" },
        four: { names: ["-4"], takes: "none" },
        unix: { names: ["-U", "--unixsock"], takes: "none" },
      },
      taking: "-w -i -q -e -c -I -O -T -V -X -x -m --sh-exec --exec --wait --idle-timeout --max-conns",
      flags: "kvnzdCDtrhNS",
    });
    if (given.listen.length === 0 && !hazy) return NOTHING;
    const ncat = /ncat$/.test(invocation.argv[0] ?? "");
    const [first, second] = operands;
    const port =
      given.port.at(-1)?.value ??
      second ??
      (first !== undefined && (hasHole(first) || /^\d+$|\$/.test(first)) ? first : ncat ? "31337" : undefined);
    const named = given.host.at(-1)?.value ?? (second === undefined && given.port.length === 0 && first === port ? undefined : first);
    if (given.unix.length > 0) return serve("nc", LIBC, [unix(first ?? "", { says: `-U ${first ?? ""}`, from: "command" })]);
    const usual = given.six.length > 0 ? "::" : ncat && given.four.length === 0 ? "*" : "0.0.0.0";
    const says = [...given.listen, ...given.host, ...given.port]
      .map((one) => one.says)
      .filter((text) => !/^-\w{2,}$/.test(text))
      .join(" ");
    const bind: Bind = {
      host: named ?? usual,
      port: port ?? null,
      protocol: given.udp.length > 0 ? "udp" : "tcp",
      says: `${says === "" ? "-l" : says}${operands.length > 0 ? ` ${operands.join(" ")}` : ""}`,
      from: "command",
    };
    return serve(
      "nc",
      ncat ? PASSIVE : LIBC,
      [bind],
      [...(hazy ? [unseen.argument("nc")] : []), ...(strays > 0 ? [unseen.option("nc")] : [])],
    );
  },
  examples: [
    { argv: ["nc", "-lk", "8080"], listens: ["tcp 0.0.0.0 8080"] },
    { argv: ["nc", "-l", "127.0.0.1", "8081"], listens: ["tcp 127.0.0.1 8081"] },
    { argv: ["nc.traditional", "-l", "-s", "127.0.0.1", "-p", "8082"], listens: ["tcp 127.0.0.1 8082"] },
    { argv: ["nc", "-lvnp", "4444"], listens: ["tcp 0.0.0.0 4444"] },
    { argv: ["ncat", "-l"], listens: ["tcp * 31337"] },
    { argv: ["nc", "-ul", "5353"], listens: ["udp 0.0.0.0 5353"] },
    { argv: ["nc", "-zv", "db", "5432"], listens: [] },
  ],
};
