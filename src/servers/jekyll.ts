import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { onlyWith } from "./background";
import { hostPort } from "./host-port";

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
  }),
  examples: [
    { argv: ["jekyll", "serve"], listens: ["tcp 127.0.0.1 4000"] },
    { argv: ["jekyll", "s", "-H", "0.0.0.0", "-P", "4001"], listens: ["tcp 0.0.0.0 4001"] },
    { argv: ["jekyll", "build"], listens: [] },
  ],
};
