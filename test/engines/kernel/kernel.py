"""Builds configurations of a VPC out of Linux namespaces, runs a script in one of them, and tries which TCP connects succeed.

Standard input: one JSON object, `{"script": TEXT, "listeners": COUNT, "configurations": [...]}` as kernel.ts describes it.
Standard output: for each configuration a list of true (a connect succeeded) and false, one for each probe.

    internet ── router ── machine        the router is the internet gateway (1:1 translation), the route table and the network ACL;
                                         the machine's filter is its security groups
"""

import errno
import json
import os
import select
import socket
import subprocess
import sys
import time

PUBLIC4, PRIVATE4, ADDRESS6 = "192.0.2.100", "10.0.1.10", "2001:db8:2::10"
CLIENTS4 = ["192.0.2.2", "203.0.113.10", "198.51.100.7"]
CLIENTS6 = ["2001:db8:1::2", "2001:db8:f::10"]
NAMES = {name: f"qz{os.getpid()}{name}" for name in ("internet", "router", "machine")}
PROTOCOLS = {"tcp": "tcp", "6": "tcp", "udp": "udp", "17": "udp"}
# A filter that refuses answers at once, where a drop costs the whole time-out.
REFUSE = "reject with icmpx type admin-prohibited"
NEIGHBOURS = "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert } accept"


def run(*command, stdin=None):
    done = subprocess.run(command, input=stdin, text=True, capture_output=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}{stdin or ''}")
    return done.stdout


def ip(where, *arguments):
    return run("ip", "-n", NAMES[where], *arguments)


def within(where, *command):
    return ("ip", "netns", "exec", NAMES[where], *command)


def nft(where, rules):
    run(*within(where, "nft", "-f", "-"), stdin=rules)


def build():
    for name in NAMES.values():
        run("ip", "netns", "add", name)
    for where in NAMES:
        settings = [
            "net.ipv6.conf.all.accept_dad=0",
            "net.ipv6.conf.default.accept_dad=0",
            "net.ipv4.conf.all.rp_filter=0",
            "net.ipv4.conf.default.rp_filter=0",
            "net.ipv4.icmp_ratelimit=0",
            "net.ipv4.icmp_ratemask=0",
            "net.ipv6.icmp.ratelimit=0",
        ]
        run(*within(where, "sysctl", "-qw", *settings))
        ip(where, "link", "set", "lo", "up")
    run("ip", "link", "add", "out", "netns", NAMES["internet"], "type", "veth", "peer", "name", "gateway", "netns", NAMES["router"])
    run("ip", "link", "add", "eth0", "netns", NAMES["machine"], "type", "veth", "peer", "name", "subnet", "netns", NAMES["router"])
    addresses = [
        ("internet", "out", f"{CLIENTS4[0]}/24"),
        *(("internet", "lo", f"{client}/32") for client in CLIENTS4[1:]),
        ("internet", "out", f"{CLIENTS6[0]}/64"),
        *(("internet", "lo", f"{client}/128") for client in CLIENTS6[1:]),
        ("router", "gateway", "192.0.2.1/24"),
        ("router", "gateway", "2001:db8:1::1/64"),
        ("router", "lo", f"{PUBLIC4}/32"),
        ("router", "subnet", "10.0.1.1/24"),
        ("router", "subnet", "2001:db8:2::1/64"),
        ("machine", "eth0", f"{PRIVATE4}/24"),
        ("machine", "eth0", f"{ADDRESS6}/64"),
    ]
    for where, device, address in addresses:
        ip(where, "addr", "add", address, "dev", device, *(["nodad"] if ":" in address else []))
    for where, device in (("internet", "out"), ("router", "gateway"), ("router", "subnet"), ("machine", "eth0")):
        ip(where, "link", "set", device, "up")
    ip("internet", "route", "add", "default", "via", "192.0.2.1")
    ip("internet", "-6", "route", "add", "default", "via", "2001:db8:1::1")
    ip("machine", "route", "add", "default", "via", "10.0.1.1")
    ip("machine", "-6", "route", "add", "default", "via", "2001:db8:2::1")
    for client in CLIENTS4[1:]:
        ip("router", "route", "add", f"{client}/32", "via", CLIENTS4[0])
    for client in CLIENTS6[1:]:
        ip("router", "-6", "route", "add", f"{client}/128", "via", CLIENTS6[0])
    # What the subnet sends is routed by a table of its own, which each configuration fills.
    for family in ("-4", "-6"):
        ip("router", family, "rule", "add", "iif", "subnet", "lookup", "100", "priority", "100")
        ip("router", family, "rule", "add", "iif", "subnet", "blackhole", "priority", "101")
    run(*within("router", "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1"))


def route(routes):
    for family, gateway in (("-4", CLIENTS4[0]), ("-6", CLIENTS6[0])):
        # Of an empty table there is nothing to flush, which ip takes for a failure.
        subprocess.run(["ip", "-n", NAMES["router"], family, "route", "flush", "table", "100"], capture_output=True)
        for each in routes:
            if (":" in each["cidr"]) == (family == "-6"):
                target = ["via", gateway] if each["toGateway"] else []
                ip("router", family, "route", "add", *([] if target else ["blackhole"]), each["cidr"], *target, "table", "100")


def match(side, protocol, cidr, first, last):
    family = "ip6" if ":" in cidr else "ip"
    ports = "" if protocol == "-1" else f" {PROTOCOLS[protocol]} dport {first}-{last}"
    return f"{family} {side} {cidr}{ports}"


def chain(entries, side, otherwise):
    ordered = sorted(entries, key=lambda entry: entry["number"])
    lines = [
        f"    {match(side, entry['protocol'], entry['cidr'], entry['first'], entry['last'])} "
        f"{'accept' if entry['action'] == 'allow' else otherwise}\n"
        for entry in ordered
    ]
    return "".join(lines) + f"    {otherwise}\n"


def apply(configuration):
    route(configuration["routes"])
    translation = (
        f"""
  chain in {{ type nat hook prerouting priority -100; ip daddr {PUBLIC4} dnat to {PRIVATE4}; }}
  chain out {{ type nat hook postrouting priority 100; ip saddr {PRIVATE4} oifname "gateway" snat to {PUBLIC4}; }}"""
        if configuration["public4"]
        else ""
    )
    nft("router", f"table ip igw\ndelete table ip igw\ntable ip igw {{{translation}\n}}\n")
    acl = configuration["acl"]
    inwards = chain(acl["ingress"], "saddr", REFUSE) if acl else "    accept\n"
    outwards = chain(acl["egress"], "daddr", "drop") if acl else "    accept\n"
    nft(
        "router",
        f"""table inet acl
delete table inet acl
table inet acl {{
  chain inwards {{
{inwards}  }}
  chain outwards {{
    meta l4proto {{ icmp, ipv6-icmp }} accept
{outwards}  }}
  chain across {{
    type filter hook forward priority 0; policy drop;
    iifname "gateway" jump inwards
    iifname "subnet" jump outwards
  }}
}}
""",
    )
    rules = "".join(
        f"    {match('saddr', rule['protocol'], rule['cidr'], rule['first'], rule['last'])} accept\n" for rule in configuration["rules"]
    )
    nft(
        "machine",
        f"""table inet groups
delete table inet groups
table inet groups {{
  chain inwards {{
    type filter hook input priority 0; policy drop;
    iif lo accept
    ct state established,related accept
    {NEIGHBOURS}
{rules}    {REFUSE}
  }}
}}
""",
    )


def connect(attempts, seconds):
    """Connects of (source, source port, port), all at once: True, False, or None where no answer came in time."""
    answers, pending, poll = [None] * len(attempts), {}, select.poll()
    for index, (source, source_port, port) in enumerate(attempts):
        client = socket.socket(socket.AF_INET6 if ":" in source else socket.AF_INET)
        client.setblocking(False)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Closed by a reset, so that no port lingers.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        client.bind((source, source_port))
        result = client.connect_ex((ADDRESS6 if ":" in source else PUBLIC4, port))
        if result == errno.EINPROGRESS:
            pending[client.fileno()] = (index, client)
            poll.register(client, select.POLLOUT | select.POLLERR | select.POLLHUP)
        else:
            answers[index] = result == 0
            client.close()
    end = time.monotonic() + seconds
    while pending and time.monotonic() < end:
        for number, _ in poll.poll(max(1, int((end - time.monotonic()) * 1000))):
            index, client = pending.pop(number)
            answers[index] = client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0
            poll.unregister(client)
            client.close()
    for _, client in pending.values():
        client.close()
    return answers


def connect_all(attempts):
    """What got no answer is tried once more, for longer: the machine may be busy."""
    answers = connect(attempts, 0.25)
    silent = [index for index, answer in enumerate(answers) if answer is None]
    for index, answer in zip(silent, connect([attempts[index] for index in silent], 0.5) if silent else []):
        answers[index] = answer
    return [answer is True for answer in answers]


def clients():
    for line in sys.stdin:
        print(json.dumps(connect_all(json.loads(line))), flush=True)


def await_listeners(count):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        lines = run(*within("machine", "ss", "-ltnH")).splitlines()
        if len(lines) >= count:
            return
        time.sleep(0.1)
    raise SystemExit(f"{len(lines)} of {count} sockets listen:\n" + "\n".join(lines))


def main():
    order = json.load(sys.stdin)
    try:
        build()
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.Popen(within("machine", "bash", "-c", order["script"]), **quiet)
        await_listeners(order["listeners"])
        prober = subprocess.Popen(
            within("internet", sys.executable, os.path.abspath(__file__), "--clients"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        answers = []
        for configuration in order["configurations"]:
            apply(configuration)
            # Distinct source ports for each, since connection tracking keeps old verdicts.
            attempts = [[source, sport, port] for source, port, sports in configuration["probes"] for sport in sports]
            prober.stdin.write(json.dumps(attempts) + "\n")
            prober.stdin.flush()
            opened = iter(json.loads(prober.stdout.readline()))
            answers.append([any([next(opened) for _ in sports]) for _, _, sports in configuration["probes"]])
        print(json.dumps(answers))
    finally:
        for name in NAMES.values():
            for process in subprocess.run(["ip", "netns", "pids", name], capture_output=True, text=True).stdout.split():
                subprocess.run(["kill", process])
            subprocess.run(["ip", "netns", "del", name], capture_output=True)


if __name__ == "__main__":
    clients() if sys.argv[1:] == ["--clients"] else main()
