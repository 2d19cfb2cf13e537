import { HOLE } from "../../model/text";
import type { JsFunction, JsObject, JsValue, Scope } from "./value";

/** Nodes are made anew each time the tree is walked; their place is what stays. */
export const keyOf = ({ node, scope }: JsFunction): string => `${scope.file}:${String(node.from)}`;

export function ownerOf(scope: Scope, name: string): Scope | null {
  for (let at: Scope | null = scope; at !== null; at = at.outer) if (at.names.has(name)) return at;
  return null;
}

export const lookUpHere = (scope: Scope, name: string): JsValue => scope.names.get(name)?.() ?? HOLE;

export function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

export function ofJson(text: string): JsValue {
  const read = (value: unknown): JsValue => {
    if (typeof value === "object" && value !== null) {
      return {
        members: new Map(Object.entries(value).map(([name, one]: [string, unknown]) => [name, read(one)])),
        complete: true,
      } satisfies JsObject;
    }
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
  };
  try {
    return read(JSON.parse(text));
  } catch {
    return HOLE;
  }
}
