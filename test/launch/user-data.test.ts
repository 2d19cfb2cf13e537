import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";

import { launcher, launcherWith } from "../../src/launch";
import { UNSEEN, type FileText } from "../../src/model/launch";
import { HOLE } from "../../src/model/text";
import { summary } from "./sockets";

/** Each case is a script and what is open once it has run; `…` at the end says that there may be more. */
const folder = join(__dirname, "user-data");
const names = readdirSync(folder).filter((name) => !name.endsWith(".txt"));

test.each(names)("%s", (name) => {
  const launched = launcher.userData(readFileSync(join(folder, name), "utf8"));
  const expected = readFileSync(join(folder, name.replace(/\.\w+$/, ".txt")), "utf8");
  expect(
    summary(launched)
      .map((line) => `${line}\n`)
      .join(""),
  ).toBe(expected);
});

const SCRIPT = "#!/bin/bash\ngunicorn -b 0.0.0.0:8620 a\n";

test.each<[string, string]>([
  ["base64", Buffer.from(SCRIPT).toString("base64")],
  ["gzip in base64", gzipSync(SCRIPT).toString("base64")],
  ["zlib in base64", deflateSync(SCRIPT).toString("base64")],
  [
    "base64 in lines",
    (
      Buffer.from(SCRIPT + "#".repeat(200))
        .toString("base64")
        .match(/.{1,76}/g) ?? []
    ).join("\n"),
  ],
  ["Windows line ends", SCRIPT.replaceAll("\n", "\r\n")],
  ["a boothook", SCRIPT.replace("#!/bin/bash", "#cloud-boothook\n#!/bin/bash")],
  [
    "cloud-config within MIME within gzip",
    gzipSync(
      `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/cloud-config\n\nruncmd:\n  - gunicorn -b 0.0.0.0:8620 a\n--b--\n`,
    ).toString("base64"),
  ],
])("%s is unpacked", (_name, text) => {
  expect(summary(launcher.userData(text))).toEqual(["tcp 0.0.0.0 8620"]);
});

test.each<[string, string, string[]]>([
  ["b64", Buffer.from("bind 127.0.0.1\nport 6391\n").toString("base64"), ["tcp 127.0.0.1 6391"]],
  ["gz+b64", gzipSync("bind 127.0.0.1\nport 6392\n").toString("base64"), ["tcp 127.0.0.1 6392"]],
  ["gzip+base64", gzipSync("bind 0.0.0.0\nport 6393\n").toString("base64"), ["tcp 0.0.0.0 6393"]],
])("a file that cloud-config writes in %s", (encoding, content, expected) => {
  const text = `#cloud-config\nwrite_files:\n  - path: /opt/r.conf\n    encoding: ${encoding}\n    content: ${content}\nruncmd:\n  - redis-server /opt/r.conf\n`;
  expect(summary(launcher.userData(text))).toEqual(expected);
});

test.each<[string, string, string]>([
  ["a digest", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "only its SHA-1 is there, as providers before 2025 keep it in state"],
  ["an unknown value", HOLE, "it is not known before the deployment"],
  ["an include", "#include\nhttps://config.example.com/user-data\n", "it is fetched from a URL when the instance starts"],
  ["PowerShell", "<powershell>\nInstall-WindowsFeature Web-Server\n</powershell>", "it is a Windows script, and those are not read"],
  ["a template", "## template: jinja\n#cloud-config\nruncmd: [nginx]\n", "it is a Jinja template that cloud-init fills on the instance"],
  ["no YAML", "#cloud-config\nruncmd: [nginx\n", "it says #cloud-config and is no valid YAML"],
  [
    "anything else",
    "ECS_CLUSTER=shop\n",
    "it begins with nothing that cloud-init knows, such as #! or #cloud-config: cloud-init runs nothing of it",
  ],
  ["a part handler", "#part-handler\nimport os\n", "it is in a form of cloud-init that is not read"],
])("%s is told", (_name, text, why) => {
  const launched = launcher.userData(text);
  expect(launched).toMatchObject({ listeners: [], complete: false });
  expect(launched.unknowns).toEqual([{ what: "the user data", why }]);
});

test("no user data starts nothing", () => {
  const { leaves, ...launched } = launcher.userData("\n");
  expect(leaves("/etc/motd")).toBeNull();
  expect(launched).toEqual({
    listeners: [],
    containers: [],
    tunnels: [],
    redirects: [],
    filters: [],
    failsToStart: [],
    unknowns: [],
    complete: true,
    understood: true,
  });
});

test.each<[string, string, FileText | null]>([
  ["written whole", "echo greeting=hello > /etc/motd.conf", "greeting=hello\n"],
  ["added to what nobody has seen", "echo greeting=hello >> /etc/motd.conf", "greeting=hello\n"],
  ["changed in a way that nobody follows", "/opt/greet > /etc/motd.conf", UNSEEN],
  ["written in one branch alone", "if grep -q x /etc/x; then echo greeting=hello > /etc/motd.conf; fi", UNSEEN],
  ["written and removed", "echo greeting=hello > /etc/motd.conf; rm /etc/motd.conf", null],
  ["another", "echo greeting=hello > /etc/motd", null],
])("what is left of a file: %s", (_, line, left) => {
  expect(launcher.userData(`#!/bin/sh\n${line}\n`).leaves("/etc/motd.conf")).toBe(left);
});

test.each<[string, boolean]>([
  ["#!/bin/sh\n/opt/unseen\n", true],
  ["#cloud-config\nruncmd: [/opt/unseen]\n", true],
  ["#include\nhttps://config.example.com/user-data\n", false],
  ["#cloud-config\nruncmd: [nginx\n", false],
])("whether its form is read: %j", (text, understood) => {
  expect(launcher.userData(text).understood).toBe(understood);
});

test("the same text is asked once, and by another distribution once more: only Debian is known to run what cron has at a boot", () => {
  const text = "#!/bin/sh\necho '@reboot root gunicorn -b 0.0.0.0:8641 a' > /etc/cron.d/app\nreboot\n";
  const { userData } = launcherWith([]);
  expect(userData(text, "deb")).toBe(userData(text, "deb"));
  const certainties = (["deb", "rpm", null] as const).map((by) => userData(text, by).listeners.map(({ certainty }) => certainty));
  expect(certainties).toEqual([["definite"], ["possible"], ["possible"]]);
});
