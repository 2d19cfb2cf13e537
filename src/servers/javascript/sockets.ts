import { HOLE, hasHole } from "../../model/text";
import { NODE, NODE_IPV6_ONLY, type Resolver } from "../address";
import type { Bind, Sourced } from "../served";
import type { JsArgument } from "./machine";
import type { Called } from "./program";
import { isComplete, isFunction, isNamed, isObject, textOf, type JsObject, type JsValue } from "./value";

/** A call that takes its address from an object. */
interface ObjectCall {
  readonly pattern: RegExp;
  readonly process: string;
  readonly argument: number;
  readonly host: string;
  readonly defaultHost: string;
  readonly defaultPort: string | null;
}

const OBJECTS: readonly ObjectCall[] = [
  { pattern: /^Bun\.serve$/, process: "bun", argument: 0, host: "hostname", defaultHost: "", defaultPort: "3000" },
  { pattern: /^Deno\.serve$/, process: "deno", argument: 0, host: "hostname", defaultHost: "0.0.0.0", defaultPort: "8000" },
  { pattern: /^@hono\/node-server\.serve$/, process: "node", argument: 0, host: "hostname", defaultHost: "", defaultPort: "3000" },
  {
    pattern: /^@hapi\/hapi\.(server|Server)$|^new @hapi\/hapi\.Server$/,
    process: "node",
    argument: 0,
    host: "host",
    defaultHost: "",
    defaultPort: null,
  },
  {
    pattern: /^new (ws\.)?(WebSocketServer|WebSocket\.Server|Server)$|^new ws\.\w*Server$/,
    process: "node",
    argument: 0,
    host: "host",
    defaultHost: "",
    defaultPort: null,
  },
];

/** Makers of servers whose `listen` without a host is every address. https://nodejs.org/api/net.html#serverlisten */
const EVERYWHERE = /^(express|http|https|http2|net|tls|koa|connect|restify|polka|h3|@nestjs\/core|@tinyhttp\/app|socket\.io)\b/;
/** Fastify's is loopback. https://fastify.dev/docs/latest/Reference/Server/#listen */
const FASTIFY = /^(fastify)(\.fastify|\.default)?\(\)/;

const LISTEN = /\.listen$/;
const DATAGRAM = /^dgram\.createSocket\(\)\.bind$/;

const SHOWN = 80;

/** Whether a call may bind a socket: no other is worth keeping. */
export const mayBind = (path: string): boolean =>
  LISTEN.test(path) || DATAGRAM.test(path) || OBJECTS.some(({ pattern }) => pattern.test(path));

/** The socket that a call binds; null for any other call. */
export function socketOf(call: Called): Sourced | null {
  const found = OBJECTS.find(({ pattern }) => pattern.test(call.path));
  if (found !== undefined) return ofObject(call, found);
  if (LISTEN.test(call.path)) return ofListen(call);
  if (DATAGRAM.test(call.path)) return ofDatagram(call);
  return null;
}

const asText = (value: JsValue): string => (isNamed(value) ? HOLE : textOf(value));

function shared(call: Called, args: readonly JsArgument[]): Pick<Bind, "says" | "from" | "certainty"> {
  const name = call.path.replace(/^.*[./](?=\w+$)/, "").replace(/^new /, "");
  const certainty = call.open ? "possible" : call.certainty;
  return {
    says: `${name}(${args.map(({ text }) => (/^(\{|async|\(|function)/.test(text) ? "…" : text)).join(", ")})`.slice(0, SHOWN),
    from: "source",
    certainty,
  };
}

function ofObject(call: Called, spec: ObjectCall): Sourced | null {
  const argument = call.args[spec.argument];
  const options = argument?.value;
  if (!isObject(options) || argument === undefined)
    return options === undefined || isFunction(options)
      ? null
      : { process: spec.process, bind: { ...shared(call, []), host: HOLE, port: null } };
  if (spec.defaultPort === null && isComplete(options) && !options.members.has("port")) return null;
  const host = memberText(options, spec.host, spec.defaultHost);
  const port = memberText(options, "port", spec.defaultPort ?? HOLE);
  return { process: spec.process, bind: { ...shared(call, []), says: saysOf(call, spec.host, options), host, port, resolver: NODE } };
}

const memberText = (options: JsObject, name: string, fallback: string): string => {
  const value = options.members.get(name);
  return value === undefined || value === null ? (isComplete(options) || options.members.has(name) ? fallback : HOLE) : asText(value);
};

function saysOf(call: Called, host: string, options: JsObject): string {
  const shown = [host, "port"].filter((name) => options.members.has(name)).map((name) => `${name}: ${asText(options.members.get(name))}`);
  return `${call.path.replace(/^.*[./](?=\w+$)/, "")}({ ${shown.join(", ")} })`.slice(0, SHOWN);
}

/** Without a host: every address of the family that the socket was made for. https://nodejs.org/api/dgram.html#socketbindport-address-callback */
function ofDatagram(call: Called): Sourced | null {
  const [options] = call.made;
  const kind = isObject(options) ? memberText(options, "type", HOLE) : asText(options);
  const usual = kind === "udp4" ? "0.0.0.0" : kind === "udp6" ? "::" : HOLE;
  const found = ofListen(call, "udp", usual);
  const only = isObject(options) ? options.members.get("ipv6Only") : false;
  if (only === undefined || only === false) return found;
  const certainty = only === true ? found.bind.certainty : "possible";
  return { ...found, bind: { ...found.bind, resolver: NODE_IPV6_ONLY, ...(certainty === undefined ? {} : { certainty }) } };
}

/** `listen(port, host)`, `listen({ port, host })`, `listen("/path")`; callbacks aside. */
function ofListen(call: Called, protocol: "tcp" | "udp" = "tcp", everywhere = ""): Sourced {
  const args = call.args.filter(({ value }) => !isFunction(value));
  const [first, second] = args;
  const maker = call.path.replace(/^\?\.?/, "");
  const fastify = FASTIFY.test(maker);
  const usual = fastify ? "localhost" : EVERYWHERE.test(maker) || protocol === "udp" ? everywhere : HOLE;
  const resolver: Resolver = NODE;
  const process = fastify ? "fastify" : "node";
  if (first !== undefined && isObject(first.value)) {
    const options = first.value;
    const path = options.members.get("path");
    if (typeof path === "string") return { process, bind: { ...shared(call, []), protocol: "unix", host: path, port: "" } };
    const only = options.members.get("ipv6Only");
    const host = memberText(options, "host", usual);
    const bind = {
      ...shared(call, []),
      says: saysOf(call, "host", options),
      protocol,
      host,
      port: memberText(options, "port", "0"),
      resolver: only === true ? NODE_IPV6_ONLY : resolver,
    };
    // Whether IPv4 is answered too is open where the option is no constant.
    return { process, bind: only === undefined || typeof only === "boolean" ? bind : { ...bind, certainty: "possible" } };
  }
  const port = first === undefined ? "0" : asText(first.value);
  if (typeof first?.value === "string" && !/^\d*$/.test(port) && !hasHole(port))
    return { process, bind: { ...shared(call, args.slice(0, 1)), protocol: "unix", host: port, port: "" } };
  const host = typeof second?.value === "number" || second?.value === undefined || second.value === null ? usual : asText(second.value);
  return {
    process,
    bind: {
      ...shared(call, args.slice(0, typeof second?.value === "number" ? 1 : 2)),
      protocol,
      host,
      port: port === "undefined" || port === "NaN" || port === "" ? "0" : port,
      resolver,
    },
  };
}
