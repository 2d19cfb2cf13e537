import type { Server } from "../model/launch";
import { NODE } from "./address";
import { onlyWith } from "./background";
import { plack } from "./plack";

export const server: Server = {
  name: "starman",
  programs: ["starman"],
  manual: "https://metacpan.org/dist/Starman/view/script/starman",
  background: onlyWith("-D --daemonize"),
  listens: plack({
    name: "starman",
    resolver: NODE,
    taking:
      "--workers --backlog --max-requests --user --group --pid --error-log --keepalive-timeout --read-timeout --ssl-key --ssl-cert -E --env -a --app -e -I -M",
    host: "",
    port: "5000",
    isPath: (value) => !value.includes(":"),
  }),
  examples: [
    { argv: ["starman", "app.psgi"], listens: ["tcp * 5000"] },
    { argv: ["starman", "--workers", "3", "--port", "5001", "app.psgi"], listens: ["tcp * 5001"] },
    {
      argv: ["starman", "-l", "127.0.0.1:5002", "--listen=:5003", "-l", "/run/s.sock", "app.psgi"],
      listens: ["tcp 127.0.0.1 5002", "tcp * 5003", "unix /run/s.sock"],
    },
    { argv: ["starman", "--listen", ":5443:ssl", "-l", "s.sock", "app.psgi"], listens: ["tcp * 5443", "unix s.sock"] },
    { argv: ["starman", "--version"], listens: [] },
  ],
};
