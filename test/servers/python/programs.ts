import fc from "fast-check";

/** Small programs that bind what they have come to, by the means that Python has to change one's mind. */

type Lines = readonly string[];

const indented = (lines: Lines): Lines => lines.map((line) => `    ${line}`);

const host = fc.constantFrom('"127.0.0.1"', '"0.0.0.0"');
const name = fc.constantFrom("H", "K");

const value = fc.oneof(
  { weight: 4, arbitrary: host },
  { weight: 2, arbitrary: name },
  fc.constantFrom(
    "L[0]",
    "L[-1]",
    "L[:1][0]",
    'D["h"]',
    "P[1]",
    "OTHER",
    "settings.OTHER",
    'os.environ["HOST"]',
    'os.environ.get("NONE", H)',
    'os.environ.get("HOST", K)',
    'f"{H}"',
    "f'{OTHER}'",
    "[x for x in L][0]",
    "(lambda: K)()",
    "(lambda x=H: x)()",
    "str(K)",
    "C.h",
    "C().h",
    "first(K, H)",
    "chosen(N)",
    "next(iter(P))",
    '"".join([K])',
    '"0.0" + ".0.0"',
    "H.strip()",
    'H.replace("127.0.0.1", "0.0.0.0")',
    "(H, K)[N is None]",
    "max(H, K)",
  ),
);

const plain = fc.constantFrom(
  "N is None",
  "N is not None",
  "N == None",
  "N != 0",
  "1 == True",
  "0 == False",
  "1 is True",
  "None is None",
  "not N",
  "not not N",
  "H == K",
  "H is not K",
  'H == "0.0.0.0"',
  'H in ("0.0.0.0", "::")',
  "K not in L",
  '"0.0" in H',
  "1 < 2 < 3",
  "1 < 3 < 2",
  "3 > 2 == 2",
  "1 == 1 != 2",
  "len(L) > 1",
  "L",
  "D",
  "P == (H, K)",
  "[] == ()",
  '"" == 0',
  "YES",
  "NO",
  "settings.NO",
  "app.debug",
  "C.local",
  "C().local",
  "first",
  "bool('False')",
  "int('3') == 3",
  "sys.flags.dev_mode",
  "__name__ == '__main__'",
  "(W := N) is None",
  "settings.apply(bool, 1)",
);

const condition = fc.oneof(
  { weight: 4, arbitrary: plain },
  plain.map((one) => `not ${one}`),
  fc.tuple(plain, fc.constantFrom("and", "or"), plain).map(([one, operator, other]) => `${one} ${operator} ${other}`),
);

const expression = fc.oneof(
  { weight: 5, arbitrary: value },
  fc.tuple(value, condition, value).map(([yes, when, no]) => `(${yes} if ${when} else ${no})`),
  fc.tuple(plain, value, value).map(([when, yes, no]) => `(${when} and ${yes} or ${no})`),
);

const simple = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(name, expression).map(([target, given]) => [`${target} = ${given}`]) },
  fc
    .tuple(
      expression,
      fc.constantFrom(
        "H: str = @",
        "H = K = @",
        "(H, K) = [K, @]",
        "K, *_ = @, H, K",
        "*_, K = @, H",
        "[H, (K, _)] = K, (@, 1)",
        "L.append(@)",
        "L.insert(0, @)",
        "L.extend([@])",
        "L += [@]",
        "L[0] = @",
        "L[-1:] = [@]",
        "M = L; M[0] = @",
        "D['list'] = L; D['list'][0] = @",
        "settings.apply(L.append, @)",
        "settings.apply(lambda l: l.insert(0, @), L)",
        "L = [@]",
        "L = L + [@]",
        "L = [L[0], @]",
        "P = (@, K)",
        "P += (@,)",
        'D["h"] = @',
        "D.update(h=@)",
        'D.setdefault("h", @)',
        'D |= {"h": @}',
        "C.h = @",
        "C.local = @ == K",
        "c = C(); c.h = @; H = c.h",
        'globals()["H"] = @',
        "globals().update(H=@)",
        'vars()["K"] = @',
        'setattr(sys.modules[__name__], "H", @)',
        "sys.modules[__name__].K = @",
        'exec("H = V", {"V": @}, globals())',
        "exec(f'K = {@!r}')",
        "settings.OTHER2 = @",
        'os.environ["HOST"] = @',
        "os.environ.update(HOST=@)",
        "os.environ |= {'HOST': @}",
        "e = os.environ; e['HOST'] = @",
        "share(@)",
        "settings.apply(share, @)",
        "[share(x) for x in (K, @)]",
        "N and share(@)",
        "(N or share(@))",
        "(K := @)",
        "first(*[@, H])",
        "H = first(*(@,), H)",
        "H = first(b=K, a=@)",
        "H = kept(@)",
        "H = kept()",
        "K = nested(@)",
        "K = early(@)",
        "grow(@)",
        "H = wrapped(@)",
        "N = 1 if @ == K else None",
        "print(@, file=open(os.devnull, 'w'))",
      ),
    )
    .map(([given, form]) => form.replaceAll("@", given).split("; ")),
  fc.constantFrom<Lines>(
    ["H, K = K, H"],
    ["L.reverse()"],
    ["L.sort()"],
    ["L.sort(reverse=True)"],
    ["L.pop()"],
    ["L.pop(0)"],
    ["del L[0]"],
    ["del D['h']"],
    ["L.clear()"],
    ["H += ''"],
    ["N = 0"],
    ["N = None"],
    ["N = True"],
    ["N = 7"],
    ["del H", 'H = "0.0.0.0"'],
    ["pass"],
  ),
  fc.integer({ min: 1, max: 3 }).chain((port) => name.map((bound) => [`app.run(host=${bound}, port=810${String(port)})`])),
);

const { body } = fc.letrec<{ body: Lines; statement: Lines }>((tie) => ({
  body: fc.array(tie("statement"), { minLength: 1, maxLength: 3 }).map((all) => all.flat()),
  statement: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 8, arbitrary: simple },
    fc.tuple(condition, tie("body")).map(([when, then]) => [`if ${when}:`, ...indented(then)]),
    fc
      .tuple(condition, tie("body"), condition, tie("body"), tie("body"))
      .map(([when, then, or, second, last]) => [
        `if ${when}:`,
        ...indented(then),
        `elif ${or}:`,
        ...indented(second),
        "else:",
        ...indented(last),
      ]),
    fc
      .tuple(
        fc.constantFrom("for H in L[:2]:", "for _ in range(2):", "for K, N in [(H, 1)]:", "for D['h'] in P:", "for _ in ():"),
        tie("body"),
        tie("body"),
      )
      .map(([head, inner, last]) => [head, ...indented(inner), "else:", ...indented(last)]),
    fc
      .tuple(tie("body"), plain, fc.constantFrom("break", "continue"), tie("body"))
      .map(([inner, when, leave, rest]) => ["for _ in (1, 2):", ...indented([...inner, `if ${when}:`, `    ${leave}`, ...rest])]),
    fc
      .tuple(tie("body"), plain, tie("body"))
      .map(([inner, when, rest]) => ["while True:", ...indented([...inner, `if ${when}:`, "    break", ...rest, "break"])]),
    fc
      .tuple(tie("body"), tie("body"))
      .map(([inner, last]) => ["i = 0", "while i < 2:", ...indented(["i += 1", ...inner]), "else:", ...indented(last)]),
    fc
      .tuple(
        tie("body"),
        fc.constantFrom("int('x')", "int('3')", "raise ValueError", "L[9]"),
        tie("body"),
        tie("body"),
        tie("body"),
        tie("body"),
      )
      .map(([first, risk, second, handler, or, last]) => [
        "try:",
        ...indented([...first, risk, ...second]),
        "except (ValueError, LookupError) as e:",
        ...indented(handler),
        "else:",
        ...indented(or),
        "finally:",
        ...indented(last),
      ]),
    fc
      .tuple(
        fc.constantFrom("contextlib.suppress(Exception)", "contextlib.nullcontext(H) as K", "ours(K) as H"),
        tie("body"),
        fc.constantFrom("pass", "int('x')"),
      )
      .map(([manager, inner, risk]) => [`with ${manager}:`, ...indented([...inner, risk]), ...indented(inner)]),
    fc
      .tuple(value, host, tie("body"), tie("body"))
      .map(([subject, pattern, then, or]) => [
        `match ${subject}:`,
        ...indented([`case ${pattern}:`, ...indented(then), "case K if N:", ...indented(or), "case H:", "    pass"]),
      ]),
    fc
      .tuple(fc.constantFrom("g()", "settings.apply(g)", "N or g()", "H = g() or H", "h = g; h()"), tie("body"), plain, tie("body"))
      .map(([call, first, when, rest]) => [
        "def g():",
        ...indented(["global H, K, L, N, P, i", ...first, `if ${when}:`, "    return K", ...rest]),
        ...call.split("; "),
      ]),
    fc
      .tuple(fc.constantFrom("@app.route('/')", "@twice", "@settings.apply"), tie("body"))
      .map(([decorator, inner]) => [
        decorator,
        "def g():",
        ...indented(["global H, K, L, N, P, i", ...inner]),
        "settings.apply(g) if g else 0",
      ]),
  ),
}));

const needed = fc.constantFrom("None", '""', "0", 'os.environ.get("NONE")', "1", '"h"', "True");

/** What ends a program, or does not, and plainly so. */
const ends = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom("need", "quits"), needed).map(([by, value]) => [`${by}(${value})`]) },
  needed.map((given) => [`H = need(${given}) and H`]),
  needed.map((given) => [`${given} or sys.exit("plain")`]),
  needed.map((given) => [`from sys import exit`, `if not ${given}: exit("plain")`]),
  needed.map((given) => [`K = (lambda: need(${given}))() and K`]),
  needed.map((given) => [`if N or need(${given}): pass`]),
  needed.map((given) => [`print(*[need(x) for x in ()], need(${given}), file=open(os.devnull, "w"))`]),
  fc
    .tuple(
      needed,
      fc.constantFrom("need", "quits"),
      simple,
      fc.constantFrom("except:", "except Exception:", "except SystemExit:", "except (KeyError, Exception) as e:", "except BaseException:"),
      simple,
      fc.constantFrom("pass", "need(1)"),
    )
    .map(([given, by, one, handler, two, last]) => [
      "try:",
      ...indented([`${by}(${given})`, ...one]),
      handler,
      ...indented(two),
      "finally:",
      ...indented([last]),
    ]),
  fc.tuple(needed, needed).map(([one, two]) => ["try:", `    need(${one})`, "except Exception:", `    quits(${two})`]),
  fc.tuple(needed, simple).map(([given, rest]) => ["def e():", ...indented(["global H, K, L, N, P", `need(${given})`, ...rest]), "e()"]),
  fc.tuple(needed, simple).map(([given, rest]) => ["with contextlib.suppress(Exception):", ...indented([`need(${given})`, ...rest])]),
);

const PREAMBLE: Lines = [
  "import contextlib, os, sys",
  "import settings",
  "from flask import Flask",
  "from settings import NO, OTHER, YES",
  "app = Flask(__name__)",
  'H = "127.0.0.1"',
  'K = "0.0.0.0"',
  "N = None",
  "L = [H, K]",
  "P = (H, K)",
  'D = {"h": H}',
  "class C:",
  '    h = "127.0.0.1"',
  "    local = False",
  "    def __init__(self): self.h = K",
  "def first(a, b, *others): return a",
  "def chosen(given):",
  "    if given is None:",
  "        return H",
  "    return K",
  "def share(given):",
  "    global H",
  "    H = given",
  "def kept(given=K): return given",
  "def nested(given):",
  "    found = H",
  "    def change():",
  "        nonlocal found",
  "        found = given",
  "    change()",
  "    return found",
  "def early(given):",
  "    for one in L:",
  "        if one == given: return one",
  "def grow(given, into=L): into.insert(0, given)",
  "def twice(function):",
  "    def both(*given):",
  "        function(*given)",
  "        return function(*given)",
  "    return both",
  "@twice",
  "def wrapped(given): return K",
  "def need(given):",
  "    if not given: raise RuntimeError('plain')",
  "    return given",
  "def quits(given):",
  "    given or sys.exit('plain')",
  "@contextlib.contextmanager",
  "def ours(given):",
  "    try: yield given",
  "    except ValueError: pass",
];

export const program = fc
  .tuple(body, fc.option(ends, { freq: 2, nil: [] }), fc.option(body, { freq: 2, nil: [] }))
  .map((parts) => [...PREAMBLE, ...parts.flat(), "app.run(host=H, port=8111)", "app.run(port=8112, host=K)", ""].join("\n"));
