import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { root } from "./repository";

/** A project that has installed the package. */
const folder = mkdtempSync(join(tmpdir(), "quadzero-types-"));
mkdirSync(join(folder, "node_modules"));
symlinkSync(root, join(folder, "node_modules/quadzero"));
const file = join(folder, "main.ts");
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function problemsOf(text: string, options: ts.CompilerOptions): readonly string[] {
  writeFileSync(file, text);
  const all: ts.CompilerOptions = { ...options, strict: true, noEmit: true, types: [], ignoreDeprecations: "5.0" };
  return ts
    .getPreEmitDiagnostics(ts.createProgram([file], all))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

const { ModuleKind, ModuleResolutionKind, ScriptTarget } = ts;

/** As projects write it: those of CDKTF's and Pulumi's templates resolve modules as Node 10 did, which reads no `exports`. */
const PROJECTS: readonly (readonly [string, ts.CompilerOptions])[] = [
  ["node10", { module: ModuleKind.CommonJS, moduleResolution: ModuleResolutionKind.Node10, target: ScriptTarget.ES2018 }],
  ["nodenext", { module: ModuleKind.NodeNext, moduleResolution: ModuleResolutionKind.NodeNext, target: ScriptTarget.ES2022 }],
  ["bundler", { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler, target: ScriptTarget.ES2022 }],
];

/** Before a line that the compiler has to refuse. */
const REFUSED = "// @ts-" + "expect-error";

const PROGRAM = `import { check, type Report } from "quadzero";
import { quadzero, type Options } from "quadzero/cdktf";

const inputs = [{ path: "plan.json", bytes: new Uint8Array() }];
export const report: Report = check(inputs, { today: "2026-11-26" });
${REFUSED}
check(inputs, { today: 26 });

export const options: Options = { advisory: true };
${REFUSED}
export const wrong: Options = { advisory: "false" };
export const validate: (app: never) => void = quadzero;
`;

test.each(PROJECTS)("a project that resolves modules as %s does finds the types", (_, options) => {
  expect(problemsOf(PROGRAM, options)).toEqual([]);
});
