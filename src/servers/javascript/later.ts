import type { Arguments, Machine } from "./machine";
import type { Called } from "./program";
import { alike, type JsFunction, type JsValue } from "./value";

/** A function that runs later than it is handed on. */
interface Deferred {
  readonly callee: JsFunction;
  readonly given: Arguments;
  readonly self: JsValue;
  /** How much had been written when it was last run. */
  since: number;
}

/** What is run between any two things that a program does, or when it has done them all. */
export class Later {
  private readonly deferred: Deferred[] = [];

  constructor(
    private readonly machine: Machine,
    private readonly calls: Called[],
  ) {}

  add(callee: JsFunction, given: Arguments, self: JsValue): void {
    this.deferred.push({ callee, given, self, since: this.machine.state.now() });
  }

  /** All of them, where anything was written since. @param goesOn whether it is still followed */
  run(goesOn: () => boolean): void {
    for (const one of [...this.deferred]) if (this.machine.state.now() > one.since && goesOn()) this.runOne(one);
  }

  /** With what the program had changed by then. */
  private runOne(one: Deferred): void {
    const { state, enter } = this.machine;
    const { callee, given, self, since } = one;
    const first = this.calls.length;
    state.perhaps(
      () => {
        state.forget(since);
        enter(callee, given, self, false);
      },
      () => undefined,
    );
    one.since = state.now();
    for (const again of this.calls.slice(first))
      this.calls.forEach((call, index) => {
        if (call.site === again.site && !call.args.every(({ value }, at) => alike(value, again.args[at]?.value)))
          this.calls[index] = { ...call, certainty: "possible" };
      });
  }
}
