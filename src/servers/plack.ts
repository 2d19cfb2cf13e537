import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import type { Resolver } from "./address";
import { argumentsOf } from "./arguments";
import { endpoint } from "./endpoint";
import { parseOptions } from "./options";
import { pair, serve, unix } from "./served";
import { decide, fallback, last, option, variable } from "./setting";

/** What tells a server of PSGI applications from others that take Plack's options. */
interface Plack {
  readonly name: string;
  readonly resolver: Resolver;
  readonly taking: string;
  /** What it binds where nothing names a host. */
  readonly host: string;
  /** Of an address without a port; null: there is none. */
  readonly port: string | null;
  readonly env: { readonly host: readonly string[]; readonly port: readonly string[] };
  /** Whether what `--listen` names is a socket in a folder. */
  readonly isPath: (value: string) => boolean;
}

/** `--listen` may be repeated, takes a path as well, and replaces host and port. https://metacpan.org/dist/Plack/view/script/plackup */
export const plack =
  ({ name, resolver, taking, host, port, env, isPath }: Plack): Server["listens"] =>
  (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: {
        host: { names: ["-o", "--host"] },
        port: { names: ["-p", "--port"] },
        listen: { names: ["-l", "--listen"] },
        socket: { names: ["-S", "--socket"] },
      },
      taking,
    });
    const doubts = parsed.hazy ? [unseen.argument(name)] : [];
    const paths = option(parsed, "socket").said.map((said) => unix(said.value, said));
    const listen = option(parsed, "listen").said.map((said) =>
      isPath(said.value) ? unix(said.value, said) : endpoint(said, { host, port, bare: "host" }),
    );
    if (paths.length + listen.length > 0) return serve(name, resolver, [...paths, ...listen], doubts);
    const half = (which: "host" | "port", usual: string) =>
      decide(last(option(parsed, which)), variable(invocation.environment, ...env[which]), fallback(usual));
    const [first, second] = [half("host", host), half("port", "5000")];
    return serve(name, resolver, pair(first, second), [...first.doubts, ...second.doubts]);
  };
