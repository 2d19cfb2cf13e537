import { compileFunction } from "node:vm";

import fc from "fast-check";

import { serverFor } from "../../src/servers";
import type { Listener, Served } from "../../src/model/listener";
import { invocationOf } from "./notation";

/** What only the real program knows. */
interface Unseen {
  readonly flag: boolean;
  readonly host: string;
  readonly count: number;
}

interface Bound {
  readonly port: number;
  readonly host: string;
}

interface Ran {
  readonly bound: readonly Bound[];
  /** It ended where that is plain to see: not by a mistake, nor by what only the real program knows. */
  readonly ended: boolean;
}

/** What says why a program ends where that is plain to see. */
const PLAIN = "plain";

const ENV = { HOST: "10.9.8.7", EMPTY: "" };

/** Whatever is set becomes a text. https://nodejs.org/api/process.html#processenv */
const environment = (): object =>
  new Proxy<Record<string, unknown>>({ ...ENV }, { set: (values, name, value) => Reflect.set(values, name, String(value)) });

/** What the program binds in Node.js itself, but for the sockets. */
async function run(program: string, unseen: Unseen): Promise<Ran> {
  const bound: Bound[] = [];
  let [gone, ended] = [false, false];
  const exit = (): void => {
    [gone, ended] = [true, true];
    throw new Error(PLAIN);
  };
  const listen = (port: unknown, host: unknown): void => {
    if (gone) return;
    const options = typeof port === "object" && port !== null ? (port as { port: unknown; host: unknown }) : { port, host };
    bound.push({ port: Number(options.port), host: typeof options.host === "string" ? options.host : "" });
  };
  const asked = {
    ...unseen,
    now: (callback: () => void): void => {
      callback();
    },
    twice: (callback: () => void): void => {
      callback();
      callback();
    },
    later: (callback: () => void): void => {
      queueMicrotask(callback);
    },
    pause: () => Promise.resolve(),
    fail: (): void => {
      if (unseen.flag) throw new Error("told to");
    },
  };
  const modules: Readonly<Record<string, unknown>> = { http: { createServer: () => ({ listen }) }, asked };
  try {
    const code = compileFunction(program, ["require", "process"]) as (...given: readonly unknown[]) => void;
    code((name: string) => modules[name], { env: environment(), exit });
  } catch (error) {
    // What it has bound by then, it has bound.
    gone = true;
    ended ||= error instanceof Error && error.message === PLAIN;
  }
  await new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
  return { bound, ended };
}

const read = (program: string): Served | undefined =>
  serverFor("node")?.listens(invocationOf({ argv: ["node", "app.js"], env: ENV, files: { "app.js": program } }));

const REACHES: Readonly<Record<string, readonly [ipv4: string, ipv6: string]>> = {
  "": ["any", "any"],
  "0.0.0.0": ["any", "none"],
  "127.0.0.1": ["loopback", "none"],
  "10.9.8.7": ["address", "none"],
};

const hasPort = ({ ports }: Listener, port: number): boolean => ports?.some(([first, last]) => first <= port && port <= last) ?? true;
const reaches = ({ ipv4, ipv6 }: Listener, host: string): boolean => {
  const [four, six] = REACHES[host] ?? [];
  return (ipv4 === four || ipv4 === "unknown") && (ipv6 === six || ipv6 === "unknown");
};

const host = fc.constantFrom('"127.0.0.1"', '"0.0.0.0"', '"10.9.8.7"', "undefined", "null");
const name = fc.constantFrom("H", "G", "o.h", "l[0]");
const given = fc.oneof(
  { arbitrary: host, weight: 4 },
  { arbitrary: name, weight: 3 },
  fc.constantFrom(
    "process.env.HOST",
    "process.env.UNSET",
    "process.env.EMPTY",
    "asked.host",
    "l[l.length - 1]",
    "p.h",
    "o?.h",
    "o?.x?.y",
    "f()",
    "c.h",
    "l.at(-1)",
  ),
  fc.tuple(fc.constantFrom("||", "&&", "??"), name, host).map(([operator, left, right]) => `${left} ${operator} ${right}`),
  fc.tuple(name, host).map(([left, right]) => `(${left}, ${right})`),
  fc.tuple(host, host).map(([left, right]) => `asked.flag ? ${left} : ${right}`),
  host.map((text) => `(() => ${text})()`),
  host.map((text) => `((a = ${text}) => a)()`),
  host.map((text) => `((...a) => a[1])(1, ${text})`),
  host.map((text) => `[${text}].map((a) => a)[0]`),
  host.map((text) => `[1, ${text}].find((a) => a !== 1)`),
  host.map((text) => `({ h: 1, ...{ h: ${text} } }).h`),
  host.map((text) => `Object.assign({ h: 1 }, { h: ${text} }).h`),
  fc.constantFrom("`${0}.0.0.0`", '"0.0.0." + 0', "void 0", '[0, 0, 0, 0].join(".")', '"x,0.0.0.0".split(",")[1]', '"\\x30.0.0.0"'),
);

const condition = fc.oneof(
  fc.tuple(name, fc.constantFrom("==", "!=", "===", "!=="), host).map((parts) => parts.join(" ")),
  fc
    .tuple(
      fc.constantFrom("1", '"1"', "0", '""', "null", "undefined", "NaN", "n"),
      fc.constantFrom("==", "!=", "===", "<", ">="),
      fc.constantFrom("1", '"1"', "0", "null", "true"),
    )
    .map((parts) => parts.join(" ")),
  name.map((one) => `typeof ${one} === "string"`),
  fc.constantFrom(
    "asked.flag",
    "!asked.flag",
    "n",
    "[]",
    '"0"',
    "process.env.HOST",
    "process.env.UNSET",
    '"h" in o',
    '"z" in o',
    '+"3" === 3',
    'parseInt("3px") === 3',
    "asked.count > 1",
    "typeof zz === 'undefined'",
  ),
);

const target = fc.constantFrom("(asked.flag ? q : {}).host", "H", "H", "G", "o.h", "p.h", "l[0]", "c.h", "q.host", "process.env.HOST");

const { statement } = fc.letrec<{ statement: string; block: string }>((tie) => ({
  block: fc.array(tie("statement"), { minLength: 1, maxLength: 3 }).map((all) => all.join(" ")),
  statement: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { arbitrary: fc.tuple(target, given).map(([left, right]) => `${left} = ${right};`), weight: 6 },
    fc.tuple(target, fc.constantFrom("||=", "&&=", "??="), host).map(([left, operator, right]) => `${left} ${operator} ${right};`),
    fc.constantFrom(
      "n++;",
      "n += 2;",
      "l.push(H);",
      "l.unshift(G);",
      "l.reverse();",
      "l.pop();",
      "l.sort();",
      "delete o.h;",
      "set(G);",
      "mutate(o);",
      "mutate(p);",
      "[H, G] = [G, H];",
      "({ h: H } = o);",
      "({ h: H = G } = { x: 1 });",
      "[G = H] = [];",
      "({ ...p } = o);",
      "l[n] = G;",
      "o[asked.host] = G;",
      "var H2 = H;",
      "eval('1');",
      'Object.defineProperty(o, "h", { value: "0.0.0.0" });',
      "c.set(G);",
      "bound();",
      "set.call(null, G);",
      "p = o;",
      "p = { ...o };",
      "await0();",
      "tag`x${G}`;",
      "run`${() => { H = G; }}`;",
      "for (const [k, v] of Object.entries(o)) H = v;",
      "u?.h.set(H = G);",
      "o?.set?.(H = G);",
      "(asked.flag ? c : u)?.set(H = G);",
      "(function (h) { arguments[0] = G; H = h; })(H);",
      "(function (h) { h = G; H = arguments[0]; })(H);",
      "(function (h) { const a = arguments; a[0] = G; H = h; })(H);",
      "(function () { H = arguments[0]; })(G);",
    ),
    fc.tuple(condition, tie("block"), tie("block")).map(([when, yes, no]) => `if (${when}) { ${yes} } else { ${no} }`),
    fc.tuple(condition, tie("statement")).map(([when, yes]) => `if (${when}) ${yes}`),
    fc.tuple(condition, target, host).map(([when, left, right]) => `${when} && (${left} = ${right});`),
    fc
      .tuple(fc.constantFrom("n", "asked.count", "H"), host, tie("block"), tie("block"), fc.constantFrom("break;", ""))
      .map(([on, other, one, two, ends]) => `switch (${on}) { case 0: ${one} ${ends} case ${other}: ${two} ${ends} default: ${one} }`),
    fc.tuple(condition, tie("block")).map(([when, body]) => `for (let i = 0; i < 3; i++) { if (${when}) continue; ${body} }`),
    fc.tuple(condition, tie("block")).map(([when, body]) => `for (let i = 0; i < asked.count; i++) { ${body} if (${when}) break; }`),
    fc.tuple(tie("statement")).map(([body]) => `for (const x of [...l]) ${body.startsWith("var") ? ";" : body}`),
    fc.constantFrom("for (H of ['127.0.0.1', G]);", "for (const k in o) H = o[k];", "for (var h in asked) G = H;"),
    fc.tuple(tie("block"), condition).map(([body, when]) => `{ let k = 0; do { k++; ${body} } while (k < 3 && ${when}); }`),
    fc.tuple(tie("block"), tie("block"), condition).map(([one, two, when]) => `a: { ${one} if (${when}) break a; ${two} }`),
    fc
      .tuple(tie("block"), fc.constantFrom("throw 1;", "asked.fail();", "null.x;", ""), tie("block"), tie("block"), tie("block"))
      .map(([one, fails, two, handler, last]) => `try { ${one} ${fails} ${two} } catch (e) { ${handler} } finally { ${last} }`),
    fc
      .tuple(fc.constantFrom("asked.now", "asked.twice", "asked.later", "[1].forEach", "Promise.resolve().then"), tie("block"))
      .map(([by, body]) => `${by}(() => { ${body} });`),
    fc.tuple(tie("block"), tie("block")).map(([one, two]) => `(async () => { ${one} await asked.pause(); ${two} })();`),
    fc.tuple(condition, tie("block"), tie("block")).map(([when, one, two]) => `(function () { ${one} if (${when}) return; ${two} })();`),
    fc
      .tuple(target, host, condition, host)
      .map(([left, one, when, two]) => `${left} = (() => { if (${when}) return ${one}; return ${two}; })();`),
    tie("block").map((body) => `{ let H = G; ${body} }`),
    fc
      .tuple(host, host)
      .map(
        ([one, two]) =>
          `{ class D { h = ${one}; static s = ${two}; constructor(h) { if (h) this.h = h; } get() { return this.h; } } class E extends D { constructor() { super(${two}); } } H = new D().get(); G = new E().h; o.h = D.s; }`,
      ),
  ),
}));

const needed = fc.constantFrom("process.env.UNSET", "process.env.UNSET", "process.env.EMPTY", "1", "'h'", "[]");
/** What ends a program, or does not, and plainly so. */
const ends = fc.oneof(
  { arbitrary: needed.map((value) => `need(${value});`), weight: 2 },
  { arbitrary: needed.map((value) => `quit(${value});`), weight: 2 },
  needed.map((value) => `H = need(${value}) && H;`),
  needed.map((value) => `${value} || process.exit(1);`),
  needed.map((value) => `const exit = process.exit; if (!${value}) exit(1);`),
  needed.map(
    (value) => `(async () => { await 0; await (async () => need(${value}))(); http.createServer().listen(8118, G); })().catch(() => {});`,
  ),
  needed.map((value) => `(async () => quit(${value}))().catch(() => {});`),
  needed.map((value) => `u?.x.y(quit(${value}));`),
  needed.map((value) => `c?.set(quit(${value}));`),
  needed.map((value) => `new Promise(() => need(${value})).catch(() => {});`),
  needed.map((value) => `new (class extends C { constructor() { super(); need(${value}); } })();`),
  fc
    .tuple(needed, fc.constantFrom("need", "quit"), statement, statement, fc.constantFrom("", "finally { G = H; }", "finally { need(1); }"))
    .map(([value, by, one, two, last]) => `try { ${by}(${value}); ${one} } catch (e) { ${two} } ${last}`),
  fc.tuple(needed, needed).map(([one, two]) => `try { need(${one}); } catch { quit(${two}); }`),
  needed.map((value) => `try { [1].forEach((x) => need(${value})); } finally { n++; }`),
  needed.map((value) => `[1, 2].some(() => asked.flag) || need(${value});`),
  needed.map((value) => `if (asked.flag) { need(${value}); } else need(${value});`),
);

const PRELUDE = [
  'const http = require("http"), asked = require("asked");',
  'var H = "127.0.0.1"; let G = "0.0.0.0", n = 0;',
  "let o = { h: H }, p = o, l = [H, G], q = { port: 8117, host: H };",
  "const set = (h) => { H = h; }; function mutate(x) { x.h = G; } function f(h = G) { return h; }",
  "class C { h = G; set(h) { this.h = h; } } const c = new C(); const bound = c.set.bind(c);",
  `function need(x) { if (!x) throw new Error("${PLAIN}"); return x; } const quit = (x) => { if (!x) process.exit(1); };`,
  "function tag(parts, h) { H = h; } function run(parts, f) { f(); } let u;",
  "async function await0() { await asked.pause(); H = G; }",
].join("\n");

const listen = fc.oneof(
  {
    arbitrary: fc.constantFrom("H", "o.h", "l[0]", "c.h", "G", "p.h").map((value) => `http.createServer().listen(8117, ${value});`),
    weight: 5,
  },
  fc.constantFrom(
    "http.createServer().listen(q);",
    "if (asked.flag) { q.host = G; http.createServer().listen(q); }",
    "http.createServer().listen({ port: 8117, host: H });",
    "http.createServer().listen({ port: 8117, ...{ host: o.h } });",
  ),
  fc.constantFrom(
    "asked.later(() => http.createServer().listen(8117, H));",
    "(async () => { await asked.pause(); http.createServer().listen(8117, H); })();",
  ),
  fc.constantFrom("if (asked.flag) http.createServer().listen(8117, H); else http.createServer().listen(8118, G);"),
);

const replaces = fc.constantFrom(
  "{ const old = http.createServer; http.createServer = () => ({ listen: (port) => old().listen(port, G) }); }",
  "const make = http.createServer; if (asked.flag) http.createServer = () => ({ listen: () => make().listen(8118, H) });",
);

const body = fc
  .tuple(fc.array(statement, { minLength: 1, maxLength: 5 }), fc.option(fc.oneof({ arbitrary: ends, weight: 6 }, replaces), { freq: 2 }))
  .map(([statements, end]) => [...statements.slice(0, -1), ...(end === null ? [] : [end]), ...statements.slice(-1)]);
const program = fc
  .tuple(body, listen, fc.array(statement, { maxLength: 1 }))
  .map(([before, binds, after]) => [PRELUDE, ...before, binds, ...after].join("\n"));
const unseen = fc.record({ flag: fc.boolean(), host: fc.constantFrom("127.0.0.1", "0.0.0.0"), count: fc.integer({ min: 0, max: 3 }) });

test("what a program binds is within what may answer; what surely answers, it binds", async () => {
  let definite = 0;
  await fc.assert(
    fc.asyncProperty(program, unseen, async (text, known) => {
      const { bound, ended } = await run(text, known);
      const { listeners, complete } = read(text) ?? { listeners: [], complete: false };
      for (const one of bound) {
        const ours = listeners.filter((listener) => hasPort(listener, one.port));
        expect(ours.some((listener) => reaches(listener, one.host)) || (!complete && ours.length === 0) ? "told" : one).toBe("told");
      }
      const sure = listeners.filter(({ certainty }) => certainty === "definite");
      if ((bound.length === 0 && !ended) || !complete) return;
      definite += sure.length;
      for (const one of sure)
        expect(bound.some(({ port, host }) => hasPort(one, port) && reaches(one, host)) ? "bound" : one).toBe("bound");
    }),
    { numRuns: Number(process.env["RUNS"] ?? 250) },
  );
  expect(definite).toBeGreaterThan(40);
}, 120_000);
