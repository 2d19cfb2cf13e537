import type { ImageStart } from "../model/launch";
import { ENTRY, image, scripted, type Image } from "./image";

const prometheus = (program: string, ...command: readonly string[]): Image =>
  image({ entryPoint: [`/bin/${program}`], command, exposes: [] });

const grafana: Image = image({
  entryPoint: ["/run.sh"],
  files: { "/run.sh": '#!/bin/sh\nexec grafana server --config=/etc/grafana/grafana.ini "$@"\n', "/etc/grafana/grafana.ini": "" },
  exposes: [3000],
});

/** `server -dev` and the address that the entry point adds to it. https://github.com/hashicorp/docker-vault */
const vault: Image = scripted(
  ENTRY,
  `case "$1" in -*) set -- vault "$@" ;; server | agent) set -- vault "$@" ;; esac
if [ "$1 $2" = "vault server" ]; then
  shift 2
  set -- vault server -dev-listen-address="\${VAULT_DEV_LISTEN_ADDRESS:-0.0.0.0:8200}" "$@"
fi`,
  { command: ["server", "-dev"], exposes: [8200] },
);

/** The first address of an interface that a variable names is bound. https://github.com/hashicorp/consul/blob/main/.release/docker/docker-entrypoint.sh */
const consul: Image = scripted(
  ENTRY,
  `case "$1" in -*) set -- agent "$@" ;; esac
if [ "$1" = agent ]; then
  shift
  if [ -n "$CONSUL_BIND_INTERFACE" ]; then bind='-bind={{GetInterfaceIP}}'; fi
  if [ -n "$CONSUL_CLIENT_INTERFACE" ]; then client='-client={{GetInterfaceIP}}'; fi
  set -- consul agent $bind $client "$@"
fi`,
  { command: ["agent", "-dev", "-client", "0.0.0.0"], exposes: [8300, 8301, 8302, 8500, 8600] },
);

/** What is no option of its own it runs as it stands. https://github.com/jenkinsci/docker/blob/master/jenkins.sh */
const jenkins: Image = scripted("/usr/local/bin/jenkins-entry.sh", 'case "$1" in "" | --*) set -- /usr/local/bin/jenkins.sh "$@" ;; esac', {
  exposes: [8080, 50000],
});

const registry: Image = scripted(
  "/entrypoint.sh",
  'case "$1" in *.yaml | *.yml) set -- registry serve "$@" ;; serve | garbage-collect | help | -*) set -- registry "$@" ;; esac',
  {
    command: ["/etc/docker/registry/config.yml"],
    files: { "/etc/docker/registry/config.yml": "version: 0.1\nhttp:\n  addr: :5000\n" },
    exposes: [5000],
  },
);

/** TLS on 2376 where certificates have a place, all the world without it on 2375. https://github.com/docker-library/docker */
const dind: ImageStart = scripted(
  "/usr/local/bin/dockerd-entrypoint.sh",
  `case "\${1:--}" in
  -*)
    if [ -n "$DOCKER_TLS_CERTDIR" ]; then set -- dockerd --host=unix:///var/run/docker.sock --host=tcp://0.0.0.0:2376 "$@"
    else set -- dockerd --host=unix:///var/run/docker.sock --host=tcp://0.0.0.0:2375 "$@"
    fi ;;
esac`,
  { environment: { DOCKER_TLS_CERTDIR: "/certs" }, exposes: [2375, 2376] },
);

export const APPLICATIONS: Readonly<Record<string, Image>> = {
  "grafana/grafana": grafana,
  "grafana/grafana-oss": grafana,
  "grafana/grafana-enterprise": grafana,
  "prom/prometheus": prometheus("prometheus", "--config.file=/etc/prometheus/prometheus.yml"),
  "prom/node-exporter": prometheus("node_exporter"),
  "prom/alertmanager": prometheus("alertmanager", "--config.file=/etc/alertmanager/alertmanager.yml"),
  "prom/pushgateway": prometheus("pushgateway"),
  "prom/blackbox-exporter": prometheus("blackbox_exporter", "--config.file=/etc/blackbox_exporter/config.yml"),
  registry,
  vault,
  "hashicorp/vault": vault,
  consul,
  "hashicorp/consul": consul,
  "jenkins/jenkins": jenkins,
  jenkins: image({ entryPoint: ["/bin/tini", "--", "/usr/local/bin/jenkins.sh"], exposes: [8080, 50000] }),
  // https://github.com/ollama/ollama/blob/main/Dockerfile
  "ollama/ollama": image({
    entryPoint: ["/bin/ollama"],
    command: ["serve"],
    environment: { OLLAMA_HOST: "0.0.0.0:11434" },
    exposes: [11434],
  }),
  // https://github.com/vllm-project/vllm/blob/main/docker/Dockerfile
  "vllm/vllm-openai": image({ entryPoint: ["vllm", "serve"], cwd: "/vllm-workspace" }),
  docker: (tag) => (tag === null ? null : tag.includes("dind") ? dind : image({ command: ["sh"] })),
};
