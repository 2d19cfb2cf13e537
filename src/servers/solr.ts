import type { Server } from "../model/launch";
import { HOLE } from "../model/text";
import { JAVA } from "./address";
import { argumentsOf, basename } from "./arguments";
import { asks, doubted, idle } from "./command";
import { unpackedIn } from "./home";
import { parseIni } from "./ini";
import { parseOptions } from "./options";
import { pair, serve } from "./served";
import { decide, fallback, last, option, readFile, variable, type Layer } from "./setting";

/** From version 9 on it is loopback by default, before every address. https://solr.apache.org/guide/solr/latest/upgrade-notes/major-changes-in-solr-9.html */
const usualHost = (path: string): string => {
  const version = /solr-(\d+)\./.exec(path)?.[1];
  return version === undefined ? HOLE : Number(version) >= 9 ? "127.0.0.1" : "0.0.0.0";
};

/** Its script takes the lines of a file for variables; ZooKeeper, where it brings its own, is 1000 higher. */
export const server: Server = {
  name: "solr",
  programs: ["solr", "solr-foreground", "solr-fg", "solr-precreate", "solr-demo"],
  manual: "https://solr.apache.org/guide/solr/latest/deployment-guide/securing-solr.html#network-configuration",
  background: ({ argv }) => basename(argv[0] ?? "") === "solr" && !argv.some((argument) => /^(-f|--foreground|-fg)$/.test(argument)),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      style: "plain",
      options: { port: { names: ["-p", "--port"] }, cloud: { names: ["-c", "--cloud"], takes: "none" } },
      taking:
        "-h --host -d --server-dir -z --zk-host -m --memory -s --solr-home -t --data-home -e --example -a --jvm-opts -j --jettyconfig --user-managed",
      flags: "fvqV",
    });
    const path = invocation.argv[0] ?? "";
    const asked = basename(path) === "solr" ? asks(args, parsed, ["start", "restart"]) : "yes";
    if (asked === "no")
      return idle(
        "solr",
        parsed.operands,
        "assert, auth, config, create, create_collection, create_core, delete, export, healthcheck, package, post, status, stop, version, zk",
      );
    const base = unpackedIn(invocation);
    const included = invocation.environment.values.get("SOLR_INCLUDE");
    const installed = readFile(invocation, included ?? "/etc/default/solr.in.sh");
    const own = included === undefined && base !== undefined && installed.text === null && installed.doubts.length === 0;
    const file = own ? readFile(invocation, `${base}/bin/solr.in.sh`) : installed;
    const written = (key: string): Layer => {
      const found = parseIni(file.text ?? "").findLast((one) => one.key.replace(/^export\s+/, "") === key);
      return {
        said: found === undefined ? [] : [{ value: found.value, says: `${key}=${found.value}`, from: "file" }],
        doubts: file.doubts,
      };
    };
    const host = decide(written("SOLR_JETTY_HOST"), variable(invocation.environment, "SOLR_JETTY_HOST"), fallback(usualHost(path)));
    const port = decide(
      last(option(parsed, "port")),
      written("SOLR_PORT"),
      variable(invocation.environment, "SOLR_PORT"),
      fallback("8983"),
    );
    return serve("solr", JAVA, pair(host, port), [...host.doubts, ...port.doubts, ...doubted("solr", parsed, asked)]);
  },
  examples: [
    { argv: ["/opt/solr-9.6.1/bin/solr", "start"], listens: ["tcp 127.0.0.1 8983"] },
    { argv: ["/opt/solr-8.11.2/bin/solr", "start", "-f", "-p", "8984"], listens: ["tcp * 8984"] },
    { argv: ["solr-foreground"], env: { SOLR_JETTY_HOST: "0.0.0.0" }, listens: ["tcp * 8983"] },
    {
      argv: ["solr", "start"],
      files: { "/etc/default/solr.in.sh": 'SOLR_PORT="8985"\nSOLR_JETTY_HOST="0.0.0.0"\n' },
      listens: ["tcp * 8985"],
    },
    { argv: ["solr", "status"], listens: [] },
  ],
};
