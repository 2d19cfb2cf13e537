import { spawnSync } from "node:child_process";
import path from "node:path";

import fc from "fast-check";

import type { Listener, Served } from "../../src/model/listener";
import { listensByFile } from "../../src/servers/python/source";
import { invocationOf } from "./notation";
import { program } from "./python/programs";

interface Ran {
  readonly binds: readonly (readonly [host: unknown, port: number])[];
  /** It came to its end, and nothing was raised on the way: what raises is not taken to. */
  readonly smooth: boolean;
}

const hasPython = spawnSync("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 10))"]).status === 0;

function run(programs: readonly string[]): readonly Ran[] {
  const { stdout, stderr } = spawnSync("python3", ["-Wignore", path.join(__dirname, "python", "run.py")], {
    input: JSON.stringify(programs),
    encoding: "utf8",
    timeout: 60_000,
  });
  if (stderr !== "") throw new Error(stderr);
  return JSON.parse(stdout) as readonly Ran[];
}

const read = (text: string): Served =>
  listensByFile("app.py", invocationOf({ argv: ["python3", "app.py"], env: { HOST: "127.0.0.1" }, files: { "app.py": text } }));

const isOn = ({ ports }: Listener, port: number): boolean => ports === null || ports.some(([from, to]) => from <= port && port <= to);

const answers = ({ ipv4 }: Listener, host: unknown): boolean => ipv4 === "unknown" || ipv4 === (host === "0.0.0.0" ? "any" : "loopback");

/** What is wrong with what is read of a program; empty where nothing is. */
function wrongs(text: string, { binds, smooth }: Ran): readonly string[] {
  const { listeners, complete } = read(text);
  const unread = binds
    .filter(([host]) => host === "0.0.0.0" || host === "127.0.0.1")
    .filter(([host, port]) => !listeners.some((one) => isOn(one, port) && answers(one, host)))
    .filter(([, port]) => complete || listeners.some(({ ports }) => ports?.some(([from, to]) => from <= port && port <= to)));
  const made = listeners
    .filter(({ certainty }) => smooth && certainty === "definite")
    .filter((one) => !binds.some(([host, port]) => isOn(one, port) && answers(one, host)));
  return [
    ...unread.map(([host, port]) => `${String(host)}:${String(port)} is bound, and not read`),
    ...made.map(({ says }) => `${says} is read for sure, and not bound`),
  ];
}

const COUNT = Number(process.env["RUNS"] ?? 250);

(hasPython ? test : test.skip)(`Python programs bind what is read of them${hasPython ? "" : " (needs python3, 3.10 or later)"}`, () => {
  const programs = fc.sample(program, COUNT);
  const ran = run(programs);
  const wrong = programs.flatMap((text, index) => {
    const one = ran[index];
    const found = one === undefined ? ["it was not run"] : wrongs(text, one);
    return found.length === 0 ? [] : [[...found, text].join("\n")];
  });
  const [shortest] = wrong.sort((one, other) => one.length - other.length);
  expect(shortest).toBeUndefined();
  expect(ran.filter(({ smooth }) => smooth).length).toBeGreaterThan(COUNT / 4);
  const isSure = (text: string): boolean => read(text).listeners.some(({ certainty }) => certainty === "definite");
  expect(programs.filter(isSure).length).toBeGreaterThan(COUNT / 5);
});
