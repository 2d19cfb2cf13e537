import type { Invocation, Server } from "../model/launch";
import { unseen } from "../words/servers";
import { GO } from "./address";
import { argumentsOf, unreadOptions } from "./arguments";
import { idle } from "./command";
import { endpoint } from "./endpoint";
import { serve, type Bind } from "./served";
import { fallback, readFile, type Layer, type Said } from "./setting";
import { isMapping, yamlAt } from "./yaml";

const FILES = [
  "/etc/traefik/traefik.yml",
  "/etc/traefik/traefik.yaml",
  "/etc/traefik/traefik.toml",
  "traefik.yml",
  "traefik.yaml",
  "traefik.toml",
];

/** Names are told apart without regard to case. File, arguments and environment exclude each other, in this order. */
export const server: Server = {
  name: "traefik",
  programs: ["traefik"],
  manual: "https://doc.traefik.io/traefik/routing/entrypoints/",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    if (args[0]?.startsWith("-") === false) return idle("traefik", args, "healthcheck");
    const settings = args.flatMap((argument, index): readonly Said[] => {
      const [, name, value = args[index + 1] ?? "-"] = /^--?([^=]*)(?:=([^]*))?$/.exec(argument) ?? [];
      if (name === undefined) return [];
      if (argument.includes("=")) return [{ value: `${name}=${value}`, says: argument, from: "command" }];
      return value.startsWith("-")
        ? [{ value: name, says: argument, from: "command" }]
        : [{ value: `${name}=${value}`, says: `${argument} ${value}`, from: "command" }];
    });
    const env = [...invocation.environment.values].flatMap(([name, value]): readonly Said[] => {
      const key = /^TRAEFIK_(.*)$/.exec(name)?.[1];
      return key === undefined ? [] : [{ value: `${key.replaceAll("_", ".")}=${value}`, says: `${name}=${value}`, from: "environment" }];
    });
    const file = inFile(invocation, settings.find(({ value }) => /^configfile=/i.test(value))?.value.slice("configfile=".length));
    const own = settings.filter(({ value }) => !/^configfile=/i.test(value));
    const all = file.said.length > 0 ? file.said : own.length > 0 ? own : env;
    const doubts = [...file.doubts, ...unreadOptions(args, "traefik")];
    const entries = all.flatMap((said): readonly Said[] => {
      const address = /^entrypoints\.[^.=]+\.address=([^]*)$/i.exec(said.value)?.[1];
      return address === undefined ? [] : [{ ...said, value: address }];
    });
    const binds = (entries.length > 0 ? entries : fallback(":80").said).map(read);
    const inner = all.some(({ value }) => OWN_ENTRY.test(value)) ? undefined : onOwnEntry(all);
    const internal: readonly Bind[] = inner === undefined ? [] : [{ host: "", port: "8080", says: inner.says, from: inner.from }];
    return serve("traefik", GO, [...binds, ...internal], doubts);
  },
  examples: [
    { argv: ["traefik"], listens: ["tcp * 80"] },
    { argv: ["traefik", "healthcheck"], listens: [] },
    {
      argv: ["traefik", "--entryPoints.web.address=:8000", "--entrypoints.tls.address=127.0.0.1:8443", "--api.insecure=true"],
      listens: ["tcp * 8000", "tcp 127.0.0.1 8443", "tcp * 8080"],
    },
    { argv: ["traefik", "--log.level", "DEBUG", "--entrypoints.web.address", ":8003"], listens: ["tcp * 8003"] },
    {
      argv: ["traefik", "--api.insecure", "--entryPoints.traefik.address=127.0.0.1:8083", "--entrypoints.web.address=:8004"],
      listens: ["tcp 127.0.0.1 8083", "tcp * 8004"],
    },
    { argv: ["traefik", "--ping=true", "--entrypoints.web.address=:8005"], listens: ["tcp * 8005", "tcp * 8080"] },
    {
      argv: ["traefik", "--ping", "--ping.entrypoint=web", "--metrics.prometheus.manualrouting", "--entrypoints.web.address=:8006"],
      listens: ["tcp * 8006"],
    },
    {
      argv: ["traefik"],
      files: { "/etc/traefik/traefik.yml": "entryPoints:\n  web:\n    address: :8007\nmetrics:\n  prometheus: {}\n" },
      listens: ["tcp * 8007", "tcp * 8080"],
    },
    { argv: ["traefik"], env: { TRAEFIK_ENTRYPOINTS_WEB_ADDRESS: ":8001/udp" }, listens: ["udp * 8001"] },
    {
      argv: ["traefik"],
      files: { "/etc/traefik/traefik.yml": 'entryPoints:\n  web:\n    address: "127.0.0.1:8002"\napi:\n  insecure: true\n' },
      listens: ["tcp 127.0.0.1 8002", "tcp * 8080"],
    },
  ],
};

/** Where an entry point has this name, what is on Traefik's own is on it. https://doc.traefik.io/traefik/operations/dashboard/#insecure-mode */
const OWN_ENTRY = /^entrypoints\.traefik\./i;

/** Of what makes its own entry point, the first that is asked for, and is not sent elsewhere. `SetEffectiveConfiguration` of pkg/config/static */
function onOwnEntry(settings: readonly Said[]): Said | undefined {
  const has = (pattern: RegExp): Said | undefined => settings.find(({ value }) => pattern.test(value));
  const page = (name: string): Said | undefined =>
    has(new RegExp(`^${name}\\.(manualrouting(=true)?$|entrypoint=(?!traefik$))`, "i")) === undefined
      ? has(new RegExp(`^${name}(\\.|$|=(?!false|null))`, "i"))
      : undefined;
  return has(/^(api|providers\.rest)\.insecure(=true)?$/i) ?? page("ping") ?? page("metrics\\.prometheus");
}

/** `:443/udp` names the protocol. */
function read(said: Said): Bind {
  const [, address = "", protocol = "tcp"] = /^([^/]*)(?:\/(tcp|udp))?$/.exec(said.value) ?? [];
  return { ...endpoint({ ...said, value: address }, { host: "", port: null, bare: "host" }), protocol: protocol === "udp" ? "udp" : "tcp" };
}

function inFile(invocation: Invocation, named: string | undefined): Layer {
  const files = (named === undefined ? FILES : [named]).map((name) => readFile(invocation, name));
  const file = files.find(({ text }) => text !== null && text.trim() !== "");
  if (file === undefined) return { said: [], doubts: files.flatMap(({ doubts }) => doubts).slice(0, 1) };
  const root = file.path.endsWith(".toml") ? undefined : yamlAt(file.text ?? "");
  if (root === undefined) return { said: [], doubts: [unseen.fileFormat(file.path)] };
  const flat = (value: unknown, path: string): readonly string[] =>
    isMapping(value) && Object.keys(value).length > 0
      ? Object.entries(value).flatMap(([key, one]) => flat(one, path === "" ? key : `${path}.${key}`))
      : [isMapping(value) ? path : `${path}=${String(value)}`];
  return { said: flat(root, "").map((value) => ({ value, says: value, from: "file" })), doubts: file.doubts };
}
