import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { JAVA } from "./address";
import { argumentsOf } from "./arguments";
import { idle } from "./command";
import { unpackedIn } from "./home";
import { lastOf, parseIni } from "./ini";
import { parseOptions } from "./options";
import { pair, serve } from "./served";
import { decide, fallback, readFile, variable, type Layer } from "./setting";

/** It speaks HTTP in development, or where that is asked for; HTTPS where it has a certificate. Health and metrics are on a port of their own. */
export const server: Server = {
  name: "keycloak",
  programs: ["kc.sh"],
  manual: "https://www.keycloak.org/server/all-config",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, { style: "plain", options: {} });
    const command = parsed.operands.find((word) => /^start(-dev)?$/.test(word));
    if (command === undefined)
      return idle("kc.sh", parsed.operands, "bootstrap-admin, build, export, import, show-config, tools, update-compatibility");
    const base = unpackedIn(invocation) ?? "/opt/keycloak";
    const file = readFile(invocation, `${base}/conf/keycloak.conf`);
    const layer = (name: string, ...usual: readonly string[]): Layer => {
      const at = args.findLastIndex((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`));
      const given = args[at] === `--${name}` ? (args[at + 1] ?? "") : (args[at] ?? "").slice(name.length + 3);
      const found = lastOf(parseIni(file.text ?? ""), name);
      return decide(
        { said: at < 0 ? [] : [{ value: given, says: `--${name} ${given}`, from: "command" }], doubts: [] },
        variable(invocation.environment, `KC_${name.toUpperCase().replaceAll("-", "_")}`),
        { said: found === undefined ? [] : [{ value: found.value, says: found.says, from: "file" }], doubts: file.doubts },
        fallback(...usual),
      );
    };
    const isOn = (name: string, usual: string): boolean => layer(name, usual).said[0]?.value === "true";
    const host = layer("http-host", "0.0.0.0");
    const isSecure = ["https-certificate-file", "https-key-store-file"].some((name) => layer(name).said.length > 0);
    const http = isOn("http-enabled", command === "start-dev" ? "true" : "false") ? pair(host, layer("http-port", "8080")) : [];
    const https = isSecure ? pair(host, layer("https-port", "8443")) : [];
    const watched = isOn("health-enabled", "false") || isOn("metrics-enabled", "false");
    const management = watched ? pair(decide(layer("http-management-host"), host), layer("http-management-port", "9000")) : [];
    const doubts = [...host.doubts, ...(parsed.hazy || parsed.strays > 0 ? [unseen.argument("kc.sh")] : [])];
    return serve("keycloak", JAVA, [...http, ...https, ...management], doubts);
  },
  examples: [
    { argv: ["kc.sh", "start-dev", "--http-port=8081"], listens: ["tcp * 8081"] },
    {
      argv: ["/opt/keycloak/bin/kc.sh", "start", "--http-host", "127.0.0.1", "--optimized"],
      env: { KC_HTTPS_CERTIFICATE_FILE: "/c.pem", KC_HTTPS_PORT: "8444", KC_HEALTH_ENABLED: "true" },
      listens: ["tcp 127.0.0.1 8444", "tcp 127.0.0.1 9000"],
    },
    {
      argv: ["/srv/kc/bin/kc.sh", "start"],
      files: { "/srv/kc/conf/keycloak.conf": "http-enabled=true\n#http-port=1\nhttp-port=8082\n" },
      listens: ["tcp * 8082"],
    },
    { argv: ["kc.sh", "build", "--db=postgres"], listens: [] },
  ],
};
