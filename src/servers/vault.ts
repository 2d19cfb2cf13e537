import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { GO, type Resolver } from "./address";
import { argumentsOf } from "./arguments";
import { idle } from "./command";
import { split } from "./endpoint";
import { withAddresses } from "./expand";
import { parseOptions } from "./options";
import { serve, unknown, type Bind } from "./served";
import { decide, fallback, last, option, readFile, variable } from "./setting";

/** A listener on 0.0.0.0 takes tcp4. https://github.com/hashicorp/vault/blob/main/command/server/listener_tcp.go */
const LISTENER: Resolver = { ...GO, ipv4Any: ["any", "none"] };

/** `agent` and `proxy` may have listeners of their own. */
const HARMLESS =
  "audit, auth, debug, delete, events, hcp, kv, lease, list, login, monitor, namespace, operator, patch, path-help, pki, " +
  "plugin, policy, print, read, secrets, ssh, status, token, transform, transit, unwrap, version-history, write";

/** A configuration's listeners, in HCL or JSON: `listener "tcp" { address = "host:port" }`. The cluster is on the port after. */
export const server: Server = {
  name: "vault",
  programs: ["vault", "bao"],
  manual: "https://developer.hashicorp.com/vault/docs/configuration/listener/tcp",
  once: "-v -version --version -h -help --help",
  background: false,
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation).slice(1), {
      style: "go",
      options: {
        address: { names: ["-dev-listen-address"] },
        config: { names: ["-config"] },
        dev: { names: ["-dev", "-dev-tls", "-dev-no-store-token"], takes: "none" },
      },
      bare:
        "-combine-logs -dev-auto-seal -dev-consul -dev-four-cluster -dev-ha -dev-kv-v1 -dev-leased-kv -dev-plugin-init " +
        "-dev-skip-init -dev-three-node -dev-transactional -disable-self-tests -exit-on-core-shutdown -non-interactive -recovery " +
        "-test-server-config -test-verify-only",
    });
    if (argumentsOf(invocation)[0] !== "server") return idle("vault", argumentsOf(invocation), HARMLESS);
    const files = parsed.given.config.map(({ value }) => readFile(invocation, value));
    const doubts = files.flatMap(({ path, text, doubts }) => (text === null && doubts.length === 0 ? [unseen.directory(path)] : doubts));
    const local = variable(invocation.environment, "VAULT_LOCAL_CONFIG");
    const texts = [...files.map(({ text }) => text ?? ""), ...local.said.map(({ value }) => value)];
    const configured = texts.flatMap(listeners);
    if (parsed.given.dev.length === 0) {
      return configured.length === 0
        ? unknown(...(doubts.length > 0 ? doubts : [unseen.file("the configuration of vault")]))
        : serve("vault", LISTENER, configured, doubts);
    }
    const { said, doubts: unsaid } = decide(
      last(option(parsed, "address")),
      variable(invocation.environment, "VAULT_DEV_LISTEN_ADDRESS"),
      fallback("127.0.0.1:8200"),
    );
    const dev = said.map(({ value, says, from }): Bind => ({
      ...split(withAddresses(value), { host: "127.0.0.1", port: "8200", bare: "host" }),
      says,
      from,
    }));
    return serve("vault", LISTENER, [...dev, ...configured], [...doubts, ...unsaid]);
  },
  packaged: [
    {
      packages: ["vault"],
      starts: false,
      units: ["vault"],
      service: ["ExecStart=/usr/bin/vault server -config=/etc/vault.d/vault.hcl"],
      files: {
        "/etc/vault.d/vault.hcl":
          'ui = true\n\n#mlock = true\n#disable_mlock = true\n\nstorage "file" {\n  path = "/opt/vault/data"\n}\n\n# HTTP listener\n' +
          '#listener "tcp" {\n#  address = "127.0.0.1:8200"\n#  tls_disable = 1\n#}\n\n# HTTPS listener\nlistener "tcp" {\n' +
          '  address       = "0.0.0.0:8200"\n  tls_cert_file = "/opt/vault/tls/tls.crt"\n  tls_key_file  = "/opt/vault/tls/tls.key"\n}\n',
      },
    },
  ],
  examples: [
    { argv: ["vault", "server", "-dev"], listens: ["tcp 127.0.0.1 8200"] },
    { argv: ["vault", "server", "-dev", "-log-file", "/v.log", "-dev-listen-address=0.0.0.0:8201"], listens: ["tcp 0.0.0.0 8201"] },
    {
      argv: ["vault", "server", "-config", "v.hcl"],
      files: { "v.hcl": 'listener "tcp" {\n  # address = "1.2.3.4:1"\n  address = "0.0.0.0:8202"\n  tls_disable = 1\n}\n' },
      listens: ["tcp 0.0.0.0 8202", "tcp * 8203"],
    },
    {
      argv: ["vault", "server", "-config", "v.hcl"],
      files: {
        "v.hcl": 'listener "tcp" {\n  address = "10.0.0.9:8204"\n  cluster_address = "{{ GetPublicIP }}:8206"\n}\n',
      },
      listens: ["tcp 10.0.0.9 8204", "? tcp ? 8206"],
    },
    { argv: ["vault", "status"], listens: [] },
    { argv: ["vault", "-version"], listens: [] },
    { argv: ["vault", "server", "-h"], listens: [] },
  ],
};

/** Templates and comments are taken out; then each listener's own body is looked at. */
function listeners(text: string): readonly Bind[] {
  const plain = withAddresses(text)
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/^\s*(#|\/\/).*$/gm, "");
  const bodies = [...plain.matchAll(/\blistener"?\s*:?\s*(?:=\s*)?(?:\[?\{\s*)?"tcp"\s*:?\s*\{([^{}]*)/g)].map((match) => match[1] ?? "");
  return bodies.flatMap((body) => {
    const value = (key: string): string | undefined => new RegExp(`"?\\b${key}"?\\s*[:=]\\s*"([^"]*)"`).exec(body)?.[1];
    const address = value("address") ?? "127.0.0.1:8200";
    const { host, port } = split(address, { host: "127.0.0.1", port: "8200", bare: "host" });
    const said = { says: `address = "${address}"`, from: "file" as const };
    const cluster = value("cluster_address");
    const own =
      cluster === undefined
        ? { host, port: port === null || !/^\d+$/.test(port) ? null : Number(port) + 1 }
        : split(cluster, { host, port: "8201", bare: "host" });
    // The cluster's goes by net.ListenTCP("tcp"), for which 0.0.0.0 and :: are one.
    const clustered = { ...own, host: own.host === "0.0.0.0" ? "::" : own.host };
    return [
      { ...said, host, port },
      { ...said, ...clustered },
    ];
  });
}
