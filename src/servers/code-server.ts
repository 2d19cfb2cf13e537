import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { NODE } from "./address";
import { argumentsOf } from "./arguments";
import { split } from "./endpoint";
import { inHome } from "./home";
import { parseOptions } from "./options";
import { NOTHING, serve, unix, type Bind } from "./served";
import { decide, fallback, last, option, readFile, variable, type Layer } from "./setting";
import { yamlAt } from "./yaml";

/** `--host` and `--port` go over `--bind-addr`, PORT over the port of both the file and the default. */
export const server: Server = {
  name: "code-server",
  programs: ["code-server"],
  manual: "https://coder.com/docs/code-server/FAQ",
  background: false,
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: {
        bind: { names: ["--bind-addr"] },
        host: { names: ["--host"] },
        port: { names: ["--port"] },
        socket: { names: ["--socket"] },
        config: { names: ["--config"] },
        once: {
          names: ["-v", "-h", "--version", "--help", "--install-extension", "--uninstall-extension", "--list-extensions"],
          takes: "none",
        },
      },
      taking: "--auth --cert --cert-key --user-data-dir --extensions-dir",
    });
    if (parsed.given.once.length > 0) return NOTHING;
    const [path] = last(option(parsed, "socket")).said;
    if (path !== undefined) return serve("code-server", NODE, [unix(path.value, path)]);
    const file = readFile(invocation, parsed.given.config.at(-1)?.value ?? inHome(invocation, ".config/code-server/config.yaml"));
    const address = file.text === null ? undefined : yamlAt(file.text)?.["bind-addr"];
    const written: Layer = {
      said: typeof address === "string" ? [{ value: address, says: `bind-addr: ${address}`, from: "file" }] : [],
      doubts: file.doubts,
    };
    const bind = decide(last(option(parsed, "bind")), written, fallback("127.0.0.1:8080"));
    const host = last(option(parsed, "host"));
    const port = decide(last(option(parsed, "port")), variable(invocation.environment, "PORT"));
    const binds = bind.said.map((said): Bind => {
      const whole = split(said.value, { host: "127.0.0.1", port: "8080", bare: "host" });
      const [own, number] = [host.said[0], port.said[0]];
      const says = [own === undefined || number === undefined ? said.says : "", own?.says ?? "", number?.says ?? ""]
        .filter((text) => text !== "")
        .join(" ");
      return {
        host: own?.value ?? whole.host,
        port: number?.value ?? whole.port,
        says,
        from: own?.from ?? (said.from === "default" ? (number?.from ?? said.from) : said.from),
      };
    });
    return serve("code-server", NODE, binds, [
      ...(host.said.length > 0 && port.said.length > 0 ? [] : bind.doubts),
      ...port.doubts,
      ...(parsed.hazy ? [unseen.argument("code-server")] : []),
    ]);
  },
  packaged: [
    {
      packages: ["code-server"],
      starts: false,
      units: ["code-server"],
      service: ["User=%i", "ExecStart=/usr/bin/code-server"],
      // Its first start writes one, with its default.
      files: { "/root/.config/code-server/config.yaml": null },
    },
  ],
  examples: [
    { argv: ["code-server"], listens: ["tcp 127.0.0.1 8080"] },
    { argv: ["code-server", "--install-extension", "ms-python.python"], listens: [] },
    { argv: ["code-server", "--bind-addr", "0.0.0.0:8081", "/srv"], listens: ["tcp 0.0.0.0 8081"] },
    { argv: ["code-server", "--host", "0.0.0.0"], env: { PORT: "8082" }, listens: ["tcp 0.0.0.0 8082"] },
    {
      argv: ["code-server"],
      files: { "/root/.config/code-server/config.yaml": "bind-addr: 0.0.0.0:8083\nauth: none\n" },
      listens: ["tcp 0.0.0.0 8083"],
    },
    { argv: ["code-server", "-v"], listens: [] },
  ],
};
