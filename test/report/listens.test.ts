import type { Listens, Reach } from "../../src/model/report";
import { listensText } from "../../src/report/listens";

type Listener = Listens["listeners"][number];

const socket = (changes: Partial<Listener>): Listener => ({
  process: "gunicorn",
  protocol: "tcp",
  address: "0.0.0.0",
  ipv4: "any",
  ipv6: "none",
  ports: [[5001, 5001]],
  certainty: "definite",
  from: "command",
  says: "-b 0.0.0.0:5001",
  ...changes,
});

const text = (changes: Partial<Listens>): string =>
  listensText({ schemaVersion: 1, listeners: [], failsToStart: null, unknowns: [], ...changes }, 80);

it("tells whom a wildcard bind answers, and that it admits nobody", () => {
  expect(text({ listeners: [socket({})] })).toBe(`\
gunicorn answers tcp 5001 on every IPv4 address of its host      -b 0.0.0.0:5001
  127.0.0.1      yes    from the host itself
  10.0.1.10      yes    from its network, and from the internet where a public
                        address leads here
  ::1            no     0.0.0.0 is IPv4 only
This admits nobody by itself: whether anyone may send is for the firewall or
security group to say.
`);
});

it("tells that a loopback bind answers its host alone", () => {
  const listener = socket({
    process: "redis-server",
    address: "127.0.0.1",
    ipv4: "loopback",
    ports: [[6400, 6400]],
    says: "--bind 127.0.0.1",
  });
  expect(text({ listeners: [listener] })).toBe(`\
redis-server answers tcp 6400 on loopback only, 127.0.0.1       --bind 127.0.0.1
  127.0.0.1      yes    from the host itself
  10.0.1.10      no     it answers 127.0.0.1 only
  ::1            no     127.0.0.1 is IPv4 only
`);
});

it("tries the loopback address that is bound, not another one", () => {
  expect(text({ listeners: [socket({ address: "127.0.0.53", ipv4: "loopback" })] })).toContain("\n  127.0.0.53     yes ");
});

it("tells that a bind to one address answers that one, wherever it is called from", () => {
  const shown = text({
    listeners: [socket({ process: "caddy", protocol: "udp", address: "10.77.0.9", ipv4: "address", ports: [[9000, 9010]] })],
  });
  expect(shown).toMatch(/^caddy answers udp 9000-9010 on 10\.77\.0\.9 only /);
  expect(shown).toContain("  127.0.0.1      no     it answers 10.77.0.9 only\n");
  expect(shown).toContain("  10.77.0.9      yes    from its network");
});

it("asks a question where nobody knows", () => {
  const shown = text({ listeners: [socket({ address: "\uFFFC", ipv4: "unknown", ipv6: "unknown", certainty: "possible", ports: null })] });
  expect(shown).toMatch(/^gunicorn may answer tcp on a port that is not known/);
  expect(shown.match(/ \? {6}nobody has said yet what … stands for/g)).toHaveLength(4);
});

it("knows that no network address leads to a socket file", () => {
  const listener = socket({
    protocol: "unix",
    address: "/run/app.sock",
    ipv4: "none",
    ipv6: "none",
    ports: null,
    says: "-b unix:/run/app.sock",
  });
  expect(text({ listeners: [listener] })).toBe(`\
gunicorn answers on the socket /run/app.sock, which no network address leads to
  -b unix:/run/app.sock
`);
});

it("tells why nothing listens, and never takes the unknown for nothing", () => {
  expect(text({ failsToStart: { code: "literal-variable", text: "$PORT is not expanded" } })).toBe(
    "nothing listens: $PORT is not expanded\n",
  );
  expect(text({})).toBe("nothing listens: this command opens no socket, as far as it can be read\n");
  expect(text({ unknowns: [{ what: "run.sh", why: "nobody has shown what it starts" }] })).toBe(
    "not known: run.sh: nobody has shown what it starts\n",
  );
});

const REACHES: readonly Reach[] = ["any", "loopback", "address", "none", "unknown"];

it.each(REACHES.flatMap((ipv4) => REACHES.map((ipv6) => [ipv4, ipv6] as const)))(
  "says yes to somebody but the host for %s and %s only where one is reached",
  (ipv4, ipv6) => {
    const shown = text({ listeners: [socket({ ipv4, ipv6, address: "h" })] });
    const lines = shown.split("\n");
    expect(lines.every((line) => line.length <= 80)).toBe(true);
    expect(lines.some((line) => /^ {2}\S+ +yes +from its network/.test(line))).toBe(
      [ipv4, ipv6].some((reach) => reach === "any" || reach === "address"),
    );
    expect(lines.some((line) => /^ {2}\S+ +\? /.test(line))).toBe([ipv4, ipv6].includes("unknown"));
  },
);
