import { launcher } from "../../src/launch";
import measured from "./measured.json";
import { factsOfNotation, factsOfServed, filesOf, sorted, type Facts } from "./notation";

/**
 * Runs of real programs (Debian 12, npm of 2026) in a network namespace with lo and one more device, and what `ss -ltnup` showed of
 * them. Helper sockets on ephemeral ports of loopback, and unix sockets of databases, are left out.
 */
interface Run {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Empty: it opened nothing, or did not start. */
  readonly ss: readonly string[];
  /** What later versions open, by their manual. */
  readonly later?: readonly string[];
}

const RUNS = Object.entries(measured as Readonly<Record<string, readonly Run[]>>).flatMap(([server, runs]) =>
  runs.map((run) => [`${server}: ${run.argv.join(" ")} ${JSON.stringify(run.env ?? {})}`, run] as const),
);

const isLoopback = (fact: string): boolean => / loopback /.test(fact);
const beyond = (facts: Facts): Facts => facts.filter((fact) => !isLoopback(fact) && !fact.startsWith("fails"));

/** One line for each port of a range. */
const spread = (facts: Facts): Facts =>
  facts.flatMap((fact) => {
    const [, head = "", first, last] = /^(.* )(\d+)-(\d+)$/.exec(fact) ?? [];
    if (first === undefined) return [fact];
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => `${head}${String(Number(first) + index)}`);
  });

test.each(RUNS)("%s", (_name, { argv, env = {}, files = {}, cwd = "/srv", ss, later = [] }) => {
  const launched = launcher.command({
    argv,
    environment: { values: new Map(Object.entries(env)), complete: true },
    files: filesOf(files, cwd),
    cwd,
    root: true,
  });
  const ours = sorted(spread(factsOfServed(launched).map((fact) => fact.replace(/^\? /, ""))));
  const theirs = sorted(factsOfNotation([...ss, ...later]));
  expect(beyond(ours)).toEqual(beyond(theirs));
  // Of `localhost` some resolvers take one of the two addresses, whichever is listed first.
  const [our, their] = [ours.filter(isLoopback), theirs.filter(isLoopback)];
  expect(our).toEqual(expect.arrayContaining([...their]));
  if (their.length === 0) expect(our.filter((fact) => !fact.endsWith("?"))).toEqual([]);
});

test("there are enough of them to mean something", () => {
  expect(RUNS.length).toBeGreaterThan(200);
});
