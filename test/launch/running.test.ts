import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const RABBIT = ["tcp * 5672", "tcp 0.0.0.0 25672", "tcp * 4369"];
const HIDDEN = ["tcp 127.0.0.1 5683", "tcp 0.0.0.0 25672", "tcp * 4369"];
const EDITED = "echo 'listeners.tcp.local = 127.0.0.1:5683' > /etc/rabbitmq/rabbitmq.conf";
const INSTALLED = "apt-get install -y rabbitmq-server";
const SITE = "rm /etc/nginx/sites-enabled/default\necho 'server { listen 127.0.0.1:8171; }' > /etc/nginx/conf.d/a.conf";
const UNIT = (port: number, more = ""): string =>
  `cat > /etc/systemd/system/a.service <<'X'\n[Service]\n${more}ExecStart=/usr/bin/gunicorn -b 0.0.0.0:${String(port)} a\nX`;
const ENABLED = `${UNIT(8171)}\nprintf '[Install]\\nWantedBy=multi-user.target\\n' >> /etc/systemd/system/a.service\nsystemctl enable --now a`;
const WANTING = `cat > /etc/systemd/system/b.service <<'X'\n[Unit]\nWants=a.service\n[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\nX`;

/**
 * Debian starts what it installs, and what runs keeps its sockets until something tells it otherwise. What is enabled, and was asked to
 * start with what is written, has it from the next boot on: both are open for sure.
 */
test.each<[string, string, readonly string[]]>([
  [
    "a start changes nothing until the next boot",
    `${INSTALLED}\n${EDITED}\nsystemctl enable --now rabbitmq-server`,
    [...RABBIT, "tcp 127.0.0.1 5683"],
  ],
  ["nor does service", `${INSTALLED}\n${EDITED}\nservice rabbitmq-server start`, [...RABBIT, "tcp 127.0.0.1 5683"]],
  ["nor a second installation", `${INSTALLED}\n${EDITED}\n${INSTALLED}`, [...RABBIT, "tcp 127.0.0.1 5683"]],
  ["a restart takes up what was written", `${INSTALLED}\n${EDITED}\nsystemctl restart rabbitmq-server`, HIDDEN],
  ["a start after a stop as well", `${INSTALLED}\nsystemctl stop rabbitmq-server\n${EDITED}\nsystemctl start rabbitmq-server`, HIDDEN],
  ["and a package that is installed anew", `${INSTALLED}\n${EDITED}\napt-get install -y --reinstall rabbitmq-server`, HIDDEN],
  ["a reboot as well", `${INSTALLED}\n${EDITED}\nreboot`, HIDDEN],
  ["a reboot by systemd", `${INSTALLED}\n${EDITED}\nsystemctl reboot`, HIDDEN],
  ["a reboot in a minute", `${INSTALLED}\n${EDITED}\nshutdown -r +1`, HIDDEN],
  ["no reboot", `${INSTALLED}\n${EDITED}\nshutdown -c`, [...RABBIT, "? tcp 127.0.0.1 5683"]],
  ["a reboot that may come", `${INSTALLED}\n${EDITED}\n[ -e /run/reboot-required ] && reboot`, [...RABBIT, "? tcp 127.0.0.1 5683"]],
  [
    "a reboot of what does not come up again",
    `${INSTALLED}\n${EDITED}\nsystemctl disable rabbitmq-server\nreboot`,
    [...RABBIT.map((socket) => `? ${socket}`), "? tcp 127.0.0.1 5683"],
  ],
  ["a reboot of what may not come up again", `${ENABLED}\n[ -e /opt/x ] && systemctl disable a\nreboot`, ["? tcp 0.0.0.0 8171"]],
  ["a reboot of what was only started", `${UNIT(8171)}\nsystemctl start a\nreboot`, ["? tcp 0.0.0.0 8171"]],
  [
    "a reboot of what another brings along",
    `${UNIT(8171)}\n${WANTING}\nsystemctl enable --now b\nsystemctl start a\nreboot`,
    ["tcp 0.0.0.0 8171"],
  ],
  [
    "a reboot of what a package starts",
    "apt-get install -y supervisor\nprintf '[program:a]\\ncommand=gunicorn -b 0.0.0.0:8171 a\\n' > /etc/supervisor/conf.d/a.conf\nsystemctl restart supervisor\nreboot",
    ["tcp 0.0.0.0 8171"],
  ],
  ["a reboot of what stays enabled", `${ENABLED}\n[ -e /opt/x ] && systemctl stop a\nreboot`, ["tcp 0.0.0.0 8171"]],
  ["a reboot that may come, of what was only started", `${UNIT(8171)}\nsystemctl start a\n[ -e /opt/x ] && reboot`, ["? tcp 0.0.0.0 8171"]],
  [
    "a reboot of what was only enabled",
    `${UNIT(8171, "")}\nprintf '[Install]\\nWantedBy=multi-user.target\\n' >> /etc/systemd/system/a.service\nsystemctl enable a\nreboot`,
    ["tcp 0.0.0.0 8171"],
  ],
  [
    "a reboot of what may be enabled",
    `${UNIT(8171, "")}\nprintf '[Install]\\nWantedBy=multi-user.target\\n' >> /etc/systemd/system/a.service\n[ -e /opt/x ] && systemctl enable a\nreboot`,
    ["? tcp 0.0.0.0 8171"],
  ],
  ["a reboot of what runs by itself", "gunicorn -D -b 0.0.0.0:8171 a\nreboot", ["? tcp 0.0.0.0 8171"]],
  [
    "a reboot that may come, of what runs by itself",
    "gunicorn -D -b 0.0.0.0:8171 a\n[ -f /var/run/reboot-required ] && reboot",
    ["? tcp 0.0.0.0 8171"],
  ],
  ["a reboot of what is started then", "reboot\ngunicorn -D -b 0.0.0.0:8171 a", ["? tcp 0.0.0.0 8171"]],
  [
    "a reboot that may come, of what is started then",
    "[ -f /var/run/reboot-required ] && reboot\ngunicorn -D -b 0.0.0.0:8171 a",
    ["tcp 0.0.0.0 8171"],
  ],
  [
    "a reboot that may come, of a unit that is enabled",
    `${UNIT(8171, "")}\nprintf '[Install]\\nWantedBy=multi-user.target\\n' >> /etc/systemd/system/a.service\nsystemctl enable --now a\n[ -f /var/run/reboot-required ] && reboot`,
    ["tcp 0.0.0.0 8171"],
  ],
  ["what powers it off", "gunicorn -D -b 0.0.0.0:8171 a\nshutdown -h now", ["? tcp 0.0.0.0 8171"]],
  ["what calls that off", "gunicorn -D -b 0.0.0.0:8171 a\nshutdown -c", ["tcp 0.0.0.0 8171"]],
  ["what was written before", `${EDITED}\n${INSTALLED}\nsystemctl enable --now rabbitmq-server`, HIDDEN],
  ["Red Hat starts nothing", `dnf install -y rabbitmq-server\n${EDITED}\nsystemctl enable --now rabbitmq-server`, HIDDEN],
  ["a site that is taken away", `apt-get install -y nginx\n${SITE}`, ["tcp 0.0.0.0 80", "tcp [::] 80", "? tcp 127.0.0.1 8171"]],
  [
    "a site that is taken away before a start",
    `apt-get install -y nginx\n${SITE}\nsystemctl enable --now nginx`,
    ["tcp 0.0.0.0 80", "tcp [::] 80", "tcp 127.0.0.1 8171"],
  ],
  ["a site that is taken away before a reload", `apt-get install -y nginx\n${SITE}\nsystemctl reload nginx`, ["tcp 127.0.0.1 8171"]],
  [
    "a policy that keeps services from being started",
    `printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d\nchmod +x /usr/sbin/policy-rc.d\n${INSTALLED}\n${EDITED}\nsystemctl start rabbitmq-server`,
    HIDDEN,
  ],
  [
    "a policy that keeps one service from being started",
    `printf 'case $1 in\\nmysql) exit 101;;\\nesac\\n' > /usr/sbin/policy-rc.d\nchmod +x /usr/sbin/policy-rc.d\n${INSTALLED}`,
    ["? tcp * 5672", "? tcp 0.0.0.0 25672", "? tcp * 4369"],
  ],
  [
    "a policy that is gone again",
    `printf 'exit 101\\n' > /usr/sbin/policy-rc.d\nrm /usr/sbin/policy-rc.d\n${INSTALLED}\n${EDITED}\nsystemctl start rabbitmq-server`,
    [...RABBIT, "tcp 127.0.0.1 5683"],
  ],
  ["a unit of one's own", `${UNIT(8171)}\nsystemctl start a\n${UNIT(8172)}\nsystemctl start a`, ["tcp 0.0.0.0 8171", "? tcp 0.0.0.0 8172"]],
  ["a unit that was only enabled", `${UNIT(8171)}\nsystemctl enable a\n${UNIT(8172)}\nsystemctl start a`, ["tcp 0.0.0.0 8172"]],
  [
    "a unit whose command is done",
    `${UNIT(8171, "Type=oneshot\n")}\nsystemctl start a\n${UNIT(8172, "Type=oneshot\n")}\nsystemctl start a`,
    ["tcp 0.0.0.0 8172"],
  ],
  [
    "a unit that may run already",
    `${UNIT(8171)}\n[ -e /opt/x ] && systemctl start a\n${UNIT(8172)}\nsystemctl start a`,
    ["? tcp 0.0.0.0 8172", "? tcp 0.0.0.0 8171"],
  ],
  ["a unit that may run already as it is", `${UNIT(8171)}\n[ -e /opt/x ] && systemctl start a\nsystemctl start a`, ["tcp 0.0.0.0 8171"]],
])("%s", (_name, text, expected) => {
  expect([...summary(launcher.userData(`#!/bin/bash\n${text}\n`))]).toEqual(expected);
});

/** Which distribution's packages it takes, an unknown image does not tell. */
const configured = (...commands: readonly string[]): readonly string[] =>
  summary(launcher.userData(["#cloud-config", "packages: [nginx]", "runcmd:", ...commands.map((line) => `  - ${line}`), ""].join("\n")));

test("a service that an unknown package manager may have started", () => {
  const [site, start] = ["echo 'server { listen 8171; }' > /etc/nginx/conf.d/a.conf", "systemctl enable --now nginx"];
  expect(configured(start)).toContain("tcp 0.0.0.0 80");
  expect(configured(start)).not.toContain("? tcp 0.0.0.0 80");
  expect(configured(site, start)).toEqual(expect.arrayContaining(["tcp 0.0.0.0 80", "? tcp 0.0.0.0 8171"]));
  expect(configured(site, "systemctl restart nginx")).toEqual(expect.arrayContaining(["tcp 0.0.0.0 80", "tcp 0.0.0.0 8171"]));
});

test.each<[string, string, readonly string[]]>([
  ["a table that a reboot runs", "reboot", ["tcp 0.0.0.0 8171"]],
  ["where none may come", "[ -e /opt/x ] && reboot", ["? tcp 0.0.0.0 8171"]],
])("%s", (_name, text, expected) => {
  const table = "(crontab -l 2>/dev/null; echo '@reboot gunicorn -D -b 0.0.0.0:8171 a') | crontab -";
  expect(summary(launcher.userData(`#!/bin/bash\n${table}\n${text}\n`, "deb"))).toEqual(expected);
  expect(summary(launcher.userData(`#!/bin/bash\n${table}\n${text}\n`, "rpm"))).toEqual(["? tcp 0.0.0.0 8171"]);
});

describe("a reboot of containers", () => {
  const RUN = "docker run -d -p 8171:8172 python:3.12 python3 -m http.server 8172";
  const compose = (more: string): string =>
    `printf 'services:\\n  a:\\n    image: python:3.12\\n    command: python3 -m http.server 8172\\n${more}' > /srv/compose.yaml\ndocker compose -f /srv/compose.yaml up -d`;
  test.each<[string, string, string]>([
    ["without a policy", RUN, "? tcp 0.0.0.0 8172"],
    ["with one", RUN.replace("-d", "-d --restart unless-stopped"), "tcp 0.0.0.0 8172"],
    ["with one for failures", RUN.replace("-d", "-d --restart on-failure"), "? tcp 0.0.0.0 8172"],
    ["with one that nobody knows", `POLICY=$(cat /opt/policy)\n${RUN.replace("-d", "-d --restart $POLICY")}`, "? tcp 0.0.0.0 8172"],
    ["with one that it is given later", `${RUN.replace("-d", "-d --name a")}\ndocker update --restart=always a`, "tcp 0.0.0.0 8172"],
    ["with one that another is given", `${RUN.replace("-d", "-d --name a")}\ndocker update --restart always b`, "? tcp 0.0.0.0 8172"],
    [
      "with one that it loses",
      `${RUN.replace("-d", "-d --name a --restart always")}\ndocker update --memory 1g --restart no a`,
      "? tcp 0.0.0.0 8172",
    ],
    [
      "with one that any may lose",
      `${RUN.replace("-d", "-d --name a --restart always")}\ndocker update --restart no $(docker ps -q)`,
      "? tcp 0.0.0.0 8172",
    ],
    [
      "where the daemon comes up",
      `dnf install -y docker\nsystemctl enable --now docker\n${RUN.replace("-d", "-d --restart always")}`,
      "tcp 0.0.0.0 8172",
    ],
    [
      "where it does not",
      `dnf install -y docker\nsystemctl start docker\n${RUN.replace("-d", "-d --restart always")}`,
      "? tcp 0.0.0.0 8172",
    ],
    ["without a daemon", RUN.replace("docker run -d", "podman run -d --restart always"), "? tcp 0.0.0.0 8172"],
    ["of compose without one", compose(""), "? tcp 0.0.0.0 8172"],
    ["of compose with one", compose("    restart: always\\n"), "tcp 0.0.0.0 8172"],
    ["of a swarm", `docker swarm init\n${RUN.replace("run -d", "service create")}`, "tcp 0.0.0.0 8172"],
  ])("%s", (_name, text, expected) => {
    const started = (script: string): readonly string[] =>
      summary(launcher.userData(`#!/bin/bash\n${script}\n`)).filter(
        (line) => line.startsWith("  ") && line.endsWith(" 8172") && !line.includes("->"),
      );
    expect(started(text)).toEqual(["  tcp 0.0.0.0 8172"]);
    expect(started(`${text}\nreboot`)).toEqual([`  ${expected}`]);
  });
});

test("a line of a crontab that may be there", () => {
  const line = "echo '@reboot root gunicorn -D -b 0.0.0.0:8171 a' >> /etc/crontab";
  const started = (text: string): readonly string[] => summary(launcher.userData(`#!/bin/bash\n${text}\nreboot\n`, "deb"));
  expect(started(line)).toEqual(["tcp 0.0.0.0 8171"]);
  expect(started(`if [ -e /opt/x ]; then ${line}; fi`)).toEqual(["? tcp 0.0.0.0 8171"]);
});

describe("a cloud-config that restarts the machine at its end", () => {
  const config = (state: string): string =>
    `#cloud-config\npackages: [rabbitmq-server]\nwrite_files:\n  - {path: /etc/rabbitmq/rabbitmq.conf, defer: true, content: "listeners.tcp.local = 127.0.0.1:5683\\n"}\npower_state: ${state}\n`;
  const LATER = [...RABBIT, "? tcp 127.0.0.1 5683"];
  test.each<[string, readonly string[]]>([
    ["{mode: reboot, delay: now, condition: true}", HIDDEN],
    ["{mode: reboot}", HIDDEN],
    ["{mode: reboot, condition: false}", LATER],
    ["{mode: reboot, condition: [test, -e, /run/reboot-required]}", LATER],
    ["{mode: poweroff}", LATER],
  ])("%s", (state, expected) => {
    expect(summary(launcher.userData(config(state), "deb"))).toEqual(expected);
  });

  test.each<[string, string]>([
    ["{mode: reboot, condition: [test, -e, /run/reboot-required]}", "? tcp 0.0.0.0 8171"],
    ["{mode: poweroff}", "? tcp 0.0.0.0 8171"],
    ["{mode: reboot, condition: false}", "tcp 0.0.0.0 8171"],
    ["{delay: now}", "tcp 0.0.0.0 8171"],
  ])("%s, of what runs by itself", (state, expected) => {
    const config = `#cloud-config\nruncmd: [gunicorn -D -b 0.0.0.0:8171 a]\npower_state: ${state}\n`;
    expect(summary(launcher.userData(config, "deb"))).toEqual([expected]);
  });
});
