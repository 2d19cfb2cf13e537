import { ENTRY, image, scripted, type Image } from "./image";

/** A system or a language: it starts a shell or a prompt, and nothing listens. */
const prompt = (...command: readonly string[]): Image => image({ command });

const SHELL = prompt("/bin/sh");
const BASH = prompt("bash");

export const PLATFORMS: Readonly<Record<string, Image>> = {
  alpine: SHELL,
  busybox: prompt("sh"),
  debian: BASH,
  ubuntu: prompt("/bin/bash"),
  amazonlinux: prompt("/bin/bash"),
  fedora: prompt("/bin/bash"),
  centos: prompt("/bin/bash"),
  rockylinux: prompt("/bin/bash"),
  almalinux: prompt("/bin/bash"),
  archlinux: prompt("/usr/bin/bash"),
  "buildpack-deps": BASH,
  bash: scripted(ENTRY, 'case "$1" in -*) set -- bash "$@" ;; esac', { command: ["bash"] }),
  python: prompt("python3"),
  pypy: prompt("pypy3"),
  // Whatever is no command is a script: https://github.com/nodejs/docker-node/blob/main/docker-entrypoint.sh
  node: scripted(ENTRY, 'case "$1" in -* | *.js | *.mjs | *.cjs) set -- node "$@" ;; esac', { command: ["node"] }),
  ruby: prompt("irb"),
  golang: image({ command: ["bash"], cwd: "/go" }),
  rust: BASH,
  gcc: BASH,
  perl: prompt("perl5", "-de0"),
  openjdk: prompt("jshell"),
  "eclipse-temurin": prompt("jshell"),
  amazoncorretto: BASH,
  maven: prompt("mvn"),
  gradle: prompt("gradle"),
  elixir: prompt("iex"),
  "hello-world": image({ command: ["/hello"] }),
  "amazon/aws-cli": image({ entryPoint: ["aws"] }),
  // Its inspector answers everybody: https://github.com/ngrok/docker-ngrok/blob/main/build.nix
  "ngrok/ngrok": scripted(
    "/entrypoint.sh",
    'if [ $# -eq 0 ]; then set -- start --all; fi\nset -- ngrok "$@" "--config=${NGROK_CONFIG:-/var/lib/ngrok/ngrok.yml}"',
    { files: { "/var/lib/ngrok/ngrok.yml": "version: 3\nagent:\n    web_addr: 0.0.0.0:4040\n" }, exposes: [4040] },
  ),
  // In containers its metrics do by default: https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/monitor-tunnels/metrics/
  "cloudflare/cloudflared": image({
    entryPoint: ["cloudflared", "--no-autoupdate"],
    command: ["version"],
    environment: { TUNNEL_METRICS: "0.0.0.0:20241" },
  }),
  "fatedier/frpc": image({ entryPoint: ["/usr/bin/frpc"] }),
  "snowdreamtech/frpc": image({ entryPoint: ["/usr/bin/frpc"], command: ["-c", "/etc/frp/frpc.toml"] }),
};
