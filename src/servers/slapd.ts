import type { Server } from "../model/launch";
import { HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { separate } from "./address-option";
import { argumentsOf } from "./arguments";
import { unlessWith } from "./background";
import { split } from "./endpoint";
import { parseOptions } from "./options";
import { NOTHING, serve, unix, type Bind } from "./served";
import { decide, fallback, last, option } from "./setting";

/** URLs, separated by spaces. */
export const server: Server = {
  name: "slapd",
  programs: ["slapd"],
  manual: "https://www.openldap.org/software/man.cgi?query=slapd&sektion=8",
  background: unlessWith("-d"),
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: { urls: { names: ["-h"] }, once: { names: ["-VV", "-VVV", "-T"], takes: "none" } },
      taking: "-d -f -F -s -l -n -u -g -r -c -o -S",
      flags: "46",
    });
    if (parsed.given.once.length > 0) return NOTHING;
    const urls = separate(decide(last(option(parsed, "urls")), fallback("ldap:///")), /\s+/);
    const binds = urls.said.flatMap((said): readonly Bind[] => {
      const [, scheme, authority = ""] = /^(ldaps?|ldapi):\/\/([^/]*)/.exec(said.value) ?? [];
      if (scheme === undefined) return [{ host: HOLE, port: null, says: said.value, from: said.from }];
      const says = said.says === "" ? "" : said.value;
      if (scheme === "ldapi") return [unix(decodeURIComponent(authority.replace(/%(?![\da-f]{2})/gi, "%25")), { says, from: said.from })];
      return [{ ...split(authority, { host: "*", port: scheme === "ldaps" ? "636" : "389", bare: "host" }), says, from: said.from }].map(
        (bind) => (bind.host === "" ? { ...bind, host: "*" } : bind),
      );
    });
    const four = argumentsOf(invocation).includes("-4");
    const six = argumentsOf(invocation).includes("-6");
    const star = four ? (["any", "none"] as const) : six ? (["none", "any"] as const) : PASSIVE.star;
    return serve("slapd", { ...PASSIVE, star }, binds, [...urls.doubts, ...(parsed.hazy ? [unseen.argument("slapd")] : [])]);
  },
  packaged: [
    {
      family: "deb",
      packages: ["slapd"],
      units: ["slapd"],
      // Of its init script.
      service: [
        "EnvironmentFile=-/etc/default/slapd",
        'ExecStart=/usr/sbin/slapd -d 0 -h "${SLAPD_SERVICES}" -g openldap -u openldap $SLAPD_OPTIONS -F /etc/ldap/slapd.d',
      ],
      files: { "/etc/default/slapd": 'SLAPD_SERVICES="ldap:/// ldapi:///"\nSLAPD_OPTIONS=""\n' },
    },
    {
      family: "rpm",
      packages: ["openldap-servers"],
      units: ["slapd"],
      service: [
        'Environment="SLAPD_URLS=ldap:/// ldapi:///" "SLAPD_OPTIONS="',
        "EnvironmentFile=-/etc/sysconfig/slapd",
        'ExecStart=/usr/sbin/slapd -u ldap -h "${SLAPD_URLS}" $SLAPD_OPTIONS',
      ],
      files: { "/etc/sysconfig/slapd": 'SLAPD_URLS="ldapi:/// ldap:///"\n' },
    },
  ],
  examples: [
    { argv: ["slapd", "-d", "0"], listens: ["tcp * 389"] },
    {
      argv: ["slapd", "-h", "ldap://127.0.0.1:1389/ ldaps:/// ldapi:///", "-f", "s.conf"],
      listens: ["tcp 127.0.0.1 1389", "tcp * 636", "unix "],
    },
    { argv: ["slapd", "-4", "-h", "ldap://:1390"], listens: ["tcp 0.0.0.0 1390"] },
    // It tells its version and goes on; twice, and it ends.
    { argv: ["slapd", "-V", "-h", "ldap://10.0.0.9:1391"], listens: ["tcp 10.0.0.9 1391"] },
    { argv: ["slapd", "-VV", "-h", "ldap://10.0.0.9:1392"], listens: [] },
  ],
};
