import { PACK_WORDS, RULES } from "../../src";
import type { Said } from "./answer";
import { exchangeAdvisory } from "./level";
import { plainProperties } from "./plain";
import type { Properties } from "./registered";
import type { Policy, ResourceArgs, Sdk, StackArgs, Violation } from "./sdk";

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

/** Each remembers: the SDK asks a policy that is disabled about nothing, and the others judge by the inputs all the same. */
const policies = Object.entries({ quadzero: PACK_WORDS.quadzero, ...RULES }).map(([name, description]): Policy => ({
  name,
  description,
  enforcementLevel: "mandatory",
  ...(name === "quadzero" ? { configSchema } : {}),
  validateResource: remember,
  validateStack: validate(name),
}));

/**
 * What the user's project brings. An error with this mark is shown without a stack.
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/errors.ts
 */
function sdk(): Sdk {
  try {
    return require("@pulumi/policy") as Sdk;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "MODULE_NOT_FOUND" || !message.includes("'@pulumi/policy'")) throw error;
    throw Object.assign(new Error(PACK_WORDS.noSdk), { __pulumiRunError: true });
  }
}

const { PolicyPack } = sdk();
new PolicyPack("quadzero", { policies });
exchangeAdvisory(() => require("@pulumi/policy/protoutil") as unknown, advisoryMessages);
