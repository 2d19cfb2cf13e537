import type { Environment } from "../model/launch";
import { HOLE } from "../model/text";

/** Any variable may be set to anything. */
const unknownFrom = ({ values }: Environment): Environment => ({
  values: new Map([...values.keys()].map((name) => [name, HOLE])),
  complete: false,
});

/** The environment once a program has set a variable of its own; unknown where it is not sure that it does. */
export function withVariable(environment: Environment, name: string, value: string, certain: boolean): Environment {
  const { values, complete } = environment;
  if (name.includes(HOLE)) return unknownFrom(environment);
  return { values: new Map(values).set(name, certain || values.get(name) === value ? value : HOLE), complete };
}
