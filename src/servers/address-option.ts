import type { Server } from "../model/launch";
import { argumentsOf } from "./arguments";
import type { Resolver } from "./address";
import { endpoint, type Spelling } from "./endpoint";
import { asks, doubted, idle } from "./command";
import { parseOptions, type Grammar, type Option } from "./options";
import { NOTHING, serve } from "./served";
import { decide, fallback, last, option, variable, type Layer, type Said } from "./setting";

/** One listener of a program: an option that holds host and port together. */
export interface AddressOption {
  readonly option: Option;
  readonly env?: readonly string[];
  /** As the program has it where nothing is said; none: it does not open this one. */
  readonly default: readonly string[];
  /** True: each occurrence is one more; else the last wins. */
  readonly repeats?: boolean;
  /** Separates several addresses in one value. */
  readonly separator?: RegExp;
  readonly spelling?: Partial<Spelling>;
  /** TCP alone unless it says so. */
  readonly protocols?: readonly ("tcp" | "udp")[];
  /** What a file says. */
  readonly configured?: (invocation: Parameters<Server["listens"]>[0]) => Layer;
}

export interface AddressOptions {
  readonly name: string;
  readonly resolver: Resolver;
  readonly style?: Grammar["style"];
  readonly taking?: string;
  readonly flags?: string;
  readonly bare?: string;
  /** It listens only where the operands begin with one of these: `serve`. */
  readonly commands?: readonly string[];
  /** Commands that surely open nothing, beside those: `list, pull`; `*` for all. Of any other nobody can tell. */
  readonly harmless?: string;
  readonly addresses: readonly AddressOption[];
}

const SPELLING: Spelling = { host: "", port: "80", bare: "port", schemes: ["https://", "http://", "tcp://"], unix: ["unix://", "unix:"] };

/** The words of a value, each said by the same token. */
export const separate = (layer: Layer, separator: RegExp): Layer => ({
  ...layer,
  said: layer.said.flatMap((said): readonly Said[] =>
    said.value
      .split(separator)
      .filter((value) => value !== "")
      .map((value) => ({ ...said, value })),
  ),
});

/** Sockets of a program that takes host and port as one. */
export function addressOptions(spec: AddressOptions): Server["listens"] {
  return (invocation) => {
    const names = Object.fromEntries(spec.addresses.map((one, index) => [String(index), one.option]));
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      options: names,
      ...(spec.style === undefined ? {} : { style: spec.style }),
      ...(spec.taking === undefined ? {} : { taking: spec.taking }),
      ...(spec.flags === undefined ? {} : { flags: spec.flags }),
      ...(spec.bare === undefined ? {} : { bare: spec.bare }),
    });
    if (parsed.tells) return NOTHING;
    const asked = spec.commands === undefined ? "yes" : asks(args, parsed, spec.commands);
    if (asked === "no") return idle(spec.name, parsed.operands, spec.harmless ?? "");
    const layers = spec.addresses.map((one, index) => {
      const given = option(parsed, String(index));
      const decided = decide(
        one.repeats === true ? given : last(given),
        variable(invocation.environment, ...(one.env ?? [])),
        one.configured?.(invocation) ?? { said: [], doubts: [] },
        fallback(...one.default),
      );
      return one.separator === undefined ? decided : separate(decided, one.separator);
    });
    const binds = layers.flatMap(({ said }, index) =>
      said.flatMap((one) => {
        const bind = endpoint(one, { ...SPELLING, ...spec.addresses[index]?.spelling });
        const { protocols = ["tcp"] } = spec.addresses[index] ?? {};
        return bind.protocol === "unix" ? [bind] : protocols.map((protocol) => ({ ...bind, protocol }));
      }),
    );
    return serve(spec.name, spec.resolver, binds, [...layers.flatMap(({ doubts }) => doubts), ...doubted(spec.name, parsed, asked)]);
  };
}
