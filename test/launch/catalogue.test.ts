import { launcher } from "../../src/launch";
import { summary } from "./sockets";

/** What user data leads to, where a program has a unit for each of its files or comes by a script of its makers. */
test.each<[string, string, readonly string[]]>([
  [
    "each instance of a unit is a service of its own",
    `apt-get install -y wireguard
printf '[Interface]\\nListenPort = 51821\\n' > /etc/wireguard/wg1.conf
printf '[Interface]\\nListenPort = 51822\\n' > /etc/wireguard/wg2.conf
systemctl enable --now wg-quick@wg1
systemctl enable --now wg-quick@wg2`,
    ["udp 0.0.0.0 51821", "udp [::] 51821", "udp 0.0.0.0 51822", "udp [::] 51822"],
  ],
  [
    "an instance that is stopped leaves the other",
    `printf '[Interface]\\nListenPort = 51821\\n' > /etc/wireguard/wg1.conf
printf '[Interface]\\nListenPort = 51822\\n' > /etc/wireguard/wg2.conf
systemctl start wg-quick@wg1 wg-quick@wg2
systemctl stop wg-quick@wg1`,
    ["udp 0.0.0.0 51822", "udp [::] 51822"],
  ],
  [
    "hooks that lead packets elsewhere",
    `printf '[Interface]\\nListenPort = 51821\\nPostUp = iptables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to 10.7.0.2\\n' > /etc/wireguard/wg1.conf
wg-quick up wg1`,
    ["udp 0.0.0.0 51821", "udp [::] 51821", "…"],
  ],
  [
    "hooks that only let packets through",
    `printf '[Interface]\\nListenPort = 51821\\nPostUp = iptables -A FORWARD -i %%i -j ACCEPT; iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE\\n' > /etc/wireguard/wg1.conf
wg-quick up wg1`,
    ["udp 0.0.0.0 51821", "udp [::] 51821"],
  ],
  ["a key, whatever it is", `wg genkey | tee /etc/wireguard/privatekey | wg pubkey > /etc/wireguard/publickey`, []],
  [
    "openvpn by its own folder",
    `apt-get install -y openvpn
printf 'port 1198\\ndev tun\\nserver 10.8.0.0 255.255.255.0\\n' > /etc/openvpn/server/a.conf
systemctl enable --now openvpn-server@a`,
    ["udp 0.0.0.0 1198"],
  ],
  [
    "openvpn starts one for each file",
    `apt-get install -y openvpn
printf 'port 1199\\ndev tun\\nmode server\\n' > /etc/openvpn/b.conf
systemctl restart openvpn`,
    ["udp 0.0.0.0 1199"],
  ],
  ["openvpn without a file", "apt-get install -y openvpn", []],
  [
    "samba brings the names of the network",
    "apt-get install -y samba",
    ["udp 0.0.0.0 137", "udp 0.0.0.0 138", "tcp 0.0.0.0 445", "tcp 0.0.0.0 139", "tcp [::] 445", "tcp [::] 139"],
  ],
  ["ollama is loopback", "curl -fsSL https://ollama.com/install.sh | sh", ["tcp 127.0.0.1 11434"]],
  [
    "ollama is open",
    `curl -fsSL https://ollama.com/install.sh | sh
mkdir -p /etc/systemd/system/ollama.service.d
printf '[Service]\\nEnvironment="OLLAMA_HOST=0.0.0.0:11435"\\n' > /etc/systemd/system/ollama.service.d/override.conf
systemctl daemon-reload
systemctl restart ollama`,
    ["tcp * 11435"],
  ],
  [
    "code-server of a user",
    `curl -fsSL https://code-server.dev/install.sh | sh
mkdir -p /home/ubuntu/.config/code-server
printf 'bind-addr: 0.0.0.0:8443\\nauth: none\\n' > /home/ubuntu/.config/code-server/config.yaml
systemctl enable --now code-server@ubuntu`,
    ["tcp 0.0.0.0 8443"],
  ],
  ["k3s", "curl -sfL https://get.k3s.io | sh -", ["tcp * 6443", "tcp * 10250", "udp * 8472", "…"]],
  [
    "k3s is told of a server",
    'curl -sfL https://get.k3s.io | K3S_URL=https://10.0.0.9:6443 K3S_TOKEN=x INSTALL_K3S_EXEC="--flannel-backend none" sh -s -',
    ["tcp * 10250", "…"],
  ],
])("%s", (_what, script, sockets) => {
  expect([...summary(launcher.userData(`#!/bin/bash\n${script}\n`))].sort()).toEqual([...sockets].sort());
});
