import type { Server } from "../model/launch";
import { GO } from "./address";
import { addressOptions, type AddressOption } from "./address-option";
import { readFile } from "./setting";
import { parseOptions } from "./options";
import { argumentsOf } from "./arguments";
import { unlisted } from "./command";
import { yamlAt } from "./yaml";
import { unseen } from "../words/servers";
import type { Invocation } from "../model/launch";

const urls = (name: string, ...usual: readonly string[]): AddressOption => ({
  option: { names: [`--listen-${name}-urls`] },
  env: [`ETCD_LISTEN_${name.toUpperCase()}_URLS`],
  default: usual,
  separator: /\s*,\s*/,
  spelling: { unix: ["unix://", "unixs://"] },
});

/** server/etcdmain/config.go */
const BARE =
  "-auto-tls -client-cert-auth -compact-hash-check-enabled -debug -discovery-insecure-skip-tls-verify -discovery-insecure-transport " +
  "-enable-distributed-tracing -enable-grpc-gateway -enable-lease-checkpoint -enable-lease-checkpoint-persist -enable-log-rotation " +
  "-enable-pprof -enable-v2 -experimental-compact-hash-check-enabled -experimental-enable-distributed-tracing " +
  "-experimental-enable-lease-checkpoint -experimental-enable-lease-checkpoint-persist -experimental-initial-corrupt-check " +
  "-experimental-memory-mlock -experimental-peer-skip-client-san-verification -experimental-stop-grpc-service-on-defrag " +
  "-experimental-txn-mode-write-with-shared-buffer -force-new-cluster -initial-corrupt-check -initial-election-tick-advance " +
  "-memory-mlock -peer-auto-tls -peer-client-cert-auth -peer-skip-client-san-verification -pre-vote -socket-reuse-address " +
  "-socket-reuse-port -stop-grpc-service-on-defrag -strict-reconfig-check -unsafe-no-fsync -version";

const byOptions = addressOptions({
  name: "etcd",
  resolver: GO,
  style: "go",
  bare: BARE,
  addresses: [urls("client", "http://localhost:2379"), urls("peer", "http://localhost:2380"), urls("metrics")],
});

/** `--advertise-…` binds nothing. A configuration file puts options and environment out of force. */
export const server: Server = {
  name: "etcd",
  programs: ["etcd"],
  manual: "https://etcd.io/docs/v3.6/op-guide/configuration/",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    // `gateway` and `grpc-proxy` listen by options of their own.
    if (args[0]?.startsWith("-") === false) return unlisted("etcd");
    const { given } = parseOptions(args, { style: "go", bare: BARE, options: { file: { names: ["--config-file"] } } });
    const name = given.file.at(-1)?.value ?? invocation.environment.values.get("ETCD_CONFIG_FILE");
    return name === undefined ? byOptions(invocation) : byFile(invocation, name);
  },
  packaged: [
    {
      packages: ["etcd", "etcd-server"],
      units: ["etcd"],
      family: "deb",
      service: ["EnvironmentFile=-/etc/default/etcd", "ExecStart=/usr/bin/etcd $DAEMON_ARGS"],
      files: { "/etc/default/etcd": "" },
    },
    {
      packages: ["etcd"],
      units: ["etcd"],
      family: "rpm",
      service: ["EnvironmentFile=-/etc/etcd/etcd.conf", "ExecStart=/usr/bin/etcd"],
      files: {
        "/etc/etcd/etcd.conf": '#ETCD_LISTEN_PEER_URLS="http://localhost:2380"\nETCD_LISTEN_CLIENT_URLS="http://localhost:2379"\n',
      },
    },
  ],
  examples: [
    { argv: ["etcd"], listens: ["tcp 127.0.0.1 2379", "tcp 127.0.0.1 2380"] },
    {
      argv: [
        "etcd",
        "--name",
        "n1",
        "--listen-client-urls",
        "http://0.0.0.0:2379,http://[::1]:4001",
        "--advertise-client-urls=http://10.0.0.9:2379",
      ],
      env: { ETCD_LISTEN_PEER_URLS: "http://10.0.0.9:2380" },
      listens: ["tcp * 2379", "tcp [::1] 4001", "tcp 10.0.0.9 2380"],
    },
    {
      argv: ["etcd", "--config-file=/etc/etcd.yml", "--listen-client-urls=http://127.0.0.1:1"],
      files: { "/etc/etcd.yml": "listen-client-urls: http://0.0.0.0:2381\n" },
      listens: ["tcp * 2381", "tcp 127.0.0.1 2380"],
    },
  ],
};

/** The file's keys are the options' names: it is read as a command line of its own. */
function byFile(invocation: Invocation, name: string): ReturnType<Server["listens"]> {
  const { path, text, doubts } = readFile(invocation, name);
  const root = text === null ? undefined : yamlAt(text);
  if (root === undefined)
    return { listeners: [], failsToStart: [], unknowns: doubts.length > 0 ? doubts : [unseen.computed(path)], complete: false };
  const argv = Object.entries(root).flatMap(([key, value]) => (typeof value === "string" ? [`--${key}=${value}`] : []));
  const served = byOptions({ ...invocation, argv: ["etcd", ...argv], environment: { values: new Map(), complete: true } });
  return {
    ...served,
    listeners: served.listeners.map((listener) => (listener.from === "command" ? { ...listener, from: "file" } : listener)),
  };
}
