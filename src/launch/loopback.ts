import { bindOfText } from "../model/bind";
import type { ContainerStart } from "../model/launch";

/** What people call an address to listen on, with words before it that say of what: `--http-host`, `SERVER_ADDRESS`, `FLASK_RUN_HOST`. */
const NAME =
  /^((server|https?|web|app|grpc|flask|uvicorn|run)[-_.])*(host(name)?|bind|listen|addr(ess)?|ip|interface)([-_.](host|addr(ess)?|ip|on))?$|^(aspnetcore_)?urls$/i;

const SHORT = /^-[bHhlai]$/;

const isName = (option: string): boolean => SHORT.test(option) || (option.startsWith("--") && NAME.test(option.slice(2)));

/** The port that stands with an address of loopback, null where none does; undefined where it is no such address. */
function loopbackPort(text: string): number | null | undefined {
  const [, address = "", port] = /^(?:[a-z]+:\/\/)?(\[[^\]]*\]|[^:/]*|[\da-f]*:[\da-f:.]*)(?::(\d+))?\/?$/i.exec(text) ?? [];
  const bare = address.replace(/^\[(.*)\]$/, "$1");
  if (bare.toLowerCase() !== "localhost" && bindOfText(bare)?.answers !== "loopback") return undefined;
  return port === undefined ? null : Number(port);
}

/** Options with their values, `--host V` and `--host=V`, and addresses that stand by themselves. */
function addressed(words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    const [option = "", ...value] = word.split("=");
    if (word.startsWith("-")) return value.length > 0 && isName(option) ? [value.join("=")] : [];
    const before = words[index - 1] ?? "";
    const isOperand = !before.startsWith("-") || before.includes("=");
    // A URL that stands by itself is one to call.
    return isName(before) || (isOperand && !word.includes("://")) ? [word] : [];
  });
}

/**
 * What arguments and environment that nobody can read in full name of loopback to listen on, by port; null: they give none.
 * It opens nothing, and makes a guess that the program answers everybody less sure.
 */
export function loopbackNamed({ entryPoint, command, environment }: ContainerStart): readonly (number | null)[] {
  const words = [entryPoint, command].flatMap((given) => (given === null || given === "unknown" ? [] : given));
  const variables = [...environment.values].flatMap(([name, value]) => (NAME.test(name) ? [value] : []));
  return [...addressed(words), ...variables].flatMap((text) => {
    const port = loopbackPort(text);
    return port === undefined ? [] : [port];
  });
}
