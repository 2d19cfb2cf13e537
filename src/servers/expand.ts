import type { Environment } from "../model/launch";
import { HOLE, OWN } from "../model/text";
import type { Layer } from "./setting";

const VARIABLE = /\$\{(\w+)\}|\$\((\w+)\)|\$(\w+)/g;

/** A value in which the program itself puts variables of its environment: `${NAME}`, `$(NAME)`, `$NAME`. What else has a `$` is not known. */
export function expand(value: string, { values }: Environment): string {
  const text = value.replace(
    VARIABLE,
    (_, ...names: (string | undefined)[]) => values.get(names.find((name) => name !== undefined) ?? "") ?? HOLE,
  );
  return text.includes("$") ? HOLE : text;
}

export const expanded = (layer: Layer, environment: Environment): Layer => ({
  ...layer,
  said: layer.said.map((said) => ({ ...said, value: expand(said.value, environment) })),
});

/** A mark of a variable or template, which a configuration's own syntax may expand. */
export const mayExpand = (text: string): boolean => /[$%]|\{\{/.test(text);

const TEMPLATE = /\{\{([^{}]*)\}\}/g;

/** Go templates of addresses, as HashiCorp's programs take them. https://pkg.go.dev/github.com/hashicorp/go-sockaddr/template */
export const withAddresses = (text: string): string =>
  text.replace(TEMPLATE, (_, template: string) => (template.trim() === "GetPrivateIP" ? OWN.private : HOLE));
