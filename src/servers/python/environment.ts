import type { Environment } from "../../model/launch";
import { HOLE } from "../../model/text";
import { withVariable } from "../own-environment";
import type { PyCall } from "./call";
import { isDict, isNamed, textOf, type PyDict, type PyValue } from "./value";

export const withSetting = (environment: Environment, name: PyValue | undefined, value: PyValue, certain: boolean): Environment =>
  withVariable(environment, typeof name === "string" ? name : HOLE, textOf(value), certain);

export const isEnvironment = (value: PyValue | undefined): boolean => isNamed(value) && value.path === "os.environ";

export const fromEnvironment = ({ values, complete }: Environment, name: string, fallback: PyValue): PyValue =>
  values.get(name) ?? (complete && !name.includes(HOLE) ? fallback : HOLE);

/** Null where there may be others. */
export const entriesOf = (value: PyValue | undefined): PyDict["entries"] => (isDict(value) ? value.entries : null);

/** `os.environ |= {…}` */
export const withEntries = (environment: Environment, given: PyValue, certain: boolean): Environment =>
  [...(entriesOf(given) ?? [[HOLE, HOLE] as const])].reduce(
    (one, [name, value]) => withSetting(one, name, value, certain && name !== HOLE),
    environment,
  );

/** Methods of `os.environ` that change it. https://docs.python.org/3/library/os.html#os.environ */
export function afterCall(
  environment: Environment,
  call: PyCall,
  certain: boolean,
  dotenv: (environment: Environment) => Environment,
): Environment {
  const [name, value = null] = call.positional.map((argument) => argument.value);
  const all = withSetting(environment, HOLE, HOLE, false);
  switch (call.path) {
    case "dotenv.load_dotenv": {
      if (call.named.has("override")) return all;
      const isOwn = certain && call.positional.length === 0 && call.named.size === 0 && !call.open;
      return isOwn ? dotenv(environment) : { ...environment, complete: false };
    }
    case "os.environ.setdefault":
      if (typeof name === "string" && environment.values.has(name)) return environment;
      return withSetting(environment, name, value, certain && environment.complete);
    case "os.environ.update": {
      const [first] = call.positional;
      const given = call.open ? all : first === undefined ? environment : withEntries(environment, first.value, certain);
      return [...call.named].reduce((one, [key, argument]) => withSetting(one, key, argument.value, certain), given);
    }
    case "os.environ.pop":
      return withSetting(environment, name, HOLE, certain);
    case "os.environ.clear":
      return all;
    default:
      return environment;
  }
}
