import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { endpoint } from "./endpoint";
import { option } from "./setting";
import { anyPort, calls, carried, isFew } from "./tunnel";

const HOST_PORT = /(\[[^\]]*\]|[^:[\]]+):(\d+)$/;

/** `-R` and `-L` look like those of ssh; `-L` and `-d` are for a page that shows what comes. A folder that is served is no port. */
export const server: Server = {
  name: "pinggy",
  programs: ["pinggy"],
  manual: "https://github.com/Pinggy-io/cli-js#readme",
  background: false,
  listens: calls({
    name: "pinggy",
    grammar: {
      options: {
        local: { names: ["-l", "--localport"] },
        remote: { names: ["-R", "--R"] },
        page: { names: ["-d", "--debugger", "-L", "--L"] },
        folder: { names: ["--serve"] },
      },
      taking: "-p --server-port --type --token --loglevel --logfile --saveconf --conf --remote-management --manage -o -i",
      flags: "tTnNafqv",
    },
    harmless: "config",
    listens: true,
    isGuarded: ({ operands }) =>
      operands.some((operand) => /^[bk]:/.test(operand)) || isFew(operands.flatMap((one) => /^w:(.*)/.exec(one)?.[1]?.split(",") ?? [])),
    opens: (parsed) => {
      const { local, remote, folder } = parsed.given;
      const binds = option(parsed, "page").said.map((said) =>
        endpoint({ ...said, value: said.value.replace(/:[^:]+:[^:]+$/, "") }, { host: "localhost", port: null, bare: "number-is-port" }),
      );
      const tunnels = [
        ...local.map(({ value, says }) => carried("pinggy", value, says)),
        ...remote.map(({ value, says }) => {
          const [far] = HOST_PORT.exec(value) ?? [];
          return far === undefined || hasHole(value) ? anyPort("pinggy", "-R") : carried("pinggy", far, says);
        }),
      ];
      return { binds, tunnels: tunnels.length + folder.length > 0 ? tunnels : [anyPort("pinggy", "its configuration")] };
    },
  }),
  examples: [
    { argv: ["pinggy", "-p", "443", "-R0:[::1]:8316", "a.pinggy.io"], listens: ["tunnel tcp [::1] 8316"] },
    { argv: ["pinggy", "-l", "https://web:8346", "-d", "4300"], listens: ["tcp 127.0.0.1 4300", "tunnel tcp web 8346"] },
    { argv: ["pinggy", "-l", "8347", "-L", "0.0.0.0:4301:localhost:4300"], listens: ["tcp * 4301", "tunnel tcp localhost 8347"] },
    { argv: ["pinggy", "start", "shop"], listens: ["tunnel tcp ? ?"] },
    { argv: ["pinggy", "w:203.0.113.0/24", "-l", "8348"], listens: [] },
    { argv: ["pinggy", "w:0.0.0.0/0", "-l", "8348"], listens: ["tunnel tcp localhost 8348"] },
    { argv: ["pinggy", "b:me:x", "-l", "8348"], listens: [] },
    { argv: ["pinggy", "--serve", "/srv/www"], listens: [] },
    { argv: ["pinggy", "config", "save", "shop", "-l", "8349"], listens: [] },
  ],
};
