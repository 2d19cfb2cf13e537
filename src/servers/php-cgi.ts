import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { argumentsOf, unreadOptions } from "./arguments";
import { endpoint } from "./endpoint";
import { parseOptions } from "./options";
import { NOTHING, serve, unix } from "./served";
import { option } from "./setting";

/** Without an address it answers one request on its standard input. A port alone is every address of IPv4. */
export const server: Server = {
  name: "php-cgi",
  programs: ["php-cgi"],
  manual: "https://www.php.net/manual/en/install.unix.commandline.php",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, { options: { bind: { names: ["-b", "--bindpath"] } }, taking: "-c -d -z -T", flags: "aCehilmnqsvw" });
    const { said } = option(parsed, "bind");
    const [bind] = said.slice(-1);
    if (bind === undefined && !parsed.hazy) return NOTHING;
    const binds = said
      .slice(-1)
      .map((one) => (one.value.includes("/") ? unix(one.value, one) : endpoint(one, { host: "0.0.0.0", port: null, bare: "port" })));
    return serve("php-cgi", LIBC, binds, parsed.hazy ? unreadOptions(args, "php-cgi") : []);
  },
  examples: [
    { argv: ["php-cgi", "-b", "9001"], listens: ["tcp 0.0.0.0 9001"] },
    { argv: ["php-cgi8.2", "-c", "/etc/php.ini", "--bindpath", "127.0.0.1:9002"], listens: ["tcp 127.0.0.1 9002"] },
    { argv: ["php-cgi", "-b", ":9003"], listens: ["tcp 0.0.0.0 9003"] },
    { argv: ["php-cgi", "-b", "/run/php.sock"], listens: ["unix /run/php.sock"] },
    { argv: ["php-cgi", "-q", "index.php"], listens: [] },
  ],
};
