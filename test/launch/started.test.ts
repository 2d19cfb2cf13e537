import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const GUNICORN = "gunicorn -b 0.0.0.0:8117 a";
const OPEN = "tcp 0.0.0.0 8117";
const UNIT = "/etc/systemd/system/a.service";
const program = (more = ""): string => `[program:a]\\ncommand=${GUNICORN}\\n${more}`;
const unit = (...lines: readonly string[]): string => `cat > ${UNIT} <<'X'\n${lines.join("\n")}\nX\nsystemctl start a`;

/** What user data leads to. A name of three dots: there may be more. */
test.each<[string, string, readonly string[]]>([
  [
    "supervisord includes files",
    `mkdir -p /opt/c\nprintf '[include]\\nfiles = c/*.conf\\n' > /opt/s.conf\nprintf '${program()}' > /opt/c/a.conf\nsupervisord -c /opt/s.conf`,
    [OPEN],
  ],
  [
    "supervisord includes files that nobody has shown",
    `git clone https://x.example/y /opt/c\nprintf '[include]\\nfiles = c/*.conf\\n' > /opt/s.conf\nsupervisord -c /opt/s.conf`,
    ["…"],
  ],
  [
    "supervisord includes nothing",
    `mkdir -p /etc/supervisor/conf.d\nprintf '${program()}' > /etc/supervisor/conf.d/a.conf\nprintf '[supervisord]\\n' > /opt/s.conf\nsupervisord -c /opt/s.conf`,
    [],
  ],
  [
    "supervisord as packaged",
    `apt-get install -y supervisor\nprintf '${program()}' > /etc/supervisor/conf.d/a.conf\nsupervisorctl update`,
    [OPEN],
  ],
  ["a program that does not start by itself", `printf '${program("autostart=no\\n")}' > /opt/s.conf\nsupervisord -c /opt/s.conf`, []],
  [
    "a program that is started",
    `apt-get install -y supervisor\nprintf '${program("autostart=false\\n")}' > /etc/supervisor/conf.d/a.conf\nsupervisorctl update; supervisorctl start a`,
    [OPEN],
  ],
  [
    "another program that is started",
    `apt-get install -y supervisor\nprintf '${program("autostart=false\\n")}' > /etc/supervisor/conf.d/a.conf\nsupervisorctl update; supervisorctl start b`,
    [],
  ],
  [
    "a target that nobody has shown",
    "git clone https://x.example/y /opt/b\ncp /opt/b/units/* /etc/systemd/system/\nsystemctl start app.target",
    ["…"],
  ],
  ["a timer that nobody has shown", "systemctl start backup.timer", ["…"]],
  ["targets and timers of the system", "systemctl isolate multi-user.target\nsystemctl start network-online.target fstrim.timer", []],
  [
    "a watchdog of a server whose configuration nobody has shown",
    "echo '* * * * * root pgrep redis-server || redis-server /etc/my.conf' > /etc/cron.d/w",
    ["…"],
  ],
  ["a job that nobody has shown, and that starts something", "echo '* * * * * root cd /opt/app && ./run.sh' > /etc/cron.d/w", ["…"]],
  ["a script that keeps a server alive", "(crontab -l; echo '*/5 * * * * flock -n /run/l python3 /opt/start-app.py') | crontab -", ["…"]],
  [
    "jobs that end",
    "printf '7 4 * * * root /opt/run-backup.sh\\n@daily root /opt/start_report\\n1 * * * * root /opt/app/sync run\\n' > /etc/cron.d/w",
    [],
  ],
  ["a job in Python", "echo '7 4 * * * root python3 /opt/job.py' > /etc/cron.d/w", []],
  [
    "haproxy tells more",
    `printf 'frontend f\\n  bind *:8117\\n' > /etc/haproxy/haproxy.cfg\nhaproxy -V -f /etc/haproxy/haproxy.cfg`,
    [OPEN],
  ],
  ["haproxy tells its version", `printf 'frontend f\\n  bind *:8117\\n' > /etc/haproxy/haproxy.cfg\nhaproxy -vv`, []],
  [
    "httpd without a check of its folders",
    "apt-get install -y apache2\nsystemctl stop apache2\nprintf 'Listen 8117\\n' > /etc/apache2/apache2.conf\napache2 -T",
    ["tcp * 8117"],
  ],
  [
    "sudo keeps nothing of the environment",
    "export GUNICORN_CMD_ARGS=--bind=127.0.0.1:8118\nsudo gunicorn a",
    ["? tcp 127.0.0.1 8000", "…"],
  ],
  ["sudo -E keeps it", "export GUNICORN_CMD_ARGS=--bind=127.0.0.1:8118\nsudo -E gunicorn a", ["tcp 127.0.0.1 8118"]],
  ["sudo takes variables", "sudo GUNICORN_CMD_ARGS=--bind=127.0.0.1:8118 gunicorn a", ["tcp 127.0.0.1 8118"]],
  ["options of sudo in one argument", `sudo -iu app ${GUNICORN}`, [OPEN]],
  ["options of sudo in one argument, with the value", `sudo -Huapp ${GUNICORN}`, [OPEN]],
  ["setsid in the background", `setsid -f uvicorn --port 8118 a:a\n${GUNICORN}`, ["tcp 127.0.0.1 8118", OPEN]],
  ["setsid", `setsid uvicorn --port 8118 a:a\n${GUNICORN}`, ["tcp 127.0.0.1 8118"]],
  [
    "a comment within a command",
    unit("[Service]", "ExecStart=/usr/bin/gunicorn \\", "# workers", "  ; more", "  -b 0.0.0.0:8117 \\", "  a"),
    [OPEN],
  ],
  [
    "rc.local is started",
    `printf '#!/bin/sh\\n${GUNICORN} &\\n' > /etc/rc.local\nchmod +x /etc/rc.local\nsystemctl start rc-local`,
    [OPEN],
  ],
  ["a unit that is masked", "systemctl mask nginx\napt-get install -y nginx", []],
  [
    "a unit that is no longer masked",
    "systemctl mask nginx\nsystemctl unmask nginx\napt-get install -y nginx",
    ["tcp 0.0.0.0 80", "tcp [::] 80"],
  ],
  [
    "a socket of a virtual machine besides",
    "printf '[Socket]\\nListenStream=8117\\nListenStream=vsock::8118\\n' > /etc/systemd/system/b.socket\nprintf '[Service]\\nExecStart=/usr/bin/cat\\n' > /etc/systemd/system/b.service\nsystemctl start b.socket",
    ["tcp * 8117"],
  ],
  [
    "a condition that nobody can tell",
    unit("[Unit]", "ConditionPathExists=/etc/never", "[Service]", `ExecStart=/usr/bin/${GUNICORN}`),
    [`? ${OPEN}`],
  ],
  [
    "a condition that holds",
    `echo x > /etc/there\n${unit("[Unit]", "ConditionPathExists=/etc/there", "[Service]", `ExecStart=/usr/bin/${GUNICORN}`)}`,
    [OPEN],
  ],
  [
    "a condition that does not",
    `echo x > /etc/there\n${unit("[Unit]", "ConditionPathExists=!/etc/there", "[Service]", `ExecStart=/usr/bin/${GUNICORN}`)}`,
    [],
  ],
  [
    "a condition that its own program can be run",
    unit("[Unit]", "AssertFileIsExecutable=/usr/bin/gunicorn", "[Service]", `ExecStart=-/usr/bin/${GUNICORN}`),
    [OPEN],
  ],
  [
    "a condition that another program can be run",
    unit("[Unit]", "AssertFileIsExecutable=/usr/bin/other", "[Service]", `ExecStart=/usr/bin/${GUNICORN}`),
    [`? ${OPEN}`],
  ],
  [
    "a condition that something is written",
    `echo x > /etc/there\n${unit("[Unit]", "ConditionFileNotEmpty=/etc/there", "[Service]", `ExecStart=/usr/bin/${GUNICORN}`)}`,
    [OPEN],
  ],
  [
    "a condition that something is written, and nobody knows whether",
    `echo -n "$(curl -fs https://config.example/x)" > /etc/there\n${unit("[Unit]", "ConditionFileNotEmpty=/etc/there", "[Service]", `ExecStart=/usr/bin/${GUNICORN}`)}`,
    [`? ${OPEN}`],
  ],
  [
    "a condition that something is written, and nobody knows what besides",
    `echo "x=$(curl -fs https://config.example/x)" > /etc/there\n${unit("[Unit]", "ConditionFileNotEmpty=/etc/there", "[Service]", `ExecStart=/usr/bin/${GUNICORN}`)}`,
    [OPEN],
  ],
  [
    "a condition that something is written, and nothing is",
    `: > /etc/there\n${unit("[Unit]", "ConditionFileNotEmpty=/etc/there", "[Service]", `ExecStart=/usr/bin/${GUNICORN}`)}`,
    [],
  ],
  [
    "variables at the end of a file that nobody has shown",
    `echo 'BIND=0.0.0.0:8117' >> /etc/default/a\n${unit("[Service]", "EnvironmentFile=-/etc/default/a", `ExecStart=/usr/bin/${GUNICORN.replace("0.0.0.0:8117", "$BIND")}`)}`,
    [OPEN],
  ],
  [
    "another variable of such a file",
    `echo 'OTHER=1' >> /etc/default/a\n${unit("[Service]", "Environment=BIND=0.0.0.0:8117", "EnvironmentFile=-/etc/default/a", `ExecStart=/usr/bin/${GUNICORN.replace("0.0.0.0:8117", "$BIND")}`)}`,
    ["? tcp <hole> ?"],
  ],
  [
    "such a variable that may be there",
    `[ -e /opt/x ] && echo 'BIND=0.0.0.0:8118' >> /etc/default/a\n${unit("[Service]", "Environment=BIND=0.0.0.0:8117", "EnvironmentFile=-/etc/default/a", `ExecStart=/usr/bin/${GUNICORN.replace("0.0.0.0:8117", "$BIND")}`)}`,
    ["? tcp <hole> ?"],
  ],
  ["a command that keeps it from starting", unit("[Service]", "ExecCondition=/bin/false", `ExecStart=/usr/bin/${GUNICORN}`), []],
  ["a daemon that keeps its files open", `start-stop-daemon --start -b -C -x /usr/bin/gunicorn -- -b 0.0.0.0:8117 a`, [OPEN]],
  ["a daemon with arguments among the options", `start-stop-daemon -S -x /usr/bin/gunicorn a -b -- -b 0.0.0.0:8117`, [OPEN]],
  [
    "a daemon that is only tested",
    `start-stop-daemon -S -t -x /usr/bin/gunicorn -- -b 0.0.0.0:8118 a || exit 1\nstart-stop-daemon -S -x /usr/bin/gunicorn -- -b 0.0.0.0:8117 a`,
    [OPEN],
  ],
  ["a daemon by what nobody has shown", "start-stop-daemon --start --pidfile /run/a.pid", ["…"]],
  ["a job that a daemon may take", `echo '${GUNICORN}' | at now`, [`? ${OPEN}`]],
  ["PHP brings a server", "apt-get install -y php", ["tcp * 80"]],
  ["PHP with its own", "apt-get install -y php php8.2-fpm git", ["unix /run/php/php8.2-fpm.sock"]],
  ["certbot's plug-in brings a server", "apt-get install -y certbot python3-certbot-nginx", ["tcp 0.0.0.0 80", "tcp [::] 80"]],
  ["a package that only begins as git does", "apt-get install -y gitlab-ce", ["…"]],
  ["git", "apt-get install -y git git-lfs", []],
  ["script with a command", `script -qc "${GUNICORN}" /dev/null`, ["…"]],
  ["consul-template with a command", `consul-template -template a:b -exec="${GUNICORN}"`, ["…"]],
  ["metadata that nobody has shown", "/opt/aws/bin/cfn-init -v --stack s --resource r --region eu-west-1", ["…"]],
])("%s", (_name, script, expected) => {
  expect(summary(launcher.userData(`#!/bin/bash\n${script}\n`))).toEqual(expected);
});

test("a socket on the loopback device answers nobody else", () => {
  const script = "printf '[Socket]\\nListenStream=8117\\nBindToDevice=lo\\n' > /etc/systemd/system/b.socket\nsystemctl start b.socket";
  const [listener] = launcher.userData(`#!/bin/bash\n${script}\n`).listeners;
  expect(listener).toMatchObject({ ipv4: "loopback", ipv6: "loopback", ports: [[8117, 8117]] });
});

test("a file that cloud-init fetches is not empty", () => {
  const file = '  - path: /opt/run.sh\n    source: { uri: "https://x.example/run.sh" }\n';
  expect(summary(launcher.userData(`#cloud-config\nwrite_files:\n${file}runcmd: [/opt/run.sh]\n`))).toEqual(["…"]);
  expect(summary(launcher.userData("#cloud-config\nlxd: { init: { network_address: 0.0.0.0 } }\n"))).toEqual(["…"]);
});

test("what a unit's compose file says later counts at the next boot", () => {
  const compose = (publish: string): string =>
    `printf 'services:\\n  web:\\n    image: nginx\\n    ports: ["${publish}:80"]\\n' > /srv/docker-compose.yml`;
  const service = unit("[Service]", "Type=oneshot", "WorkingDirectory=/srv", "ExecStart=/usr/bin/docker compose up -d");
  const published = (...lines: readonly string[]): readonly string[] =>
    summary(launcher.userData(["#!/bin/bash", "mkdir -p /srv", ...lines].join("\n"))).filter((line) => line.includes("publish"));
  expect(published(compose("127.0.0.1:8117"), service, compose("8117"))).toEqual([
    "  publish tcp 127.0.0.1 8117-8117 -> 80-80",
    "  publish tcp * 8117-8117 -> 80-80",
  ]);
  expect(published(compose("127.0.0.1:8117"), service)).toEqual(["  publish tcp 127.0.0.1 8117-8117 -> 80-80"]);
});

const RULES = "*nat\\n-A PREROUTING -p tcp --dport 8200 -j REDIRECT --to-ports 8117\\nCOMMIT\\n";
const INSTALL = "apt-get install -y iptables-persistent";
const REDIRECT = "redirect tcp 4 8200-8200 -> interface 8117-8117";

/** Rules that are restored when the machine starts. */
test.each<[string, string, readonly string[]]>([
  ["saved before", `mkdir -p /etc/iptables\nprintf '${RULES}' > /etc/iptables/rules.v4\n${INSTALL}`, [REDIRECT]],
  ["saved for the next boot", `${INSTALL}\nprintf '${RULES}' > /etc/iptables/rules.v4`, [`? ${REDIRECT}`]],
  ["what is set is saved", `${INSTALL}\niptables -A INPUT -p tcp --dport 8200 -j ACCEPT\niptables-save > /etc/iptables/rules.v4`, []],
  ["nothing is saved", INSTALL, []],
])("rules: %s", (_name, text, expected) => {
  expect(summary(launcher.userData(`#!/bin/bash\n${text}`))).toEqual(expected);
});
