import { serverFor } from "../../src/servers";
import { factsOfNotation, factsOfServed, invocationOf, sorted } from "./notation";

/** A Python program listens on that, where a dictionary holds its settings. */
function shows(expected: string, ...lines: readonly string[]): void {
  const START = ["import json, logging, os, sys", "from flask import Flask", "from asked import asked", "app = Flask(__name__)"];
  const SETTINGS = 'C = {"host": "0.0.0.0", "port": 8117}';
  const files = {
    "app.py": [...START, SETTINGS, ...lines].join("\n"),
    "conf.py": 'BASE = {"host": "0.0.0.0", "port": 8117}\nCONFIG = {"server": {**BASE, "port": 8118}}',
  };
  const served = serverFor("python3")?.listens(invocationOf({ argv: ["python3", "app.py"], env: { SET: "127.0.0.1" }, files }));
  expect(served && sorted(factsOfServed(served))).toEqual(sorted(factsOfNotation([expected])));
}

const OPEN = "tcp 0.0.0.0 8117";
const INWARD = "tcp 127.0.0.1 8117";
const PORT = "? tcp ? 8117";
const ANYTHING = "? tcp ? ?";

const RUN = 'app.run(host=C["host"], port=8117)';

test.each([
  ["an entry", 'app.run(host=C["host"], port=C["port"])', OPEN],
  ["an entry that is asked for", 'app.run(host=C.get("host"), port=C.get("port", 8000))', OPEN],
  ["an entry that is not there", 'app.run(host=C.get("bind", "127.0.0.1"), port=C.get("port"))', INWARD],
  ["all of them", "app.run(**C)", OPEN],
  ["all of them, and others", 'app.run(**{**C, "host": "127.0.0.1"})', INWARD],
  ["all of them, and one that is not known", "app.run(**{**C, **asked()})", ANYTHING],
  ["a copy", 'D = C.copy()\nD["host"] = "127.0.0.1"\napp.run(**C)', OPEN],
  ["a copy that is changed", 'D = dict(C, host="127.0.0.1")\napp.run(**D)', INWARD],
  ["both", 'app.run(**(C | {"host": "127.0.0.1"}))', INWARD],
  ["another module's", 'from conf import CONFIG\napp.run(**{**CONFIG["server"], "port": 8117})', OPEN],
  ["the environment's, else its own", `H = os.environ.get("UNSET", C["host"])\napp.run(host=H, port=8117)`, OPEN],
  ["one by another name", `D = C\nD["host"] = "127.0.0.1"\n${RUN}`, INWARD],
  ["what an object keeps", "class S:\n  def __init__(self, c): self.c = c\ns = S(C)\napp.run(**s.c)", OPEN],
  ["what a class has", 'class S:\n  C = {"host": "127.0.0.1"}\napp.run(host=S.C["host"], port=8117)', INWARD],
  ["what a function gathers", 'def f(**c): return c\napp.run(**f(host="127.0.0.1", port=8117))', INWARD],
  ["what a function hands on", 'def f(*a, **c): app.run(*a, **c)\nf("127.0.0.1", port=8117)', INWARD],
  ["the environment, by one", 'os.environ.update({"SET": "0.0.0.0"})\napp.run(host=os.environ["SET"], port=8117)', OPEN],
] as const)("Python's dictionaries: %s", (_what, text, expected) => {
  shows(expected, text);
});

test.each([
  ['C["host"] = "127.0.0.1"', INWARD],
  ['C.update(host="127.0.0.1")', INWARD],
  ['C.update({"host": "127.0.0.1"})', INWARD],
  ['C |= {"host": "127.0.0.1"}', INWARD],
  ['C.setdefault("host", "127.0.0.1")', OPEN],
  ['if os.environ.get("SET"): C["host"] = os.environ["SET"]', INWARD],
  ['if asked(): C["host"] = "127.0.0.1"', PORT],
  ['if asked(): C["port"] = 8118', OPEN],
  ['C[asked()] = "127.0.0.1"', PORT],
  ["C.update(asked())", PORT],
  ["C.clear()", PORT],
  ['del C["host"]', PORT],
  ["asked(C)", PORT],
  ["asked([C])", PORT],
  ["asked(C.update)", PORT],
  ["asked(lambda: C.update(asked()))", PORT],
  ["asked(lambda: C['title'])", OPEN],
  ["asked(lambda: asked(C))", PORT],
  ["@app.route('/')\ndef page(): return C.get('title')", OPEN],
  ["@app.route('/')\ndef page(): C['host'] = asked()", PORT],
  ["print(C); logging.info('%s', C); json.dumps(C)", OPEN],
  ["for k, v in C.items(): print(k, v)", OPEN],
  ["for k in C: C[k] = asked()", PORT],
  ['try:\n  asked()\n  C["host"] = "127.0.0.1"\nexcept Exception: pass', PORT],
  ['def f(): C["host"] = "127.0.0.1"\ntry:\n  asked()\n  f()\nexcept Exception: pass', PORT],
  ['def f(): C["host"] = "127.0.0.1"\nf()', INWARD],
  ["class S:\n  def __init__(self, c): self.c = c\n  def up(self): self.c['host'] = asked()\nasked(S(C).up)", PORT],
  ["class S:\n  def __init__(self, c): self.c = c\nasked(S(C))", PORT],
  ["C['self'] = C\nasked(C)", PORT],
])("what changes a dictionary of Python: %j", (text, expected) => {
  shows(expected, text, RUN);
});

test("dictionaries that hold each other many times take no longer than others", () => {
  const doubled = (name: string, both: string): readonly string[] => [`${name} = C`, ...Array<string>(40).fill(`${name} = ${both}`)];
  shows(PORT, ...doubled("D", '{"a": D, "b": D}'), "asked(lambda: D['a']['b'])", "print(D)", "asked(D)", RUN);
  shows(PORT, ...doubled("D", "[D] * 2"), ...doubled("E", "[E, E]"), "asked(E, E[0][0])", RUN);
  shows(PORT, ...doubled("D", "(D, D)"), "asked(D)", RUN);
});
