import { serverFor } from "../../src/servers";
import { factsOfServed, invocationOf } from "./notation";

/** What a program is read to listen on, and whether that is all. */
function listens(program: string, file: string, source: string): readonly [facts: string, complete: boolean] {
  const served = serverFor(program)?.listens(invocationOf({ argv: [program, file], env: { SET: "1" }, files: { [file]: source } }));
  return [factsOfServed(served ?? { listeners: [], failsToStart: [] }).join(), served?.complete ?? false];
}

const SERVES: readonly [string, boolean] = ["tcp 4 any 8117", true];
/** Nothing is seen to serve. */
const ENDS: readonly [string, boolean] = ["", false];

describe("JavaScript", () => {
  const SERVE = "require('http').createServer().listen(8117, '0.0.0.0');";
  const reads = (...lines: readonly string[]): readonly [string, boolean] => listens("node", "app.js", [...lines, SERVE].join("\n"));

  test.each([
    ["process.exit(1);", ENDS],
    ["throw new Error('told to');", ENDS],
    ["if (!process.env.UNSET) process.exit(1);", ENDS],
    ["if (!process.env.SET) process.exit(1);", SERVES],
    ["if (!process.env.UNSET) { throw new Error('told to'); }", ENDS],
    ["if (asked()) process.exit(1);", SERVES],
    ["if (asked()) throw 1; else process.exit(1);", ENDS],
    ["asked() && process.exit(1);", SERVES],
    ["process.env.UNSET || process.exit(1);", ENDS],
    ["process.env.SET || process.exit(1);", SERVES],
    ["asked() ? process.exit(1) : process.abort();", ENDS],
    ["require('process').exit(0);", ENDS],
    ["const { exit } = process; exit(1);", ENDS],
    ["const exit = () => {}; exit(1);", SERVES],
    ["for (const x of [1]) throw x;", ENDS],
    ["try { throw 1; } catch {}", SERVES],
    ["try { throw 1; } catch (e) { process.exit(1); }", ENDS],
    ["try { throw 1; } finally { asked(); }", ENDS],
    ["try { process.exit(1); } finally { asked(); }", ENDS],
  ])("%s ends what calls it as it ends a program", (text, expected) => {
    expect(reads(text)).toEqual(expected);
    expect(reads(`function f() { ${text} }`, "f();")).toEqual(expected);
    expect(reads(`const f = () => { ${text} };`, "const g = () => f();", "let x = [1, { y: g() }];")).toEqual(expected);
    expect(reads(`class C { constructor() { ${text} } }`, "new C();")).toEqual(expected);
    expect(reads(`[1].forEach(() => { ${text} });`)).toEqual(expected);
    expect(reads(`(async () => { await asked(); await (async () => { ${text} })(); ${SERVE} })(); if (true) return;`)).toEqual(expected);
    expect(reads(`function f() { ${text} }`, "try { f(); } finally { asked(); }")).toEqual(expected);
  });

  test.each([
    ["what is caught", "try { f(); } catch {}", SERVES],
    ["what is caught further out", "const g = () => f(); try { [1].map(() => g()); } catch {}", SERVES],
    ["what is perhaps called", "if (asked()) f();", SERVES],
    ["what is called later", "asked(() => f());", SERVES],
    ["what a promise takes", "new Promise(() => f());", SERVES],
    ["what nobody waits for", "(async () => f())();", SERVES],
    ["what is waited for", "await (async () => f())();", ENDS],
    ["what is called after a doubt", "if (asked()) x(); f();", ENDS],
    ["a field", "class C { x = f(); } new C();", ENDS],
    ["a fallback", "((x = f()) => x)();", ENDS],
    ["a fallback that is not needed", "((x = f()) => x)(1);", SERVES],
    ["a getter that is not asked", "const o = { get x() { return f(); } };", SERVES],
  ])("a function that throws: %s", (_what, text, expected) => {
    expect(reads("function f() { throw 1; }", text)).toEqual(expected);
  });

  test("a catch does not keep a program from its end", () => {
    expect(reads("function f() { process.exit(1); }", "new Promise(() => f());")).toEqual(ENDS);
    expect(reads("const f = async () => process.exit(1);", "f();")).toEqual(ENDS);
  });

  test("an end that is tried: nothing tells of what is caught", () => {
    expect(reads("try { process.exit(1); } catch {}")).toEqual(["? tcp 4 any 8117", false]);
  });

  test("what is bound before the end is bound, and what a catch binds perhaps", () => {
    const [served] = reads("function f() { require('net').createServer().listen(8118, '0.0.0.0'); throw 1; }", "f();");
    expect(served).toBe("tcp 4 any 8118");
    const [caught] = reads("function f() { throw 1; }", `try { f(); } catch { ${SERVE} }`, "process.exit(1);");
    expect(caught).toBe("? tcp 4 any 8117");
  });

  test("a module that does not load ends what asks for it", () => {
    const files = { "check.js": "if (!process.env.UNSET) throw new Error('told to');", "app.js": `require('./check');\n${SERVE}` };
    const served = serverFor("node")?.listens(invocationOf({ argv: ["node", "app.js"], files }));
    expect(served?.listeners).toEqual([]);
    const tried = { ...files, "app.js": `try { require('./check'); } catch {}\n${SERVE}` };
    expect(serverFor("node")?.listens(invocationOf({ argv: ["node", "app.js"], files: tried })).listeners).toHaveLength(1);
  });
});
