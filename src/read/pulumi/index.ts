import type { InputKind } from "../../model/report";
import type { Plan } from "../../model/plan";
import type { Registered } from "./registered";

export interface Of {
  readonly kind: InputKind;
  readonly path: string;
  readonly stack: string | null;
  readonly before?: readonly Registered[];
}

export function planOfRegistered(_registered: readonly Registered[], { kind, path, stack }: Of): Plan {
  return { kind, path, stack, resources: [], before: null, notes: [] };
}
