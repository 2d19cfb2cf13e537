import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { ASSUMPTIONS, type Assumption } from "../../../src/model/assumption";
import type { Finding } from "../../../src/model/report";
import type { Json } from "../../../src/model/value";
import { contains, subtract } from "../../../src/net/packet-set";

import { findingsOf, judge, resultOf } from "../../story/judge";
import { inWords, reachAt, reached } from "../../story/reach";
import { stories } from "../../story/story";

import { UNKNOWN } from "./told";

/** Programs that say in Pulumi what stories say in Terraform, and what the real engine previewed of them. */
const FOLDER = join(__dirname, "stories");
const own = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name, "preview.json"), "utf8")] as const);

/** Those that have a Pulumi program beside them, of which test/laws/forms.test.ts tells that it is the same story. */
const beside = stories
  .filter(({ name, folder }) => !name.endsWith("-safe") && existsSync(join(folder, "pulumi/preview.json")))
  .map(({ name, folder }) => [name, readFileSync(join(folder, "pulumi/preview.json"), "utf8")] as const);

const previews = [...own, ...beside];

/** What a finding says, whatever its resources are called. */
const essence = (finding: Finding): object => {
  const { rule, decision, certainty, severity, workload, container, process, entry, protocol, ports, sources, knowledge, bind } = finding;
  const because = finding.because.map(({ code }) => code);
  const who = `${workload.type}.${workload.name}`;
  return { rule, decision, certainty, severity, who, container, process, entry, protocol, ports, sources, knowledge, bind, because };
};

const inOrder = (findings: readonly Finding[]): readonly string[] => findings.map((finding) => JSON.stringify(essence(finding))).sort();

test.each(own)("%s in Pulumi is judged as in Terraform: findings, sources, ports", (name, preview) => {
  const story = stories.find((each) => each.name === name);
  expect(inOrder(findingsOf(judge(preview)))).toEqual(inOrder(findingsOf(judge(story?.plan ?? ""))));
  expect(resultOf(judge(preview)).stack).toBe(`${name}/dev`);
});

test.each(previews)("%s names attributes as Pulumi does", (_name, preview) => {
  const steps = findingsOf(judge(preview)).flatMap(({ path }) => path);
  const attributes = steps.flatMap(({ attribute }) => attribute ?? []);
  expect(attributes.length).toBeGreaterThan(0);
  expect(steps.map(({ says }) => says).filter((says) => /\([a-z]+_\w+\)/.test(says))).toEqual([]);
  expect(attributes.filter((attribute) => attribute.includes("_"))).toEqual([]);
});

type Path = readonly (string | number)[];

/** The leaves of the inputs that are about to be. */
function leavesOf(json: Json, path: Path): readonly Path[] {
  if (typeof json !== "object" || json === null) return [path];
  const members: readonly (readonly [string | number, Json])[] = Array.isArray(json)
    ? (json as readonly Json[]).map((element, index) => [index, element])
    : Object.entries(json).filter(([key]) => !key.startsWith("__"));
  return members.flatMap(([key, value]) => leavesOf(value, [...path, key]));
}

/** The text with one place replaced. */
function replaced(text: string, path: Path, by: Json): string {
  const root = JSON.parse(text) as Record<string | number, Json>;
  let at: Record<string | number, Json> = root;
  for (const key of path.slice(0, -1)) at = at[key] as unknown as Record<string | number, Json>;
  at[path.at(-1) ?? ""] = by;
  return JSON.stringify(root);
}

interface PreviewJson {
  readonly steps: readonly { readonly newState?: { readonly type: string; readonly inputs?: Json } }[];
}

/** Each leaf by itself, and each whole property: the program knows it when it is deployed only. */
const places = (text: string): readonly Path[] =>
  (JSON.parse(text) as PreviewJson).steps.flatMap(({ newState }, index) => {
    const inputs = newState?.inputs;
    if (newState?.type.startsWith("pulumi:") !== false || inputs === undefined) return [];
    const at: Path = ["steps", index, "newState", "inputs"];
    const names = typeof inputs === "object" && inputs !== null ? Object.keys(inputs).filter((name) => !name.startsWith("__")) : [];
    return [...leavesOf(inputs, at), ...names.map((name) => [...at, name])];
  });

const MODES: readonly (readonly [string, ReadonlySet<Assumption>])[] = [
  ["without assumptions", new Set()],
  ["with assumptions", new Set(ASSUMPTIONS.filter((name) => name !== "lone-candidate"))],
];

describe.each(MODES)("%s, knowing less never adds to must nor removes from may:", (_mode, assumptions) => {
  test.each(previews)("%s", (_name, preview) => {
    const before = reached(findingsOf(judge(preview, assumptions)));
    const broken = places(preview).flatMap((path) => {
      const after = reached(findingsOf(judge(replaced(preview, path, UNKNOWN), assumptions)));
      return [...new Set([...before.keys(), ...after.keys()])].flatMap((workload) => {
        const [was, is] = [reachAt(before, workload), reachAt(after, workload)];
        return [
          ...(contains(was.must, is.must) ? [] : [`${path.join(".")}: must gains ${inWords(subtract(is.must, was.must))}`]),
          ...(contains(is.may, was.may) ? [] : [`${path.join(".")}: may loses ${inWords(subtract(was.may, is.may))}`]),
        ];
      });
    });
    expect(broken).toEqual([]);
  });
});
