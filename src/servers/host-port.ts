import type { Environment, Invocation, Server } from "../model/launch";
import type { Resolver } from "./address";
import { argumentsOf } from "./arguments";
import { asks, asksNot, commandIn, doubted, idle, type Asked } from "./command";
import { inDotenv } from "./dotenv";
import { parseOptions, type Grammar, type Option, type Parsed } from "./options";
import { NOTHING, serve, serveApart, unix } from "./served";
import { decide, fallback, last, option, variable, type Layer } from "./setting";

/** Where one half of an address may be given: options over environment over files over the default. */
export interface Half {
  readonly option: Option;
  /** By command, where it differs. */
  readonly env?: readonly string[] | Readonly<Record<string, readonly string[]>>;
  /** True: each occurrence of the option is one more; else the last wins. */
  readonly repeats?: boolean;
  /** By command, where it differs; the first where the command is not known. */
  readonly default: string | Readonly<Record<string, string>> | ((environment: Environment) => Layer);
}

/** What configuration files say of host and port, and what they may say unseen. */
export type Configured = (invocation: Invocation, operands: readonly string[]) => { readonly host?: Layer; readonly port?: Layer };

/** A program with one option for the host and another for the port: what tells it from others of its kind. */
export interface HostPort {
  readonly name: string;
  readonly resolver: Resolver;
  readonly style?: Grammar["style"];
  readonly taking?: string;
  readonly flags?: string;
  /** It listens only where the operands begin with one of these: `run`, `pages dev`. */
  readonly commands?: readonly string[];
  /** Commands that surely open nothing, beside those: `build, login`; `*` for all. Of any other nobody can tell. */
  readonly harmless?: string;
  /** It listens unless one of these is the first operand: `build`. */
  readonly except?: readonly string[];
  /** Options by which it tells something and ends, beside `--help` and `--version`: `--inspect`. */
  readonly once?: string;
  /** It listens only where this is given: `-s` of iperf3. */
  readonly needs?: Option;
  readonly host: Half;
  readonly port: Half;
  /** An option whose path to a unix socket comes in place of the port. */
  readonly unix?: Option;
  /** An option after which all is the application's: `--args`. */
  readonly rest?: string;
  readonly configured?: Configured;
  /** Files that add to the environment, the first goes over the others: `.env.local`, `.env`. */
  readonly dotenv?: readonly string[];
}

/** Sockets of a program that takes host and port apart. */
export function hostPort(spec: HostPort): Server["listens"] {
  return (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      options: {
        host: spec.host.option,
        port: spec.port.option,
        unix: spec.unix ?? { names: [] },
        needs: spec.needs ?? { names: [] },
        once: { names: spec.once?.split(" ") ?? [], takes: "none" },
        rest: { names: spec.rest?.split(" ") ?? [], takes: "rest" },
      },
      ...(spec.style === undefined ? {} : { style: spec.style }),
      ...(spec.taking === undefined ? {} : { taking: spec.taking }),
      ...(spec.flags === undefined ? {} : { flags: spec.flags }),
    });
    if (parsed.tells || parsed.given.once.length > 0) return NOTHING;
    const asked = askedOf(spec, args, parsed);
    if (asked === "no") return spec.commands === undefined ? NOTHING : idle(spec.name, parsed.operands, spec.harmless ?? "");
    if (spec.needs !== undefined && parsed.given.needs.length === 0 && !parsed.hazy) return NOTHING;
    const command = commandIn(parsed, spec.commands ?? []);
    const [path] = last(option(parsed, "unix")).said;
    if (path !== undefined && !parsed.hazy) return serve(spec.name, spec.resolver, [unix(path.value, path)]);
    const configured = spec.configured?.(invocation, parsed.operands) ?? {};
    const half = (name: "host" | "port"): Layer => {
      const { env = [], default: usual, repeats } = spec[name];
      const given = option(parsed, name);
      const names = isList(env) ? env : command === undefined ? Object.values(env).flat() : (env[command] ?? []);
      const otherwise = typeof usual === "function" ? usual(invocation.environment) : fallback(byCommand(usual, command));
      return decide(
        repeats === true ? given : last(given),
        variable(invocation.environment, ...names),
        inDotenv(invocation, spec.dotenv ?? [], ...names),
        configured[name] ?? NO_LAYER,
        otherwise,
      );
    };
    return serveApart(spec.name, spec.resolver, half("host"), half("port"), doubted(spec.name, parsed, asked));
  };
}

function askedOf({ commands, except }: HostPort, args: readonly string[], parsed: Parsed): Asked {
  if (commands !== undefined) return asks(args, parsed, commands);
  return except === undefined ? "yes" : asksNot(args, parsed, except);
}

const byCommand = (usual: string | Readonly<Record<string, string>>, command: string | undefined): string =>
  typeof usual === "string" ? usual : (usual[command ?? ""] ?? Object.values(usual)[0] ?? "");

const isList = (names: NonNullable<Half["env"]>): names is readonly string[] => Array.isArray(names);

const NO_LAYER: Layer = { said: [], doubts: [] };

/** A default that an environment variable turns over: `RAILS_ENV=production` binds every address. */
export const unlessProduction =
  (names: readonly string[], development: string, production: string, isDevelopment: (value: string) => boolean) =>
  (environment: Environment): Layer => {
    const { said, doubts } = variable(environment, ...names);
    const [first] = said;
    if (first === undefined) return { said: fallback(development).said, doubts };
    return isDevelopment(first.value) ? { said: fallback(development).said, doubts } : { said: [{ ...first, value: production }], doubts };
  };
