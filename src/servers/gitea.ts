import type { Invocation, Server } from "../model/launch";
import type { Served } from "../model/listener";
import { unseen } from "../words/servers";
import { GO } from "./address";
import { argumentsOf } from "./arguments";
import { asks, doubted, idle } from "./command";
import { lastOf, parseIni } from "./ini";
import { parseOptions } from "./options";
import { pair, possibly, serve, together, unix, type Bind } from "./served";
import { SILENT, decide, fallback, firstFile, last, option, variable, type Layer } from "./setting";

/** A server for ssh of its own is opened where it is asked for. */
export const server: Server = {
  name: "gitea",
  programs: ["gitea", "forgejo"],
  manual: "https://docs.gitea.com/administration/config-cheat-sheet#server-server",
  once: "-v -h --version --help",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      style: "plain",
      options: { port: { names: ["-p", "--port"] }, file: { names: ["-c", "--config"] } },
      taking: "-C --custom-path -w --work-path --pid -P --install-port",
    });
    const { operands } = parsed;
    const asked = operands.length === 0 && !parsed.hazy ? "yes" : asks(args, parsed, ["web"]);
    if (asked === "no")
      return idle(
        "gitea",
        operands,
        "admin, cert, convert, doctor, dump, dump-repo, embedded, generate, hook, keys, manager, migrate, restore-repo, serv",
      );
    const names =
      parsed.given.file.length > 0
        ? parsed.given.file.slice(-1).map(({ value }) => value)
        : ["/data/gitea/conf/app.ini", "/etc/gitea/app.ini"];
    const file = firstFile(invocation, names);
    const settings = parseIni(file?.text ?? "").filter(({ section }) => section === "server");
    const sockets = (isWritten: boolean): Served => {
      const written = (key: string): Layer => {
        const found = lastOf(settings, key);
        const set = isWritten ? variable({ ...invocation.environment, complete: true }, ...variablesOf(invocation, key)) : SILENT;
        if (set.said.length > 0) return set;
        return { said: found === undefined ? [] : [{ value: found.value, says: found.says, from: "file" }], doubts: file?.doubts ?? [] };
      };
      const host = decide(written("HTTP_ADDR"), fallback("0.0.0.0"));
      const port = decide(last(option(parsed, "port")), written("HTTP_PORT"), fallback("3000"));
      const [web] = pair(host, port);
      const isUnix = written("PROTOCOL").said[0]?.value.endsWith("unix") === true;
      const own = written("START_SSH_SERVER").said[0];
      const listen = decide(written("SSH_LISTEN_PORT"), written("SSH_PORT"), fallback("22")).said[0];
      const shell: readonly Bind[] =
        own === undefined || !/^true$/i.test(own.value)
          ? []
          : [{ host: written("SSH_LISTEN_HOST").said[0]?.value ?? "0.0.0.0", port: listen?.value ?? "22", says: own.says, from: "file" }];
      const pages: readonly Bind[] = web === undefined ? [] : [isUnix ? unix(web.host, { says: web.says, from: "file" }) : web];
      return serve("gitea", GO, [...pages, ...shell], [...host.doubts, ...port.doubts, ...doubted("gitea", parsed, asked)]);
    };
    if (isImage(invocation) || variablesOf(invocation).length === 0) return sockets(isImage(invocation));
    const either = possibly(together(sockets(false), sockets(true)));
    return {
      ...either,
      unknowns: [
        ...either.unknowns,
        unseen.program("gitea", "its variables count where something writes them into its file, as its images do"),
      ],
      complete: false,
    };
  },
  examples: [
    { argv: ["gitea", "web"], listens: ["tcp * 3000"] },
    {
      argv: ["gitea", "web", "-c", "a.ini", "--port", "3003"],
      files: { "a.ini": "[server]\nHTTP_ADDR = 127.0.0.1\nHTTP_PORT = 3002\nSTART_SSH_SERVER = true\nSSH_LISTEN_PORT = 2222\n" },
      listens: ["tcp 127.0.0.1 3003", "tcp * 2222"],
    },
    {
      argv: ["gitea", "web"],
      env: { GITEA_CUSTOM: "/data/gitea", GITEA__server__HTTP_ADDR: "127.0.0.1" },
      listens: ["tcp 127.0.0.1 3000"],
    },
    { argv: ["forgejo", "web"], env: { GITEA_APP_INI: "/a.ini", FORGEJO__SERVER__HTTP_PORT: "3004" }, listens: ["tcp * 3004"] },
    { argv: ["gitea", "web"], env: { GITEA__server__HTTP_ADDR: "127.0.0.1" }, listens: ["? tcp * 3000", "? tcp 127.0.0.1 3000"] },
    { argv: ["gitea", "admin", "user", "list"], listens: [] },
    { argv: ["gitea", "-v"], listens: [] },
  ],
};

/** The images write these into the file at each start. https://docs.gitea.com/installation/install-with-docker#managing-deployments-with-environment-variables */
const variablesOf = ({ environment }: Invocation, key?: string): readonly string[] =>
  [...environment.values.keys()].filter(
    (name) => /^(GITEA|FORGEJO)__SERVER__/.test(name.toUpperCase()) && (key === undefined || name.toUpperCase().endsWith(`__${key}`)),
  );

/** By what the images set, the one with and the one without root. */
const isImage = ({ environment: { values } }: Invocation): boolean =>
  values.get("GITEA_CUSTOM") === "/data/gitea" || values.has("GITEA_APP_INI");
