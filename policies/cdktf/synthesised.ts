import type { CheckInput } from "../../src";
import { stacksOf, type Stack } from "./construct";

/** A stack as it is about to be written, and the others of its app, which it may refer to. */
export interface Synthesised {
  readonly own: CheckInput;
  readonly beside: readonly CheckInput[];
}

const inputOf = (stack: Stack): CheckInput => ({
  path: stack.node.path,
  bytes: Buffer.from(JSON.stringify(stack.toTerraform())),
  app: stack.node.root.node.path,
});

/** Stacks of one synthesis: what each comes to is worked out once. */
export function synthesis(): (stack: Stack) => Synthesised {
  const made = new Map<Stack, CheckInput>();
  const judged = new Set<Stack>();
  const remembered = (stack: Stack): CheckInput => {
    const input = made.get(stack) ?? inputOf(stack);
    made.set(stack, input);
    return input;
  };
  return (stack) => {
    // A stack that comes again begins another synthesis, before which all of them may have changed.
    if (judged.has(stack)) {
      made.clear();
      judged.clear();
    }
    judged.add(stack);
    const own = inputOf(stack);
    made.set(stack, own);
    return {
      own,
      beside: stacksOf(stack.node.root)
        .filter((other) => other !== stack)
        .map(remembered),
    };
  };
}
