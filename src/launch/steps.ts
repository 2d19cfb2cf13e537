import { basename } from "./process";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Commands of frameworks that do one step and end, by the word that follows the program. */
const STEPS: Readonly<Record<string, ReadonlySet<string>>> = {
  "manage.py": words(
    "migrate makemigrations collectstatic createsuperuser check loaddata dumpdata flush compilemessages makemessages createcachetable " +
      "showmigrations shell test sqlmigrate",
  ),
  flask: words("db routes shell init-db"),
  rails: words("db assets tmp log generate g runner console test credentials"),
};

/** Options by which a server only tells something, and ends. */
const TELLS = words("-t -T -v -V -tq configtest validate version");
const TELLING = words("nginx apachectl apache2ctl httpd haproxy caddy sshd");

/** Laravel's commands that stay. https://laravel.com/docs/artisan */
const STAYING = /^(serve|octane|queue|schedule|horizon|reverb)/;

const LAUNCHERS = /^(python[\d.]*|pypy[\d.]*|php|ruby)$/;

/** A command of a framework or a server that does one step and ends: it migrates a database, checks a configuration. */
export function isStep(argv: readonly string[]): boolean {
  const launched = LAUNCHERS.test(basename(argv[0] ?? ""));
  const at = launched ? argv.findIndex((arg, index) => index > 0 && !arg.startsWith("-")) : 0;
  const name = basename(argv[at] ?? "");
  // `rails db:migrate` names a task of `db`.
  const [next = ""] = (argv[at + 1] ?? "").split(":");
  if (Object.hasOwn(STEPS, name)) return STEPS[name]?.has(next) ?? false;
  if (launched && name === "artisan") return next !== "" && !STAYING.test(next);
  if (launched && /^composer(\.phar)?$/.test(name)) return true;
  return TELLING.has(name) && TELLS.has(next);
}
