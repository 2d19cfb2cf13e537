import { HOLE } from "../../model/text";
import { putInto } from "./assign";
import { bindWithin } from "./bind";
import type { Context } from "./evaluate";
import { forget } from "./forget";
import { invoke } from "./invoke";
import type { Run } from "./program";
import { lookUp, Names, textIn, type Frame } from "./scope";

/** What an expression is evaluated in, of a program that runs. */
export const contextOf = (run: Run, frame: Frame): Context => ({
  text: frame.text,
  get environment() {
    return run.environment;
  },
  spend: run.spend,
  lookUp: (wanted) => lookUp(frame, wanted),
  bind: (bound, value) => {
    bindWithin(frame, bound, value);
  },
  put: putInto(run, frame),
  define: (node) => run.define(node, frame, false),
  perhaps: () => contextOf(run, { ...frame, certain: false }),
  within: (node) => {
    forget(node, frame);
    const names = new Names();
    for (const child of node.getChildren("VariableName")) names.set(textIn(frame, child), HOLE);
    return contextOf(run, { ...frame, names, outer: frame, shared: new Map(), certain: false });
  },
  isScattered: run.isScattered,
  call: (call, callee) => invoke(run, call, callee, frame),
});
