import { execFileSync } from "node:child_process";
import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const after = (lines: string): readonly string[] => summary(launcher.userData(`#!/bin/bash\n${lines}\n`));

test.each<[string, readonly number[]]>([
  ["6379 6381", [6379, 6380, 6381]],
  ["3", [1, 2, 3]],
  ["8117 100 8400", [8117, 8217, 8317]],
  ["7002 -1 7000", [7000, 7001, 7002]],
  ["9 8", []],
  ["08 11", [8, 9, 10, 11]],
])("seq %s counts as the real one does", (words, ports) => {
  const real = execFileSync("seq", words.split(" "), { encoding: "utf8" }).split("\n").filter(Boolean).map(Number);
  expect([...real].sort((a, b) => a - b)).toEqual(ports);
  const found = after(`for port in $(seq ${words}); do redis-server --port $port --bind 0.0.0.0 --daemonize yes; done`);
  expect([...found].sort()).toEqual(ports.map((port) => `tcp 0.0.0.0 ${String(port)}`).sort());
});

test.each(["1 $(curl http://169.254.169.254/n)", "0.5 2", "1 0 5", "1 90000000", "-s, 1 2"])(
  "of seq %s nobody knows what it prints",
  (words) => {
    expect(after(`for port in $(seq ${words}); do redis-server --port $port --bind 0.0.0.0 --daemonize yes; done`)).toEqual([
      "? tcp 0.0.0.0 ?",
    ]);
  },
);
