import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { NODE } from "./address";
import { argumentsOf } from "./arguments";
import { asksNot, doubted, listed } from "./command";
import { parseOptions } from "./options";
import { NOTHING, serve, type Bind } from "./served";
import { decide, last, option, readFile, variable, type Said } from "./setting";

const STEPS = listed(
  "add, build, build-server, clean, dev-certs, ef, format, help, list, msbuild, new, nuget, pack, publish, remove, restore, sln, store, " +
    "test, tool, user-secrets, vstest, workload",
);

/** What stands before a program, or before the name of its project. */
const VERBS = /^(exec|run|tool|watch)$/;

/**
 * Kestrel: any host that is neither an address nor `localhost` is every address. That a program is a web server is a guess until something
 * gives it an address, and its own code may bind elsewhere.
 */
export const server: Server = {
  name: "kestrel",
  programs: ["dotnet"],
  manual: "https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/endpoints",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      style: "plain",
      flags: "dh",
      taking: "--depsfile --runtimeconfig --additionalprobingpath --additional-deps --roll-forward --fx-version",
      options: { urls: { names: ["--urls", "--server.urls"] }, http: { names: ["--http_ports"] }, https: { names: ["--https_ports"] } },
    });
    const [program] = parsed.operands;
    const asked = asksNot(args, parsed, STEPS);
    if (program === undefined || (asked === "no" && !(program === "tool" && args.includes("run")))) return NOTHING;
    const { environment } = invocation;
    const urls = decide(last(option(parsed, "urls")), variable(environment, "ASPNETCORE_URLS", "DOTNET_URLS", "URLS"));
    const ports = [
      decide(last(option(parsed, "http")), variable(environment, "ASPNETCORE_HTTP_PORTS", "DOTNET_HTTP_PORTS")),
      decide(last(option(parsed, "https")), variable(environment, "ASPNETCORE_HTTPS_PORTS", "DOTNET_HTTPS_PORTS")),
    ];
    const binds =
      urls.said.length > 0
        ? urls.said.flatMap(readUrls)
        : ports.flatMap(({ said }) =>
            said.flatMap((one) => one.value.split(";").map((port): Bind => ({ host: "", port, says: one.says, from: one.from }))),
          );
    const settings = readFile(invocation, "appsettings.json");
    const configured =
      settings.text === null ? settings.doubts : /"(Kestrel|Urls)"/.test(settings.text) ? [unseen.fileFormat(settings.path)] : [];
    const given = binds.map((bind): Bind => ({ ...bind, certainty: "possible" }));
    const served = serve("kestrel", NODE, given);
    return {
      ...served,
      unknowns: [unseen.code(VERBS.test(program) ? "the program" : program), ...configured, ...doubted("dotnet", parsed, asked)],
      complete: false,
    };
  },
  examples: [
    {
      argv: ["dotnet", "Shop.dll"],
      env: { ASPNETCORE_URLS: "http://+:8080;https://127.0.0.1:8443" },
      listens: ["? tcp * 8080", "? tcp 127.0.0.1 8443"],
    },
    {
      argv: ["dotnet", "Shop.dll", "--urls", "http://0.0.0.0:8081"],
      env: { ASPNETCORE_URLS: "http://+:1" },
      listens: ["? tcp 0.0.0.0 8081"],
    },
    { argv: ["dotnet", "Shop.dll"], env: { ASPNETCORE_HTTP_PORTS: "8082;8083" }, listens: ["? tcp * 8082", "? tcp * 8083"] },
    { argv: ["dotnet", "build"], listens: [] },
  ],
};

function readUrls(said: Said): readonly Bind[] {
  return said.value.split(";").flatMap((url): readonly Bind[] => {
    const [, scheme = "http", host = "", port] = /^(https?):\/\/(\[[^\]]*\]|[^:/]*)(?::([^/]*))?/i.exec(url.trim()) ?? [];
    const address = host.replace(/^\[(.*)\]$/, "$1");
    const literal = hasHole(address) || /^[\d.]+$|:|^localhost$|\$/i.test(address);
    return [
      { host: literal ? address : "", port: port ?? (scheme.toLowerCase() === "https" ? "443" : "80"), says: said.says, from: said.from },
    ];
  });
}
