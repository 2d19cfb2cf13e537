import type { Invocation, Server } from "../model/launch";
import { LIBC } from "./address";
import { argumentsOf, valuesOf } from "./arguments";
import { onlyWith } from "./background";
import { dataOf, firstOf, saidAt } from "./data-file";
import { hostPort } from "./host-port";
import { decide, readFile, type Layer } from "./setting";

export const server: Server = {
  name: "jekyll",
  programs: ["jekyll"],
  manual: "https://jekyllrb.com/docs/configuration/options/",
  background: onlyWith("-B --detach"),
  listens: hostPort({
    name: "jekyll",
    resolver: LIBC,
    commands: ["serve", "server", "s"],
    harmless: "build, b, clean, doctor, hyde, import, new, new-theme",
    taking: "-s --source -d --destination --config -b --baseurl",
    host: { option: { names: ["-H", "--host"] }, default: "127.0.0.1" },
    port: { option: { names: ["-P", "--port"] }, default: "4000" },
    configured: (invocation) => ({ host: inFiles(invocation, "host"), port: inFiles(invocation, "port") }),
  }),
  examples: [
    { argv: ["jekyll", "serve"], listens: ["tcp 127.0.0.1 4000"] },
    { argv: ["jekyll", "s", "-H", "0.0.0.0", "-P", "4001"], listens: ["tcp 0.0.0.0 4001"] },
    {
      argv: ["jekyll", "serve", "--port=4002"],
      files: { "_config.yml": "title: Handbook\nhost: 0.0.0.0\nport: 4003\n" },
      listens: ["tcp 0.0.0.0 4002"],
    },
    {
      argv: ["jekyll", "serve", "--config", "a.yml,b.toml"],
      files: { "a.yml": "host: 0.0.0.0\nport: 4004\n", "b.toml": 'host = "127.0.0.1"\n', "_config.yml": "port: 4005\n" },
      listens: ["tcp 127.0.0.1 4004"],
    },
    { argv: ["jekyll", "build"], listens: [] },
  ],
};

/** Of the files that are named the last counts; where none is, the first of those usual in the source. lib/jekyll/configuration.rb */
function inFiles(invocation: Invocation, key: string): Layer {
  const args = argumentsOf(invocation);
  const named = valuesOf("--config")(args).flatMap((names) => names.split(","));
  const [source] = valuesOf("-s", "--source")(args).slice(-1);
  const usual = ["yml", "yaml", "toml"].map((extension) => `${source === undefined ? "" : `${source}/`}_config.${extension}`);
  if (named.length === 0) return saidAt(firstOf(invocation, usual), key);
  return decide(...named.reverse().map((name) => saidAt(dataOf(readFile(invocation, name)), key)));
}
