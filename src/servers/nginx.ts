import type { Invocation, Server } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { hasHole } from "../model/text";
import { failure, unseen } from "../words/servers";
import { NGINX } from "./address";
import { argumentsOf, valuesOf } from "./arguments";
import { configured, unlessWith } from "./background";
import { directives, parseBlocks, type Directive } from "./block";
import { split } from "./endpoint";
import { includeFiles } from "./include";
import { parseOptions } from "./options";
import { fails, NOTHING, serve, unix, unknown, type Bind } from "./served";
import { readFile } from "./setting";

const CONFIGURATION = "/etc/nginx/nginx.conf";

/** By `-g` or in its configuration. https://nginx.org/en/docs/ngx_core_module.html#daemon */
const STAYS = /^([^#\n]*[;{}\s])?daemon\s+off\s*;/m;

export const server: Server = {
  name: "nginx",
  programs: ["nginx", "openresty", "nginx-debug"],
  manual: "https://nginx.org/en/docs/http/ngx_http_core_module.html#listen",
  background: unlessWith(
    "",
    "",
    (invocation) =>
      STAYS.test(invocation.argv.map((arg) => `${arg};`).join(" ")) || configured(valuesOf("-c"), CONFIGURATION, STAYS)(invocation),
  ),
  listens: (invocation) => {
    const { given, hazy } = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: {
        file: { names: ["-c"] },
        prefix: { names: ["-p"] },
        once: { names: ["-t", "-T", "-v", "-V", "-h", "-?"], takes: "none" },
        signal: { names: ["-s"] },
      },
      taking: "-g -e",
      flags: "q",
    });
    if (given.once.length + given.signal.length > 0) return NOTHING;
    const base = given.prefix.at(-1)?.value ?? "/etc/nginx";
    const file = readFile({ ...invocation, cwd: base }, given.file.at(-1)?.value ?? CONFIGURATION);
    if (file.text === null) return file.doubts.length > 0 ? unknown(...file.doubts) : fails(failure("no-configuration", file.path));
    const doubts: LaunchUnknown[] = hazy ? [unseen.argument("nginx")] : [];
    const tree = expand(invocation, file.path.slice(0, file.path.lastIndexOf("/")), file.text, doubts, 0);
    if (tree === undefined) return hasHole(file.text) ? unknown(unseen.computed(file.path)) : fails(failure("bad-arguments", file.path));
    return serve("nginx", NGINX, covered(directives(tree, "server").flatMap((one) => binds(one, invocation.root))), doubts);
  },
  packaged: [
    {
      family: "deb",
      packages: ["nginx", "nginx-core", "nginx-full", "nginx-light", "nginx-extras", "nginx-mainline"],
      units: ["nginx"],
      service: ["ExecStart=/usr/sbin/nginx -g 'daemon on; master_process on;'"],
      files: {
        "/etc/nginx/nginx.conf":
          "include /etc/nginx/modules-enabled/*.conf;\nevents {}\nhttp {\n" +
          "\tinclude /etc/nginx/conf.d/*.conf;\n\tinclude /etc/nginx/sites-enabled/*;\n}\n",
        "/etc/nginx/sites-available/default":
          "server {\n\tlisten 80 default_server;\n\tlisten [::]:80 default_server;\n\t# listen 443 ssl default_server;\n\tserver_name _;\n}\n",
      },
      links: { "/etc/nginx/sites-enabled/default": "/etc/nginx/sites-available/default" },
    },
    {
      family: "rpm",
      packages: ["nginx", "nginx-core", "nginx-mainline"],
      units: ["nginx"],
      service: ["ExecStart=/usr/sbin/nginx"],
      files: {
        "/etc/nginx/nginx.conf":
          "events {}\nhttp {\n    include /etc/nginx/conf.d/*.conf;\n\n    server {\n        listen       80;\n        listen       [::]:80;\n" +
          "        server_name  _;\n\n        include /etc/nginx/default.d/*.conf;\n    }\n}\n",
      },
    },
  ],
  examples: [
    example("http { server { } }", ["tcp 0.0.0.0 80"]),
    example("http { server { listen 8080; listen [::]:8080; } }", ["tcp 0.0.0.0 8080", "tcp [::] 8080"]),
    example("http { server { listen 127.0.0.1:8081 default_server; listen [::]:8082 ipv6only=off; } }", [
      "tcp 127.0.0.1 8081",
      "tcp * 8082",
    ]),
    example("stream { server { listen 0:53 udp; } }\nmail { server { listen localhost:25; } }", [
      "udp 0.0.0.0 53",
      "tcp 127.0.0.1 25",
      "tcp [::1] 25",
    ]),
    example('http { server { listen "unix:/run/n.sock"; listen 127.1; # listen 9;\n } }', ["unix /run/n.sock", "tcp 127.0.0.1 80"]),
    example("http { server { listen 8090; } server { listen 127.0.0.1:8090; } }", ["tcp 0.0.0.0 8090"]),
    example("http { include /etc/nginx/[z-a]*.conf; server { listen 8091; } }", ["tcp 0.0.0.0 8091"]),
    example("http { server { listen $PORT; } }", ["fails literal-variable"]),
    example("http { server { listen 8080 }", ["fails bad-arguments"]),
    {
      argv: ["nginx", "-c", "/srv/own.conf", "-g", "daemon off;"],
      files: {
        "/srv/own.conf": "http { include sites/*.conf; }",
        "/srv/sites/a.conf": "server { listen 8085 ssl; }",
        "/srv/sites/b.txt": "server { listen 1; }",
      },
      listens: ["tcp 0.0.0.0 8085"],
    },
    { argv: ["nginx", "-t"], listens: [] },
  ],
};

function example(text: string, listens: readonly string[]): Server["examples"][number] {
  return { argv: ["nginx", "-g", "daemon off;"], files: { [CONFIGURATION]: text }, listens };
}

/** The tree with what it includes in place; relative names are seen from the folder of the main file. */
function expand(
  invocation: Invocation,
  base: string,
  text: string,
  doubts: LaunchUnknown[],
  depth: number,
): readonly Directive[] | undefined {
  const include = (tree: readonly Directive[]): readonly Directive[] =>
    tree.flatMap((directive) => {
      if (hasHole(directive.name)) doubts.push(unseen.computed("nginx.conf"));
      if (directive.block !== null) return [{ ...directive, block: include(directive.block) }];
      if (directive.name !== "include" || depth > 8) return [directive];
      const { files, doubts: more } = includeFiles(invocation, base, directive.args[0] ?? "", ["default.conf", "default"]);
      // `mime.types` and its like hold no servers; they are not worth a doubt.
      if (!/mime\.types|_params|modules/.test(directive.args[0] ?? "")) doubts.push(...more);
      return files.flatMap((file) => {
        const inner = expand(invocation, base, file.text, doubts, depth + 1);
        if (inner === undefined) doubts.push(unseen.computed(file.path));
        return inner ?? [];
      });
    });
  const tree = parseBlocks(text);
  return tree === undefined ? undefined : include(tree);
}

/** Without `listen` a server is on 80, or on 8000 where the master is not root. */
function binds({ block }: Directive, root: boolean | null): readonly Bind[] {
  const listens = (block ?? []).filter(({ name }) => name === "listen");
  if (listens.length === 0)
    return block === null ? [] : [{ host: "*", port: root === null ? null : root ? 80 : 8000, says: "", from: "default" }];
  return listens.map(({ args: [where = "", ...parameters] }) => {
    const said = {
      says: ["listen", where, ...parameters.filter((one) => /^(udp|ipv6only=.*)$/.test(one))].join(" "),
      from: "file" as const,
    };
    if (where.startsWith("unix:")) return unix(where.slice("unix:".length), said);
    const bind = {
      ...said,
      ...split(where, { host: "*", port: "80", bare: "number-is-port" }),
      protocol: parameters.includes("udp") ? ("udp" as const) : ("tcp" as const),
    };
    if (/^\$/.test(where)) return { ...bind, host: "*", port: where };
    const port = /^\d+-\d+$/.test(where) ? { host: "*", port: where } : {};
    return {
      ...bind,
      ...port,
      ...(parameters.includes("ipv6only=off") ? { resolver: { ...NGINX, ipv6Any: ["any", "any"] as const } } : {}),
    };
  });
}

/** A port that is bound on all of IPv4 takes in the single addresses on it: nginx opens one socket. */
function covered(all: readonly Bind[]): readonly Bind[] {
  const wide = new Set(
    all.filter(({ host }) => /^(\*|0|0\.0\.0\.0)$/.test(host)).map(({ protocol, port }) => `${String(protocol)} ${String(port)}`),
  );
  const single = ({ host }: Bind): boolean => /^\d+\.[\d.]+$/.test(host) && host !== "0.0.0.0";
  const place = ({ protocol, port }: Bind): string => `${String(protocol)} ${String(port)}`;
  // One that is not known yet may take in the others.
  const open = all.some(({ host, port }) => hasHole(host) || port === null || hasHole(String(port)));
  const kept = new Map<string, Bind>();
  for (const bind of all) {
    if (single(bind) && wide.has(place(bind))) continue;
    const key = `${bind.host} ${place(bind)}`;
    if (!kept.has(key)) kept.set(key, open && single(bind) ? { ...bind, certainty: "possible" } : bind);
  }
  return [...kept.values()];
}
