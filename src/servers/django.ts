import type { Server } from "../model/launch";
import { HOLE } from "../model/text";
import { failure } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { asks, commandIn, doubted, idle, unlisted } from "./command";
import { endpoint } from "./endpoint";
import { parseOptions } from "./options";
import { fails, serve } from "./served";
import type { Said } from "./setting";

/** Django's own, and those of packages in common use. */
const HARMLESS =
  "changepassword, check, clear_cache, clearsessions, collectstatic, compilemessages, compress, createcachetable, " +
  "createsuperuser, dbshell, diffsettings, dumpdata, findstatic, flush, inspectdb, loaddata, makemessages, makemigrations, " +
  "migrate, optimizemigration, process_tasks, qcluster, rebuild_index, remove_stale_contenttypes, rqscheduler, rqworker, run_huey, sendtestemail, " +
  "shell, shell_plus, show_urls, showmigrations, sqlflush, sqlmigrate, sqlsequencereset, squashmigrations, startapp, " +
  "startproject, test, update_index, wait_for_db";

const SERVING = ["runserver", "runserver_plus"];
/** Of all commands, and of `runserver_plus`. https://django-extensions.readthedocs.io/en/latest/runserver_plus.html */
const TAKING =
  "--settings --pythonpath -v --verbosity --output --truncate-sql --cert --cert-file --key-file --extra-file --exclude-pattern " +
  "--reloader-interval --reloader-type --startup-messages";

/** Only `runserver` listens; a bare number is a port, and `0` the address 0.0.0.0. */
export const server: Server = {
  name: "django",
  programs: ["django-admin", "manage.py"],
  modules: ["django"],
  manual: "https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      options: { six: { names: ["-6", "--ipv6"], takes: "none" }, notebook: { names: ["--notebook", "--lab", "--kernel"], takes: "none" } },
      taking: TAKING,
    });
    const { given, operands, hazy } = parsed;
    const asked = asks(args, parsed, SERVING);
    // Jupyter, with the arguments that the settings give it.
    if (operands[0] === "shell_plus" && given.notebook.length > 0) return unlisted("manage.py");
    if (asked === "no") return idle("manage.py", operands, HARMLESS);
    const where = operands[operands.indexOf(commandIn(parsed, SERVING) ?? "") + 1];
    const six = given.six.length > 0;
    const home = six ? "::1" : "127.0.0.1";
    const said: Said = where === undefined ? { value: "8000", says: "", from: "default" } : { value: where, says: where, from: "command" };
    if (!/^\d+$|:/.test(said.value) && !hazy && asked === "yes")
      return fails(failure(/\$/.test(said.value) ? "literal-variable" : "bad-arguments", said.value));
    const bind = endpoint(said, { host: home, port: "8000", bare: "number-is-port" });
    return serve("django", LIBC, [bind], doubted("manage.py", parsed, asked));
  },
  examples: [
    { argv: ["./manage.py", "runserver"], listens: ["tcp 127.0.0.1 8000"] },
    { argv: ["manage.py", "runserver", "8081", "--noreload"], listens: ["tcp 127.0.0.1 8081"] },
    { argv: ["django-admin", "runserver", "--settings", "shop.prod", "0.0.0.0:8082"], listens: ["tcp 0.0.0.0 8082"] },
    { argv: ["manage.py", "runserver", "[::]:8083"], listens: ["tcp * 8083"] },
    { argv: ["manage.py", "runserver", "-6"], listens: ["tcp [::1] 8000"] },
    {
      argv: ["manage.py", "runserver_plus", "--cert-file", "c.crt", "--reloader-type", "stat", "0.0.0.0:8084"],
      listens: ["tcp 0.0.0.0 8084"],
    },
    { argv: ["manage.py", "--zz", "test", "runserver", "0.0.0.0:8085"], listens: ["? tcp 0.0.0.0 8085"] },
    { argv: ["manage.py", "createsuperuser", "--username", HOLE], listens: [] },
    { argv: ["manage.py", "shell_plus", "--plain"], listens: [] },
    { argv: ["manage.py", "migrate", "--noinput"], listens: [] },
    { argv: ["manage.py", "runserver", "0.0.0.0"], listens: ["fails bad-arguments"] },
  ],
};
