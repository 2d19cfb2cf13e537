import { launcher } from "../../src/launch";
import { HOLE } from "../../src/model/text";
import { environment, files, summary } from "./sockets";

const opened = (argv: readonly string[], texts: Readonly<Record<string, string>> = {}, env: Readonly<Record<string, string>> = {}) =>
  summary(launcher.command({ argv, environment: environment(env), files: files(texts), cwd: "/", root: true }));

const possible = (port: string): readonly string[] => [`? tcp * ${port}`, `? udp * ${port}`];

const squid = (line: string): readonly string[] => opened(["squid", "-N", "-f", "/s.conf"], { "/s.conf": `http_port 3129\n${line}\n` });

test.each([
  ["a port by its name", "telemetry_port 3401", possible("3401")],
  ["in another spelling", "telemetryPort: 3401", possible("3401")],
  ["an address of every interface by any name", "telemetry 0.0.0.0:3402", possible("3402")],
  ["with a scheme", 'telemetry "tcp://[::]:3403"', possible("3403")],
  ["a port alone where an address belongs", "metrics_addr :3404", possible("3404")],
  ["a port that nobody knows yet", `telemetry_port ${HOLE}`, possible("?")],
  ["a part of a port", `telemetry_port 34${HOLE}`, possible("?")],
  ["an address that nobody knows yet", `metrics_addr ${HOLE}:3409`, possible("3409")],
  ["a socket that nobody knows yet", `telemetry_listen ${HOLE}`, possible("?")],
  ["an address of every interface, whose port nobody knows", "telemetry_address 0.0.0.0", possible("?")],
  ["the same of IPv6", "telemetry_host [::]", ["? tcp [::] ?", "? udp [::] ?"]],
  ["an address of every interface that is no bind by its name", "telemetry 0.0.0.0", []],
  ["one that is told to others", "advertise_address 0.0.0.0", []],
  ["a secret", `admin_password ${HOLE}`, []],
  ["loopback", "telemetry 127.0.0.1:3402", []],
  ["a comment", "# telemetry_port 3401", []],
  ["none", "telemetry_port 0", []],
  ["a port of somebody else", "redis_port 6399", []],
  ["a word that ends alike", "transport 3401", []],
  ["a URL to call", "report http://0.0.0.0:3405", []],
])("a setting that the plug-in does not know: %s", (_name, line, more) => {
  expect(squid(line)).toEqual(["tcp * 3129", ...more]);
});

test("the setting is shown, and no word before it that may be a secret", () => {
  const says = (line: string): readonly string[] => {
    const texts = { "/s.conf": `http_port 3129\n${line}\n` };
    const { listeners } = launcher.command({
      argv: ["squid", "-N", "-f", "/s.conf"],
      environment: environment(),
      files: files(texts),
      cwd: "/",
      root: true,
    });
    return listeners.flatMap((one) => (one.certainty === "possible" && one.protocol === "tcp" ? [one.says] : []));
  };
  expect(says("telemetry_port 3401")).toEqual(["telemetry_port 3401"]);
  expect(says("token hunter2 0.0.0.0:3402")).toEqual(["0.0.0.0:3402"]);
});

test("of the command and the environment too", () => {
  const text = { "/s.conf": "http_port 3129\n" };
  expect(opened(["squid", "-N", "-f", "/s.conf", "--telemetry", "tcp://0.0.0.0:3406"], text)).toEqual(["tcp * 3129", ...possible("3406")]);
  expect(opened(["squid", "-N", "-f", "/s.conf"], text, { TELEMETRY: "0.0.0.0:3407", SNMP_PORT: "3408" })).toEqual([
    "tcp * 3129",
    ...possible("3407"),
  ]);
});

test("an address that the plug-in has weighed is known, and one in the environment is mostly another's", () => {
  const text = { "/s.conf": "http_port 0.0.0.0:3129\nicp_address 0.0.0.0\n" };
  expect(opened(["squid", "-N", "-f", "/s.conf"], text, { BIND_ADDRESS: "0.0.0.0" })).toEqual(["tcp 0.0.0.0 3129"]);
  expect(opened(["granian", "--zz-address", "0.0.0.0", "app:app"])).toEqual(["tcp 127.0.0.1 8000", ...possible("?")]);
});

test("a file's address is overruled by an option or a variable, of whatever name", () => {
  const text = { "/k.yml": "server.host: 0.0.0.0\n" };
  const kibana = ["kibana", "--config", "/k.yml"];
  expect(opened(kibana, text, { SERVER_HOST: "127.0.0.1", SERVER_PORT: "5698" })).toEqual(["tcp 127.0.0.1 5698"]);
  expect(opened([...kibana, "--server.host", "127.0.0.1"], text)).toEqual(["tcp 127.0.0.1 5601"]);
});

test("a setting that is repeated is known", () => {
  expect(opened(["redis-server", "/r.conf"], { "/r.conf": "bind 0.0.0.0\nport 6390\nport 6391\n" })).toEqual(["tcp 0.0.0.0 6391"]);
});
