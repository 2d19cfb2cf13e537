import { launcher } from "../../src/launch";
import { answering, whether } from "../plans/ask";
import { found } from "../plans/findings";
import type { Program } from "../plans/plan";
import { machine, withRules } from "../plans/vpc";
import { summary } from "./sockets";

const REDIS = ["tcp 0.0.0.0 6379", "tcp [::] 6379"];
const compose = (services: string): string => `cat > compose.yaml <<'Y'\nservices:\n${services}\nY\ndocker compose up -d`;
const joined = (mode: string, ports = "", name = ""): string =>
  compose(`  cache: { image: "redis:7", network_mode: "${mode}" }\n  way: { image: alpine, command: sleep 9d${ports}${name} }`);
const inside = (name: string, ...lines: readonly string[]): readonly string[] => lines.map((line) => `  ${name}${line}`);

/** A container in the network of another answers behind the ports that the other publishes. */
test.each<[string, string, readonly string[]]>([
  ["a service", joined("service:way"), ["container way bridge", "  container cache host", ...REDIS.map((line) => `    ${line}`)]],
  [
    "a service that publishes",
    joined("service:way", ', ports: ["7001:6379"]'),
    ["container way bridge", "  publish tcp * 7001-7001 -> 6379-6379", "  container cache host", ...REDIS.map((line) => `    ${line}`)],
  ],
  [
    "a service by another name",
    joined("service:way", "", ", container_name: outer"),
    ["container outer bridge", "  container cache host", ...REDIS.map((line) => `    ${line}`)],
  ],
  ["no such service", joined("service:away"), ["container way bridge", "container cache unknown", ...inside("", ...REDIS), "…"]],
  [
    "a container",
    "docker run -d --name way -p 7001:6379 alpine sleep 9d\ndocker run -d --name cache --network container:way redis:7",
    ["container way bridge", "  publish tcp * 7001-7001 -> 6379-6379", "  container cache host", ...REDIS.map((line) => `    ${line}`)],
  ],
  [
    "one that is not there",
    "docker run -d --name cache --network container:way redis:7",
    ["container cache unknown", ...inside("", ...REDIS), "…"],
  ],
  [
    "one on the host's network",
    "docker run -d --name way --network host alpine sleep 9d\ndocker run -d --name cache --network=container:way redis:7",
    ["container way host", "  container cache host", ...REDIS.map((line) => `    ${line}`)],
  ],
])("%s", (_name, text, expected) => {
  expect(summary(launcher.userData(`#!/bin/bash\n${text}\n`))).toEqual(expected);
});

const all = { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] };
const program = (text: string): Program => ({ ...withRules(all), "aws_instance.web": machine({ user_data: `#!/bin/bash\n${text}\n` }) });
const said = (text: string): readonly string[] =>
  found(program(text), "world-open-listener")
    .filter(({ ports }) => !ports.some(([first]) => first === 22))
    .map(({ title }) => title);

test("what shares a network that publishes nothing is shut", () => {
  expect(said(joined("service:way"))).toEqual([]);
  expect(said(joined("service:way", ', ports: ["7001:6379"]'))).toEqual(["cache in web answers the world on tcp 7001"]);
  expect(
    whether(answering(program(joined("service:way", ', ports: ["7001:6379"]')), "aws_instance.web#way"), "tcp 7001 from 203.0.113.9"),
  ).toBe("yes");
});
