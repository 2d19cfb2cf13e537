import { HOLE } from "../../src/model/text";
import { serverFor } from "../../src/servers";
import { factsOfServed, invocationOf } from "./notation";

/** What a program is read to listen on, and whether that is all. */
function listens(program: string, file: string, source: string): readonly [facts: string, complete: boolean] {
  const served = serverFor(program)?.listens(invocationOf({ argv: [program, file], env: { SET: "1" }, files: { [file]: source } }));
  return [factsOfServed(served ?? { listeners: [], failsToStart: [] }).join(), served?.complete ?? false];
}

const SERVES: readonly [string, boolean] = ["tcp 4 any 8117", true];
const MAY_SERVE: readonly [string, boolean] = ["? tcp 4 any 8117", false];
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
    ["let u; u?.x.y(process.exit(1));", SERVES],
    ["let u; u?.(process.exit(1));", SERVES],
    ["let u; u?.x(1).y(process.exit(1));", SERVES],
    ["let u = { x: { y() {} } }; u?.x.y(process.exit(1));", ENDS],
    ["asked()?.x.y(process.exit(1));", SERVES],
    ["asked().x.y(process.exit(1));", ENDS],
    ["process.argv.foo = 1; process.exit(1);", ENDS],
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

  test.each([
    ["process.exit(0);", ""],
    ["console.log('done'); process.exit(0);", ""],
    ["(() => process.exit())();", ""],
    ["await asked(); process.exit(0);", "tcp 4 any 8117"],
    ["require('child_process').execSync('sleep 60'); process.exit(0);", "tcp 4 any 8117"],
    ["setTimeout(() => process.exit(0), 60);", "tcp 4 any 8117"],
    ["if (asked()) process.exit(0);", "tcp 4 any 8117"],
    ["if (process.env.UNSET) process.exit(0);", "tcp 4 any 8117"],
    ["require('net').createServer().listen(8118, '127.0.0.1'); process.exit(0);", ""],
    ["process.on('SIGTERM', () => process.exit(0));", "tcp 4 any 8117"],
  ])("%s after what is bound", (text, expected) => {
    expect(listens("node", "app.js", [SERVE, text].join("\n"))[0]).toBe(expected);
  });

  test("a module that does not load ends what asks for it", () => {
    const files = { "check.js": "if (!process.env.UNSET) throw new Error('told to');", "app.js": `require('./check');\n${SERVE}` };
    const served = serverFor("node")?.listens(invocationOf({ argv: ["node", "app.js"], files }));
    expect(served?.listeners).toEqual([]);
    const tried = { ...files, "app.js": `try { require('./check'); } catch {}\n${SERVE}` };
    expect(serverFor("node")?.listens(invocationOf({ argv: ["node", "app.js"], files: tried })).listeners).toHaveLength(1);
  });
});

describe("Python", () => {
  const SERVE = "Flask(__name__).run(host='0.0.0.0', port=8117)";
  const START = ["import contextlib, os, sys", "from flask import Flask", "from asked import asked"];
  const reads = (...lines: readonly string[]): readonly [string, boolean] =>
    listens("python3", "app.py", [...START, ...lines, SERVE].join("\n"));
  const indented = (text: string): string =>
    text
      .split("\n")
      .map((line) => `    ${line}`)
      .join("\n");

  test.each([
    ["sys.exit(1)", ENDS],
    ["raise RuntimeError('told to')", ENDS],
    ["if not os.environ.get('UNSET'): sys.exit('it is missing')", ENDS],
    ["if not os.environ.get('SET'): sys.exit('it is missing')", SERVES],
    ["if asked(): sys.exit(1)", SERVES],
    ["asked() or sys.exit(1)", SERVES],
    ["os.environ.get('UNSET') or sys.exit(1)", ENDS],
    ["sys.exit(1) if asked() else quit()", ENDS],
    ["sys.exit(1) if asked() else 1", SERVES],
    ["[sys.exit(x) for x in asked()]", SERVES],
    ["print(sys.exit(x) for x in asked())", SERVES],
    ["from sys import exit\nexit(1)", ENDS],
    ["exit = print\nexit(1)", SERVES],
    ["sys.exit = print\nsys.exit(1)", ["? tcp 4 unknown ?,? tcp 6 unknown ?", false]],
    ["sys.exitcode = 1\nsys.exit(1)", ENDS],
    ["os._exit(1)", ENDS],
    ["import argparse\nargparse.ArgumentParser().error('it is missing')", ENDS],
    ["while True: sys.exit()", ENDS],
    ["raise SystemExit", ENDS],
    ["try:\n  raise ValueError\nexcept Exception:\n  pass", SERVES],
    ["try:\n  raise ValueError\nexcept KeyError:\n  pass", ["? tcp 4 any 8117", false]],
    ["try:\n  sys.exit()\nexcept Exception:\n  pass", ENDS],
    ["try:\n  sys.exit()\nexcept (KeyError, SystemExit):\n  pass", SERVES],
    ["import builtins\ntry:\n  sys.exit()\nexcept builtins.SystemExit:\n  pass", SERVES],
    ["try:\n  sys.exit()\nexcept (KeyError, OSError):\n  pass", ENDS],
    ["E = (SystemExit,)\ntry:\n  sys.exit()\nexcept E:\n  pass", MAY_SERVE],
    ["try:\n  raise KeyboardInterrupt\nexcept KeyboardInterrupt:\n  pass", MAY_SERVE],
    ["try:\n  sys.exit()\nexcept:\n  pass", SERVES],
    ["try:\n  raise ValueError\nexcept Exception:\n  sys.exit()", ENDS],
    ["try:\n  pass\nfinally:\n  sys.exit()", ENDS],
    ["with open(sys.exit()) as x: pass", ENDS],
    ["with contextlib.suppress(Exception), open(sys.exit()) as x: pass", ["? tcp 4 any 8117", false]],
    ["if asked() is None: pass\nelif sys.exit(): pass", SERVES],
    ["match asked():\n  case 1 if sys.exit(): pass", SERVES],
  ] as const)("%j ends what calls it as it ends a program", (text, expected) => {
    const f = ["def f():", indented(text)];
    expect(reads(text)).toEqual(expected);
    // A function of which nobody knows whether it comes back to its end gives nothing away of it.
    if (expected[1] || expected === ENDS) {
      expect(reads(...f, "f()")).toEqual(expected);
      expect(reads(...f, "g = lambda: f()", "x = [1, {'y': (2, g())}]")).toEqual(expected);
      expect(reads(...f, "def g():", "  return f()", "x = g()")).toEqual(expected);
      expect(reads(...f, "try:", "  f()", "finally:", "  asked()")).toEqual(expected);
    }
  });

  test.each([
    ["what is caught", "try:\n  f()\nexcept Exception as e:\n  print(e)", SERVES],
    ["what is caught further out", "g = lambda: f()\ntry:\n  x = [g()]\nexcept:\n  pass", SERVES],
    ["what is perhaps called", "if asked(): f()", SERVES],
    ["what is called later", "asked(f)", SERVES],
    ["what a generator does later", "def g():\n  f()\n  yield 1\nx = g()", SERVES],
    ["what is called after a doubt", "if asked(): pass\nf()", ENDS],
    ["what is decorated", "@asked\ndef g(): f()\ng()", SERVES],
    ["what runs within a loop of events", `async def g():\n  f()\n  ${SERVE}\nimport asyncio\nasyncio.run(g())\nsys.exit()`, ENDS],
  ])("a function that fails: %s", (_what, text, expected) => {
    expect(reads("def f():", "  raise RuntimeError('told to')", text)).toEqual(expected);
  });

  const BOUND = "from http.server import HTTPServer\ns = HTTPServer(('0.0.0.0', 8117), None)";

  test.each([
    ["sys.exit(0)", ""],
    ["print('done'); sys.exit(0)", ""],
    ["def f(): sys.exit(0)\nf()", ""],
    ["raise RuntimeError('told to')", ""],
    ["import socket\nt = socket.socket()\nt.bind(('0.0.0.0', 8118))\nt.listen(5)\nsys.exit()", ""],
    ["s.serve_forever()\nsys.exit(0)", "tcp 4 any 8117"],
    ["asked(s)\nsys.exit(0)", "tcp 4 any 8117"],
    ["if asked(): sys.exit(0)", "tcp 4 any 8117"],
    ["if os.environ.get('UNSET'): sys.exit(0)", "tcp 4 any 8117"],
    ["asked(lambda: sys.exit(0))", "tcp 4 any 8117"],
  ])("%j after what is bound", (text, expected) => {
    expect(listens("python3", "app.py", [...START, BOUND, text].join("\n"))[0]).toBe(expected);
  });

  test("a server that runs until the program ends has run", () => {
    expect(listens("python3", "app.py", [...START, SERVE, "sys.exit(0)"].join("\n"))).toEqual(SERVES);
  });

  test.each([
    ["if len(sys.argv) < 2: sys.exit(2)", [], ""],
    ["if len(sys.argv) < 2: sys.exit(2)", ["8117"], "tcp 4 any 8117"],
    ["from sys import argv\nif len(argv) != 3: sys.exit(2)", ["8117"], ""],
    ["if not sys.argv[1:]: sys.exit(2)", [], ""],
    ["if sys.argv[1] == 'stop': sys.exit(0)", ["stop"], ""],
    ["if sys.argv[1] == 'stop': sys.exit(0)", ["start"], "tcp 4 any 8117"],
    ["sys.argv.append(asked())\nif len(sys.argv) < 2: sys.exit(2)", [], "tcp 4 any 8117"],
    ["asked(sys.argv)\nif len(sys.argv) < 2: sys.exit(2)", [], "tcp 4 any 8117"],
    ["sys.argv = asked()\nif len(sys.argv) < 2: sys.exit(2)", [], "tcp 4 any 8117"],
    ["if len(sys.argv) < 2: sys.exit(2)", [HOLE], "tcp 4 any 8117"],
  ])("%j, given %j", (text, given, expected) => {
    const files = { "app.py": [...START, text, SERVE].join("\n") };
    const served = serverFor("python3")?.listens(invocationOf({ argv: ["python3", "app.py", ...given], files }));
    expect(factsOfServed(served ?? { listeners: [], failsToStart: [] }).join()).toBe(expected);
  });

  test("a module that does not load ends what asks for it", () => {
    const of = (app: string): number | undefined => {
      const files = { "check.py": "raise RuntimeError('told to')", "app.py": ["from flask import Flask", app, SERVE].join("\n") };
      return serverFor("python3")?.listens(invocationOf({ argv: ["python3", "app.py"], files })).listeners.length;
    };
    expect(of("import check")).toBe(0);
    expect(of("from check import x")).toBe(0);
    expect(of("try:\n  import check\nexcept Exception:\n  pass")).toBe(1);
  });
});
