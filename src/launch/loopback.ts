import { bindOfText } from "../model/bind";
import type { Process } from "./process";

/** Of what an address is one: of the program itself, by a word of its own or of its framework. */
const OWN =
  "(server(app)?|notebookapp|labapp|(web|http|app|api)server|https?|web|app|grpc|flask|uvicorn|run|jetty|quarkus|micronaut)[-_.]?";

/**
 * What people call an address to listen on, with words before it that say of what: `http-host`, `SERVER_ADDRESS`, `FLASK_RUN_HOST`,
 * `ServerApp.ip`, `listenAddress`.
 */
const NAME = new RegExp(
  `^(${OWN})*((host(name)?|bind|listen|addr(ess)?|ip|interface)([-_.](host|addr(ess)?|ip|on))?|(bind|listen)(host|addr(ess)?|ip))$|^(aspnetcore_)?urls$`,
  "i",
);

/** `-H` and `--host`, `-addr` as Go spells it, `-Dserver.address` of Java, `host` of `host=127.0.0.1`. */
const isName = (option: string): boolean => /^-[bHhlai]$/.test(option) || NAME.test(option.replace(/^(-D(?=.*\.)|--?)/, ""));

/** The port that stands with an address of loopback, null where none does; undefined where it is no such address. */
function loopbackPort(text: string): number | null | undefined {
  const [, address = "", port] = /^(?:[a-z]+:\/\/)?(\[[^\]]*\]|[^:/]*|[\da-f]*:[\da-f:.]*)(?::(\d+))?\/?$/i.exec(text) ?? [];
  const bare = address.replace(/^\[(.*)\]$/, "$1");
  if (bare.toLowerCase() !== "localhost" && bindOfText(bare)?.answers !== "loopback") return undefined;
  return port === undefined ? null : Number(port);
}

/** An address, and the option before it; null where it stands by itself. */
interface Addressed {
  readonly option: string | null;
  readonly text: string;
}

/** `--host V`, `--host=V`, `host=V`, and words that stand by themselves. */
function addressed(words: readonly string[]): readonly Addressed[] {
  return words.flatMap((word, index): readonly Addressed[] => {
    const [option = "", ...value] = word.split("=");
    if (value.length > 0) return [{ option, text: value.join("=") }];
    if (word.startsWith("-")) return [];
    const before = words[index - 1] ?? "";
    return [{ option: before.startsWith("-") && !before.includes("=") ? before : null, text: word }];
  });
}

/** What options call that whose address is to be called. */
export const CALLED =
  /(^|[-_.])(redis|db|database|postgres(ql)?|mysql|mongo(db)?|kafka|nats|amqp|statsd|upstream|backend|peers?|target|proxy|remote|join|seeds?|broker|endpoint)([-_.]|$)/i;

/** Of an option that nobody knows an address counts where it has a port: by itself it may be anything's. A URL may be one to call. */
const mayBind = ({ option, text }: Addressed): boolean => {
  if (option !== null && isName(option)) return true;
  if (text.includes("://")) return false;
  return option === null || (!(CALLED.test(option) && !/bind|listen/i.test(option)) && typeof loopbackPort(text) === "number");
};

/**
 * Of a variable too: one that speaks of listening, or an address with a port, which makes a guess at that port alone less sure. Of a URL
 * the name has to say so: `APP_URL=http://localhost:8080` is what a program tells others.
 */
function mayBindTo(name: string, value: string): boolean {
  if (NAME.test(name) || /listen|bind/i.test(name)) return true;
  return /addr|host/i.test(name) && !value.includes("://") && !CALLED.test(name) && typeof loopbackPort(value) === "number";
}

/**
 * What arguments and environment that nobody can read in full name of loopback to listen on, by port; null: they give none.
 * It opens nothing, and makes a guess that the program answers everybody less sure.
 */
export function loopbackNamed({ argv, environment }: Pick<Process, "argv" | "environment">): readonly (number | null)[] {
  const variables = [...environment.values].flatMap(([name, value]) => (mayBindTo(name, value) ? [value] : []));
  return [
    ...addressed(argv)
      .filter(mayBind)
      .map(({ text }) => text),
    ...variables,
  ].flatMap((text) => {
    const port = loopbackPort(text);
    return port === undefined ? [] : [port];
  });
}
