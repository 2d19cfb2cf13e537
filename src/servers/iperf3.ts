import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { onlyWith } from "./background";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "iperf3",
  programs: ["iperf3"],
  manual: "https://software.es.net/iperf/invoking.html",
  background: onlyWith("-D --daemon", "s1V46"),
  listens: hostPort({
    name: "iperf3",
    resolver: LIBC,
    flags: "1DV",
    needs: { names: ["-s", "--server"], takes: "none" },
    host: { option: { names: ["-B", "--bind"] }, default: "::" },
    port: { option: { names: ["-p", "--port"] }, default: "5201" },
  }),
  examples: [
    { argv: ["iperf3", "-c", "10.0.0.9"], listens: [] },
    { argv: ["iperf3", "-s"], listens: ["tcp * 5201"] },
    { argv: ["iperf3", "-s", "-B", "127.0.0.1", "-p", "5202"], listens: ["tcp 127.0.0.1 5202"] },
  ],
};
