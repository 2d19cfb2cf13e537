import type { SyntaxNode } from "@lezer/common";
import type { Environment } from "../../model/launch";
import type { Exits } from "./exits";
import type { State } from "./state";
import type { JsFunction, JsValue, Scope } from "./value";

export interface JsArgument {
  readonly value: JsValue;
  readonly text: string;
}

export interface Arguments {
  readonly args: readonly JsArgument[];
  /** There may be others, at any place. */
  readonly open: boolean;
}

/** A call or a construction. */
export interface JsCall extends Arguments {
  /** `app.listen` of whatever made `app`: `express().listen`. */
  readonly path: string;
  /** What made the object whose method this is was called with. */
  readonly made: readonly JsValue[];
  /** Where the program makes it. */
  readonly site: string;
}

/** What runs a program; each kind of node in a module of its own. */
export interface Machine {
  readonly state: State;
  readonly environment: () => Environment;
  /** What the program sets of its own environment; HOLE: nobody can tell what to. */
  readonly setVariable: (name: string, value: JsValue) => void;
  /** What an expression is worth, once it has done what it does. Throws Left where it comes to no end. */
  readonly value: (node: SyntaxNode | null | undefined, scope: Scope) => JsValue;
  readonly perform: (statements: readonly SyntaxNode[], scope: Scope) => Exits;
  /** Makes a function of the program's own, which is run at the end if nothing calls it. */
  readonly define: (node: SyntaxNode, scope: Scope, self?: JsValue) => JsFunction;
  /** Calls a function of the program's own. */
  readonly enter: (callee: JsFunction, given: Arguments, self: JsValue, awaited: boolean) => JsValue;
  /** A function that others call, when and with what they like. */
  readonly whenever: (callee: JsFunction) => void;
  readonly record: (call: JsCall) => void;
  /** Time goes by, in which what is bound may serve. */
  readonly waits: () => void;
  readonly load: (module: string, scope: Scope) => JsValue;
  /** Something is not followed. */
  readonly giveUp: () => void;
  /** What it calls from now on may do anything. */
  readonly lose: () => void;
  readonly isLost: () => boolean;
}
