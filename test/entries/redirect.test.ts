import { answering, whether, type Answer } from "../plans/ask";
import { found } from "../plans/findings";
import { ref, type Block, type Program } from "../plans/plan";
import { machine, open, withRules } from "../plans/vpc";

const run = (lines: readonly string[], own: Block = {}): Program => ({
  ...withRules(open(80), open(7070)),
  "aws_instance.web": machine({ user_data: `#!/bin/bash\n${lines.join("\n")}\n`, ...own }),
});
const serve = (bind: string): string => `gunicorn -b ${bind}:7070 app:app --daemon`;
const NAT = "iptables -t nat -A PREROUTING -p tcp --dport 80 -j";
const REDIRECT = `${NAT} REDIRECT --to-port 7070`;
const ROUTE_LOCALNET = "sysctl -w net.ipv4.conf.all.route_localnet=1";

const DIRECT = "nat PREROUTING 0 -p tcp --dport 80 -j REDIRECT --to-ports 7070";
const HOOKED = " type nat hook prerouting priority -100";
const TABLE = `table ip nat {\n chain pre {\n${HOOKED}\n tcp dport 80 redirect to :7070\n }\n}`;
const nft = (...lines: readonly string[]): string => `nft -f - <<'X'\n${lines.join("\n")}\nX`;
const saved = (path: string, into = ">"): string =>
  `cat ${into} ${path} <<'X'\n*nat\n-A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 7070\nCOMMIT\nX`;

const at = (program: Program, port = 80, client = "203.0.113.9"): Answer =>
  whether(answering(program, "aws_instance.web"), `tcp ${String(port)} from ${client}`);

test.each<[string, readonly string[], Answer]>([
  ["to a socket on every address", [serve("0.0.0.0"), REDIRECT], "yes"],
  ["to a socket on the host's own address", [serve("10.44.7.9"), REDIRECT], "yes"],
  ["to a socket on another address", [serve("10.44.7.8"), REDIRECT], "no"],
  ["to a socket on loopback", [serve("127.0.0.1"), REDIRECT], "no"],
  ["to a port where nothing listens", [serve("0.0.0.0"), `${NAT} REDIRECT --to-ports 7071`], "no"],
  ["before the program starts", [REDIRECT, serve("0.0.0.0")], "yes"],
  [
    "spelled at length",
    [serve("0.0.0.0"), "iptables --table=nat --insert PREROUTING --protocol tcp --destination-port 80 --jump REDIRECT --to-ports 7070"],
    "yes",
  ],
  [
    "on an interface",
    [serve("0.0.0.0"), "iptables -A PREROUTING -t nat -i eth0 -p tcp -m tcp --dport 80 -j REDIRECT --to-port 7070"],
    "yes",
  ],
  [
    "on an interface whose name is not known",
    [serve("0.0.0.0"), 'iptables -t nat -A PREROUTING -i "$(ip route | cut -f1)" -p tcp --dport 80 -j REDIRECT --to-port 7070'],
    "perhaps",
  ],
  ["on loopback's interface", [serve("0.0.0.0"), "iptables -t nat -A PREROUTING -i lo -p tcp --dport 80 -j REDIRECT --to-port 7070"], "no"],
  ["of what the host itself sends", [serve("0.0.0.0"), "iptables -t nat -A OUTPUT -p tcp --dport 80 -j REDIRECT --to-port 7070"], "no"],
  ["over udp", [serve("0.0.0.0"), "iptables -t nat -A PREROUTING -p udp --dport 80 -j REDIRECT --to-port 7070"], "no"],
  [
    "among several ports",
    [serve("0.0.0.0"), "iptables -t nat -A PREROUTING -p tcp -m multiport --dports 79,80:81 -j REDIRECT --to-port 7070"],
    "yes",
  ],
  ["of another port", [serve("0.0.0.0"), "iptables -t nat -A PREROUTING -p tcp --dport 81 -j REDIRECT --to-port 7070"], "no"],
  ["of all but a port", [serve("0.0.0.0"), "iptables -t nat -A PREROUTING -p tcp ! --dport 22 -j REDIRECT --to-port 7070"], "perhaps"],
  [
    "of the world's first half",
    [serve("0.0.0.0"), "iptables -t nat -A PREROUTING -s 128.0.0.0/1 -p tcp --dport 80 -j REDIRECT --to-port 7070"],
    "yes",
  ],
  [
    "of a network's own clients",
    [serve("0.0.0.0"), "iptables -t nat -A PREROUTING -s 10.0.0.0/8 -p tcp --dport 80 -j REDIRECT --to-port 7070"],
    "no",
  ],
  ["at a port that nobody knows", [serve("0.0.0.0"), "PORT=$(cat /etc/port)", `${NAT} REDIRECT --to-port $PORT`], "perhaps"],
  [
    "by a match that is not read",
    [serve("0.0.0.0"), "iptables -t nat -A PREROUTING -p tcp --dport 80 -m string --string x -j REDIRECT --to-port 7070"],
    "perhaps",
  ],
  ["where it depends on what nobody knows", [serve("0.0.0.0"), `if grep -q x /etc/y; then ${REDIRECT}; fi`], "perhaps"],
  ["and taken back", [serve("0.0.0.0"), REDIRECT, REDIRECT.replace("-A", "-D")], "no"],
  ["and flushed", [serve("0.0.0.0"), REDIRECT, "iptables -t nat -F"], "no"],
  ["and only listed", [serve("0.0.0.0"), "iptables -t nat -L PREROUTING"], "no"],
  ["behind one that accepts", [serve("0.0.0.0"), `${NAT} ACCEPT`, REDIRECT], "no"],
  ["behind another", [serve("0.0.0.0"), `${NAT} REDIRECT --to-port 7071`, REDIRECT], "no"],
  ["in front of another", [serve("0.0.0.0"), `${NAT} REDIRECT --to-port 7071`, REDIRECT.replace("-A", "-I")], "yes"],
  [
    "by what is restored",
    [
      serve("0.0.0.0"),
      "iptables-restore <<'X'\n*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 7070\nCOMMIT\nX",
    ],
    "yes",
  ],
  ["DNAT to the port", [serve("0.0.0.0"), `${NAT} DNAT --to-destination :7070`], "yes"],
  [
    "DNAT to the host's own address",
    [serve("10.44.7.9"), `${NAT} DNAT --to $(curl -s http://169.254.169.254/latest/meta-data/local-ipv4):7070`],
    "yes",
  ],
  ["DNAT to loopback, with route_localnet", [serve("127.0.0.1"), ROUTE_LOCALNET, `${NAT} DNAT --to-destination 127.0.0.1:7070`], "yes"],
  [
    "DNAT to loopback, with route_localnet by its file",
    [serve("127.0.0.1"), "echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet", `${NAT} DNAT --to 127.0.0.1:7070`],
    "yes",
  ],
  ["DNAT to loopback, without", [serve("127.0.0.1"), `${NAT} DNAT --to-destination 127.0.0.1:7070`], "perhaps"],
  [
    "DNAT to loopback, of a socket on every address",
    [ROUTE_LOCALNET, serve("0.0.0.0"), `${NAT} DNAT --to-destination 127.0.0.1:7070`],
    "yes",
  ],
  [
    "DNAT to loopback, of a socket on the host's own address",
    [ROUTE_LOCALNET, serve("10.44.7.9"), `${NAT} DNAT --to-destination 127.0.0.1:7070`],
    "no",
  ],
  ["DNAT to another host", [serve("127.0.0.1"), `${NAT} DNAT --to-destination 10.44.9.9:5432`], "perhaps"],
  ["nft", [serve("0.0.0.0"), "nft add rule ip nat prerouting tcp dport 80 redirect to :7070"], "perhaps"],
  [
    "nft, several ports",
    [serve("0.0.0.0"), "nft 'add rule ip nat prerouting iifname eth0 tcp dport { 79, 80 } counter redirect to :7070'"],
    "perhaps",
  ],
  [
    "nft, of a file",
    [
      serve("0.0.0.0"),
      "nft -f - <<'X'\ntable ip nat {\n chain pre {\n type nat hook prerouting priority -100;\n tcp dport 80 redirect to :7070\n }\n}\nX",
    ],
    "perhaps",
  ],
  [
    "nft, of what the host itself sends",
    [
      serve("0.0.0.0"),
      "nft -f - <<'X'\ntable ip nat {\n chain out {\n type nat hook output priority -100;\n tcp dport 80 redirect to :7070\n }\n}\nX",
    ],
    "no",
  ],
  ["nft, to loopback", [serve("127.0.0.1"), "nft add rule ip nat prerouting tcp dport 80 redirect to :7070"], "no"],
  ["nft, DNAT to loopback", [serve("127.0.0.1"), "nft add rule ip nat prerouting tcp dport 80 dnat to 127.0.0.1:7070"], "perhaps"],
  ["firewalld", [serve("0.0.0.0"), "firewall-cmd --permanent --add-forward-port=port=80:proto=tcp:toport=7070"], "perhaps"],
  ["firewalld, to another host", ["true", "firewall-cmd --add-forward-port port=80:proto=tcp:toport=7070:toaddr=10.44.9.9"], "perhaps"],
  [
    "firewalld, by a rich rule",
    [serve("0.0.0.0"), `firewall-cmd --add-rich-rule='rule family="ipv4" forward-port port="80" protocol="tcp" to-port="7070"'`],
    "perhaps",
  ],
  ["firewalld, and taken back", [serve("0.0.0.0"), "firewall-cmd --remove-forward-port=port=80:proto=tcp:toport=7070"], "no"],
  [
    "ufw, in front of its rules",
    [
      serve("0.0.0.0"),
      "cat >> /etc/ufw/before.rules <<'X'\n*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp --dport 80 -j REDIRECT --to-port 7070\nCOMMIT\nX\nufw --force enable",
    ],
    "perhaps",
  ],
  ["ufw, without", [serve("0.0.0.0"), "ufw --force enable"], "no"],
  ["and IPv6's flushed", [serve("0.0.0.0"), REDIRECT, "ip6tables -t nat -F"], "yes"],
  ["and another table flushed", [serve("0.0.0.0"), REDIRECT, "iptables -F"], "yes"],
  ["and one taken back by its place", [serve("0.0.0.0"), REDIRECT, "iptables -t nat -D PREROUTING 1"], "perhaps"],
  ["and one replaced by its place", [serve("0.0.0.0"), REDIRECT.replace("-A PREROUTING", "-R PREROUTING 1")], "perhaps"],
  ["and others restored in its place", [serve("0.0.0.0"), REDIRECT, "iptables-restore <<'X'\n*nat\nCOMMIT\nX"], "no"],
  ["and others restored beside it", [serve("0.0.0.0"), REDIRECT, "iptables-restore --noflush <<'X'\n*nat\nCOMMIT\nX"], "yes"],
  ["and another table restored", [serve("0.0.0.0"), REDIRECT, "iptables-restore <<'X'\n*mangle\nCOMMIT\nX"], "yes"],
  ["and what is tried only", [serve("0.0.0.0"), REDIRECT, "iptables-restore -t <<'X'\n*nat\nCOMMIT\nX"], "yes"],
  ["and what holds saved and restored", [serve("0.0.0.0"), REDIRECT, "iptables-save > /etc/r", "iptables-restore /etc/r"], "yes"],
  ["perhaps, then for sure", [serve("0.0.0.0"), `if grep -q x /etc/y; then ${REDIRECT}; fi`, REDIRECT], "yes"],
  ["unless it is there already", [serve("0.0.0.0"), `${REDIRECT.replace("-A", "-C")} 2>/dev/null || ${REDIRECT}`], "yes"],
  ["options in one word", [serve("0.0.0.0"), "iptables -tnat -APREROUTING -ptcp --dport=80 -jREDIRECT --to-ports=7070"], "yes"],
  ["by words that nobody knows", [serve("0.0.0.0"), "iptables -t nat $(cat /etc/rule)"], "perhaps"],
  [
    "nft, after a flush",
    [serve("0.0.0.0"), nft("flush ruleset", "table ip nat {", " chain pre {", HOOKED, " tcp dport 80 redirect to :7070", " }", "}")],
    "perhaps",
  ],
  [
    "nft, and flushed",
    [serve("0.0.0.0"), nft("table ip nat {", " chain pre {", HOOKED, " tcp dport 80 redirect to :7070", " }", "}"), "nft flush ruleset"],
    "no",
  ],
  ["nft, and flushed, which older variants of iptables are not", [serve("0.0.0.0"), REDIRECT, "nft flush ruleset"], "perhaps"],
  [
    "nft, a set over several lines",
    [serve("0.0.0.0"), nft("table ip nat {", " chain pre {", HOOKED, " tcp dport {", "  79,", "  80", " } redirect to :7070", " }", "}")],
    "perhaps",
  ],
  [
    "nft, a set of others over several lines",
    [serve("0.0.0.0"), nft("table ip nat {", " chain pre {", HOOKED, " tcp dport {", "  79,", "  81", " } redirect to :7070", " }", "}")],
    "no",
  ],
  [
    "nft, all in one line",
    [serve("0.0.0.0"), nft(`table ip nat { chain pre {${HOOKED}; tcp dport {79,80} redirect to :7070;}; }`)],
    "perhaps",
  ],
  ["nft, of either protocol", [serve("0.0.0.0"), "nft add rule ip nat pre meta l4proto tcp th dport 80 redirect to :7070"], "perhaps"],
  ["nft, of the other protocol", [serve("0.0.0.0"), "nft add rule ip nat pre meta l4proto udp th dport 80 redirect to :7070"], "no"],
  ["nft, of every port", [serve("0.0.0.0"), "nft add rule ip nat pre iifname eth0 ip protocol tcp redirect to :7070"], "perhaps"],
  ["nft, by a map", [serve("0.0.0.0"), "nft add rule ip nat pre redirect to tcp dport map { 80 : 7070 }"], "perhaps"],
  ["nft, on an inner interface", [serve("0.0.0.0"), 'nft add rule ip nat pre iifname "wg0" tcp dport 80 redirect to :7070'], "no"],
  ["firewalld, by a rule of iptables", [serve("0.0.0.0"), `firewall-cmd --direct --add-rule ipv4 ${DIRECT}`], "perhaps"],
  ["firewalld, by a rule of ip6tables", [serve("0.0.0.0"), `firewall-cmd --direct --add-rule ipv6 ${DIRECT}`], "no"],
  ["firewalld, by what it hands on", [serve("0.0.0.0"), `firewall-cmd --direct --passthrough ipv4 ${REDIRECT.slice(9)}`], "perhaps"],
  ["firewalld, and asked", [serve("0.0.0.0"), `firewall-cmd --direct --query-rule ipv4 ${DIRECT}`], "no"],
  ["ufw, reloaded", [serve("0.0.0.0"), "ufw --force enable", saved("/etc/ufw/before.rules", ">>"), "ufw reload"], "perhaps"],
  ["ufw, not reloaded", [serve("0.0.0.0"), "ufw --force enable", saved("/etc/ufw/before.rules", ">>")], "no"],
  ["nft's service", [nft().replace("nft -f -", "cat > /etc/nftables.conf"), "systemctl restart nftables"], "no"],
  [
    "nft's service, with a redirect",
    [serve("0.0.0.0"), nft(TABLE).replace("nft -f -", "cat > /etc/nftables.conf"), "systemctl enable --now nftables"],
    "perhaps",
  ],
  [
    "nft's service, at the next boot",
    [serve("0.0.0.0"), "systemctl enable nftables", nft(TABLE).replace("nft -f -", "cat > /etc/nftables.conf")],
    "perhaps",
  ],
  ["nft's file, which nothing reads", [serve("0.0.0.0"), nft(TABLE).replace("nft -f -", "cat > /etc/nftables.conf")], "no"],
  ["iptables' service", [serve("0.0.0.0"), saved("/etc/sysconfig/iptables"), "systemctl restart iptables.service"], "yes"],
  ["iptables' service, at the next boot", [serve("0.0.0.0"), saved("/etc/sysconfig/iptables"), "systemctl enable iptables"], "perhaps"],
  [
    "iptables' service, in place of what is there",
    [serve("0.0.0.0"), REDIRECT, saved("/etc/sysconfig/iptables").replace("80", "81"), "service iptables restart"],
    "no",
  ],
  [
    "iptables' service at the next boot, beside what is there",
    [serve("0.0.0.0"), REDIRECT, saved("/etc/sysconfig/iptables").replace("80", "81"), "systemctl enable iptables"],
    "yes",
  ],
  ["rules that are kept", [serve("0.0.0.0"), saved("/etc/iptables/rules.v4"), "netfilter-persistent reload"], "yes"],
  ["rules that are kept for IPv6", [serve("0.0.0.0"), saved("/etc/iptables/rules.v6"), "netfilter-persistent reload"], "no"],
])("the world's port 80, %s", (_, lines, answer) => {
  expect(at(run(lines, { private_ip: "10.44.7.9" }), 80, "203.0.113.9")).toBe(answer);
});

test("a redirect holds in its own family", () => {
  const six = REDIRECT.replace("iptables", "ip6tables");
  const answers = [REDIRECT, six].map((rule) => {
    const program = run(["gunicorn -b [::]:7070 app:app --daemon", rule]);
    return [at(program, 80, "203.0.113.9"), at(program, 80, "2001:db8::9")];
  });
  expect(answers).toEqual([
    ["yes", "no"],
    ["no", "yes"],
  ]);
});

test("what listens on the port itself is no longer met, and what listens behind it is met on its own port too", () => {
  const there = "gunicorn -b 0.0.0.0:80 app:app --daemon";
  expect([[], [REDIRECT], [REDIRECT.replace("-t nat", '-t nat -i "$(ip route)"')]].map((rules) => at(run([there, ...rules])))).toEqual([
    "yes",
    "no",
    "perhaps",
  ]);
  expect(at(run([serve("0.0.0.0"), REDIRECT]), 7070)).toBe("yes");
});

test("what is for an address that no packet from outside names changes nothing", () => {
  const credentials = "iptables -t nat -A PREROUTING -p tcp -d 169.254.170.2 --dport 7070 -j DNAT --to-destination 127.0.0.1:51679";
  expect([credentials, credentials.replace("169.254.170.2", "10.44.7.9")].map((rule) => at(run([serve("0.0.0.0"), rule]), 7070))).toEqual([
    "yes",
    "perhaps",
  ]);
});

test("the groups judge the port that the world sees", () => {
  const program = {
    ...run([serve("0.0.0.0"), REDIRECT]),
    "aws_security_group.web": { vpc_id: ref("aws_vpc.net.id"), ingress: [open(7070)] },
  };
  expect([at(program, 80), at(program, 7070)]).toEqual(["no", "yes"]);
});

test.each<[string, string, Answer]>([
  ["translates alone", "iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE", "yes"],
  ["drops", "iptables -A INPUT -p tcp --dport 7070 -j DROP", "perhaps"],
  ["drops what comes to another port", "iptables -A INPUT -p tcp --dport 7071 -j DROP", "yes"],
  ["drops what comes to some ports", "iptables -A INPUT -p tcp -m multiport --dports 7060:7080,22 -j REJECT", "perhaps"],
  ["drops what comes to some other ports", "iptables -A INPUT -p tcp -m multiport --dports 7060:7069,22 -j REJECT", "yes"],
  ["drops another protocol", "iptables -A INPUT -p icmp -j DROP", "yes"],
  ["drops another protocol by its number", "iptables -A INPUT -p 17 --dport 7070 -j DROP", "yes"],
  ["drops a protocol by its number", "iptables -A INPUT -p 6 --dport 7070 -j DROP", "perhaps"],
  ["drops a protocol by its number from a file", "printf '*filter\\n-A INPUT -p 0x6 -j DROP\\nCOMMIT\\n' | iptables-restore", "perhaps"],
  ["drops all protocols by their number", "iptables -A INPUT -p 0 -j DROP", "perhaps"],
  ["drops all protocols by another name", "iptables -A INPUT -p ip -j DROP", "perhaps"],
  ["drops what comes from another network", "iptables -A INPUT -s 198.51.100.0/24 -j DROP", "yes"],
  ["drops what comes from this network", "iptables -A INPUT -s 203.0.113.0/24 -j DROP", "perhaps"],
  ["drops what does not come from another network", "iptables -A INPUT -p tcp --dport 7070 ! -s 198.51.100.0/24 -j DROP", "perhaps"],
  ["drops what comes to no other port", "iptables -A INPUT -p tcp ! --dport 22 -j DROP", "perhaps"],
  ["drops what comes to a port that nobody knows", "iptables -A INPUT -p tcp --dport $(cat /etc/x) -j DROP", "perhaps"],
  ["drops what comes to another port before it is changed", "iptables -t raw -A PREROUTING -p tcp --dport 7071 -j DROP", "yes"],
  ["drops what comes to this port before it is changed", "iptables -t raw -A PREROUTING -p tcp --dport 7070 -j DROP", "perhaps"],
  ["drops what belongs to nothing", "iptables -A INPUT -m conntrack --ctstate INVALID -j DROP", "yes"],
  ["drops what is new", "iptables -A INPUT -m conntrack --ctstate NEW -j DROP", "perhaps"],
  ["drops on loopback", "iptables -A INPUT -i lo -j DROP", "yes"],
  ["restores what drops another port", "iptables-restore <<'X'\n*filter\n-A INPUT -p tcp --dport 7071 -j DROP\nCOMMIT\nX", "yes"],
  ["drops by default", "iptables -P INPUT DROP", "perhaps"],
  ["asks another chain", "iptables -I INPUT 1 -p tcp -j GUARD", "perhaps"],
  ["accepts", "iptables -I INPUT -p tcp --dport 7070 -j ACCEPT", "yes"],
  ["accepts by default", "iptables -P INPUT ACCEPT", "yes"],
  ["drops what goes through", "iptables -A FORWARD -i wg0 -j DROP", "yes"],
  ["flushes", "iptables -F", "yes"],
  ["lists, with options in one word", "iptables -nvL INPUT", "yes"],
  ["is not known", "iptables $(cat /etc/rule)", "perhaps"],
  ["restores what drops", "iptables-restore <<'X'\n*filter\n:INPUT DROP [0:0]\nCOMMIT\nX", "perhaps"],
  ["restores what accepts", "iptables-restore <<'X'\n*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\nCOMMIT\nX", "yes"],
  ["drops, by nft", nft("table inet f { chain in { type filter hook input priority 0; policy drop; }; }"), "perhaps"],
  ["accepts, by nft", nft("table inet f { chain in { type filter hook input priority 0; policy accept; }; }"), "yes"],
  ["drops what goes through, by nft", nft("table inet f { chain in { type filter hook forward priority 0; policy drop; }; }"), "yes"],
  ["asks firewalld", "firewall-cmd --state", "yes"],
  ["tells firewalld", "firewall-cmd --permanent --add-service=http", "perhaps"],
  ["starts firewalld", "yum install -y firewalld\nsystemctl enable --now firewalld", "perhaps"],
  ["installs firewalld", "yum install -y firewalld", "yes"],
  ["stops firewalld", "systemctl disable --now firewalld", "yes"],
  ["starts the rules that iptables is installed with", "systemctl start iptables", "perhaps"],
  ["starts the rules that nft is installed with", "systemctl start nftables", "yes"],
])("a rule that %s", (_, rule, answer) => {
  expect(at(run([serve("0.0.0.0"), rule]), 7070)).toBe(answer);
});

test("a redirected port leads on to what docker publishes", () => {
  const program = run([REDIRECT, "docker run -d --name c -p 7070:9000 python:3.12 python3 -m http.server 9000"]);
  expect(whether(answering(program, "aws_instance.web#c"), "tcp 80 from 203.0.113.9")).toBe("yes");
});

test("what leads to another host is quoted as it is written, and is told to take the rule out", () => {
  const rule = "iptables -t nat -A PREROUTING -i ens5 -p tcp --dport 80 -j DNAT --to-destination 10.44.9.9:5432";
  const [finding] = found(run([rule]), "world-open-listener").filter(({ process }) => process === "iptables");
  expect(finding?.path.map(({ says }) => says)).toContain("--dport 80 -j DNAT --to-destination 10.44.9.9:5432");
  const texts = finding?.fixes.map(({ text }) => text) ?? [];
  expect(texts).toContain("iptables: take out the rule that leads to another host, or let it match the networks that need it alone");
  expect(texts.filter((text) => text.includes("bind 127.0.0.1"))).toEqual([]);
});
