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
