import type { Server } from "../model/launch";
import { HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { GO } from "./address";
import { argumentsOf } from "./arguments";
import { idle } from "./command";
import { includeFiles } from "./include";
import { server as kubectl } from "./kubectl";
import { parseOptions } from "./options";
import { serve, type Bind } from "./served";
import { decide, fallback, last, option, readFile, type Layer } from "./setting";
import { yamlAt } from "./yaml";

/** The kernel's socket by which nodes carry what their pods send. */
const OVERLAY: Readonly<Record<string, number>> = { vxlan: 8472, "wireguard-native": 51820 };

/** The API server and the kubelet of each node. What pods publish on the host is for them to say. */
export const server: Server = {
  name: "k3s",
  programs: ["k3s"],
  manual: "https://docs.k3s.io/installation/requirements#networking",
  background: false,
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: {
        host: { names: ["--bind-address"] },
        port: { names: ["--https-listen-port"] },
        network: { names: ["--flannel-backend"] },
        file: { names: ["-c", "--config"] },
        agentless: { names: ["--disable-agent"], takes: "none" },
      },
      taking:
        "--advertise-address --advertise-port --agent-token --cluster-cidr --cluster-dns --cluster-domain --data-dir -d --datastore-endpoint --disable --flannel-iface --kube-apiserver-arg --kube-controller-manager-arg --kube-proxy-arg --kubelet-arg --log -l --node-external-ip --node-ip --node-label --node-name --node-taint --private-registry --server -s --service-cidr --service-node-port-range --tls-san --token -t --token-file --write-kubeconfig -o --write-kubeconfig-mode",
      bare: "--cluster-init --docker --rootless --secrets-encryption --disable-network-policy --disable-cloud-controller --disable-helm-controller",
    });
    if (parsed.operands[0] === "kubectl") return kubectl.listens({ ...invocation, argv: invocation.argv.slice(1) });
    const command = parsed.operands.find((word) => /^(server|agent)$/.test(word));
    if (command === undefined)
      return idle("k3s", parsed.operands, "certificate, check-config, crictl, etcd-snapshot, secrets-encrypt, token");
    const file = readFile(invocation, parsed.given.file.at(-1)?.value ?? "/etc/rancher/k3s/config.yaml");
    const settings = yamlAt(file.text ?? "");
    const layer = (name: "host" | "port" | "network", key: string, usual: string): Layer => {
      const value = settings?.[key];
      const isText = typeof value === "string" || typeof value === "number";
      return decide(
        last(option(parsed, name)),
        { said: isText ? [{ value: String(value), says: `${key}: ${String(value)}`, from: "file" }] : [], doubts: file.doubts },
        fallback(usual),
      );
    };
    const [host] = layer("host", "bind-address", "0.0.0.0").said;
    const [port] = layer("port", "https-listen-port", "6443").said;
    const network = layer("network", "flannel-backend", "vxlan");
    const says = [host?.says, port?.says].filter((text) => text !== undefined && text !== "").join(" ");
    const api: Bind = { host: host?.value ?? HOLE, port: port?.value ?? null, says, from: port?.from ?? "default" };
    const kubelet: Bind = { host: "0.0.0.0", port: 10250, says: "", from: "default" };
    const overlay = OVERLAY[network.said[0]?.value ?? ""];
    const nodes: readonly Bind[] =
      overlay === undefined
        ? []
        : [{ protocol: "udp", host: "0.0.0.0", port: overlay, says: network.said[0]?.says ?? "", from: "default" }];
    const more = includeFiles(invocation, "/etc/rancher/k3s", "config.yaml.d/*.yaml").files;
    const doubts = [
      ...file.doubts,
      ...more.map(({ path }) => unseen.fileFormat(path)),
      ...(settings === undefined ? [unseen.computed(file.path)] : []),
      ...(parsed.hazy || parsed.strays > 0 ? [unseen.argument("k3s")] : []),
    ];
    const served = serve(
      "k3s",
      GO,
      [...(command === "server" ? [api] : []), ...(parsed.given.agentless.length > 0 ? [] : [kubelet, ...nodes])],
      doubts,
    );
    return {
      ...served,
      unknowns: [...served.unknowns, unseen.program("k3s", "what its pods publish on the host is not known")],
      complete: false,
    };
  },
  // Its installation brings no settings.
  packaged: [{ packages: ["k3s"], units: [], service: [], files: { "/etc/rancher/k3s/config.yaml": null } }],
  examples: [
    { argv: ["k3s", "server", "--https-listen-port", "6444"], listens: ["tcp * 6444", "tcp * 10250", "udp * 8472"] },
    {
      argv: ["k3s", "server", "--disable-agent", "--bind-address=10.0.0.9"],
      files: { "/etc/rancher/k3s/config.yaml": "https-listen-port: 6445\n" },
      listens: ["tcp 10.0.0.9 6445"],
    },
    { argv: ["k3s", "agent", "--flannel-backend=none"], listens: ["tcp * 10250"] },
    { argv: ["k3s", "kubectl", "get", "nodes"], listens: [] },
  ],
};
