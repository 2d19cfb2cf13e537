import type { Report, Result } from "../../model/report";
import { headline, left, passing as passingHead, PATHS, UNREAD } from "../../words/markdown";
import { counted, withoutPath } from "../../words/report";
import { endings, nameOf } from "../footer";
import type { Format } from "../format";
import { type Placed, shownOf, worstFirst } from "../order";
import { plain, readable } from "../paint";
import { clipped, prose } from "./escape";
import { fitting, folded, list, passed, tableHead, tableRow } from "./pieces";

/**
 * The first line: by it a comment is found again, and brought up to date instead of repeated.
 * https://github.github.com/gfm/#html-comment
 */
const MARKER = "<!-- quadzero -->\n";

/**
 * A comment holds 65,536 characters; what posts it may add a line of its own.
 * https://docs.github.com/en/rest/issues/comments (the answer to a longer body: "body is too long (maximum is 65536 characters)")
 */
const MOST = 65_000;

/** What each part may take at most, so that the findings have more than half. */
const ROOM = { results: 4_000, errors: 6_000, rows: 12_000, passing: 6_000, endings: 8_000, words: 1_000 } as const;
const LONGEST_TEXT = 400;

/** A report whose texts are short enough for a line; what is ready to paste stays whole. */
const shortened = (report: Report): Report =>
  JSON.parse(
    JSON.stringify(report, (key, part: unknown) => (typeof part === "string" && key !== "yaml" ? clipped(part, LONGEST_TEXT) : part)),
  ) as Report;

const about = (name: string, text: string): string => `**${prose(plain(name))}** ${prose(plain(text))}`;

const unread = ({ errors }: Report): string =>
  list(
    errors.map(({ path, message }) => about(path, `${UNREAD}: ${withoutPath(path, message)}`)),
    ROOM.errors,
  );

const counts = (report: Report): string =>
  list(
    report.results.map((result) => about(nameOf(result, report), counted(result))),
    ROOM.results,
  );

function ends(report: Report, all: boolean): string {
  const said = (result: Result, text: string): string => (report.results.length > 1 ? `${nameOf(result, report)}: ${text}` : text);
  const items = report.results.flatMap((result) =>
    endings(result, report, all).flatMap(([label, texts]) => texts.map((text) => about(label, said(result, text)))),
  );
  return list(items, ROOM.endings);
}

function table(told: readonly Placed[], report: Report): string {
  if (told.length === 0) return "";
  const stacks = report.results.length > 1;
  const rows = fitting(
    told.map((placed) => tableRow(placed, report, stacks)),
    ROOM.rows,
  );
  return `${tableHead(stacks)}${rows.shown.join("")}${rows.left === 0 ? "" : `\n${left.rows(rows.left)}\n`}`;
}

const passing = (passes: readonly Placed[]): string =>
  passes.length === 0
    ? ""
    : `<details>\n<summary>${passingHead(passes.length)}</summary>\n\n${list(passes.map(passed), ROOM.passing)}\n</details>\n`;

function paths(told: readonly Placed[], all: boolean, room: number): string {
  if (told.length === 0) return "";
  const details = fitting(
    told.map((placed) => folded(placed, all)),
    room,
  );
  return `### ${PATHS}\n\n${details.shown.join("")}${details.left === 0 ? "" : `${left.details(details.left)}\n`}`;
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== "").join("\n");

/** For a comment in a pull request, and for the summary of a job: the worst first, paths folded. */
export const render: Format["render"] = (given, { all }) => {
  const report = shortened(readable(given));
  const findings = worstFirst(report.results.flatMap((result) => shownOf(result, all)));
  const told = findings.filter(({ finding }) => finding.decision !== "pass");
  const passes = findings.filter(({ finding }) => finding.decision === "pass");
  const before = joined([`${MARKER}## ${headline(report)}\n`, unread(report), counts(report), table(told, report)]);
  const after = joined([passing(passes), ends(report, all)]);
  return joined([before, paths(told, all, MOST - before.length - after.length - ROOM.words), after]);
};
