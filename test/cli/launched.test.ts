import { listensOf } from "../../src/cli/launched";
import type { Launched, Listener, Publish, StartedContainer } from "../../src/model/listener";
import type { Listens } from "../../src/model/report";

const nginx: Listener = {
  process: "nginx",
  protocol: "tcp",
  address: "*",
  ipv4: "any",
  ipv6: "any",
  ports: [[8081, 8081]],
  certainty: "definite",
  from: "file",
  says: "listen 8081",
};
const launched = (changes: Partial<Launched>): Launched => ({
  listeners: [],
  containers: [],
  tunnels: [],
  redirects: [],
  filters: [],
  failsToStart: [],
  unknowns: [],
  complete: true,
  ...changes,
});
const publish = (changes: Partial<Publish>): Publish => ({
  hostAddress: null,
  hostPorts: [7070, 7070],
  containerPorts: [8081, 8081],
  protocol: "tcp",
  says: "-p 7070:8081",
  ...changes,
});
const container = (changes: Partial<StartedContainer>): StartedContainer => ({
  name: "edge",
  image: "nginx",
  network: "bridge",
  publishes: [publish({})],
  launched: launched({ listeners: [nginx] }),
  certain: true,
  says: "docker run",
  ...changes,
});
const of = (changes: Partial<StartedContainer>): Listens => listensOf(launched({ containers: [container(changes)] }));

it("shows a container's socket at the port that it publishes", () => {
  expect(of({}).listeners).toEqual([
    {
      process: "nginx in container edge",
      protocol: "tcp",
      address: "*",
      ipv4: "any",
      ipv6: "any",
      ports: [[7070, 7070]],
      certainty: "definite",
      from: "command",
      says: "-p 7070:8081",
    },
  ]);
});

it.each([
  [null, "any", "any"],
  ["0.0.0.0", "any", "none"],
  ["[::]", "none", "any"],
  ["0::0", "none", "any"],
  ["::ffff:0.0.0.0", "any", "none"],
  ["::ffff:7f00:1", "loopback", "none"],
  ["0:0:0:0:0:0:0:1", "none", "loopback"],
  ["127.0.0.1", "loopback", "none"],
  ["127.8.8.8", "loopback", "none"],
  ["::1", "none", "loopback"],
  ["10.3.2.1", "address", "none"],
  ["[fd00::7]", "none", "address"],
  ["host.example", "unknown", "unknown"],
  ["127.host.example", "unknown", "unknown"],
  ["10.3.2.999", "unknown", "unknown"],
] as const)("published on %s it answers %s in IPv4 and %s in IPv6", (hostAddress, ipv4, ipv6) => {
  expect(of({ publishes: [publish({ hostAddress })] }).listeners).toMatchObject([{ ipv4, ipv6 }]);
});

it.each([
  ["loopback in the container", { ipv4: "loopback", ipv6: "none" }],
  ["another port", { ports: [[80, 80]] }],
  ["another protocol", { protocol: "udp" }],
] as const)("a publish that leads to %s answers nobody, and says so", (_, changes) => {
  const answer = of({ launched: launched({ listeners: [{ ...nginx, ...changes }] }) });
  expect(answer.listeners).toEqual([]);
  expect(answer.unknowns).toEqual([{ what: "-p 7070:8081", why: "it leads to a port that nothing in the container answers" }]);
});

it("may answer where the container is not known whole, and does not where nothing is published", () => {
  expect(of({ launched: launched({ complete: false }) }).listeners).toMatchObject([{ certainty: "possible", process: "container edge" }]);
  expect(of({ launched: launched({ listeners: [{ ...nginx, certainty: "possible" }] }) }).listeners).toMatchObject([
    { certainty: "possible" },
  ]);
  expect(of({ launched: launched({ listeners: [{ ...nginx, ports: null }] }) }).listeners).toMatchObject([{ certainty: "possible" }]);
  expect(of({ publishes: [publish({ hostPorts: [7070, 7079] })] }).listeners).toMatchObject([
    { certainty: "possible", ports: [[7070, 7079]] },
  ]);
  expect(of({ publishes: [] }).listeners).toEqual([]);
  expect(of({ network: "none" }).listeners).toEqual([]);
});

it("shares its host's sockets in the host's namespace", () => {
  expect(of({ network: "host", publishes: [] }).listeners).toEqual([{ ...nginx, process: "nginx in container edge" }]);
});

it("finds containers within containers", () => {
  const inner = launched({ containers: [container({ publishes: [publish({ hostPorts: [8081, 8081] })] })] });
  expect(of({ launched: { ...inner, listeners: [] } }).listeners).toHaveLength(0);
  expect(listensOf(inner).listeners).toHaveLength(1);
});

it("never takes an unknown program for one that opens nothing", () => {
  expect(listensOf(launched({ complete: false })).unknowns).toHaveLength(1);
  expect(listensOf(launched({})).unknowns).toHaveLength(0);
});

it("tells the first failure", () => {
  const fails = [{ code: "literal-variable", text: "$PORT is not expanded" }];
  expect(listensOf(launched({ failsToStart: fails })).failsToStart).toEqual(fails[0]);
  expect(of({ launched: launched({ failsToStart: fails }) }).failsToStart).toEqual(fails[0]);
});

it("says what it carries to the world", () => {
  const tunnel = { process: "ngrok", protocol: "tcp" as const, host: "localhost", says: "http 7071" };
  const of = (ports: [number, number][] | null): Listens["unknowns"] => listensOf(launched({ tunnels: [{ ...tunnel, ports }] })).unknowns;
  expect([...of([[7071, 7071]]), ...of(null)]).toEqual([
    { what: "who comes through ngrok", why: "it carries port 7071 to the world, past the security groups" },
    { what: "who comes through ngrok", why: "it carries ports that nobody has shown to the world, past the security groups" },
  ]);
});
