import type { Invocation, Server } from "../model/launch";
import type { Served } from "../model/listener";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { GO } from "./address";
import { argumentsOf } from "./arguments";
import { hostPort } from "./host-port";
import { parseOptions } from "./options";
import { NOTHING, pair, serve } from "./served";
import { decide, fallback, last, option, type Said } from "./setting";

const TAKING = "-n --namespace --context --cluster --kubeconfig -s --server --token --user --as --request-timeout";

const proxy = hostPort({
  name: "kubectl",
  resolver: GO,
  style: "plain",
  commands: ["proxy"],
  taking: `${TAKING} -w --www -P --www-prefix --api-prefix --accept-hosts --accept-paths --reject-paths --reject-methods`,
  host: { option: { names: ["--address"] }, default: "127.0.0.1" },
  port: { option: { names: ["-p", "--port"] }, default: "8001" },
  unix: { names: ["-u", "--unix-socket"] },
});

/** `proxy` and `port-forward` listen, on loopback unless `--address` says otherwise. */
export const server: Server = {
  name: "kubectl",
  programs: ["kubectl"],
  manual: "https://kubernetes.io/docs/reference/kubectl/generated/kubectl_port-forward/",
  background: false,
  listens: (invocation) => {
    const [command = ""] = parseOptions(argumentsOf(invocation), { style: "plain", options: {}, taking: TAKING }).operands;
    if (command === "proxy") return proxy(invocation);
    return command === "port-forward" || hasHole(command) ? forward(invocation) : NOTHING;
  },
  examples: [
    { argv: ["kubectl", "proxy", "--address=0.0.0.0", "--port", "8002", "--accept-hosts=.*"], listens: ["tcp * 8002"] },
    { argv: ["kubectl", "-n", "shop", "proxy"], listens: ["tcp 127.0.0.1 8001"] },
    { argv: ["kubectl", "port-forward", "--address", "0.0.0.0", "svc/web", "3000:80", "9443"], listens: ["tcp * 3000", "tcp * 9443"] },
    { argv: ["kubectl", "port-forward", "pod/db", ":5432"], listens: ["tcp localhost ?"] },
    { argv: ["kubectl", "apply", "-f", "proxy"], listens: [] },
  ],
};

/** Each operand after the pod's is `LOCAL:REMOTE`, or a port that both have; without a local one the kernel chooses. */
function forward(invocation: Invocation): Served {
  const parsed = parseOptions(argumentsOf(invocation), {
    style: "plain",
    options: { address: { names: ["--address"] } },
    taking: `${TAKING} --pod-running-timeout`,
  });
  const addresses = decide(last(option(parsed, "address")), fallback("localhost"));
  const hosts = addresses.said.flatMap((said) => said.value.split(",").map((value): Said => ({ ...said, value })));
  const ports = parsed.operands.slice(2).map((says): Said => ({ value: says.split(":")[0] ?? "", says, from: "command" }));
  const open = parsed.hazy || parsed.operands.some(hasHole);
  return serve(
    "kubectl",
    { ...GO, localhost: ["loopback", "loopback"] },
    pair({ said: hosts, doubts: [] }, { said: ports, doubts: [] }).map((bind) => ({ ...bind, port: bind.port === "" ? null : bind.port })),
    [...addresses.doubts, ...(open ? [unseen.argument("kubectl")] : [])],
  );
}
