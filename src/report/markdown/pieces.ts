import { changeOf, COLUMNS, left, SIGNS, STACK_COLUMN } from "../../words/markdown";
import { labelOf } from "../../words/report";
import { nameOf } from "../footer";
import { body, fixesHead, shutBy, whyItPasses } from "../finding";
import { BODY } from "../layout";
import type { Placed } from "../order";
import { plain } from "../paint";
import type { Report } from "../../model/report";
import { fenced, html, prose } from "./escape";
import { picture } from "./picture";

/** What has room, in order; the rest is counted. Pieces are whole, or not there. */
export function fitting(pieces: Iterable<string>, room: number): { readonly shown: string[]; readonly left: number } {
  const shown: string[] = [];
  let used = 0;
  let left = 0;
  for (const piece of pieces) {
    if (left === 0 && used + piece.length <= room) {
      shown.push(piece);
      used += piece.length;
    } else left += 1;
  }
  return { shown, left };
}

/** Items of a list, as many as have room; nothing of an empty one. */
export function list(items: readonly string[], room: number): string {
  const { shown, left: more } = fitting(
    items.map((item) => `- ${item}\n`),
    room,
  );
  return `${shown.join("")}${more === 0 ? "" : `- ${left.others(more)}\n`}`;
}

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;

export const tableHead = (stacks: boolean): string => {
  const cells = stacks ? [...COLUMNS, STACK_COLUMN] : COLUMNS;
  return `${row(cells)}${row(cells.map(() => "---"))}`;
};

export function tableRow({ finding, result }: Placed, report: Report, stacks: boolean): string {
  const { decision, title, severity, certainty } = finding;
  const label = `${SIGNS[decision]} ${labelOf(decision, result.advisory)}`;
  const cells = [label, prose(plain(title)), severity, certainty, changeOf(finding)];
  return row(stacks ? [...cells, prose(plain(nameOf(result, report)))] : cells);
}

/** A finding folded: the path as text and as a picture, and what to do. */
export function folded({ finding, result }: Placed, all: boolean): string {
  const { decision, title, rule, fixes } = finding;
  const label = labelOf(decision, result.advisory);
  const path = body(finding, { width: 80, all, advisory: result.advisory }).map((line) => plain(line).slice(BODY));
  const todo = fixes.map(
    ({ kind, text, yaml }) =>
      `- **${kind}** ${prose(plain(text))}\n${yaml === null ? "" : `\n${fenced("yaml", plain(yaml).trimEnd().split("\n"))}\n`}`,
  );
  return [
    `<details>\n<summary>${SIGNS[decision]} ${label} ${html(plain(title))} ${rule}</summary>\n`,
    fenced("text", path),
    picture(finding),
    ...(todo.length === 0 ? [] : [`${fixesHead(finding)}\n\n${todo.join("")}`]),
    "</details>\n\n",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** A finding that passes, in a line. */
export function passed({ finding }: Placed): string {
  const why = finding.certainty === "none" ? shutBy(finding).join("; ") : whyItPasses(finding);
  return `**${labelOf("pass", false)}** ${prose(plain(`${finding.title}: ${why}`))}`;
}
