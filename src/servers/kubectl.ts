import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { GO, GO_APART } from "./address";
import { argumentsOf } from "./arguments";
import { asks, commandIn, doubted, idle } from "./command";
import { hostPort } from "./host-port";
import { parseOptions } from "./options";
import { pair, serve } from "./served";
import { decide, fallback, last, option, type Said } from "./setting";

/** `kubectl options`; with klog's, which older versions take. */
const TAKING =
  "-n --namespace --context --cluster --kubeconfig --kuberc -s --server --token --user --as --as-group --as-uid --as-user-extra " +
  "--request-timeout --cache-dir --certificate-authority --client-certificate --client-key --tls-server-name --username --password " +
  "--profile --profile-output --log-flush-frequency -v --v --vmodule --log-backtrace-at --log-dir --log-file --log-file-max-size " +
  "--stderrthreshold";
/** Any other is a plugin. */
const HARMLESS =
  "alpha, annotate, api-resources, api-versions, apply, attach, auth, autoscale, certificate, cluster-info, config, cordon, cp, create, " +
  "debug, delete, describe, diff, drain, edit, events, exec, explain, expose, get, kustomize, label, logs, options, patch, plugin, replace, " +
  "rollout, run, scale, set, taint, top, uncordon, wait, krew";
const LISTENING = ["proxy", "port-forward"];

const proxy = hostPort({
  name: "kubectl",
  resolver: GO,
  style: "plain",
  commands: ["proxy"],
  taking: `${TAKING} -w --www -P --www-prefix --api-prefix --accept-hosts --accept-paths --reject-paths --reject-methods --keepalive`,
  host: { option: { names: ["--address"] }, default: "127.0.0.1" },
  port: { option: { names: ["-p", "--port"] }, default: "8001" },
  unix: { names: ["-u", "--unix-socket"] },
});

/**
 * `proxy` and `port-forward` listen, on loopback unless `--address` says otherwise.
 * https://github.com/kubernetes/client-go/blob/v0.34.0/tools/portforward/portforward.go (parseAddresses: tcp4 and tcp6)
 */
export const server: Server = {
  name: "kubectl",
  programs: ["kubectl"],
  manual: "https://kubernetes.io/docs/reference/kubectl/generated/kubectl_port-forward/",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      style: "plain",
      options: { address: { names: ["--address"] } },
      taking: `${TAKING} --pod-running-timeout`,
    });
    const asked = asks(args, parsed, LISTENING);
    const command = commandIn(parsed, LISTENING);
    if (command === "proxy") return proxy(invocation);
    if (asked === "no") return idle("kubectl", parsed.operands, HARMLESS);
    const addresses = decide(last(option(parsed, "address")), fallback("localhost"));
    const hosts = addresses.said.flatMap((said) => said.value.split(",").map((value): Said => ({ ...said, value })));
    const [, ...ports] = parsed.operands.slice(parsed.operands.indexOf(command ?? "") + 1);
    const binds = pair({ said: hosts, doubts: [] }, { said: ports.map(local), doubts: [] });
    return serve(
      "kubectl",
      { ...GO_APART, localhost: ["loopback", "loopback"] },
      binds.map((bind) => ({ ...bind, port: bind.port === "" ? null : bind.port })),
      [...addresses.doubts, ...doubted("kubectl", parsed, asked), ...(parsed.operands.some(hasHole) ? [unseen.argument("kubectl")] : [])],
    );
  },
  examples: [
    { argv: ["kubectl", "proxy", "--address=0.0.0.0", "--port", "8002", "--accept-hosts=.*"], listens: ["tcp * 8002"] },
    { argv: ["kubectl", "-n", "shop", "proxy"], listens: ["tcp 127.0.0.1 8001"] },
    { argv: ["kubectl", "--client-key", "k.pem", "-v", "6", "proxy", "--address", "0.0.0.0", "-p", "8003"], listens: ["tcp * 8003"] },
    {
      argv: ["kubectl", "port-forward", "--address", "0.0.0.0", "svc/web", "3000:80", "9443"],
      listens: ["tcp 0.0.0.0 3000", "tcp 0.0.0.0 9443"],
    },
    { argv: ["kubectl", "--as-group", "ops", "port-forward", "-v", "6", "svc/web", "9191:80"], listens: ["tcp localhost 9191"] },
    { argv: ["kubectl", "port-forward", "pod/db", ":5432"], listens: ["tcp localhost ?"] },
    {
      argv: ["kubectl", "port-forward", "--address", "10.0.0.9", "svc/web", "https", "9444:http"],
      listens: ["tcp 10.0.0.9 ?", "tcp 10.0.0.9 9444"],
    },
    { argv: ["kubectl", "--zz", "6", "port-forward", "--address", "0.0.0.0", "svc/web", "9192:80"], listens: ["? tcp 0.0.0.0 9192"] },
    { argv: ["kubectl", "port-forward", "--address", "::", "svc/web", "9193:80"], listens: ["tcp [::] 9193"] },
    { argv: ["kubectl", "-v", "6", "apply", "-f", "proxy"], listens: [] },
    { argv: ["kubectl", "get", "svc", "proxy"], listens: [] },
  ],
};

/** `LOCAL:REMOTE`, or a port that both have. Without a local one the kernel chooses; what a name stands for, the cluster knows. */
function local(says: string): Said {
  const [port = "", remote] = says.split(":");
  return { value: remote === undefined && /^[a-z0-9-]*[a-z][a-z0-9-]*$/.test(port) ? "" : port, says, from: "command" };
}
