import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const ALL = ["tcp * 25"];
const LOOPBACK = ["tcp localhost 25"];
const postfix = (lines: string, before = ""): string =>
  `#!/bin/bash\n${before}\napt-get install -y postfix\n${lines}\nsystemctl restart postfix\n`;

/** What `postconf` leaves in main.cf and master.cf; measured with Postfix 3.7. */
test.each<[string, string, readonly string[]]>([
  ["nothing edited", "", ALL],
  ["on loopback", "postconf -e 'inet_interfaces = loopback-only'", LOOPBACK],
  ["for all", "postconf -e 'inet_interfaces = all'", ALL],
  ["without -e", "postconf inet_interfaces=loopback-only", LOOPBACK],
  ["several at once", "postconf -e myhostname=a.example inet_interfaces=loopback-only inet_protocols=ipv4", LOOPBACK],
  ["of another parameter", "postconf -e 'mynetworks = 127.0.0.0/8'", ALL],
  ["only asked", "postconf inet_interfaces", ALL],
  ["taken out", "postconf -e inet_interfaces=loopback-only; postconf -X inet_interfaces", ALL],
  ["commented out", "postconf -e inet_interfaces=loopback-only; postconf '-#' inet_interfaces", ALL],
  ["no value fails, and nothing changes", "postconf -e inet_interfaces || postconf -e inet_interfaces=loopback-only", LOOPBACK],
  ["an address that nobody knows", "postconf -e inet_interfaces=$(cat /opt/address)", ["? tcp <hole> 25"]],
  ["of another instance", "postconf -c /etc/postfix-out -e inet_interfaces=loopback-only", ALL],
  [
    "over lines of its own",
    "printf 'inet_interfaces =\\n  10.0.0.9\\n' >> /etc/postfix/main.cf; postconf -e inet_interfaces=loopback-only",
    LOOPBACK,
  ],
  ["another service", "postconf -M submission/inet='submission inet n - y - - smtpd'", ["tcp * 25", "tcp * 587"]],
  ["a service on loopback", "postconf -M smtp/inet='127.0.0.1:smtp inet n - y - - smtpd'", ["tcp 127.0.0.1 25"]],
  ["a service less", "postconf -M# smtp/inet", []],
  ["a service's parameter", "postconf -P smtp/inet/smtpd_tls_security_level=encrypt", ALL],
  ["a service's field", "postconf -F '*/*/chroot = n'", ALL],
])("%s", (_name, lines, expected) => {
  expect(summary(launcher.userData(postfix(lines)))).toEqual(expected);
});

test("a server beside it is as sure as before", () => {
  const text = postfix("postconf -e 'home_mailbox = Maildir/'", "apt-get install -y dovecot-imapd");
  expect(summary(launcher.userData(text))).toContain("tcp 0.0.0.0 143");
});

test("what is edited after the start holds once it is restarted", () => {
  const text = "#!/bin/bash\napt-get install -y postfix\npostconf -e inet_interfaces=loopback-only\n";
  expect(summary(launcher.userData(text))).toContain("tcp * 25");
});
