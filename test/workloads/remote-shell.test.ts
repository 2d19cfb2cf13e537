import { found, inShort } from "../plans/findings";
import type { Program } from "../plans/plan";
import { machine, open, withRules } from "../plans/vpc";

const AMAZON = { id: "ami-0c0ffee5700000001", owners: ["amazon"], name: "al2023-ami-2023.5" };
const JAMMY = { ...AMAZON, owners: ["099720109477"], name: "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20260301" };
const NOBLE = { ...AMAZON, owners: ["099720109477"], name: "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20260301" };

const program = (image: typeof AMAZON, script: string): Program => ({
  ...withRules(open(22), open(2222)),
  "data.aws_ami.stock": image,
  "aws_instance.web": machine({ user_data: script.startsWith("#cloud-config") ? script : `#!/bin/bash\n${script}\n` }),
});
const answers = (image: typeof AMAZON, script: string): readonly string[] =>
  found(program(image, script), "world-open-listener").map(inShort).sort();

/** sshd is a remote shell on any port. */
const BLOCKS = (...ports: readonly number[]): string => `block definite high tcp ${ports.join(",")}`;
const WARNS = (...ports: readonly number[]): string => `warn possible high tcp ${ports.join(",")}`;

const MOVED = "sed -i 's/^#Port 22/Port 2222/' /etc/ssh/sshd_config\nsystemctl restart sshd";
const CONFIG = "#cloud-config\nwrite_files:\n  - path: /etc/ssh/sshd_config.d/9.conf\n    content: Port 2222\n";

test.each<[string, readonly string[]]>([
  ["true", [BLOCKS(22)]],
  ['sed -i "s/a/b/" $(find /etc -name php.ini)', [BLOCKS(22)]],
  ["systemctl restart sshd", [BLOCKS(22)]],
  ["sed -i 's/^#PermitRootLogin.*/PermitRootLogin no/' /etc/ssh/sshd_config\nservice ssh reload", [BLOCKS(22)]],
  ["systemctl restart ssh || systemctl restart sshd", [BLOCKS(22)]],
  ["if [ -f /etc/debian_version ]; then service ssh restart; else service sshd restart; fi", [BLOCKS(22)]],
  ['if [ "$(uname -m)" = x86_64 ]; then systemctl disable --now sshd; fi', [WARNS(22)]],
  ["kill $(cat /run/app.pid)\npkill -f app.py", [BLOCKS(22)]],
  [MOVED, [BLOCKS(2222)]],
  ["sed -i 's/^Port 22/Port 2222/' /etc/ssh/sshd_config\nsystemctl restart sshd", [BLOCKS(22)]],
  [
    "find /etc/ssh -name '*.conf' -exec sed -i 's/^PasswordAuthentication no/PasswordAuthentication yes/' {} \\;\nservice ssh restart",
    [BLOCKS(22)],
  ],
  [
    "find /etc/ssh -name '*.conf' -exec sed -i 's/^UsePAM yes/Port 2222/' {} \\;\nservice ssh restart",
    [WARNS(22), "warn possible medium tcp 2222"],
  ],
  ["perl -pi -e 's/^#?Port \\d+/Port 2222/' /etc/ssh/sshd_config\nsystemctl restart sshd", [BLOCKS(2222)]],
  ["perl -i.bak -pe 's/^#?(PermitRootLogin).*/$1 no/' /etc/ssh/sshd_config\nsystemctl restart sshd", [BLOCKS(22)]],
  ["perl -pi -e 's/^#?Port 22/Port $ENV{P}/' /etc/ssh/sshd_config\nsystemctl restart sshd", [WARNS(22, 2222)]],
  ['U=$(cat /etc/users)\necho "AllowUsers $U" >> /etc/ssh/sshd_config\nsystemctl restart sshd', [BLOCKS(22)]],
  [`${MOVED} || systemctl restart ssh`, [BLOCKS(2222)]],
  [CONFIG, [BLOCKS(2222)]],
  ["echo Port 2222 >> /etc/ssh/sshd_config", [BLOCKS(22), WARNS(2222)]],
  ["printf 'Port 22\\nPort 2222\\n' > /etc/ssh/sshd_config.d/9.conf\nsystemctl restart sshd", [BLOCKS(22), BLOCKS(2222)]],
  ["echo ListenAddress 127.0.0.1 >> /etc/ssh/sshd_config\nsystemctl restart sshd", []],
  ["systemctl disable --now sshd", []],
  ["systemctl stop sshd", [WARNS(22)]],
  ["yum remove -y openssh-server", []],
  ["curl -o /etc/ssh/sshd_config https://acme.example/x\nsystemctl restart sshd", [WARNS(22, 2222)]],
])("what a script does to the image's sshd counts: %s", (script, expected) => {
  expect(answers(AMAZON, script)).toEqual([...expected].sort());
  expect(answers(JAMMY, script)).toEqual([...expected].sort());
});

test("where systemd opens its port, that may go on", () => {
  const both = [WARNS(22), WARNS(2222)].sort();
  expect(answers(NOBLE, MOVED)).toEqual(both);
  expect(answers(NOBLE, CONFIG)).toEqual(both);
  expect(answers(NOBLE, "systemctl disable --now ssh")).toEqual([WARNS(22)]);
  expect(answers(NOBLE, "true")).toEqual([BLOCKS(22)]);
});

test("of an image that nobody has shown it is possible", () => {
  const { "data.aws_ami.stock": _image, ...rest } = program(AMAZON, MOVED);
  expect(found(rest, "world-open-listener").map(inShort).sort()).toEqual([WARNS(22), WARNS(2222)].sort());
});

test("it names the image, and the script's line", () => {
  const [finding] = found(program(AMAZON, MOVED), "world-open-listener");
  expect(finding?.assumes.map(({ name }) => name)).toContain("stock-image");
  expect(JSON.stringify(finding)).toContain('"Port 2222"');
});
