import { answering, whether, type Answer } from "../plans/ask";
import { resultOf } from "../plans/findings";
import type { Block, Program } from "../plans/plan";
import { machine, open, withRules } from "../plans/vpc";

const ID = "ami-0c0ffee5700000001";
const UBUNTU: Block = { id: ID, owners: ["099720109477"], name: "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20260301" };
const DEBIAN: Block = { id: ID, owners: ["136693071363"], name: "debian-12-amd64-20260301" };
const ROCKY: Block = { id: ID, owners: ["792107900819"], name: "Rocky-9-EC2-Base-9.3" };
const SOMEBODY: Block = { id: ID, owners: ["111122223333"], name: "ubuntu-golden" };

const run = (image: Block, lines: readonly string[]): Program => ({
  ...withRules(open(22), open(7070), open(7071)),
  "data.aws_ami.stock": image,
  "aws_instance.web": machine({ user_data: `#!/bin/bash\n${lines.join("\n")}\n` }),
});
const SERVES = "gunicorn -b 0.0.0.0:7070 app:app --daemon";
const ENABLE = "ufw --force enable";

const at = (program: Program, port = 7070, client = "203.0.113.9", place = "aws_instance.web"): Answer =>
  whether(answering(program, place), `tcp ${String(port)} from ${client}`);
const ufw = (...lines: readonly string[]): Answer => at(run(UBUNTU, [SERVES, ...lines]));

test.each<[string, readonly string[], Answer]>([
  ["never enabled", ["ufw default deny incoming", "ufw deny 7070"], "yes"],
  ["enabled", [ENABLE], "perhaps"],
  ["enabled at a prompt", ["yes | ufw enable"], "perhaps"],
  ["enabled, and disabled", [ENABLE, "ufw disable"], "yes"],
  ["enabled, and stopped", [ENABLE, "systemctl disable --now ufw"], "yes"],
  ["enabled, and reset", ["ufw deny 7070", ENABLE, "ufw --force reset"], "yes"],
  ["reset, and enabled", ["ufw allow 7070", "ufw --force reset", ENABLE], "perhaps"],
  ["enabled perhaps", ["if grep -q x /etc/y; then ufw --force enable; fi"], "perhaps"],
  ["enabled perhaps, with the port", ["ufw allow 7070", "if grep -q x /etc/y; then ufw --force enable; fi"], "yes"],
  ["with the port", ["ufw allow 7070", ENABLE], "yes"],
  ["with the port after it is enabled", [ENABLE, "ufw allow 7070/tcp"], "yes"],
  ["with the ports of a loop", ["for p in 22 7070; do ufw allow $p/tcp; done", ENABLE], "yes"],
  ["several without a protocol, which it refuses", ["ufw allow 80,7070", ENABLE], "perhaps"],
  ["only where it takes them, with a protocol", [`ufw allow 22,80/tcp && ${ENABLE}`], "perhaps"],
  ["only where it takes them, without", [`ufw allow 22,80 && ${ENABLE}`], "yes"],
  ["only where it takes them, without and at length", [`ufw allow to any port 22,80 && ${ENABLE}`], "yes"],
  ["after one with too many words, which does not matter", ["ufw allow 22 80", ENABLE], "perhaps"],
  ["after one with too many words, where any error ends the script", ["set -e", "ufw allow 22 80", ENABLE], "yes"],
  ["after one with too many words at length", ["set -e", "ufw allow from 10.0.0.0/8 22", ENABLE], "yes"],
  ["after one with a word that nobody knows", ["set -e", "ufw allow 22 $(cat /etc/x)", ENABLE], "perhaps"],
  ["after one port of no side", ["set -e", "ufw allow port 22", ENABLE], "yes"],
  ["enabled where it is not, without the port", ["ufw status | grep -q inactive && ufw --force enable"], "perhaps"],
  ["reset, which leaves the default", ["ufw default allow", "ufw --force reset", ENABLE], "yes"],
  ["for every address of IPv4", ["ufw allow from 0.0.0.0/0 to any port 7070", ENABLE], "yes"],
  ["for every address of IPv4, in place of one for both", ["ufw deny 7070", "ufw allow from 0.0.0.0/0 to any port 7070", ENABLE], "yes"],
  ["for a network beside one for all", ["ufw deny 7070", "ufw allow from 0.0.0.0/1 to any port 7070", ENABLE], "perhaps"],
  [
    "for every address of its own, and taken back",
    ["ufw allow 7070", "ufw delete allow from 0.0.0.0/0 to any port 7070", ENABLE],
    "perhaps",
  ],
  [
    "denied on one interface, and another's taken back",
    ["ufw deny in on eth9 to any port 7070", "ufw delete deny in on eth8 to any port 7070", "ufw allow 7070", ENABLE],
    "perhaps",
  ],
  [
    "denied on one interface, which is taken back",
    ["ufw deny in on eth9 to any port 7070", "ufw delete deny in on eth9 to any port 7070", "ufw allow 7070", ENABLE],
    "yes",
  ],
  ["for every address of IPv6", ["ufw allow from ::/0 to any port 7070", ENABLE], "perhaps"],
  ["deleted in other words", ["ufw allow proto tcp from any to any port 7070", "ufw delete allow 7070/tcp", ENABLE], "perhaps"],
  ["with the port of the other protocol", ["ufw allow 7070/udp", ENABLE], "perhaps"],
  ["with another port", ["ufw allow 7071", ENABLE], "perhaps"],
  ["with a range", ["ufw allow 7000:7100/tcp", ENABLE], "yes"],
  ["with several", ["ufw allow 80,7070/tcp comment 'app'", ENABLE], "yes"],
  ["with a limit", ["ufw limit 7070/tcp", ENABLE], "yes"],
  ["with the port of what goes out", ["ufw allow out 7070", ENABLE], "perhaps"],
  ["with the port of what comes in", ["ufw allow in 7070", ENABLE], "yes"],
  ["at length", ["ufw allow proto tcp from any to any port 7070", ENABLE], "yes"],
  ["for a network", ["ufw allow from 10.1.0.0/16 to any port 7070 proto tcp", ENABLE], "perhaps"],
  ["for half of the world", ["ufw allow from 128.0.0.0/1 to any port 7070", ENABLE], "yes"],
  ["for the other half", ["ufw allow from 0.0.0.0/1 to any port 7070", ENABLE], "perhaps"],
  ["for everybody's every port", ["ufw allow from any", ENABLE], "yes"],
  ["for a network that nobody knows", ["ufw allow from $(cat /etc/net) to any port 7070", ENABLE], "perhaps"],
  ["for a port that nobody knows", ["ufw allow $(cat /etc/port)/tcp", ENABLE], "perhaps"],
  ["by words that nobody knows", ["ufw allow 7070", ENABLE, "ufw $(cat /etc/rule)"], "perhaps"],
  ["on an inner interface", ["ufw allow in on wg0 to any port 7070", ENABLE], "perhaps"],
  ["on an interface of the instance's", ["ufw allow in on eth0 to any port 7070", ENABLE], "perhaps"],
  ["to one of its addresses", ["ufw allow to 10.44.7.9 port 7070", ENABLE], "perhaps"],
  ["by default", ["ufw default allow incoming", ENABLE], "yes"],
  ["by default, but the port", ["ufw default allow", "ufw deny 7070", ENABLE], "perhaps"],
  ["by a default that nobody knows", ["ufw default $(cat /etc/x)", ENABLE], "perhaps"],
  ["by default what goes out", ["ufw default allow outgoing", "ufw default deny routed", ENABLE], "perhaps"],
  ["denied before it is allowed", ["ufw deny from 203.0.113.0/24", "ufw allow 7070", ENABLE], "perhaps"],
  ["allowed before it is denied", ["ufw allow 7070", "ufw deny from 203.0.113.0/24", ENABLE], "yes"],
  ["denied in front", ["ufw allow 7070", "ufw insert 1 deny from 203.0.113.0/24", ENABLE], "perhaps"],
  ["denied in front by another word", ["ufw allow 7070", "ufw prepend deny from 203.0.113.0/24", ENABLE], "perhaps"],
  ["denied somewhere", ["ufw allow 7070", "ufw allow 7071", "ufw insert 2 deny from 203.0.113.0/24", ENABLE], "perhaps"],
  ["and told otherwise", ["ufw deny 7070", "ufw allow 7071", "ufw allow 7070", ENABLE], "yes"],
  ["and told otherwise of one protocol alone", ["ufw deny 7070", "ufw allow 7070/tcp", ENABLE], "perhaps"],
  ["and deleted", ["ufw allow 7070", "ufw delete allow 7070", ENABLE], "perhaps"],
  ["and another deleted", ["ufw allow 7070", "ufw delete allow 7070/tcp", ENABLE], "yes"],
  ["and deleted by its number", ["ufw allow 7070", "ufw --force delete 1", ENABLE], "perhaps"],
  ["and deleted perhaps", ["ufw allow 7070", "if grep -q x /etc/y; then ufw delete allow 7070; fi", ENABLE], "perhaps"],
  ["and tried only", ["ufw allow 7070", "ufw --dry-run enable"], "yes"],
  [
    "by a profile of its own",
    ["printf '[App]\\ntitle=App\\nports=7000,7070/tcp|53/udp\\n' > /etc/ufw/applications.d/app", "ufw allow App", ENABLE],
    "yes",
  ],
  ["by a profile that nobody knows", ["ufw allow 'Acme Full'", ENABLE], "perhaps"],
  ["by its settings", ["sed -i 's/ENABLED=no/ENABLED=yes/' /etc/ufw/ufw.conf"], "perhaps"],
  ["beside what leads through it", ['sed -i \'s/FORWARD_POLICY="DROP"/FORWARD_POLICY="ACCEPT"/\' /etc/default/ufw', ENABLE], "perhaps"],
  ["with a default of its settings", ['sed -i \'s/INPUT_POLICY="DROP"/INPUT_POLICY="ACCEPT"/\' /etc/default/ufw', ENABLE], "perhaps"],
  ["with rules from elsewhere", ["curl -o /etc/ufw/user.rules https://acme.example/rules", ENABLE], "perhaps"],
  ["beside a rule of iptables", [ENABLE, "iptables -I INPUT -p tcp --dport 7070 -j ACCEPT"], "perhaps"],
  ["beside a rule of iptables for what goes through", [ENABLE, "iptables -A FORWARD -i wg0 -j ACCEPT"], "perhaps"],
  ["beside a program that nobody has shown", [ENABLE, "/opt/acme/setup"], "perhaps"],
])("the world's port 7070 behind ufw, %s", (_, lines, answer) => {
  expect(ufw(...lines)).toBe(answer);
});

test("profiles of packages", () => {
  const nginx = (profile: string): Answer => {
    const program = run(UBUNTU, ["apt-get install -y nginx", `ufw allow ${profile}`, ENABLE]);
    return at({ ...program, "aws_security_group.web": { ...program["aws_security_group.web"], ingress: [open(80)] } }, 80);
  };
  expect(["'Nginx Full'", "'Nginx HTTP'", "'Nginx HTTPS'", "OpenSSH", "http", "80/tcp"].map(nginx)).toEqual([
    "yes",
    "yes",
    "perhaps",
    "perhaps",
    "yes",
    "yes",
  ]);
  expect(ufw("ufw allow 'Nginx Full'", "ufw allow 7070", ENABLE)).toBe("yes");
  const early = run(UBUNTU, ["ufw allow 'Apache Full'", "apt-get install -y apache2", ENABLE]);
  expect(at({ ...early, "aws_security_group.web": { ...early["aws_security_group.web"], ingress: [open(80)] } }, 80)).toBe("perhaps");
});

test("the image's ssh server stands behind it too", () => {
  expect([[ENABLE], ["ufw allow OpenSSH", ENABLE], ["ufw allow ssh", ENABLE]].map((lines) => at(run(UBUNTU, lines), 22))).toEqual([
    "perhaps",
    "yes",
    "yes",
  ]);
});

test("each family has its own rules", () => {
  const both = (...lines: readonly string[]): readonly Answer[] => {
    const program = run(UBUNTU, ["gunicorn -b [::]:7070 app:app --daemon", ...lines, ENABLE]);
    return [at(program), at(program, 7070, "2001:db8::9")];
  };
  expect(both("ufw allow 7070")).toEqual(["yes", "yes"]);
  expect(both("ufw allow from 0.0.0.0/1 to any port 7070", "ufw allow from 128.0.0.0/1 to any port 7070")).toEqual(["yes", "perhaps"]);
  expect(both("sed -i 's/^IPV6=yes/IPV6=no/' /etc/default/ufw", "ufw allow 7070")).toEqual(["yes", "perhaps"]);
});

test("on whosever image, and installed by whom, what it keeps out may come in and what it lets in comes", () => {
  const of = (image: Block, ...lines: readonly string[]): Answer => at(run(image, [SERVES, ...lines, ENABLE]));
  expect([UBUNTU, DEBIAN, SOMEBODY].map((image) => of(image))).toEqual(["perhaps", "perhaps", "perhaps"]);
  expect([UBUNTU, DEBIAN, SOMEBODY].map((image) => of(image, "apt-get install -y ufw"))).toEqual(["perhaps", "perhaps", "perhaps"]);
  expect([UBUNTU, DEBIAN, SOMEBODY].map((image) => of(image, "ufw allow 7070"))).toEqual(["yes", "yes", "yes"]);
});

test.each<[string, Answer]>([
  [ENABLE, "yes"],
  ["iptables -P INPUT DROP", "yes"],
  ["iptables -I INPUT -p tcp --dport 7070 -j DROP", "yes"],
  ["iptables -I DOCKER-USER -j RETURN", "yes"],
  ["iptables -I DOCKER-USER -i eth0 ! -s 10.1.0.0/16 -j DROP", "perhaps"],
])("what docker publishes, behind %s", (line, answer) => {
  const program = run(UBUNTU, [line, "docker run -d --name c -p 7070:9000 python:3.12 python3 -m http.server 9000"]);
  expect(at(program, 7070, "203.0.113.9", "aws_instance.web#c")).toBe(answer);
});

const DROP = "iptables -P INPUT DROP";
const ACCEPT = "iptables -A INPUT -p tcp --dport 7070 -j ACCEPT";

/** What a kernel says of such rules: test/engines/kernel/input.test.ts. */
test.each<[string, readonly string[], Answer]>([
  ["with the port", [DROP, ACCEPT], "yes"],
  ["with the port where it is not there yet", [DROP, `${ACCEPT.replace("-A", "-C")} || ${ACCEPT}`], "yes"],
  ["with the port where it is there already", [DROP, ACCEPT, `${ACCEPT.replace("-A", "-C")} || ip6tables -F`], "yes"],
  ["with the port, perhaps", [DROP, `[ -e /opt/x ] && ${ACCEPT}`], "perhaps"],
  ["with the port, perhaps no longer", [DROP, ACCEPT, `[ -e /opt/x ] && iptables -F`], "perhaps"],
  ["perhaps, with the port", [`[ -e /opt/x ] && ${DROP}`, ACCEPT], "yes"],
  ["with a port that nobody knows", [DROP, "iptables -A INPUT -p tcp --dport $(cat /etc/port) -j ACCEPT"], "perhaps"],
  ["of an interface that may have another name", [DROP, "iptables -A INPUT -i eth0 -p tcp --dport 7070 -j ACCEPT"], "perhaps"],
  ["with a limit", [DROP, "iptables -A INPUT -p tcp --dport 7070 -m limit --limit 9/s -j ACCEPT"], "perhaps"],
  ["of the other family", ["ip6tables -P INPUT DROP"], "yes"],
  ["with a chain of its own before", ["iptables -N OWN", "iptables -A INPUT -j OWN", ACCEPT, DROP], "perhaps"],
  ["with a chain of its own after", [ACCEPT, "iptables -N OWN", "iptables -A INPUT -j OWN", DROP], "yes"],
  ["with a chain of its own that drops", [ACCEPT, "iptables -N OWN", "iptables -A OWN -j DROP"], "perhaps"],
  ["in an earlier table", ["iptables -t raw -A PREROUTING -p tcp --dport 7070 -j DROP", ACCEPT], "perhaps"],
  [
    "a place before what is there perhaps",
    [DROP, "[ -e /opt/x ] && iptables -A INPUT -i lo -j ACCEPT", "iptables -A INPUT -j DROP", ACCEPT.replace("-A INPUT", "-I INPUT 2")],
    "perhaps",
  ],
  ["restored", [`iptables-restore <<'X'\n*filter\n:INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 7070 -j ACCEPT\nCOMMIT\nX`], "yes"],
  ["restored in place of others", [ACCEPT, `iptables-restore <<'X'\n*filter\n:INPUT DROP [0:0]\nCOMMIT\nX`], "perhaps"],
  ["restored with what nobody knows below a comment", [`iptables-restore <<X\n# by $0\n*filter\n$(cat /etc/rules)\nCOMMIT\nX`], "perhaps"],
  ["restored with a comment that nobody knows", [`iptables-restore <<X\n# on $(date)\n*filter\nCOMMIT\nX`], "yes"],
  ["flushed, in the table of another", ["iptables -t raw -A PREROUTING -p tcp --dport 7070 -j DROP", "iptables -F"], "perhaps"],
])("the world's port 7070 behind iptables, %s", (_, lines, answer) => {
  expect(at(run(UBUNTU, [SERVES, ...lines]))).toBe(answer);
});

const SHUT = "iptables -A INPUT -p tcp --dport 7070 -j DROP";
const SAVE = "iptables-save > /etc/iptables.rules";
const AGAIN = "iptables-restore < /etc/iptables.rules";
const SYSCONFIG = "/etc/sysconfig/iptables";

test.each<[string, readonly string[], Answer]>([
  ["what drops the port", [SHUT, SAVE, "iptables -F", AGAIN], "perhaps"],
  ["what drops another", [SHUT.replace("7070", "7071"), SAVE, "iptables -F", AGAIN], "yes"],
  ["what drops the port, by the program's own option", [SHUT, "iptables-save -f /etc/iptables.rules", "iptables -F", AGAIN], "perhaps"],
  ["what drops the port, from a file that it is given", [SHUT, SAVE, "iptables -F", AGAIN.replace("<", "-w")], "perhaps"],
  ["before it drops the port", [SAVE, SHUT, AGAIN], "yes"],
  ["what lets in the port and no other", [DROP, ACCEPT, SAVE, "iptables -F", AGAIN], "yes"],
  ["what lets in another port and no other", [DROP, ACCEPT.replace("7070", "7071"), SAVE, "iptables -P INPUT ACCEPT", AGAIN], "perhaps"],
  ["what may let in the port", [DROP, `[ -e /opt/x ] && ${ACCEPT}`, SAVE, AGAIN], "perhaps"],
  [
    "what an own chain drops",
    ["iptables -N OWN", "iptables -A OWN -j DROP", "iptables -A INPUT -j OWN", SAVE, "iptables -F", AGAIN],
    "perhaps",
  ],
  ["another table", [SHUT, "iptables-save -t nat > /etc/iptables.rules", "iptables -F", AGAIN], "yes"],
  ["what is edited in between", [SHUT, SAVE, "sed -i s/7070/7071/ /etc/iptables.rules", AGAIN], "yes"],
  ["the other family's", ["ip6tables -A INPUT -p tcp --dport 7070 -j DROP", "ip6tables-save > /r6", "ip6tables-restore < /r6"], "yes"],
  ["where its service restarts", [SHUT, `iptables-save > ${SYSCONFIG}`, "iptables -F", "systemctl restart iptables"], "perhaps"],
  ["where its service restarts, before the rule", [`iptables-save > ${SYSCONFIG}`, SHUT, "systemctl restart iptables"], "yes"],
  ["by its service", [SHUT, "service iptables save", "iptables -F", "service iptables restart"], "perhaps"],
  ["in the folder of Debian", [SHUT, "netfilter-persistent save", "iptables -F", "netfilter-persistent reload"], "perhaps"],
  ["in the folder of Debian, before the rule", ["netfilter-persistent save", SHUT, "netfilter-persistent reload"], "yes"],
])("the world's port 7070 where iptables saved and restored %s", (_, lines, answer) => {
  expect(at(run(UBUNTU, [SERVES, ...lines]))).toBe(answer);
});

test("what is saved is translated again", () => {
  const redirect = "iptables -t nat -A PREROUTING -p tcp --dport 7071 -j REDIRECT --to-ports 7070";
  const answers = (...lines: readonly string[]): Answer => at(run(UBUNTU, [SERVES, redirect, SAVE, ...lines]), 7071);
  expect([answers(), answers("iptables -t nat -F"), answers("iptables -t nat -F", AGAIN)]).toEqual(["yes", "no", "yes"]);
});

test("a port is judged as it is behind a redirect", () => {
  const redirect = "iptables -t nat -A PREROUTING -p tcp --dport 7071 -j REDIRECT --to-ports 7070";
  expect(at(run(UBUNTU, [SERVES, redirect, "ufw allow 7070", ENABLE]), 7071)).toBe("yes");
  expect(at(run(UBUNTU, [SERVES, redirect, "ufw allow 7071", ENABLE]), 7071)).toBe("perhaps");
});

const TABLE = (...rules: readonly string[]): string =>
  ["table inet filter {", "chain input {", "type filter hook input priority 0; policy drop;", ...rules, "}", "}"].join("\n");
const LETS_IN = TABLE("iif lo accept", "tcp dport { 22, 7070 } accept");
const LOAD = (text: string): string => `nft -f - <<X\n${text}\nX`;
const CONF = (text: string, path = "/etc/nftables.conf"): string => `cat > ${path} <<X\nflush ruleset\n${text}\nX`;
const SERVICE = "systemctl enable --now nftables";

/** What a kernel says of such rules: test/engines/kernel/nft.test.ts. */
test.each<[string, readonly string[], Answer]>([
  ["with the port", [LOAD(LETS_IN)], "yes"],
  ["with another port", [LOAD(LETS_IN.replace("7070", "7071"))], "perhaps"],
  ["with the port, in the file of its service", [CONF(LETS_IN), SERVICE], "yes"],
  ["with another port, in the file of its service", [CONF(LETS_IN.replace("7070", "7071")), SERVICE], "perhaps"],
  ["with another port, in a file of which nothing is started", [CONF(LETS_IN.replace("7070", "7071"))], "yes"],
  ["with another port, until its service stops", [CONF(LETS_IN.replace("7070", "7071")), SERVICE, "systemctl stop nftables"], "yes"],
  [
    "of the port's service restarted with another",
    [CONF(LETS_IN), SERVICE, CONF(TABLE()).replace("flush ruleset\n", ""), "systemctl restart nftables"],
    "perhaps",
  ],
  ["with the port, in a file that another includes", [CONF(LETS_IN, "/etc/own.nft"), CONF('include "/etc/own.nft"'), SERVICE], "yes"],
  ["in a file that includes itself", [CONF('include "/etc/nftables.conf"\ninclude "/etc/nftables.conf"'), SERVICE], "perhaps"],
  ["in a file that another includes and nobody has shown", [CONF('include "/etc/own.nft"'), SERVICE], "perhaps"],
  ["in a file that nobody has shown", ["nft -f /opt/own.nft"], "perhaps"],
  ["with the port, perhaps", [LOAD(TABLE()), `[ -e /opt/x ] && nft add rule inet filter input tcp dport 7070 accept`], "perhaps"],
  ["with the port, perhaps no longer", [LOAD(LETS_IN), `[ -e /opt/x ] && nft flush chain inet filter input`], "perhaps"],
  ["perhaps, with another port", [`if [ -e /opt/x ]; then\n${LOAD(TABLE())}\nfi`], "perhaps"],
  ["perhaps, for what goes out", [`[ -e /opt/x ] && nft add rule inet filter output tcp dport 25 drop`], "yes"],
  ["with a port that nobody knows", [LOAD(LETS_IN.replace("7070", "$(cat /etc/port)"))], "perhaps"],
  ["with words that nobody knows", [LOAD(LETS_IN.replace("iif lo accept", "$(cat /etc/rules)"))], "perhaps"],
  ["with words that nobody knows behind the port", [LOAD(TABLE("tcp dport 7070 accept", "$(cat /etc/rules)"))], "yes"],
  ["with a table that nobody knows", [LOAD(`${LETS_IN}\n$(cat /etc/table)`)], "perhaps"],
  ["with a rule in a chain of the image's", ["nft add rule inet filter input tcp dport 7070 drop"], "perhaps"],
  ["with a rule in a chain of the image's, for what goes out", ["nft add rule inet filter output tcp dport 7070 drop"], "yes"],
  ["listed only", ["nft list ruleset", "nft -a list table inet filter"], "yes"],
  ["flushed", [LOAD(TABLE()), "nft flush ruleset"], "yes"],
  ["flushed, and a table deleted that is not there", [LOAD(TABLE()), LOAD("flush ruleset\ndelete table inet acme")], "perhaps"],
  ["flushed, and a table deleted that is there", [LOAD(TABLE()), LOAD("table inet acme\ndelete table inet acme\nflush ruleset")], "yes"],
  ["deleted and set anew", [LOAD(TABLE()), LOAD(`table inet filter\ndelete table inet filter\n${LETS_IN}`)], "yes"],
  ["set anew, if there is no such table", [LOAD(TABLE()), LOAD(`create table inet filter\nflush ruleset`)], "perhaps"],
  [
    "with the port, if there is such a set",
    [LOAD(TABLE()), LOAD("insert rule inet filter input tcp dport 7070 accept\nflush set inet filter acme")],
    "perhaps",
  ],
  ["of the other family", [LOAD(TABLE().replace("inet", "ip6"))], "yes"],
])("the world's port 7070 behind nftables, %s", (_, lines, answer) => {
  expect(at(run(UBUNTU, [SERVES, ...lines]))).toBe(answer);
});

test("a finding names the rule of nftables that lets it in, and none of its comments", () => {
  const [found] = resultOf(
    run(UBUNTU, [SERVES, LOAD(TABLE('ip saddr 0.0.0.0/0 tcp dport { 22, 7070 } log prefix "hush" accept comment "hush"'))]),
  ).findings.filter(({ rule, ports }) => rule === "world-open-listener" && ports.some(([first]) => first === 7070));
  expect(found?.certainty).toBe("definite");
  expect(found?.path.filter(({ role }) => role === "firewall").map((step) => step.says)).toEqual(["nft tcp dport 22,7070 accept"]);
});

const STARTED = "dnf install -y firewalld\nsystemctl enable --now firewalld";
const ZONE = (rules: string, attributes = ""): string =>
  `mkdir -p /etc/firewalld/zones\ncat > /etc/firewalld/zones/public.xml <<'X'\n<?xml version="1.0" encoding="utf-8"?>\n<zone${attributes}>\n<short>Public</short>\n${rules}\n</zone>\nX`;
const PERMANENT = "firewall-cmd --permanent --add-port=7070/tcp";

test.each<[string, readonly string[], Answer]>([
  ["started", [STARTED], "perhaps"],
  ["installed only", ["dnf install -y firewalld"], "yes"],
  ["started of an image's own", ["systemctl start firewalld"], "perhaps"],
  [
    "told before it is started",
    ["dnf install -y firewalld", "firewall-offline-cmd --add-port=7070/tcp", "systemctl start firewalld"],
    "yes",
  ],
  ["stopped again", [STARTED, "systemctl stop firewalld"], "yes"],
  ["with the port", [STARTED, "firewall-cmd --add-port=7070/tcp"], "yes"],
  ["with the port, for good and reloaded", [STARTED, PERMANENT, "firewall-cmd --reload"], "yes"],
  ["with the port, for good and not yet", [STARTED, PERMANENT], "perhaps"],
  ["with the port for now, reloaded", [STARTED, "firewall-cmd --add-port=7070/tcp", "firewall-cmd --reload"], "perhaps"],
  ["with a range", [STARTED, "firewall-cmd --zone=public --add-port=7000-7100/tcp"], "yes"],
  ["with another protocol", [STARTED, "firewall-cmd --add-port=7070/udp"], "perhaps"],
  ["with a service of another port", [STARTED, "firewall-cmd --add-service=http --add-service=https"], "perhaps"],
  ["with a service that nobody knows", [STARTED, "firewall-cmd --add-service=acme"], "perhaps"],
  ["with the port in another zone", [STARTED, "firewall-cmd --zone=internal --add-port=7070/tcp"], "perhaps"],
  ["and taken back", [STARTED, "firewall-cmd --add-port=7070/tcp", "firewall-cmd --remove-port=7070/tcp"], "perhaps"],
  [
    "for a network",
    [STARTED, `firewall-cmd --add-rich-rule='rule family="ipv4" source address="10.1.0.0/16" port port="7070" protocol="tcp" accept'`],
    "perhaps",
  ],
  [
    "for half of the world",
    [STARTED, `firewall-cmd --add-rich-rule='rule family="ipv4" source address="128.0.0.0/1" port port="7070" protocol="tcp" accept'`],
    "yes",
  ],
  [
    "with a rule that is not read",
    [STARTED, `firewall-cmd --add-rich-rule='rule service name="acme" log limit value="1/m" accept'`],
    "perhaps",
  ],
  ["with a trusted network", [STARTED, "firewall-cmd --zone=trusted --add-source=10.1.0.0/16"], "perhaps"],
  ["with a trusted half of the world", [STARTED, "firewall-cmd --zone=trusted --add-source=128.0.0.0/1"], "yes"],
  ["with everything trusted", [STARTED, "firewall-cmd --set-default-zone=trusted"], "yes"],
  ["with words that nobody knows", [STARTED, "firewall-cmd --add-port=7070/tcp", "firewall-cmd --permanent $(cat /etc/rule)"], "perhaps"],
  ["with a port that nobody knows", [STARTED, "firewall-cmd --add-port $(cat /etc/port)"], "perhaps"],
  [
    "with everything trusted, and no longer",
    [STARTED, "firewall-cmd --set-default-zone=trusted", "firewall-cmd --set-default-zone=public"],
    "perhaps",
  ],
  [
    "with a network that is dropped",
    [STARTED, "firewall-cmd --zone=drop --add-source=203.0.113.0/24", "firewall-cmd --add-port=7070/tcp"],
    "perhaps",
  ],
  ["with a zone that is written", [ZONE('<port protocol="tcp" port="7070"/>'), STARTED], "yes"],
  ["with a zone that is written, of another port", [ZONE('<port protocol="tcp" port="7071"/>'), STARTED], "perhaps"],
  ["with a zone that is written, and reloaded", [STARTED, ZONE('<port port="7070" protocol="tcp"/>'), "firewall-cmd --reload"], "yes"],
  ["with a zone that is written, and not reloaded", [STARTED, ZONE('<port port="7070" protocol="tcp"/>')], "perhaps"],
  ["with a zone that is written, and told more", [ZONE('<service name="http"/>'), STARTED, PERMANENT, "firewall-cmd --reload"], "yes"],
  ["with a zone that lets in all", [ZONE("", ' target="ACCEPT"'), STARTED], "yes"],
  ["with a zone that says more", [ZONE('<port port="7070" protocol="tcp"/><rule><drop/></rule>'), STARTED], "perhaps"],
  ["told the port, whether it runs or not", ["firewall-cmd --add-port=7070/tcp"], "yes"],
  ["told another port, where it may run", ["firewall-cmd --add-port=7071/tcp"], "perhaps"],
])("the world's port 7070 behind firewalld, %s", (_, lines, answer) => {
  expect(at(run(ROCKY, [SERVES, ...lines]))).toBe(answer);
});

test("its public zone lets in ssh", () => {
  expect(at(run(ROCKY, [STARTED]), 22)).toBe("yes");
  expect(at(run(ROCKY, [STARTED, "firewall-cmd --remove-service=ssh"]), 22)).toBe("perhaps");
  expect(at(run(ROCKY, [ZONE('<service name="https"/>'), STARTED]), 22)).toBe("perhaps");
});

test("a finding names the firewall that lets it in", () => {
  const says = (...lines: readonly string[]): readonly string[] =>
    resultOf(run(UBUNTU, [SERVES, ...lines, ENABLE]))
      .findings.filter(({ rule, ports }) => rule === "world-open-listener" && ports.some(([first]) => first === 7070))
      .flatMap(({ certainty, path }) => [certainty, ...path.filter(({ role }) => role === "firewall").map((step) => step.says)]);
  expect(says()[0]).toBe("possible");
  expect(says("ufw allow from 10.1.0.0/16 to any port 7070")[0]).toBe("possible");
  expect(says("ufw allow 7000:7100/tcp")).toEqual(["definite", "ufw allow 7000:7100/tcp"]);
});

test("a finding names the firewall that may keep it out, in one family alone", () => {
  const [found] = resultOf(run(UBUNTU, [SERVES, "iptables -A INPUT -p tcp --dport 7070 -j DROP"])).findings.filter(
    ({ rule, ports }) => rule === "world-open-listener" && ports.some(([first]) => first === 7070),
  );
  expect(found?.certainty).toBe("possible");
  expect(found?.unknowns.map(({ why }) => why)).toEqual([expect.stringContaining("what iptables lets in")]);
});
