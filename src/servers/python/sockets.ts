import { HOLE, hasHole } from "../../model/text";
import { LIBC, NODE, PASSIVE, type Resolver } from "../address";
import { split } from "../endpoint";
import type { Sourced } from "../served";
import { KEEPS, type Argument, type PyCall } from "./call";
import type { Called } from "./run";
import { isNamed, isTuple, textOf, truth, type PyNamed, type PyValue } from "./value";

/** Where a call takes a value from: a keyword, a position, and what it is when left out (null: the call binds nothing then). */
type Slot = readonly [keyword: string, position: number, fallback: string | null];

/** A call that binds a socket. */
interface SocketCall {
  readonly process: string;
  readonly resolver: Resolver;
  readonly protocol?: "udp";
  readonly host?: Slot;
  readonly port?: Slot;
  /** One value for both: a tuple `("", 8000)`, a text `"[::]:50051"`, or a port alone. */
  readonly address?: Slot;
  /** A keyword that says both in their place: `"127.0.0.1:8080 [::1]:8080"`. */
  readonly listen?: string;
  /** How the address is read, where a call says that otherwise. */
  readonly resolves?: (call: PyCall) => Resolver;
  /** Whether it binds at once, and the method that listens where it does not. */
  readonly atOnce?: Slot | undefined;
  readonly later?: string;
  /** Keywords that bring a socket of another kind. */
  readonly instead?: readonly string[];
}

const runner = (process: string, host: string, port: string, first = 0, resolver = LIBC): SocketCall => ({
  process,
  resolver,
  host: ["host", first, host],
  port: ["port", first + 1, port],
  instead: ["uds", "fd", "unix_socket", "sockets", "sock", "unix"],
});

const address = (process: string, resolver: Resolver, keyword = "server_address"): SocketCall => ({
  process,
  resolver,
  address: [keyword, 0, null],
});

/** `address_family` is AF_INET for all of them; `""` and `0.0.0.0` are IPv4. https://docs.python.org/3/library/socketserver.html */
const STANDARD = ["http.server.HTTPServer", "http.server.ThreadingHTTPServer"];
const SOCKETSERVER = ["TCPServer", "UDPServer", "ThreadingTCPServer", "ThreadingUDPServer", "ForkingTCPServer"];

/** Of TCP, `server_bind` alone does not listen: `ss -ltn` shows nothing until `server_activate` is called. */
const standard = (process: string, path: string, position = 2): SocketCall => ({
  ...address(process, LIBC),
  atOnce: ["bind_and_activate", position, null],
  ...(path.includes("UDP") ? { protocol: "udp", later: "server_bind" } : { later: "server_activate" }),
});

/** An IPv6 socket that answers IPv6 alone. */
const SIX: Resolver = { ...LIBC, empty: ["none", "any"], ipv6Any: ["none", "any"] };

/** An IPv6 socket answers IPv6 alone, unless it says otherwise. https://docs.python.org/3/library/socket.html#socket.create_server */
function created({ named }: PyCall): Resolver {
  const family = named.get("family")?.value;
  if (!isNamed(family) || !family.path.endsWith("AF_INET6")) return LIBC;
  return truth(named.get("dualstack_ipv6")?.value ?? false) === false ? SIX : { ...LIBC, empty: LIBC.ipv6Any };
}

const CALLS: Readonly<Record<string, SocketCall>> = {
  "flask.Flask().run": runner("flask", "127.0.0.1", "5000"),
  "quart.Quart().run": runner("quart", "127.0.0.1", "5000"),
  "sanic.Sanic().run": runner("sanic", "127.0.0.1", "8000"),
  "flask_socketio.SocketIO().run": runner("flask", "127.0.0.1", "5000", 1),
  "bottle.Bottle().run": { ...runner("bottle", "127.0.0.1", "8080"), host: ["host", -1, "127.0.0.1"], port: ["port", -1, "8080"] },
  "bottle.run": { ...runner("bottle", "127.0.0.1", "8080"), host: ["host", 2, "127.0.0.1"], port: ["port", 3, "8080"] },
  "uvicorn.run": { ...runner("uvicorn", "127.0.0.1", "8000", -1, PASSIVE), host: ["host", -1, "127.0.0.1"], port: ["port", -1, "8000"] },
  "uvicorn.Config": { ...runner("uvicorn", "127.0.0.1", "8000", 1, PASSIVE) },
  "waitress.serve": {
    ...runner("waitress", "0.0.0.0", "8080", -1, PASSIVE),
    host: ["host", -1, "0.0.0.0"],
    port: ["port", -1, "8080"],
    listen: "listen",
    instead: ["unix_socket", "sockets"],
  },
  "aiohttp.web.run_app": {
    ...runner("aiohttp", "", "8080", -1, PASSIVE),
    host: ["host", -1, ""],
    port: ["port", -1, "8080"],
    instead: ["path", "sock"],
  },
  "aiohttp.web.TCPSite": runner("aiohttp", "", "8080", 1, PASSIVE),
  "werkzeug.serving.run_simple": { process: "werkzeug", resolver: LIBC, host: ["hostname", 0, null], port: ["port", 1, null] },
  "wsgiref.simple_server.make_server": { process: "wsgiref", resolver: LIBC, host: ["host", 0, null], port: ["port", 1, null] },
  "tornado.web.Application().listen": { process: "tornado", resolver: PASSIVE, host: ["address", 1, ""], port: ["port", 0, null] },
  "tornado.httpserver.HTTPServer().listen": { process: "tornado", resolver: PASSIVE, host: ["address", 1, ""], port: ["port", 0, null] },
  "tornado.httpserver.HTTPServer().bind": { process: "tornado", resolver: PASSIVE, host: ["address", 1, ""], port: ["port", 0, null] },
  "gevent.pywsgi.WSGIServer": address("gevent", { ...LIBC, empty: ["any", "any"] }, "listener"),
  "eventlet.listen": address("eventlet", LIBC, "addr"),
  "asyncio.start_server": { process: "python", resolver: PASSIVE, host: ["host", 1, ""], port: ["port", 2, null], instead: ["sock"] },
  "websockets.serve": { process: "websockets", resolver: PASSIVE, host: ["host", 1, ""], port: ["port", 2, null], instead: ["sock"] },
  "socket.create_server": { ...address("python", LIBC, "address"), resolves: created },
  "grpc.server().add_insecure_port": address("grpc", NODE, "address"),
  "grpc.server().add_secure_port": address("grpc", NODE, "address"),
  "grpc.aio.server().add_insecure_port": address("grpc", NODE, "address"),
  "grpc.aio.server().add_secure_port": address("grpc", NODE, "address"),
  "prometheus_client.start_http_server": {
    process: "prometheus-client",
    resolver: LIBC,
    host: ["addr", 1, "0.0.0.0"],
    port: ["port", 0, null],
  },
  // A port alone is loopback here. https://github.com/microsoft/debugpy#debugpylisten
  "debugpy.listen": { process: "debugpy", resolver: { ...LIBC, empty: ["loopback", "none"] }, address: ["address", 0, null] },
  ...Object.fromEntries(STANDARD.map((path) => [path, standard("http.server", path)])),
  ...Object.fromEntries(SOCKETSERVER.map((name) => [`socketserver.${name}`, standard("socketserver", name)])),
  "xmlrpc.server.SimpleXMLRPCServer": standard("http.server", "xmlrpc", 5),
};

/** The methods by which what a class makes binds a socket; none where it binds none. */
export const bindingMethods = (path: string): readonly string[] =>
  CALLS[path] === undefined
    ? Object.keys(CALLS).flatMap((key) => (key.startsWith(`${path}().`) ? [key.slice(path.length + 3)] : []))
    : ["server_bind", "server_activate"];

const plain = (path: string): string => path.replaceAll("()", "");
const BINDING = new Set(Object.keys(CALLS).map(plain));

/** Whether what is set takes the place of what binds a socket, or of what it binds: `HTTPServer.server_bind`, `app.run`. */
export function replaces(path: string): boolean {
  const name = plain(path);
  const [, owner = "", method = ""] = /^(.*)\.(\w+)$/.exec(name) ?? [];
  if (owner === "socket.socket") return /^(bind|listen)$/.test(method);
  return BINDING.has(name) || (BINDING.has(owner) && /^(__init__|server_(bind|activate|address))$/.test(method));
}

/** A call of whose arguments nothing is known. */
export const NOBODY = { receiver: null, positional: [], named: new Map<string, Argument>(), open: true } as const;

/** A class of the program's own that binds what nobody can tell. */
export const OPAQUE = "?()";

/** Methods of objects that nobody has seen made; an address given outright tells enough. */
const RUN: SocketCall = { process: "python", resolver: LIBC, host: ["host", -1, HOLE], port: ["port", -1, HOLE] };

const SHOWN = 80;

/** The sockets that calls bind, and the program behind each. */
export const socketsOf = (calls: readonly Called[]): readonly Sourced[] =>
  calls.flatMap((call, index) => [socketOf(call, calls.slice(0, index)), ...handedOn(call)]).filter((socket) => socket !== null);

/** What binds, and is left to another to call: `Thread(target=app.run, kwargs=…)`. */
const handedOn = ({ path, positional, named }: Called): readonly Sourced[] =>
  (KEEPS.test(path) ? [] : [...positional, ...named.values()]).flatMap(({ value, text }): readonly Sourced[] => {
    const spec = isNamed(value) ? CALLS[value.path] : undefined;
    if (spec === undefined) return [];
    const bind = {
      says: text.slice(0, SHOWN),
      from: "source",
      resolver: spec.resolver,
      certainty: "possible",
      host: HOLE,
      port: null,
    } as const;
    return [{ process: spec.process, bind }];
  });

/** @param before the calls before it, which may have set options of its socket */
function socketOf(call: Called, before: readonly Called[]): Sourced | null {
  if (call.path === OPAQUE)
    return { process: "python", bind: { host: HOLE, port: null, says: "", from: "source", certainty: "possible", resolver: LIBC } };
  if (/(^|\.)socket\.socket\(\)\.bind$/.test(call.path)) return bound(call, sixOnly(call, before));
  if (/^\?.*\.bind$/.test(call.path) && call.positional.length === 1 && isAddress(call.positional[0]?.value))
    return bound({ ...call, certainty: "possible" }, false);
  const later = activated(call);
  if (later !== null) return later;
  const known = CALLS[call.path] ?? (call.path.endsWith(".create_server") ? CALLS["asyncio.start_server"] : undefined);
  const open = /\.run$|^\?$|^getattr\(\)$/.test(call.path) && (call.named.has("host") || call.named.has("port")) ? RUN : undefined;
  const spec = known ?? open;
  // A method of the program's own is told by what it does.
  const isOwn = known === undefined && /^\?\w+(\(\))?\.run$/.test(call.path);
  return spec === undefined ? null : made(isOwn ? { ...call, certainty: "possible" } : call, spec);
}

/** `HTTPServer(address, handler, bind_and_activate=False).server_activate()` */
function activated({ path, receiver, certainty }: Called): Sourced | null {
  const spec = CALLS[path.replace(/\(\)\.\w+$/, "")];
  if (spec?.later === undefined || !path.endsWith(`().${spec.later}`)) return null;
  const by = receiver?.by;
  if (by === undefined) return made({ ...NOBODY, path, certainty }, { ...spec, atOnce: undefined });
  return isAtOnce(by, spec) === true ? null : made({ ...by, path, certainty }, { ...spec, atOnce: undefined });
}

/** Undefined: nobody can tell. */
function isAtOnce(call: PyCall, { atOnce }: SocketCall): boolean | undefined {
  const argument = atOnce === undefined ? undefined : argumentAt(call, atOnce);
  return argument === undefined ? true : truth(argument.value);
}

/** What a method of an object that nobody has seen made may take for the address of a socket. */
const isAddress = (value: PyValue | undefined): boolean => isTuple(value) || isNamed(value) || value === HOLE;

const argumentAt = (call: PyCall, [keyword, position]: Slot): Argument | undefined =>
  call.named.get(keyword) ?? (position < 0 ? undefined : call.positional[position]);

function made(call: Called, spec: SocketCall): Sourced | null {
  const { process } = spec;
  const atOnce = isAtOnce(call, spec);
  if (atOnce === false) return null;
  const resolver = spec.resolves?.(call) ?? spec.resolver;
  const whole: Slot | undefined = spec.listen === undefined || !call.named.has(spec.listen) ? undefined : [spec.listen, -1, null];
  const slots = (whole === undefined ? [spec.host, spec.port, spec.address] : [whole]).filter((slot) => slot !== undefined);
  const given = slots.map((slot) => argumentAt(call, slot)).filter((argument) => argument !== undefined);
  const says =
    `${call.path.replace(/.*\.(?=\w+\.\w+$)|\(\)|@\d+/g, "").replace(/^\?\.?/, "")}(${given.map(({ text }) => text).join(", ")})`.slice(
      0,
      SHOWN,
    );
  const instead = (spec.instead ?? []).find((name) => call.named.has(name) && call.named.get(name)?.value !== null);
  const shared = {
    says,
    from: "source" as const,
    resolver,
    ...(spec.protocol === undefined ? {} : { protocol: spec.protocol }),
    certainty: call.open || instead !== undefined || atOnce !== true ? ("possible" as const) : call.certainty,
  };
  if (whole !== undefined) {
    const text = textOf(argumentAt(call, whole)?.value ?? HOLE);
    // Of several none is sure to be the one that matters.
    const several = /[\s,]/.test(text.trim());
    return {
      process,
      bind: { ...shared, ...(several ? { host: HOLE, port: null } : split(text.trim(), { host: "", port: "8080", bare: "host" })) },
    };
  }
  if (spec.address !== undefined) {
    const argument = argumentAt(call, spec.address);
    // gevent opens both families for a tuple without a host, and IPv4 alone for the text `:8000`.
    const text = typeof argument?.value === "string" && spec.process === "gevent" ? { resolver: LIBC } : {};
    return argument === undefined && !call.open ? null : { process, bind: { ...shared, ...text, ...hostAndPort(argument?.value ?? HOLE) } };
  }
  const value = (slot: Slot | undefined): string | null => {
    const argument = slot === undefined ? undefined : argumentAt(call, slot);
    if (argument === undefined || argument.value === null) return slot === undefined || call.open ? HOLE : slot[2];
    return textOf(argument.value);
  };
  const [host, port] = [value(spec.host), value(spec.port)];
  return host === null || port === null ? null : { process, bind: { ...shared, host, port } };
}

/** `("", 8000)`, `"[::]:50051"`, `8000`. */
function hostAndPort(value: PyValue): { host: string; port: string | null } {
  if (isTuple(value)) {
    const [host = HOLE, port = HOLE] = value;
    return { host: textOf(host), port: textOf(port) };
  }
  const text = textOf(value);
  return hasHole(text) && !text.includes(":") ? { host: HOLE, port: null } : split(text, { host: "", port: null, bare: "number-is-port" });
}

/** Whether it answers IPv6 alone, as the last `setsockopt` of it says; undefined where that is no constant. */
function sixOnly({ receiver }: Called, before: readonly Called[]): boolean | undefined {
  const set = before.findLast(
    (call) =>
      call.receiver?.by !== undefined &&
      call.receiver.by === receiver?.by &&
      call.path.endsWith(".setsockopt") &&
      call.positional.some(({ value }) => isNamed(value) && value.path.endsWith("IPV6_V6ONLY")),
  );
  if (set === undefined) return false;
  const value = set.positional[2]?.value;
  return set.certainty === "possible" || (typeof value !== "number" && typeof value !== "boolean") ? undefined : truth(value);
}

/** `socket.bind` of the standard library: the family and the kind of socket were said when it was made. */
function bound(call: Called, only: boolean | undefined): Sourced | null {
  const [argument] = call.positional;
  if (argument === undefined) return null;
  const kinds = call.receiver === null ? [] : madeBy(call.receiver);
  const protocol = kinds.some((kind) => kind.endsWith("SOCK_DGRAM")) ? "udp" : "tcp";
  const says = `bind(${argument.text})`.slice(0, SHOWN);
  const certainty = only === undefined ? "possible" : call.certainty;
  const common = { says, from: "source" as const, certainty, resolver: only === true ? SIX : LIBC } as const;
  if (kinds.some((kind) => kind.endsWith("AF_UNIX")))
    return { process: "python", bind: { ...common, protocol: "unix", host: textOf(argument.value), port: "" } };
  const { host, port } = hostAndPort(argument.value);
  const six = kinds.some((kind) => kind.endsWith("AF_INET6"));
  return { process: "python", bind: { ...common, protocol, host: six && host === "" ? "::" : host, port } };
}

const madeBy = (made: PyNamed): readonly string[] =>
  (made.by?.positional ?? [])
    .map(({ value }) => value)
    .concat([...(made.by?.named.values() ?? [])].map(({ value }) => value))
    .filter(isNamed)
    .map(({ path }) => path);
