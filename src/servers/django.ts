import type { Server } from "../model/launch";
import { failure, unseen } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { endpoint } from "./endpoint";
import { parseOptions } from "./options";
import { fails, serve, unknown } from "./served";
import type { Said } from "./setting";

/** Only `runserver` listens; a bare number is a port, and `0` the address 0.0.0.0. */
export const server: Server = {
  name: "django",
  programs: ["django-admin", "manage.py"],
  modules: ["django"],
  manual: "https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver",
  listens: (invocation) => {
    const { given, operands, hazy } = parseOptions(argumentsOf(invocation), {
      options: { six: { names: ["-6", "--ipv6"], takes: "none" } },
      taking: "--settings --pythonpath -v --verbosity --threaded-with",
    });
    const [command = "", where] = operands;
    if (command !== "runserver" && command !== "runserver_plus")
      return unknown(unseen.program(`manage.py ${command}`, "only runserver is a server of Django's own"));
    const six = given.six.length > 0;
    const home = six ? "::1" : "127.0.0.1";
    const said: Said = where === undefined ? { value: "8000", says: "", from: "default" } : { value: where, says: where, from: "command" };
    if (!/^\d+$|:/.test(said.value) && !hazy)
      return fails(failure(/\$/.test(said.value) ? "literal-variable" : "bad-arguments", said.value));
    const bind = endpoint(said, { host: home, port: "8000", bare: "number-is-port" });
    return serve("django", LIBC, [bind], hazy ? [unseen.argument("manage.py")] : []);
  },
  examples: [
    { argv: ["./manage.py", "runserver"], listens: ["tcp 127.0.0.1 8000"] },
    { argv: ["manage.py", "runserver", "8081", "--noreload"], listens: ["tcp 127.0.0.1 8081"] },
    { argv: ["django-admin", "runserver", "--settings", "shop.prod", "0.0.0.0:8082"], listens: ["tcp 0.0.0.0 8082"] },
    { argv: ["manage.py", "runserver", "[::]:8083"], listens: ["tcp * 8083"] },
    { argv: ["manage.py", "runserver", "-6"], listens: ["tcp [::1] 8000"] },
    { argv: ["manage.py", "runserver", "0.0.0.0"], listens: ["fails bad-arguments"] },
  ],
};
