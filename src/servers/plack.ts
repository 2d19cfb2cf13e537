import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import type { Resolver } from "./address";
import { argumentsOf } from "./arguments";
import { endpoint } from "./endpoint";
import { parseOptions } from "./options";
import { NOTHING, pair, serve, unix } from "./served";
import { decide, fallback, last, option } from "./setting";

/** What tells a server of PSGI applications from others that take Plack's options. */
interface Plack {
  readonly name: string;
  readonly resolver: Resolver;
  readonly taking: string;
  /** What it binds where nothing names a host. */
  readonly host: string;
  /** Of an address without a port; null: there is none. */
  readonly port: string | null;
  /** Whether what `--listen` names is a socket in a folder. */
  readonly isPath: (value: string) => boolean;
}

/** `--listen` may be repeated, takes a path as well, and replaces host and port. https://metacpan.org/dist/Plack/view/script/plackup */
export const plack =
  ({ name, resolver, taking, host, port, isPath }: Plack): Server["listens"] =>
  (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: {
        host: { names: ["-o", "--host"] },
        port: { names: ["-p", "--port"] },
        listen: { names: ["-l", "--listen"] },
        socket: { names: ["-S", "--socket"] },
        once: { names: ["-h", "-v"], takes: "none" },
      },
      taking,
    });
    if (parsed.tells || parsed.given.once.length > 0) return NOTHING;
    const doubts = parsed.hazy ? [unseen.argument(name)] : [];
    const paths = option(parsed, "socket").said.map((said) => unix(said.value, said));
    // `:5443:ssl` of Starman.
    const listen = option(parsed, "listen").said.map((said) =>
      isPath(said.value)
        ? unix(said.value, said)
        : endpoint({ ...said, value: said.value.replace(/:ssl$/i, "") }, { host, port, bare: "host" }),
    );
    if (paths.length + listen.length > 0) return serve(name, resolver, [...paths, ...listen], doubts);
    const half = (which: "host" | "port", usual: string) => decide(last(option(parsed, which)), fallback(usual));
    const [first, second] = [half("host", host), half("port", "5000")];
    return serve(name, resolver, pair(first, second), [...first.doubts, ...second.doubts]);
  };
