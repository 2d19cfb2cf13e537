import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { hostPort } from "./host-port";

const listening = (usual: string, resolver = LIBC): Server["listens"] =>
  hostPort({
    name: "iperf3",
    resolver,
    flags: "1DV46",
    needs: { names: ["-s", "--server"], takes: "none" },
    host: { option: { names: ["-B", "--bind"] }, default: usual },
    port: { option: { names: ["-p", "--port"] }, default: "5201" },
  });

const both = listening("::");
const FAMILIES = [
  { given: /^-[1DVs6]*4|^--version4$/, listens: listening("0.0.0.0") },
  { given: /^-[1DVs4]*6|^--version6$/, listens: listening("::", { ...LIBC, ipv6Any: ["none", "any"] }) },
];

export const server: Server = {
  name: "iperf3",
  programs: ["iperf3"],
  manual: "https://software.es.net/iperf/invoking.html",
  background: onlyWith("-D --daemon", "s1V46"),
  listens: (invocation) =>
    FAMILIES.find(({ given }) => argumentsOf(invocation).some((arg) => given.test(arg)))?.listens(invocation) ?? both(invocation),
  examples: [
    { argv: ["iperf3", "-c", "10.0.0.9"], listens: [] },
    { argv: ["iperf3", "-s"], listens: ["tcp * 5201"] },
    { argv: ["iperf3", "-s4", "-p", "5203"], listens: ["tcp 0.0.0.0 5203"] },
    { argv: ["iperf3", "-s", "-6", "-p", "5204"], listens: ["tcp [::] 5204"] },
    { argv: ["iperf3", "-s", "-B", "127.0.0.1", "-p", "5202"], listens: ["tcp 127.0.0.1 5202"] },
  ],
};
