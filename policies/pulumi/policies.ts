import { PACK_WORDS, RULES } from "../../src";
import type { Said } from "./answer";
import { exchangeAdvisory } from "./level";
import { plainProperties } from "./plain";
import type { Properties } from "./registered";
import type { Policy, ResourceArgs, StackArgs, Violation } from "./sdk";

/** The inputs of each resource: a stack policy is told the outputs alone. The engine asks about every one before. */
const inputs = new Map<string, Properties>();
const advisoryMessages = new Map<string, string>();

function remember({ urn, props }: ResourceArgs): void {
  inputs.set(urn, plainProperties(props));
}

/** What was said for the stack at hand, and which policies have been asked for their part of it. */
interface Asked {
  readonly said: readonly Said[];
  readonly by: Set<string>;
}
let asked: Asked | null = null;

function failure(error: unknown): Said {
  const message = PACK_WORDS.bug(error);
  return { policy: null, violation: { message, enforcementLevel: "mandatory" }, advisoryMessage: message };
}

function answerTo(name: string, { resources, getConfig }: StackArgs): readonly Said[] {
  try {
    // What judges is loaded when there is something to judge: the engine waits for a pack to start.
    const { answer } = require("./answer") as typeof import("./answer");
    // A policy is told its own configuration alone: where `quadzero`, which stands first, is disabled, the administrator's is none.
    const policyConfig = name === "quadzero" ? getConfig() : {};
    const { env, ppid } = process;
    return answer({ resources, inputs, policyConfig, process: { env, ppid, cwd: process.cwd() } });
  } catch (error) {
    return [failure(error)];
  }
}

const validate =
  (name: string) =>
  (args: StackArgs, report: (violation: Violation) => void): void => {
    if (asked === null || asked.by.has(name)) asked = { said: answerTo(name, args), by: new Set() };
    const isFirst = asked.by.size === 0;
    asked.by.add(name);
    for (const { policy, violation, advisoryMessage } of asked.said) {
      if (policy !== name && !(policy === null && isFirst)) continue;
      advisoryMessages.set(violation.message, advisoryMessage);
      report(violation);
    }
  };

/** Described and not constrained: what is wrong the engine would say without the place, and several times over. */
const configSchema = {
  properties: Object.fromEntries(Object.entries(PACK_WORDS.properties).map(([name, description]) => [name, { description }])),
};

/**
 * The policies of the pack quadzero, for packs that have others too; the first, `quadzero`, takes the configuration. Each remembers:
 * the SDK asks a policy that is disabled about nothing, and the others judge by the inputs all the same.
 */
export const policies = Object.entries({ quadzero: PACK_WORDS.quadzero, ...RULES }).map(([name, description]): Policy => ({
  name,
  description,
  enforcementLevel: "mandatory",
  ...(name === "quadzero" ? { configSchema } : {}),
  validateResource: remember,
  validateStack: validate(name),
}));

exchangeAdvisory(() => require("@pulumi/policy/protoutil") as unknown, advisoryMessages);
