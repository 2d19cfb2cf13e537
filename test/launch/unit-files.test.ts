import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const write = (path: string, text: string): string => `mkdir -p $(dirname ${path})\ncat > ${path} <<'EOF'\n${text}\nEOF\n`;
const unit = (name: string, lines: string): string =>
  write(`/etc/systemd/system/${name}`, `[Service]\n${lines}\n[Install]\nWantedBy=multi-user.target`);
const dropIn = (folder: string, lines: string): string => write(`/etc/systemd/system/${folder}`, `[Service]\n${lines}`);
const after = (lines: string): readonly string[] => summary(launcher.userData(`#!/bin/bash\n${lines}systemctl enable --now sky-web\n`));

const RUNS = "ExecStart=/usr/bin/gunicorn -b ${B}:8117 sky:app";
const SHELL = 'ExecStart=/bin/sh -c "exec gunicorn -b $${B:-0.0.0.0}:8117 sky:app"';
const OPEN = "Environment=B=0.0.0.0";
const SHUT = "Environment=B=127.0.0.1";

/** By systemd.unit(5) and systemd.exec(5). */
test.each([
  ["of its type", unit("sky-web.service", `${SHUT}\n${RUNS}`) + dropIn("service.d/o.conf", OPEN), true],
  ["of another type", unit("sky-web.service", `${SHUT}\n${RUNS}`) + dropIn("socket.d/o.conf", OPEN), false],
  ["up to a dash", unit("sky-web.service", `${SHUT}\n${RUNS}`) + dropIn("sky-.service.d/o.conf", OPEN), true],
  ["up to another's dash", unit("sky-web.service", `${SHUT}\n${RUNS}`) + dropIn("sk-.service.d/o.conf", OPEN), false],
  [
    "by its name, wherever it lies",
    unit("sky-web.service", RUNS) + dropIn("service.d/9.conf", OPEN) + dropIn("sky-web.service.d/1.conf", SHUT),
    true,
  ],
  [
    "that a nearer one hides",
    unit("sky-web.service", RUNS) + dropIn("service.d/o.conf", OPEN) + dropIn("sky-web.service.d/o.conf", SHUT),
    false,
  ],
  [
    "that takes a variable away",
    unit("sky-web.service", `${SHUT}\n${SHELL}`) + dropIn("sky-web.service.d/o.conf", "UnsetEnvironment=B"),
    true,
  ],
  [
    "that takes another value away",
    unit("sky-web.service", `${SHUT}\n${SHELL}`) + dropIn("sky-web.service.d/o.conf", "UnsetEnvironment=B=::1"),
    false,
  ],
])("a drop-in %s", (_name, lines, open) => {
  expect(after(lines)).toEqual([open ? "tcp 0.0.0.0 8117" : "tcp 127.0.0.1 8117"]);
});

test.each([
  ["0.0.0.0", "tcp 0.0.0.0 8117"],
  ["127.0.0.1", "tcp 127.0.0.1 8117"],
])("a file of variables is read when the commands before have written it: %s", (address, expected) => {
  const pre = `ExecStartPre=/bin/sh -c "echo B=${address} > /etc/default/sky"`;
  const before = write("/etc/default/sky", "B=10.2.3.4");
  expect(after(before + unit("sky-web.service", `${pre}\nEnvironmentFile=-/etc/default/sky\n${SHUT}\n${RUNS}`))).toEqual([expected]);
});

test("where a service sees other files, what it runs is not known", () => {
  const found = after(unit("sky-web.service", `RootDirectory=/srv/sky\n${SHUT}\n${RUNS}`));
  expect(found).toEqual(["? tcp 127.0.0.1 8117", "…"]);
});
