import { HOLE, hasHole } from "../../model/text";
import { LIBC } from "../address";
import { split } from "../endpoint";
import type { Sourced } from "../served";
import { CALLS, SIX, type Slot, type SocketCall } from "./binding-calls";
import { KEEPS, type Argument, type PyCall } from "./call";
import type { Called } from "./program";
import { isNamed, isTuple, textOf, truth, type PyNamed, type PyValue } from "./value";

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
    `${call.path.replace(/.*\.(?=\w+\.\w+$)|\(\)|@\d+/g, "").replace(/^\?\.?/, "")}(${[...new Set(given.map(({ text }) => text))].join(", ")})`.slice(
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
