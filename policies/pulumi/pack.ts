import { PACK_WORDS } from "../../src";
import { policies } from "./policies";
import type { Sdk } from "./sdk";

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
