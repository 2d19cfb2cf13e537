import { rangesOf } from "../net/port-set";
import type { Kinds } from "../choice";
import { keyOf } from "../model/exposure";
import type { Judged } from "./judged";

const findingKey = ({ rule, chain, container, process, protocol, ports, detail }: Judged): string =>
  JSON.stringify([rule, chain.map(keyOf), container, process, protocol, rangesOf(ports), detail]);

/** What is found of so many kinds at least, said once. */
function said(kinds: Kinds<Judged>, least: number): readonly Judged[] {
  if (kinds.length === 1) return kinds.flat();
  const by = new Map<string, Judged[]>();
  for (const found of kinds) {
    for (const [key, judged] of new Map(found.map((each) => [findingKey(each), each]))) by.set(key, [...(by.get(key) ?? []), judged]);
  }
  return [...by.values()].filter(({ length }) => length >= least).flatMap((alike) => alike.slice(0, 1));
}

/** What is found of every kind of machine. */
export const saidOfAll = (kinds: Kinds<Judged>): readonly Judged[] => said(kinds, kinds.length);
/** What is found of any. */
export const saidOfAny = (kinds: Kinds<Judged>): readonly Judged[] => said(kinds, 1);
