import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import Ajv from "ajv";

import { json } from "../src/report/json";
import { text } from "../src/report/text";

import { complaints } from "./story/compare";
import { findingsOf, judge, resultOf } from "./story/judge";
import { stories, type Story } from "./story/story";

/** `UPDATE_EXPECTED=1 npx jest test/stories` records what users see; read the difference before you commit it. */
const update = process.env["UPDATE_EXPECTED"] === "1";

const schema = resolve(__dirname, "../schema/report.schema.json");
const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(schema, "utf8")) as object);

const shown = { all: true, color: false, width: 80 } as const;
const textOf = (story: Story): string => text.render(judge(story.plan), shown);
const jsonOf = (story: Story): string => json.render(judge(story.plan), shown);

test("at least thirty stories, twelve of them fully known", () => {
  expect(stories.length).toBeGreaterThanOrEqual(30);
  expect(stories.filter(({ verdict }) => verdict.known).length).toBeGreaterThanOrEqual(12);
});

describe.each(stories.map((story) => [story.name, story] as const))("%s", (_, story) => {
  test("is judged as a person judged it", () => {
    const report = judge(story.plan);
    expect(report.errors).toEqual([]);
    expect(complaints(story.verdict, findingsOf(report))).toEqual([]);
    expect(report.decision).toBe(story.verdict.decision);
  });

  test("has the notes, the entry points and the closed exposures that were expected", () => {
    const { diagnostics, summary, closed } = resultOf(judge(story.plan));
    const { verdict } = story;
    expect(diagnostics.map(({ resource }) => resource)).toEqual(verdict.diagnostics ?? []);
    if (verdict.closed !== undefined) expect(closed?.map(({ workload }) => workload.address)).toEqual(verdict.closed);
    expect(summary.entryPoints).toBe(verdict.entryPoints ?? 0);
  });

  test("is told in the words that a person has read", () => {
    const file = join(story.folder, "expected.txt");
    const shows = textOf(story);
    if (update) writeFileSync(file, shows);
    expect(existsSync(file)).toBe(true);
    expect(shows).toBe(readFileSync(file, "utf8"));
  });

  test("is a valid report, the same at every run, and keeps its secrets", () => {
    const printed = jsonOf(story);
    validate(JSON.parse(printed));
    expect(validate.errors ?? []).toEqual([]);
    expect(jsonOf(story)).toBe(printed);
    for (const hidden of story.verdict.hidden ?? []) expect(printed + textOf(story)).not.toContain(hidden);
  });
});
