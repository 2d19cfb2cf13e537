import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const booted = (script: string): readonly string[] => summary(launcher.userData(`#!/bin/bash\n${script}\n`, "deb"));

const INPUT = 'module(load="imudp")\ninput(type="imudp" port="1514")';

test.each<[string, string, readonly string[]]>([
  ["is started again as it is", "systemctl restart rsyslog chrony systemd-resolved", []],
  ["only sends", "echo '*.* @@10.0.0.9:514' > /etc/rsyslog.d/9.conf\nsystemctl restart rsyslog", []],
  ["hears", `cat > /etc/rsyslog.d/9.conf <<'E'\n${INPUT}\nE\nsystemctl restart rsyslog`, ["udp * 1514"]],
  [
    "hears by lines that its package has",
    `sed -i '/imudp/s/^#//; s/"514"/"1515"/' /etc/rsyslog.conf\nservice rsyslog restart`,
    ["udp * 1515"],
  ],
  ["tells the time", "echo 'allow' >> /etc/chrony/chrony.conf\nsystemctl restart chrony", ["udp 0.0.0.0 123", "udp [::] 123"]],
])("a service of the stock image %s", (_name, script, expected) => {
  expect([...booted(script)].sort()).toEqual([...expected].sort());
});

test.each([
  ["in brief", "$(ip -4 -o addr show ens5 | awk '{print $4}' | cut -d/ -f1)"],
  ["in a table", "$(ip -br -4 addr show dev ens5 | awk '{print $3}' | cut -d/ -f1)"],
])("an address that a script asks the system for: %s", (_name, ip) => {
  const { listeners, complete } = launcher.userData(`#!/bin/bash\ngunicorn -b ${ip}:8123 a:a\n`);
  expect(complete).toBe(true);
  expect(listeners.map(({ ipv4, ports, certainty }) => ({ ipv4, ports, certainty }))).toEqual([
    { ipv4: "address", ports: [[8123, 8123]], certainty: "definite" },
  ]);
});

test.each<[string, string, boolean]>([
  ["a namespace of its own", "ip netns exec shop /opt/shop", false],
  ["routes", "ip route add 10.0.0.0/8 via 10.9.0.1", true],
  ["a snap that opens nothing", "snap install amazon-ssm-agent --classic", true],
  ["another snap", "snap install nextcloud", false],
  ["a script that builds", "npm run build", true],
  ["a script that may serve", "npm run shop", false],
  [
    "the agent of CodeDeploy",
    "wget https://aws-codedeploy-eu-west-1.s3.eu-west-1.amazonaws.com/latest/install\nchmod +x ./install\n./install auto",
    true,
  ],
  ["an install script of somebody", "wget https://shop.example.com/latest/install\nchmod +x ./install\n./install auto", false],
  ["Traefik without a file", "/usr/local/bin/traefik --entrypoints.web.address=127.0.0.1:8124", true],
])("all is known or not: %s", (_name, script, complete) => {
  expect(launcher.userData(`#!/bin/bash\n${script}\n`, "deb").complete).toBe(complete);
});
