import { UNSEEN } from "../../src/model/launch";
import type { Served } from "../../src/model/listener";
import { HOLE } from "../../src/model/text";
import { serverFor } from "../../src/servers";
import { invocationOf } from "./notation";

const listens = (argv: readonly string[]): Served | undefined =>
  serverFor(argv[0] ?? "")?.listens({ ...invocationOf({ argv }), files: { read: () => UNSEEN } });

test.each([
  ["a command that starts another server", ["manage.py", "shell_plus", "--lab"]],
  ["a command that runs any code", ["rails", "runner", "Shop.run"]],
  ["the same by its short name", ["rails", "r", "Shop.run"]],
  ["code that is typed", ["artisan", "tinker", "--execute=serve()"]],
  ["a plugin", ["kubectl", "oidc-login", "setup"]],
  ["as many servers as there are files", ["thin", "start", "--all", "/etc/thin"]],
  ["a configuration that nobody has shown", ["ssh", "-F", "/srv/c", "-N", "bastion"]],
  ["an unknown option and what may be a step", ["vite", "--zz", "build"]],
  ["an unknown option, what may be a step, and what that leaves", ["bun", "--zz", "install", "b.ts"]],
  ["an argument for a command", ["kubectl", HOLE, "svc/web", "9191:80"]],
])("nobody can tell: %s", (_, argv) => {
  expect(listens(argv)).toMatchObject({ complete: false });
});

test.each([
  ["an unknown argument after a known command", ["flask", "db", "upgrade", HOLE]],
  ["and of Rails", ["rails", "db:migrate", HOLE]],
  ["and of Jupyter", ["jupyter", "nbconvert", HOLE]],
  ["and of Django", ["manage.py", "createsuperuser", "--username", HOLE]],
  ["and of Vite", ["vite", "build", HOLE]],
  ["known options before a step", ["vite", "--mode", "serve", "build"]],
  ["a value attached to an unknown option", ["ng", "--zz=serve", "build"]],
  ["an option that takes no value by its name", ["next", "--no-lint", "build"]],
  ["a listening word that is no command", ["kubectl", "-v", "6", "get", "pods", "proxy"]],
  ["the same behind a flag", ["git", "--no-pager", "clone", "daemon"]],
  ["the configurations that every ssh reads", ["ssh", "-N", "bastion"]],
])("surely nothing: %s", (_, argv) => {
  expect(listens(argv)).toMatchObject({ listeners: [], failsToStart: [], complete: true });
});

test.each([
  ["cloudflared", "tunnel", "--url", "http://admin:hunter2@localhost:8351/a?key=hunter2"],
  ["ngrok", "http", "http://admin:hunter2@localhost:8351"],
  ["inlets", "client", "--upstream", "a.example.com=https://hunter2@localhost:8351"],
  ["ngrok", "http", "admin:hunter2@localhost:8351"],
  ["cloudflared", "tunnel", "--url", "odd://admin:hunter2@[local:8351"],
])("nothing that may be secret is kept of what a tunnel carries: %s %s %s %s", (...argv) => {
  const { tunnels = [] } = listens(argv) ?? {};
  expect(tunnels).toHaveLength(1);
  expect(JSON.stringify(tunnels)).not.toContain("hunter2");
});
