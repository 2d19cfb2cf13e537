import { allServers, packagedAs, serverFor, serverForModule } from "../../src/servers";
import type { Server } from "../../src/model/launch";
import { factsOfNotation, factsOfServed, invocationOf, sorted } from "./notation";

const SERVERS = allServers();

/** The way a launch takes: by the module after `-m`, else by the program. */
function start(argv: readonly string[]): Server | undefined {
  const module = argv.indexOf("-m");
  return (module > 0 ? serverForModule(argv[module + 1] ?? "") : undefined) ?? serverFor(argv[0] ?? "");
}

describe.each(SERVERS.map((server) => [server.name, server] as const))("%s", (_, server) => {
  test("its line in the list says what its file says", () => {
    expect(server.listed).toEqual({
      programs: server.programs,
      modules: server.modules ?? [],
      packaged: [...new Set([...(server.packaged ?? []).flatMap(({ packages, units }) => [...packages, ...units])])],
    });
    for (const program of server.programs) expect(serverFor(`/opt/bin/${program}`)?.name).toBe(server.name);
    expect(server.manual).toMatch(/^https:\/\//);
  });

  test("it has examples, one of which listens", () => {
    expect(server.examples.length).toBeGreaterThan(1);
    expect(server.examples.some(({ listens }) => listens.some((line) => !line.startsWith("fails")))).toBe(true);
  });

  test.each(server.examples.map((example) => [example.argv.join(" "), example] as const))("%s", (_name, example) => {
    const served = start(example.argv)?.listens(invocationOf(example));
    expect(served && sorted(factsOfServed(served))).toEqual(sorted(factsOfNotation(example.listens)));
    for (const { says } of served?.listeners ?? []) expect(says).not.toBe("");
  });

  const packages = server.packaged ?? [];
  for (const packaged of packages.filter(({ units }) => units.length > 0)) {
    test(`a package starts it, and all is known of that: ${packaged.family ?? ""} ${packaged.packages.join(" ")}`, () => {
      for (const name of [...packaged.packages, ...packaged.units]) expect(packagedAs(name)?.name).toBe(server.name);
      const [unit = ""] = packaged.units;
      // Versions of one differ by their files alone.
      const same = packages.filter(
        ({ service, units, versions }) =>
          units[0] === unit && String(versions) === String(packaged.versions) && service.join("\n") === packaged.service.join("\n"),
      );
      expect(same).toHaveLength(1);
    });
  }
});
