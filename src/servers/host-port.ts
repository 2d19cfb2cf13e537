import type { Environment, Invocation, Server } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import type { Resolver } from "./address";
import { argumentsOf } from "./arguments";
import { parseOptions, type Grammar, type Option } from "./options";
import { NOTHING, pair, serve, unix } from "./served";
import { decide, fallback, last, option, variable, type Layer } from "./setting";

/** Where one half of an address may be given: options over environment over files over the default. */
export interface Half {
  readonly option: Option;
  readonly env?: readonly string[];
  readonly default: string | ((environment: Environment) => Layer);
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
  /** It listens only where one of these is the first operand: `run`. */
  readonly commands?: readonly string[];
  /** It listens unless one of these is the first operand: `build`. */
  readonly except?: readonly string[];
  /** It listens only where this is given: `-s` of iperf3. */
  readonly needs?: Option;
  readonly host: Half;
  readonly port: Half;
  /** An option whose path to a unix socket comes in place of the port. */
  readonly unix?: Option;
  readonly configured?: Configured;
}

/** Sockets of a program that takes host and port apart. */
export function hostPort(spec: HostPort): Server["listens"] {
  return (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: { host: spec.host.option, port: spec.port.option, unix: spec.unix ?? { names: [] }, needs: spec.needs ?? { names: [] } },
      ...(spec.style === undefined ? {} : { style: spec.style }),
      ...(spec.taking === undefined ? {} : { taking: spec.taking }),
      ...(spec.flags === undefined ? {} : { flags: spec.flags }),
    });
    const command = parsed.operands[0] ?? "";
    const open = parsed.hazy || ((spec.commands ?? spec.except) !== undefined && hasHole(command));
    const idle = spec.commands?.includes(command) === false || spec.except?.includes(command) === true;
    if ((idle || (spec.needs !== undefined && parsed.given.needs.length === 0)) && !open) return NOTHING;
    const [path] = last(option(parsed, "unix")).said;
    if (path !== undefined && !parsed.hazy) return serve(spec.name, spec.resolver, [unix(path.value, path)]);
    const configured = spec.configured?.(invocation, parsed.operands) ?? {};
    const half = (name: "host" | "port"): Layer => {
      const { env = [], default: usual } = spec[name];
      const otherwise = typeof usual === "string" ? fallback(usual) : usual(invocation.environment);
      return decide(last(option(parsed, name)), variable(invocation.environment, ...env), configured[name] ?? NO_LAYER, otherwise);
    };
    const [host, port] = [half("host"), half("port")];
    const doubts: readonly LaunchUnknown[] = [...host.doubts, ...port.doubts, ...(open ? [unseen.argument(spec.name)] : [])];
    return serve(spec.name, spec.resolver, pair(host, port), doubts);
  };
}

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
