import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { onlyWith } from "./background";
import { plack } from "./plack";

export const server: Server = {
  name: "plackup",
  programs: ["plackup"],
  manual: "https://metacpan.org/dist/Plack/view/script/plackup",
  background: onlyWith("-D --daemonize"),
  listens: plack({
    name: "plackup",
    resolver: LIBC,
    taking: "-s --server -E --env -a --app -e -I -M -R",
    host: "0.0.0.0",
    port: null,
    isPath: (value) => !value.includes(":"),
  }),
  examples: [
    { argv: ["plackup", "app.psgi"], listens: ["tcp 0.0.0.0 5000"] },
    { argv: ["plackup", "app.psgi"], env: { PLACK_HOST: "127.0.0.1", PLACK_PORT: "5009" }, listens: ["tcp 0.0.0.0 5000"] },
    { argv: ["plackup", "-v"], listens: [] },
    { argv: ["plackup", "--host", "127.0.0.1", "-p", "5001", "app.psgi"], listens: ["tcp 127.0.0.1 5001"] },
    {
      argv: ["plackup", "-l", "127.0.0.1:5002", "--listen=:5003", "-l", "/run/p.sock"],
      listens: ["tcp 127.0.0.1 5002", "tcp 0.0.0.0 5003", "unix /run/p.sock"],
    },
  ],
};
