import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const after = (...lines: readonly string[]): readonly string[] => summary(launcher.userData(["#!/bin/bash", ...lines, ""].join("\n")));

const GUNICORN = "gunicorn -b 0.0.0.0:8431 shop:app";
test.each<[string, readonly string[]]>([
  [`sg docker -c '${GUNICORN}'`, ["tcp 0.0.0.0 8431"]],
  [`sg docker '${GUNICORN}'`, ["tcp 0.0.0.0 8431"]],
  ["sg docker -c 'gunicorn -b 127.0.0.1:8431 shop:app'", ["tcp 127.0.0.1 8431"]],
  [`newgrp docker <<EOF\n${GUNICORN}\nEOF`, ["tcp 0.0.0.0 8431"]],
  [`newgrp - docker <<EOF\n${GUNICORN}\nEOF`, ["tcp 0.0.0.0 8431"]],
  [`newgrp docker\n${GUNICORN}`, ["tcp 0.0.0.0 8431"]],
  [`newgrp\n${GUNICORN}`, ["tcp 0.0.0.0 8431"]],
])("another group runs a command, or a shell that reads its input: %s", (lines, expected) => {
  expect(after(lines)).toEqual(expected);
});

test("a tunnel that is installed as a service leaves the terminal; one that is run does not", () => {
  expect(after("cloudflared service install abc", GUNICORN)).toEqual(["tcp 0.0.0.0 8431"]);
  expect(after("cloudflared tunnel run shop", GUNICORN)).not.toContain("tcp 0.0.0.0 8431");
});

test.each<[string, readonly string[]]>([
  [`if [ "$(id -u)" -ne 0 ]; then exit 1; fi\n${GUNICORN}`, ["tcp 0.0.0.0 8431"]],
  [`[ "$(id -un)" != root ] && exit 1\n${GUNICORN}`, ["tcp 0.0.0.0 8431"]],
  [`[ "$(id -u)" -eq 0 ] && exit 1\n${GUNICORN}`, []],
  [`[ "$(id -u ubuntu)" -eq 1000 ] || exit 1\n${GUNICORN}`, ["? tcp 0.0.0.0 8431"]],
])("user data is run by root: %s", (lines, expected) => {
  expect(after(lines)).toEqual(expected);
});
