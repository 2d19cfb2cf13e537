import { HOLE } from "../../model/text";

import { textOf, Unknown, type Named, type Worth } from "./worth";

/** What AWS gives these attributes is one word: `id`, `arn`, `private_ip`, `dns_name`, `endpoint`. */
const WORD =
  /(?:^|[._])(?:id|arn|ip|ipv6|address|addresses|endpoint|port|dns|name|domain|fqdn|host|hostname|url|uri|bucket|cidr_block|region|zone)$/;

/** An attribute of its own or of a block (`cache_nodes[0].address`): keys of maps (`tags.name`, `outputs.host`) are for people to fill. */
const isOwn = ({ attribute, text }: Named): boolean => !attribute.includes(".") || /\[\d+\]\.\w+$/.test(text);

/** Others may be lines of a script, which no word stands for. */
const isWord = (named: Named): boolean =>
  named.block !== null && named.block.type.startsWith("aws_") && isOwn(named) && WORD.test(named.attribute);

function textOrHole(part: Worth): string | undefined {
  if (!(part instanceof Unknown)) return textOf(part);
  return part.text ?? (part.plain && part.names.every(isWord) ? HOLE : undefined);
}

/** A text that is known but for words in it, as a template has it; undefined where anything may stand in it. */
export function textWithin(parts: readonly Worth[]): string | undefined {
  const found = parts.map(textOrHole);
  return found.every((text) => text !== undefined) ? found.join("") : undefined;
}
