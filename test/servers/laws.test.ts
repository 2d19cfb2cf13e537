import fc from "fast-check";
import { UNSEEN, type Invocation, type Server } from "../../src/model/launch";
import type { Served } from "../../src/model/listener";
import { HOLE } from "../../src/model/text";
import { allServers } from "../../src/servers";
import { invocationOf, type Given } from "./notation";

const SERVERS = allServers();

/** What follows these is a peer, a file or a folder, or a command of a tool that serves by those alone that are known. */
const WITHOUT_COMMANDS = new Set([
  "esbuild",
  "exim",
  "git",
  "hg",
  "iperf3",
  "localtunnel",
  "nbconvert",
  "nc",
  "openssl",
  "php-cgi",
  "pinggy",
  "rsync",
  "socat",
  "ssh",
  "uwsgi",
]);

/** How each program is told a command: by itself, as a module, and through a script of a framework. */
const spellings = (server: Server): readonly (readonly string[])[] => [
  ...server.programs.map((program) => [program]),
  ...(server.modules ?? []).map((module) => ["python3", "-m", module]),
  ...(server.name === "php" ? [["php", "artisan"]] : []),
  ...(server.name === "python" ? [["python3", "manage.py"]] : []),
];

/** What a listener says of the world, without how certain it is. */
const identity = ({ listeners }: Served): ReadonlySet<string> =>
  new Set(
    listeners
      .filter(({ certainty }) => certainty === "definite")
      .map(({ protocol, ipv4, ipv6, ports }) => JSON.stringify([protocol, ipv4, ipv6, ports])),
  );

const holed = (text: string, from: number, length: number): string => {
  const start = from % (text.length + 1);
  return text.slice(0, start) + HOLE + text.slice(start + length);
};

/** Values in files: what is quoted, and numbers and addresses. */
function holedValue(text: string, which: number): string {
  const values = [...text.matchAll(/"([^"\n]*)"|'([^'\n]*)'|(?<=[\s=:(,[])\d[\d.:]*/g)];
  const value = values[which % Math.max(values.length, 1)];
  if (value === undefined) return text;
  const quote = /^["']/.exec(value[0])?.[0] ?? "";
  return `${text.slice(0, value.index)}${quote}${HOLE}${quote}${text.slice(value.index + value[0].length)}`;
}

/** Where the program's own options begin. */
const startOf = ({ argv }: Given): number => (argv[1] === "-m" ? 3 : /(^|\/)(artisan|manage\.py)$/.test(argv[1] ?? "") ? 2 : 1);

/** The word that a line begins with. */
function holedKey(text: string, which: number): string {
  const lines = text.split("\n");
  const at = which % lines.length;
  return lines.map((line, index) => (index === at ? line.replace(/[^\s"'<$=:]+/, HOLE) : line)).join("\n");
}

describe.each(SERVERS.map((server) => [server.name, server] as const))("%s", (_, server) => {
  const examples = server.examples.map((example): Given => example);

  test("what is not known makes nothing certain that was not", () => {
    const change = fc.record({
      which: fc.nat(),
      at: fc.nat(),
      from: fc.nat(),
      length: fc.constantFrom(0, 1, 3, 200),
      where: fc.constantFrom("argv", "env", "value", "key"),
    });
    fc.assert(
      fc.property(fc.constantFrom(...examples), change, (example, { which, from, length, where }) => {
        const before = identity(server.listens(invocationOf(example)));
        const change = (
          all: Readonly<Record<string, string>> | undefined,
          how: (text: string) => string,
        ): Readonly<Record<string, string>> => {
          const keys = Object.keys(all ?? {});
          const chosen = keys[which % Math.max(keys.length, 1)];
          return Object.fromEntries(Object.entries(all ?? {}).map(([key, text]) => [key, key === chosen ? how(text) : text]));
        };
        const argument = 1 + (which % Math.max(example.argv.length - 1, 1));
        const after: Given = {
          argv:
            where === "argv" ? example.argv.map((text, index) => (index === argument ? holed(text, from, length) : text)) : example.argv,
          env: where === "env" ? change(example.env, (text) => holed(text, from, length)) : (example.env ?? {}),
          files: change(example.files, (text) =>
            where === "value" ? holedValue(text, from) : where === "key" ? holedKey(text, from) : text,
          ),
        };
        const served = server.listens(invocationOf(after));
        for (const one of served.listeners) {
          if (one.certainty !== "definite") continue;
          const known =
            one.ports === null || one.ipv4 === "unknown" || before.has(JSON.stringify([one.protocol, one.ipv4, one.ipv6, one.ports]));
          // A socket beside an unknown one may well be new; what must not be is a claim that all is told.
          expect(known || !served.complete || one.protocol === "unix").toBe(true);
        }
      }),
      { numRuns: 150, seed: 20261125 },
    );
  });

  test("an environment and files that nobody has shown make defaults possible at most", () => {
    for (const example of examples) {
      const { argv } = example;
      const unseen: Invocation = {
        ...invocationOf({ argv }),
        environment: { values: new Map(), complete: false },
        files: { read: () => UNSEEN },
      };
      const { listeners } = server.listens(unseen);
      const full = server.listens(invocationOf({ argv }));
      const sure = listeners.filter(({ certainty, from }) => certainty === "definite" && from !== "command");
      const usual = identity(full);
      for (const listener of sure)
        expect(usual.has(JSON.stringify([listener.protocol, listener.ipv4, listener.ipv6, listener.ports]))).toBe(true);
    }
  });

  if (!WITHOUT_COMMANDS.has(server.name)) {
    test.each(spellings(server).map((words) => [words.join(" "), words] as const))(
      "%s: a command that nobody knows is never said to open nothing",
      (_spelling, words) => {
        const invented = fc.stringMatching(/^zz[a-z]{3,9}$/);
        const more = fc.array(fc.constantFrom("--verbose", "x", "start", "build"), { maxLength: 2 });
        fc.assert(
          fc.property(invented, more, (command, rest) => {
            const served = server.listens({ ...invocationOf({ argv: [...words, command, ...rest] }), files: { read: () => UNSEEN } });
            expect(served.listeners.length + served.failsToStart.length > 0 || !served.complete).toBe(true);
          }),
          { numRuns: 25, seed: 20261125 },
        );
      },
    );
  }

  test("an option that nobody knows, and its value, never hide what listens", () => {
    for (const example of examples) {
      if (server.listens(invocationOf(example)).listeners.length === 0) continue;
      for (const value of ["x", "build", "list", "db", "stop", "help"]) {
        const argv = example.argv.toSpliced(startOf(example), 0, "--zz-top", value);
        const served = server.listens(invocationOf({ ...example, argv }));
        expect({ argv, silent: served.listeners.length + served.failsToStart.length === 0 && served.complete }).toEqual({
          argv,
          silent: false,
        });
      }
    }
  });

  test("an option that nobody knows, and its value, make no answer sure that was not", () => {
    for (const example of examples) {
      const before = identity(server.listens(invocationOf(example)));
      const start = startOf(example);
      const words = example.argv.slice(start).findIndex((argument) => argument.startsWith("-"));
      if (words < 0) continue;
      for (const value of ["x", "/srv/zz", "web-1", "a:b"]) {
        const argv = example.argv.toSpliced(start + words, 0, "--zz-top", value);
        const after = [...identity(server.listens(invocationOf({ ...example, argv })))];
        expect({ argv, others: after.filter((one) => !before.has(one)) }).toEqual({ argv, others: [] });
      }
    }
  });

  // Of ssh what it carries follows `-R`, and who has to log in at a tunnel does so whatever else is said.
  const carrying = examples.filter((example) => (server.listens(invocationOf(example)).tunnels ?? []).length > 0);
  if (carrying.length > 0 && server.name !== "ssh") {
    test.each(carrying.map((example) => [example.argv.join(" "), example] as const))(
      "%s, and an argument that nobody knows: it may carry anything",
      (_argv, example) => {
        const { tunnels = [] } = server.listens(invocationOf({ ...example, argv: [...example.argv, HOLE] }));
        expect(tunnels).toContainEqual(expect.objectContaining({ host: HOLE, ports: null }));
      },
    );

    test("an argument in place of the command may make it carry anything", () => {
      const { tunnels = [] } = server.listens(invocationOf({ argv: [server.programs[0] ?? "", HOLE] }));
      expect(tunnels).toContainEqual(expect.objectContaining({ host: HOLE, ports: null }));
    });
  }

  test("no command, file or variable throws", () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom(HOLE, "-", "--", "=", "{", "}", "[", "listen", "bind", ...examples.flatMap(({ argv }) => argv)),
    );
    const texts = examples.flatMap(({ files }) => Object.values(files ?? {}));
    const paths = examples.flatMap(({ files }) => Object.keys(files ?? {}));
    const cut = fc
      .tuple(fc.constantFrom("", ...texts), fc.nat(), fc.string())
      .map(([text, at, more]) => `${text.slice(0, at % (text.length + 1))}${more}`);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), cut, fc.constantFrom("x", ...paths), (args, text, path) => {
        const served = server.listens(invocationOf({ argv: [server.programs[0] ?? "python3", ...args], files: { [path]: text } }));
        for (const { ports } of served.listeners)
          for (const [first, last] of ports ?? []) expect(first >= 1 && first <= last && last <= 65535).toBe(true);
      }),
      { numRuns: 150, seed: 20261125 },
    );
  });
});
