import type { SyntaxNode } from "@lezer/common";
import type { Environment } from "../../model/launch";
import type { PyCall } from "./call";
import type { Ending } from "./ending";
import type { Definition, Frame, Names } from "./scope";
import type { PyDict, PyNamed, PyValue } from "./value";

/** A Python program as constant propagation sees it. */
export interface Program {
  /** What its modules call, in order; possible where a condition nobody can decide, or nobody's call, leads there. */
  readonly calls: readonly Called[];
  /** The module's names at its end; HOLE where that depends. */
  readonly names: ReadonlyMap<string, PyValue>;
  /** Attributes that it sets, by path: `c.ServerApp.ip`. */
  readonly attributes: ReadonlyMap<string, PyValue>;
  /** False: it does more than is followed (`import *` of an unseen module, too long). */
  readonly complete: boolean;
}

export interface Called extends PyCall {
  readonly certainty: "definite" | "possible";
}

/** Other modules of the program's own, by name; null where there is none to see. */
export interface Modules {
  readonly read: (module: string) => string | null;
  /** The environment once a `.env` file is loaded. */
  readonly dotenv: (environment: Environment) => Environment;
  /** The arguments of the program; absent where they are not known. */
  readonly given?: readonly string[];
}

/** A program while it runs. */
export interface Run {
  readonly modules: Modules;
  environment: Environment;
  /** False: it does more than is followed. */
  complete: boolean;
  /** It has put something of its own in the place of what binds. */
  replaced: boolean;
  /** Attributes that it sets, by path. */
  readonly attributes: Map<string, PyValue>;
  /** Dictionaries that it has changed, each time. */
  readonly changed: PyDict[];
  /** What it has called. */
  readonly calls: Called[];
  /** The functions that it has made. */
  readonly definitions: Definition[];
  /** Those that were called, and those that are under way, by their keys. */
  readonly entered: Set<string>;
  readonly active: Set<string>;
  /** Whether anybody may have set an attribute. */
  readonly isScattered: (attribute: string) => boolean;
  /** One statement or expression more; false: that is too many, or too deep. */
  readonly spend: (depth: number) => boolean;
  readonly value: (node: SyntaxNode, frame: Frame) => PyValue;
  readonly block: (node: SyntaxNode, frame: Frame) => Ending;
  readonly assign: (target: SyntaxNode, value: PyValue, frame: Frame) => void;
  readonly define: (node: SyntaxNode, frame: Frame, decorated: boolean) => PyNamed;
  readonly load: (module: string, frame: Frame) => Names | null;
}
