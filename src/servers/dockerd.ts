import type { Invocation, Server } from "../model/launch";
import { unseen } from "../words/servers";
import { GO } from "./address";
import { argumentsOf } from "./arguments";
import { endpoint } from "./endpoint";
import { parseOptions } from "./options";
import { serve } from "./served";
import { decide, fallback, gather, last, option, readFile, type Layer } from "./setting";

/**
 * TCP without TLS is root for whoever reaches it. Hosts in both file and command keep the daemon from starting; so do hosts in the file
 * with the `-H fd://` of most packages, and not with the units that go without.
 * https://docs.docker.com/engine/daemon/troubleshoot/#use-the-hosts-key-in-daemonjson-with-systemd
 */
export const server: Server = {
  name: "dockerd",
  programs: ["dockerd"],
  manual: "https://docs.docker.com/reference/cli/dockerd/#daemon-socket-option",
  once: "-v --validate -h --version",
  background: false,
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: {
        host: { names: ["-H", "--host"] },
        file: { names: ["--config-file"] },
        metrics: { names: ["--metrics-addr"] },
        tls: { names: ["--tlsverify", "--tls"], takes: "none" },
      },
      taking: "-g --data-root -l --log-level -G --group -s --storage-driver --containerd --bip --mtu --dns",
    });
    const name = parsed.given.file.at(-1)?.value ?? "/etc/docker/daemon.json";
    const file = inFile(invocation, name, "hosts");
    const metrics = decide(last(option(parsed, "metrics")), inFile(invocation, name, "metrics-addr")).said.map((one) =>
      endpoint(one, { host: "", port: null, bare: "host" }),
    );
    const given = option(parsed, "host");
    const conflict = given.said.length > 0 && file.said.length > 0;
    const { said, doubts } = conflict ? gather(given, file) : decide(given, file, fallback("unix:///var/run/docker.sock"));
    const port = parsed.given.tls.length > 0 ? "2376" : "2375";
    const read = said
      .filter(({ value }) => !/^(fd|npipe):/.test(value))
      .map((one) => ({ ...one, value: one.value.replace(/^tcp:\/\/(?=$|:)/, "tcp://localhost") }));
    return serve(
      "dockerd",
      GO,
      [
        ...read.map((one) => ({
          ...endpoint(one, { host: "localhost", port, bare: "host", schemes: ["tcp://"], unix: ["unix://"] }),
          certainty: conflict ? ("possible" as const) : ("definite" as const),
        })),
        ...metrics,
      ],
      doubts,
    );
  },
  packaged: [
    {
      packages: ["docker-ce"],
      units: ["docker"],
      service: ["ExecStart=/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock"],
      files: { "/etc/docker/daemon.json": null },
    },
    {
      family: "deb",
      packages: ["docker.io", "docker"],
      units: ["docker"],
      service: [
        "EnvironmentFile=-/etc/default/docker",
        "ExecStart=/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock $DOCKER_OPTS",
      ],
      files: { "/etc/default/docker": '#DOCKER_OPTS="--dns 8.8.8.8 --dns 8.8.4.4"\n', "/etc/docker/daemon.json": null },
    },
    {
      family: "rpm",
      packages: ["docker", "moby-engine"],
      units: ["docker"],
      service: [
        "EnvironmentFile=-/etc/sysconfig/docker",
        "ExecStart=/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock $OPTIONS",
      ],
      files: { "/etc/sysconfig/docker": 'OPTIONS="--default-ulimit nofile=32768:65536"\n', "/etc/docker/daemon.json": null },
    },
  ],
  examples: [
    { argv: ["dockerd"], listens: ["unix /var/run/docker.sock"] },
    { argv: ["dockerd", "-H", "tcp://0.0.0.0:2375", "-H", "fd://"], listens: ["tcp * 2375"] },
    { argv: ["dockerd", "--tlsverify", "--host=tcp://10.0.0.9"], listens: ["tcp 10.0.0.9 2376"] },
    { argv: ["dockerd", "-H", "tcp://:2375"], listens: ["tcp 127.0.0.1 2375"] },
    {
      argv: ["dockerd"],
      files: { "/etc/docker/daemon.json": '{ "hosts": ["unix:///run/d.sock", "tcp://127.0.0.1:2377"] }' },
      listens: ["unix /run/d.sock", "tcp 127.0.0.1 2377"],
    },
    {
      argv: ["dockerd", "-H", "fd://"],
      files: { "/etc/docker/daemon.json": '{ "metrics-addr": "0.0.0.0:9324" }' },
      listens: ["tcp * 9324"],
    },
    { argv: ["dockerd", "-H", "fd://", "--metrics-addr=127.0.0.1:9325"], listens: ["tcp 127.0.0.1 9325"] },
    {
      argv: ["dockerd", "-H", "fd://"],
      files: { "/etc/docker/daemon.json": '{ "hosts": ["tcp://0.0.0.0:2378"] }' },
      listens: ["? tcp * 2378"],
    },
    { argv: ["dockerd", "-H", "fd://"], files: { "/etc/docker/daemon.json": '{ "log-level": "warn" }' }, listens: [] },
    { argv: ["dockerd", "--validate"], listens: [] },
  ],
};

function inFile(invocation: Invocation, name: string, key: "hosts" | "metrics-addr"): Layer {
  const { path, text, doubts } = readFile(invocation, name);
  if (text === null) return { said: [], doubts };
  const written = valuesIn(text, key);
  if (written === undefined) return { said: [], doubts: [unseen.computed(path)] };
  return { said: written.map((value) => ({ value, says: `${key}: ${value}`, from: "file" })), doubts };
}

/** Undefined where the file is no JSON. */
function valuesIn(text: string, key: string): readonly string[] | undefined {
  try {
    const root: unknown = JSON.parse(text);
    const value = typeof root === "object" && root !== null ? (root as Readonly<Record<string, unknown>>)[key] : undefined;
    return [value].flat().filter((one) => typeof one === "string");
  } catch {
    return undefined;
  }
}
