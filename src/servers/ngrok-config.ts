import type { Invocation } from "../model/launch";
import type { LaunchUnknown, Tunnel } from "../model/listener";
import { unseen } from "../words/servers";
import { endpoint } from "./endpoint";
import { inHome } from "./home";
import type { Bind } from "./served";
import { readFile } from "./setting";
import { anyPort, carried } from "./tunnel";
import { isMapping, yamlAt } from "./yaml";

/** Where ngrok looks in the home if no `--config` names a file. https://ngrok.com/docs/agent/config/ */
const USUAL = [".config/ngrok/ngrok.yml", ".ngrok2/ngrok.yml"];

const GUARDS = ["basic_auth", "auth", "oauth", "oidc", "mutual_tls_cas", "verify_webhook"];

type Mapping = Readonly<Record<string, unknown>>;

export interface NgrokConfig {
  readonly tunnels: ReadonlyMap<string, Tunnel | null>;
  readonly inspectors: readonly Bind[];
  /** Why it is not known in full. */
  readonly doubts: readonly LaunchUnknown[];
  /** False: there may be tunnels that are not listed. */
  readonly complete: boolean;
}

const mapping = (value: unknown): Mapping => (isMapping(value) ? value : {});

function tunnelOf(name: string, tunnel: Mapping): Tunnel | null {
  if (GUARDS.some((key) => tunnel[key] !== undefined && tunnel[key] !== null)) return null;
  const addr = tunnel["addr"] ?? mapping(tunnel["upstream"])["url"];
  return typeof addr === "string" || typeof addr === "number"
    ? carried("ngrok", String(addr), `addr: ${String(addr)}`)
    : anyPort("ngrok", `start ${name}`);
}

function named(config: Mapping): readonly (readonly [string, Tunnel | null])[] {
  const endpoints = Array.isArray(config["endpoints"]) ? config["endpoints"].map(mapping) : [];
  return [
    ...Object.entries(mapping(config["tunnels"])).map(([name, tunnel]) => [name, tunnelOf(name, mapping(tunnel))] as const),
    ...endpoints.map((one) => {
      const name = typeof one["name"] === "string" ? one["name"] : "";
      return [name, tunnelOf(name, one)] as const;
    }),
  ];
}

/** Since version 3 the agent has a section of its own. */
function inspectorOf(config: Mapping): readonly Bind[] {
  const address = mapping(config["agent"])["web_addr"] ?? config["web_addr"];
  if (typeof address !== "string" && typeof address !== "number") return [];
  const said = { value: String(address), says: `web_addr: ${String(address)}`, from: "file" as const };
  return [endpoint(said, { host: "127.0.0.1", port: "4040", bare: "number-is-port" })];
}

/** The files that the command names, else the first usual one; one of those that nobody has shown leaves the tunnels open alone. */
export function ngrokConfig(invocation: Invocation, files: readonly string[]): NgrokConfig {
  const usual = USUAL.map((name) => inHome(invocation, name)).find((path) => path.startsWith("~/") || invocation.files.read(path) !== null);
  const paths = files.length > 0 ? files : usual === undefined ? [] : [usual];
  const read = paths.map((path) => {
    const { text, doubts } = readFile(invocation, path);
    const config = doubts.length > 0 ? undefined : yamlAt(text ?? "");
    if (config !== undefined) return { config, doubts: [] };
    return {
      config: {},
      doubts: text === null && files.length === 0 ? [] : doubts.length > 0 ? doubts : [unseen.computed(path)],
      hidden: true,
    };
  });
  return {
    tunnels: new Map(read.flatMap(({ config }) => named(config))),
    inspectors: read.flatMap(({ config }) => inspectorOf(config)),
    doubts: read.flatMap(({ doubts }) => doubts),
    complete: paths.length > 0 && !read.some(({ hidden }) => hidden === true),
  };
}
