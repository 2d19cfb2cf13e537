import { HOLE, hasHole, OWN } from "../../model/text";
import type { Told } from "./host-filter";
import { clientsOf, rulesOf } from "./input";
import { protocolsOf, type Matches } from "./iptables";
import { INNER, INWARD } from "./nat";
import type { Word } from "./nft-syntax";

type Family = 4 | 6;

const VERDICTS: Readonly<Record<string, string>> = { accept: "ACCEPT", drop: "DROP", reject: "REJECT", continue: "" };
/** What a packet does not come out of, and chains of one's own. */
const ELSEWHERE = /^(queue|tproxy|synproxy|jump|goto|return|vmap)$/;
/** Options of `log`, each with a value. */
const OF_LOG = /^(prefix|level|group|snaplen|queue-threshold|flags)$/;

const unquoted = (word: string): string => word.replace(/^"(.*)"$/, "$1");

/** What one rule says of who comes anew from outside. https://www.netfilter.org/projects/nftables/manpage.html, "Expressions" */
export function toldByNft(words: readonly Word[], own: readonly Family[]): Told {
  let families = own;
  let protocols: Matches["protocols"] = ["tcp", "udp"];
  let outer: readonly string[] = [];
  let from: readonly string[] = [];
  let [sure, outside, jump] = [true, true, ""];
  let mapped = false;
  const said: string[] = [];
  let at = 0;
  const only = (family: Family): void => void (families = families.filter((one) => one === family));
  const limit = (to: readonly string[]): void => void (protocols = protocols.filter((one) => to.includes(one)));
  /** What a key is compared with; null: it is none of these, or no plain value. */
  const operand = (): { readonly values: readonly string[]; readonly isNot: boolean } | null => {
    const isNot = words[at] === "!=";
    if (isNot || words[at] === "==") at += 1;
    const word = words[at] ?? "";
    at += 1;
    const values = (typeof word === "string" ? word.split(",") : word).map(unquoted);
    return values.some((value) => !/^[\w.:/*-]+$/.test(value)) ? null : { values, isNot };
  };
  const among = (): readonly string[] | null => {
    const { values = null, isNot = false } = operand() ?? {};
    if (values === null || isNot) sure = false;
    return isNot ? null : values;
  };
  const interfaces = (): void => {
    const { values = [], isNot = false } = operand() ?? {};
    const areInner = values.length > 0 && values.every((name) => INNER.test(name));
    if (!areInner) sure = false;
    else if (!isNot) outside = false;
  };
  const state = (): void => {
    if (words[at] === "vmap") {
      mapped = true;
      const entries = words[at + 1];
      const pairs = typeof entries === "string" ? [] : (entries ?? []).map((entry) => entry.split(/\s*:\s*/));
      at += 2;
      const verdict = pairs.find(([named]) => named === "new")?.[1];
      if (pairs.length === 0 || pairs.flat().some(hasHole)) sure = false;
      else if (verdict === undefined) outside = false;
      jump = verdict === undefined ? (sure ? "" : "vmap") : (VERDICTS[verdict] ?? "vmap");
      return;
    }
    const found = operand();
    if (found === null) sure = false;
    else if (found.values.includes("new") === found.isNot) outside = false;
  };
  const ports = (named: string): void => {
    const values = among();
    outer = values ?? outer;
    if (values !== null) said.push(`${named} dport ${values.join(",")}`);
  };
  const address = (family: Family, key: string): void => {
    only(family);
    const values = among();
    if (key === "saddr") from = values ?? from;
    else if (key === "daddr" && values?.every((one) => INWARD.test(one)) === true) outside = false;
    else if (key === "daddr" && values?.every((one) => one === OWN.private || one === OWN.ipv6) !== true) sure = false;
    else if (key === "protocol" || key === "nexthdr") layer4(values);
    else if (key !== "daddr") sure = false;
  };
  const layer4 = (values: readonly string[] | null): void => {
    const meant = values?.map(protocolsOf) ?? [];
    if (meant.includes(null)) sure = false;
    else if (values !== null) limit(meant.flatMap((one) => one ?? []));
  };
  const next = (): string => {
    const word = words[at] ?? "";
    at += 1;
    return typeof word === "string" ? word : "";
  };
  while (at < words.length) {
    const word = next();
    if (Object.hasOwn(VERDICTS, word) || ELSEWHERE.test(word)) {
      jump = VERDICTS[word] ?? word;
      break;
    }
    if (word === "tcp" || word === "udp" || word === "th") {
      if (word !== "th") limit([word]);
      if (next() === "dport") ports(word);
      else sure = false;
    } else if (word === "ip") address(4, next());
    else if (word === "ip6") address(6, next());
    else if (/^(icmp|icmpv6|igmp)$/.test(word)) limit([]);
    else if (word === "iif" || word === "iifname") interfaces();
    else if (word === "l4proto") layer4(among());
    else if (word === "nfproto" || word === "protocol") {
      const [family, ...others] = among() ?? [];
      if (others.length === 0 && /^(ipv4|ip)$/.test(family ?? "")) only(4);
      else if (others.length === 0 && /^(ipv6|ip6)$/.test(family ?? "")) only(6);
      else sure = false;
    } else if (word === "ct" && words[at] === "state") {
      at += 1;
      state();
    } else if (word === "counter") {
      if (words[at] === "packets") at += 4;
      else if (words[at] === "name") at += 2;
    } else if (word === "log") while (OF_LOG.test(String(words[at]))) at += 2;
    else if (word === "comment") at += 1;
    else if (word !== "meta") sure = false;
  }
  // What ends in no verdict goes on, unless it holds one that nobody knows.
  const decides = (word: Word): boolean =>
    hasHole(String(word)) || (!mapped && typeof word === "string" && (Boolean(VERDICTS[word]) || ELSEWHERE.test(word)));
  const verdict = jump === "" && words.some(decides) ? HOLE : jump;
  const matches = outside && protocols.length > 0 ? { protocols, outer, from, sure } : null;
  const clients = matches === null ? [] : clientsOf(matches);
  const says = [
    ...clients.slice(0, 1).map(() => `${families[0] === 6 ? "ip6" : "ip"} saddr ${clients.join(",")}`),
    ...said,
    jump.toLowerCase(),
  ].join(" ");
  return { matches: says, rules: families.flatMap((family) => rulesOf(matches, verdict, family, says)) };
}
