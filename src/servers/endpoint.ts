import { hasHole } from "../model/text";
import type { Bind } from "./served";
import { unix } from "./served";
import type { Said } from "./setting";

/** How a program splits the one token that holds host and port. */
export interface Spelling {
  readonly host: string;
  readonly port: string | null;
  /** What a token without a colon is. */
  readonly bare: "host" | "port" | "number-is-port";
  /** Prefixes of a path to a unix socket. */
  readonly unix?: readonly string[];
  /** Prefixes that say nothing: `tcp://`. */
  readonly schemes?: readonly string[];
}

/** `host:port`, `:port`, `[v6]:port`, or a part of it. A token that is wholly unknown may be any of them. */
export function endpoint(said: Said, spelling: Spelling): Bind {
  const { says, from } = said;
  const path = spelling.unix?.find((prefix) => said.value.startsWith(prefix));
  if (path !== undefined) return unix(said.value.slice(path.length), said);
  const scheme = spelling.schemes?.find((prefix) => said.value.toLowerCase().startsWith(prefix)) ?? "";
  const { host, port } = split(said.value.slice(scheme.length), spelling);
  return { host, port, says, from };
}

export function split(token: string, spelling: Pick<Spelling, "host" | "port" | "bare">): { host: string; port: string | null } {
  const bracketed = /^\[([^\]]*)\](?::([^]*))?$/.exec(token);
  if (bracketed !== null) return { host: bracketed[1] ?? "", port: bracketed[2] ?? spelling.port };
  const colon = token.lastIndexOf(":");
  if (colon >= 0) return { host: token.slice(0, colon), port: token.slice(colon + 1) };
  if (hasHole(token)) return { host: token, port: null };
  const isPort = spelling.bare === "port" || (spelling.bare === "number-is-port" && /^\d+$/.test(token));
  return isPort ? { host: spelling.host, port: token } : { host: token, port: spelling.port };
}
