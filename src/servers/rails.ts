import type { Server } from "../model/launch";
import { HOLE } from "../model/text";
import { PUMA } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { asks, doubted, idle } from "./command";
import { unlessProduction } from "./host-port";
import { parseOptions } from "./options";
import { modeOf, pumaConfig } from "./puma-config";
import { pair, serve, serveApart } from "./served";
import { decide, fallback, last, option, variable, type Layer } from "./setting";

/** With all tasks that begin so: `db:migrate`. */
const HARMLESS =
  "about, action_mailbox, action_text, active_storage, app, assets, c, cache, console, credentials, css, d, db, dbconsole, " +
  "destroy, dev cache, encrypted, g, generate, importmap, initializers, javascript, jobs, log, middleware, new, notes, " +
  "plugin, routes, secret, secrets, solid_queue, stats, stimulus, t, tailwindcss, test, time, tmp, turbo, " +
  "webpacker clobber, webpacker compile, webpacker install, yarn, zeitwerk";

/** Loopback in development, every address in any other environment. railties: `Rails::Command::ServerCommand#host` */
export const server: Server = {
  name: "rails",
  programs: ["rails"],
  manual: "https://guides.rubyonrails.org/command_line.html#bin-rails-server",
  background: onlyWith("-d --daemon"),
  listens: (invocation) => {
    const { environment } = invocation;
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      options: { binding: { names: ["-b", "--binding"] }, port: { names: ["-p", "--port"] }, env: { names: ["-e", "--environment"] } },
      taking: "-u --using -P --pid -c --config",
    });
    const asked = asks(args, parsed, ["s", "server"]);
    if (asked === "no") {
      const [task = "", ...rest] = parsed.operands;
      return idle("rails", task === "" ? [] : [...task.split(":"), ...rest], HARMLESS);
    }
    const [named] = last(option(parsed, "env")).said;
    const usual =
      named === undefined
        ? unlessProduction(["RAILS_ENV", "RACK_ENV"], "localhost", "0.0.0.0", (value) => value === "development")(environment)
        : { said: [named.value === "development" ? { ...named, value: "localhost" } : { ...named, value: "0.0.0.0" }], doubts: [] };
    const own = decide(last(option(parsed, "binding")), variable(environment, "BINDING"));
    const host = decide(own, usual);
    const port = decide(last(option(parsed, "port")), variable(environment, "PORT"), fallback("3000"));
    const doubts = doubted("rails", parsed, asked);
    const isTold = (layer: Layer): boolean => layer.said.some(({ says }) => says !== "");
    if (isTold(own) || isTold(port)) return serveApart("rails", PUMA, host, port, doubts);
    // What its file binds goes over what nobody said. puma, rack/handler/puma.rb: `user_supplied_options`
    const file = pumaConfig(invocation, undefined, modeOf(invocation, named?.value), host.said[0]?.value ?? HOLE);
    const binds = file.binds.length > 0 ? file.binds : pair(host, port);
    return serve("rails", PUMA, binds, [...host.doubts, ...port.doubts, ...file.doubts, ...doubts]);
  },
  examples: [
    { argv: ["bin/rails", "server"], listens: ["tcp localhost 3000"] },
    { argv: ["rails", "s", "-b", "0.0.0.0", "-p", "3001"], listens: ["tcp 0.0.0.0 3001"] },
    { argv: ["rails", "server"], env: { RAILS_ENV: "production", PORT: "8080" }, listens: ["tcp 0.0.0.0 8080"] },
    { argv: ["rails", "s", "-e", "production"], listens: ["tcp 0.0.0.0 3000"] },
    { argv: ["rails", "s"], env: { RAILS_ENV: "production", BINDING: "127.0.0.1" }, listens: ["tcp 127.0.0.1 3000"] },
    {
      argv: ["rails", "s"],
      files: { "config/puma.rb": 'threads 3, 3\nport ENV.fetch("PORT", 3002)\nplugin :solid_queue if ENV["SOLID_QUEUE_IN_PUMA"]\n' },
      listens: ["tcp localhost 3002"],
    },
    { argv: ["rails", "s"], files: { "config/puma.rb": 'bind "tcp://0.0.0.0:3003"\n' }, listens: ["tcp 0.0.0.0 3003"] },
    { argv: ["rails", "s", "-p", "3004"], files: { "config/puma.rb": 'bind "tcp://0.0.0.0:3003"\n' }, listens: ["tcp localhost 3004"] },
    { argv: ["rails", "--zz", "db", "s", "-b", "0.0.0.0"], listens: ["? tcp 0.0.0.0 3000"] },
    { argv: ["rails", "db:migrate"], listens: [] },
    { argv: ["rails", "db:migrate", HOLE], listens: [] },
  ],
};
