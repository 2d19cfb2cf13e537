import { parsedArguments } from "./argparse";
import type { Argument, PyCall } from "./call";
import { initOf, instanceOf, isOpaque, selfAround, throughBase, throughSuper } from "./classes";
import { Ended, ENDS } from "./ending";
import { afterCall } from "./environment";
import { lose } from "./forget";
import { enter, keyOf } from "./functions";
import type { Run } from "./program";
import type { Definition, Frame } from "./scope";
import { NOBODY, OPAQUE } from "./sockets";
import { afterUnknown } from "./unknown-call";
import { frozen, isNamed, type PyNamed, type PyValue } from "./value";

/** By these a parser is told otherwise than by its own methods. */
const TOLD = ["argv", "default", "_actions", "parse_args"];

/** What a call that is no builtin does and gives. */
export function invoke(run: Run, asked: PyCall, target: PyValue, frame: Frame): PyValue {
  const above = throughSuper(asked, frame) ?? throughBase(asked, frame);
  const { call, callee } = above ?? { call: asked, callee: target };
  const made = isNamed(callee) && callee.attributes === undefined && callee.self === undefined ? callee : undefined;
  const init = made?.own === undefined ? undefined : initOf(made.own)?.definition;
  run.environment = afterCall(run.environment, call, frame.certain, run.modules.dotenv);
  const by = recorded(call);
  // What a class binds that has an `__init__` of its own, that says.
  const path = made === undefined ? call.path : isOpaque(made) ? OPAQUE : init === undefined ? call.path : `?${made.own?.name ?? ""}`;
  if (run.replaced) run.complete = false;
  run.calls.push(
    run.replaced ? { ...NOBODY, path, certainty: "possible" } : { ...by, path, certainty: frame.certain ? "definite" : "possible" },
  );
  if (ENDS.test(call.path) && !run.replaced) throw new Ended("exits");
  if (made !== undefined && init !== undefined)
    return construct(run, init, (above === null ? null : selfAround(frame)) ?? instanceOf(made, {}), call, frame);
  if (isNamed(callee) && callee.definition !== undefined)
    return callee.self === undefined
      ? enter(run, call, callee.definition, frame)
      : enter(run, withSelf(call, callee.self), callee.definition, frame, callee.self);
  afterUnknown(run, call, frame);
  const attributes = TOLD.some(run.isScattered) ? null : parsedArguments(call, run.calls, run.modules.given);
  if (attributes !== null) return { path: `${call.path}()`, by, attributes };
  return made?.own === undefined ? { path: `${call.path}()`, by } : instanceOf(made, { by });
}

/** As it is now, whatever becomes of its lists. */
function recorded(call: PyCall): PyCall {
  const record = (argument: Argument): Argument => ({ ...argument, value: frozen(argument.value) });
  return {
    ...call,
    positional: call.positional.map(record),
    named: new Map([...call.named].map(([keyword, argument]) => [keyword, record(argument)])),
  };
}

const withSelf = (call: PyCall, self: PyNamed): PyCall => ({
  ...call,
  positional: [{ value: self, text: "self" }, ...call.positional],
});

/** What a class makes that has an `__init__`. */
function construct(run: Run, init: Definition, self: PyNamed, call: PyCall, frame: Frame): PyValue {
  if (run.active.has(keyOf(init))) lose(self);
  enter(run, withSelf(call, self), init, frame, self);
  return self;
}
