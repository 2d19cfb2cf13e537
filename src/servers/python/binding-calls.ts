import { LIBC, NODE, PASSIVE, type Resolver } from "../address";
import { KEEPS, type PyCall } from "./call";
import { ENDS } from "./ending";
import { isNamed, truth } from "./value";

/** Where a call takes a value from: a keyword, a position, and what it is when left out (null: the call binds nothing then). */
export type Slot = readonly [keyword: string, position: number, fallback: string | null];

/** A call that binds a socket. */
export interface SocketCall {
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
export const SIX: Resolver = { ...LIBC, empty: ["none", "any"], ipv6Any: ["none", "any"] };

/** An IPv6 socket answers IPv6 alone, unless it says otherwise. https://docs.python.org/3/library/socket.html#socket.create_server */
function created({ named }: PyCall): Resolver {
  const family = named.get("family")?.value;
  if (!isNamed(family) || !family.path.endsWith("AF_INET6")) return LIBC;
  return truth(named.get("dualstack_ipv6")?.value ?? false) === false ? SIX : { ...LIBC, empty: LIBC.ipv6Any };
}

export const CALLS: Readonly<Record<string, SocketCall>> = {
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

/** Own functions, exceptions and methods of sockets take no time by themselves. */
const INSTANT =
  /@\d+$|^[A-Z]\w*(Error|Exception|Exit)$|^socket\.socket(\(\)\.(bind|listen|setsockopt|settimeout|setblocking|getsockname))?$/;

/** Whether a call comes back at once; a server that is run does not. */
export const isInstant = (path: string): boolean =>
  CALLS[path]?.address !== undefined ||
  path === "wsgiref.simple_server.make_server" ||
  [INSTANT, KEEPS, ENDS].some((known) => known.test(path));

const plain = (path: string): string => path.replaceAll("()", "");
const BINDING = new Set(Object.keys(CALLS).map(plain));

/** Whether what is set takes the place of what binds a socket, of what it binds, or of what ends the program: `HTTPServer.server_bind`, `app.run`. */
export function replaces(path: string): boolean {
  const name = plain(path);
  const [, owner = "", method = ""] = /^(.*)\.(\w+)$/.exec(name) ?? [];
  if (ENDS.test(path)) return true;
  if (owner === "socket.socket") return /^(bind|listen)$/.test(method);
  return BINDING.has(name) || (BINDING.has(owner) && /^(__init__|server_(bind|activate|address))$/.test(method));
}
