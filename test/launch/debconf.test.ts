import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const LOOPBACK = ["tcp localhost 25"];
const CLOSED = ["tcp 127.0.0.1 25", "tcp ::1 25"];
const tell = (answer: string, install = "apt-get install -y postfix"): string => `echo "${answer}" | debconf-set-selections\n${install}`;
const exim = (...answers: readonly string[]): string =>
  `debconf-set-selections <<'X'\n${answers.map((one) => `exim4-config exim4/${one}`).join("\n")}\nX\napt-get install -y exim4`;
const couch = (address: string): string => tell(`couchdb couchdb/bindaddress string ${address}`, "apt-get install -y couchdb");

/** What packages write for the answers that a script has given before. */
test.each<[string, string, readonly string[]]>([
  ["postfix, nothing told", "apt-get install -y postfix", ["tcp * 25"]],
  ["postfix on loopback", tell("postfix postfix/main_mailer_type select Local only"), LOOPBACK],
  ["a type of its own and spaces", tell("postfix  postfix/main_mailer_type\tstring Satellite system"), LOOPBACK],
  ["postfix for all", tell("postfix postfix/main_mailer_type select Internet with smarthost"), ["tcp * 25"]],
  ["only seen", tell("postfix postfix/main_mailer_type seen true"), ["tcp * 25"]],
  ["told too late", `apt-get install -y postfix\n${tell("postfix postfix/main_mailer_type select Local only")}`, ["tcp * 25"]],
  ["of one family", tell("postfix postfix/protocols select ipv4"), ["tcp 0.0.0.0 25"]],
  ["told who knows what", "debconf-set-selections /opt/answers\napt-get install -y postfix", ["? tcp <hole> 25"]],
  ["a kind that nobody knows", tell("postfix postfix/main_mailer_type select $(cat /opt/kind)"), ["? tcp <hole> 25"]],
  ["only checked", tell("postfix postfix/main_mailer_type select Local only").replace("selections", "selections -v -c"), ["tcp * 25"]],
  ["exim, nothing told", "apt-get install -y exim4", CLOSED],
  ["exim for all", exim("dc_local_interfaces string 0.0.0.0"), ["tcp 0.0.0.0 25"]],
  [
    "exim of an internet site",
    exim("dc_eximconfig_configtype select internet site; mail is sent and received directly using SMTP"),
    ["tcp * 25"],
  ],
  [
    "exim of an internet site on loopback",
    exim(
      "dc_eximconfig_configtype select internet site; mail is sent and received directly using SMTP",
      "dc_local_interfaces string 127.0.0.1",
    ),
    ["tcp 127.0.0.1 25"],
  ],
  ["exim of no network", exim("dc_eximconfig_configtype select local delivery only; not on a network"), CLOSED],
  ["couchdb for all", couch("0.0.0.0"), ["tcp 0.0.0.0 5984"]],
  ["couchdb on loopback", couch("127.0.0.1"), ["tcp 127.0.0.1 5984"]],
])("%s", (_name, text, expected) => {
  expect(summary(launcher.userData(`#!/bin/bash\n${text}`)).filter((line) => line !== "…")).toEqual(expected);
});

test("a cloud-config tells before it installs", () => {
  const text = `#cloud-config\napt:\n  debconf_selections:\n    set1: |\n      postfix postfix/main_mailer_type select Local only\npackages: [postfix]\n`;
  expect(summary(launcher.userData(text, "deb"))).toEqual(LOOPBACK);
});
