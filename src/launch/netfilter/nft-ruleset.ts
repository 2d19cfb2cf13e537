import { HOLE, hasHole } from "../../model/text";
import { maybe, noFilter, type Chain, type HostFilters, type Told } from "./host-filter";
import { mayDeny } from "./input";
import { toldByNft } from "./nft-rule";
import { statementsOf, type Statement, type Word } from "./nft-syntax";

type Ruleset = HostFilters["nft"];

const FAMILIES: Readonly<Record<string, readonly (4 | 6)[]>> = { ip: [4], ip6: [6], inet: [4, 6], arp: [], bridge: [], netdev: [4, 6] };

/** Where packets for the host come by before its sockets; those of the others go out, or through. */
const INWARD = /^(prerouting|ingress|input)$/;
const OUTWARD = /^(output|postrouting|forward)$/i;

/** What holds objects that rules name, and what only asks or waits. */
const IGNORED =
  /^(set|map|element|flowtable|counter|quota|limit|ct|secmark|synproxy|tunnel|list|monitor|describe|export|reset|devices?|comment)$/;

/** The chains that what comes to the host itself passes, each of them. */
export const inputChains = (ruleset: Ruleset): readonly Chain[] =>
  [...ruleset.values()].filter(({ hook, filter }) => hook === "input" && (filter.otherwise !== "allow" || filter.rules.some(mayDeny)));

/** Files that include themselves would never end. */
const MOST = 100;

/** Reads the text of a file that another includes; null: nobody has shown it. */
type Includes = (path: string) => string | null;

/** A table or chain by its family, and the words that follow its name. */
function named(words: readonly Word[], count: number): { readonly family: string; readonly key: string; readonly rest: readonly Word[] } {
  const [first] = words;
  const has = typeof first === "string" && Object.hasOwn(FAMILIES, first);
  const family = has ? first : "ip";
  const from = has ? 1 : 0;
  return {
    family,
    key: [family, ...words.slice(from, from + count)].map((word) => `${String(word)} `).join(""),
    rest: words.slice(from + count),
  };
}

/** A reader of statements into a set of rules. */
class Reader {
  /** Something was said that is not read, and may keep the world out. */
  hides = false;
  /** Something was said of what may not be there: then nothing of the text takes place. */
  mayFail = false;
  readonly #defined = new Map<string, readonly Word[]>();
  #texts = 0;

  constructor(
    readonly ruleset: Ruleset,
    readonly include: Includes,
  ) {}

  read(text: string): void {
    this.#texts += 1;
    if (this.#texts > MOST) this.hides = true;
    else for (const statement of statementsOf(text)) this.#tell(statement);
  }

  #tell({ words: [verb = "", ...given], block }: Statement): void {
    const isVerb = /^(add|create|insert|replace|delete|destroy|flush)$/.test(String(verb));
    const [kind = "", ...words] = isVerb ? given : [verb, ...given];
    const does = isVerb ? String(verb) : "add";
    if (verb === "define" || verb === "redefine") this.#defined.set(String(given[0]), given.slice(2));
    else if (verb === "include") this.#include(String(given[0]).replace(/^"(.*)"$/, "$1"));
    else if (does === "flush" || does === "delete" || does === "destroy") this.#takeOut(does, String(kind), words);
    else if (kind === "table" && does !== "insert") this.#table(does, words, block);
    else if (kind === "chain") this.#chain(does, words, block);
    else if (kind === "rule") this.#rule(does, words);
    else if (!IGNORED.test(String(kind))) this.hides = true;
    else if (isVerb) this.mayFail = true;
  }

  #has(key: string): boolean {
    return [...this.ruleset.keys()].some((name) => name.startsWith(key));
  }

  #include(path: string): void {
    const text = this.include(path);
    if (text === null) this.hides = true;
    else this.read(text);
  }

  #takeOut(verb: string, kind: string, words: readonly Word[]): void {
    if (kind === "ruleset") {
      const [family] = words;
      for (const key of [...this.ruleset.keys()])
        if (family === undefined || key.startsWith(`${String(family)} `)) this.ruleset.delete(key);
    } else if (kind === "table" || kind === "chain") {
      const { key } = named(words, kind === "table" ? 1 : 2);
      // Older versions do not know the word that passes over what is not there.
      if (verb === "destroy" || !this.#has(key)) this.mayFail = true;
      for (const [name, { filter }] of [...this.ruleset]) {
        if (!name.startsWith(key)) continue;
        if (verb === "flush") filter.rules = [];
        else this.ruleset.delete(name);
      }
    } else if (kind === "rule") {
      // Which one a number means is not followed.
      this.mayFail = true;
      const chain = this.ruleset.get(named(words, 2).key);
      if (chain !== undefined) chain.filter.rules = chain.filter.rules.map(maybe);
    } else if (!IGNORED.test(kind)) this.hides = true;
    else this.mayFail = true;
  }

  #table(verb: string, words: readonly Word[], block: Statement["block"]): void {
    const { family, key, rest } = named(words, 1);
    if (rest.length > 0) this.hides = true;
    if (verb === "create" && this.#has(key)) this.mayFail = true;
    this.#chainOf(family, key);
    for (const {
      words: [kind = "", ...inner],
      block: within,
    } of block ?? []) {
      if (kind === "chain") this.#fill(this.#chainOf(family, `${key}${String(inner[0])} `), within);
      else if (!IGNORED.test(String(kind))) this.hides = true;
    }
  }

  /** A table is among them by itself, as a chain that nothing comes by. */
  #chainOf(family: string, key: string): Chain {
    const chain = this.ruleset.get(key) ?? {
      families: FAMILIES[family] ?? [],
      hook: null,
      filter: { ...noFilter([], "allow"), active: "yes" as const },
    };
    this.ruleset.set(key, chain);
    return chain;
  }

  #chain(verb: string, words: readonly Word[], block: Statement["block"]): void {
    const { family, key } = named(words, 2);
    if (!this.#has(named(words, 1).key) || (verb === "create" && this.#has(key))) this.mayFail = true;
    this.#fill(this.#chainOf(family, key), block);
  }

  /** What stands between the braces of a chain. */
  #fill(chain: Chain, block: Statement["block"]): void {
    for (const { words } of block ?? []) {
      const [first = "", second = ""] = words;
      if (first === "type") {
        chain.hook = String(words[words.indexOf("hook") + 1]);
        if (words.some((word) => hasHole(String(word)))) this.hides = true;
      } else if (first === "include") this.hides = true;
      else if (first === "policy") chain.filter.otherwise = second === "accept" ? "allow" : second === "drop" ? "deny" : "unknown";
      else if (!/^(comment|devices?|flags)$/.test(String(first))) this.#enter(chain, "add", this.#toldBy(chain, words));
    }
    if (chain.hook !== "input" && INWARD.test(chain.hook ?? "") && (chain.filter.otherwise !== "allow" || chain.filter.rules.some(mayDeny)))
      this.hides = true;
  }

  #toldBy({ families }: Pick<Chain, "families">, words: readonly Word[]): Told {
    const meant = words.flatMap((word) =>
      typeof word === "string" && word.startsWith("$") ? (this.#defined.get(word.slice(1)) ?? [HOLE]) : [word],
    );
    return toldByNft(meant, families);
  }

  #enter({ filter }: Chain, verb: string, told: Told, placed = false): void {
    if (placed || verb === "replace") filter.rules = [maybe(told), ...filter.rules.map(maybe)];
    else filter.rules = verb === "insert" ? [told, ...filter.rules] : [...filter.rules, told];
  }

  #rule(verb: string, words: readonly Word[]): void {
    const { family, key, rest } = named(words, 2);
    const chain = this.ruleset.get(key);
    const placed = /^(handle|position|index)$/.test(String(rest[0]));
    const meant = rest.slice(placed ? 2 : 0);
    if (placed || chain === undefined) this.mayFail = true;
    if (chain !== undefined) {
      this.#enter(chain, verb, this.#toldBy(chain, meant), placed);
      if (chain.hook !== "input" && INWARD.test(chain.hook ?? "") && chain.filter.rules.some(mayDeny)) this.hides = true;
    } else if (!OUTWARD.test(key.trim().split(" ").at(-1) ?? "") && mayDeny(this.#toldBy({ families: FAMILIES[family] ?? [] }, meant)))
      this.hides = true;
  }
}

/** A set of rules as it is once a text is told. https://www.netfilter.org/projects/nftables/manpage.html */
export function tellNft(before: Ruleset, text: string, include: Includes): Pick<Reader, "ruleset" | "hides" | "mayFail"> {
  const reader = new Reader(new Map([...before].map(([key, chain]) => [key, { ...chain, filter: { ...chain.filter } }])), include);
  reader.read(text);
  return reader;
}
