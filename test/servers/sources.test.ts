import { serverFor } from "../../src/servers";
import { factsOfNotation, factsOfServed, invocationOf, sorted } from "./notation";

type Shown = readonly [source: readonly string[], listens: readonly string[], env?: Readonly<Record<string, string>>];
type Case = readonly [what: string, ...shown: Shown];

const shows = (program: string, file: string, [source, listens, env = {}]: Shown): void => {
  const served = serverFor(program)?.listens(invocationOf({ argv: [program, file], env, files: { [file]: source.join("\n") } }));
  expect(served && sorted(factsOfServed(served))).toEqual(sorted(factsOfNotation(listens)));
};

const FLASK = ["import os, socket", "from flask import Flask", "app = Flask(__name__)", "HOST = '127.0.0.1'"];
const RUN = "app.run(host=HOST, port=8117)";
const BOUND = "app.run(host=os.environ.get('HOST', '127.0.0.1'), port=8117)";

const PYTHON: readonly Case[] = [
  ["a name of the module's", [...FLASK, "def f():", "  global HOST, PORT", "  HOST = '0.0.0.0'", "f()", RUN], ["tcp 0.0.0.0 8117"]],
  [
    "what binds, left to a thread",
    [
      ...FLASK,
      "from threading import Thread",
      "from http.server import HTTPServer",
      "Thread(target=app.run, kwargs={'host': ''}).start()",
      "HTTPServer(('127.0.0.1', 8118), None)",
    ],
    ["? tcp ? ?", "tcp 127.0.0.1 8118"],
  ],
  [
    "another method, left to a thread",
    [
      ...FLASK,
      "from threading import Thread",
      "from http.server import HTTPServer",
      "Thread(target=app.make_shell_context).start()",
      "HTTPServer(('127.0.0.1', 8118), None)",
    ],
    ["tcp 127.0.0.1 8118"],
  ],
  [
    "a list that nests too deep to be followed, and what comes after it in its function",
    [
      ...FLASK,
      "a = [1]",
      ...Array<string>(20_000).fill("a = [a]"),
      "def f():",
      "  global HOST",
      "  foo(a)",
      "  HOST = '0.0.0.0'",
      "f()",
      RUN,
    ],
    ["? tcp ? 8117"],
  ],
  ["a text that doubles", [...FLASK, "x = 'ab'", ...Array<string>(32).fill("x += x"), RUN], ["tcp 127.0.0.1 8117"]],
  ["a list that doubles", [...FLASK, "a = [1]", ...Array<string>(28).fill("a = [a, a]"), "foo(a)", RUN], ["tcp 127.0.0.1 8117"]],
  ["a list that is added to itself", [...FLASK, "a = [1]", ...Array<string>(28).fill("a = a + a"), RUN], ["tcp 127.0.0.1 8117"]],
  ["a walrus", [...FLASK, "if (HOST := '0.0.0.0'):", "  pass", RUN], ["? tcp ? 8117"]],
  ["a walrus of another name", [...FLASK, "if (N := '0.0.0.0'):", "  pass", RUN], ["tcp 127.0.0.1 8117"]],
  [
    "a walrus that is the first",
    ["from flask import Flask", "(H := '0.0.0.0')", "Flask(__name__).run(host=H, port=8117)"],
    ["tcp 0.0.0.0 8117"],
  ],
  ["a case", [...FLASK, "import sys", "match sys.argv[1]:", "  case 'a':", "    HOST = '0.0.0.0'", RUN], ["? tcp ? 8117"]],
  ["a case of another name", [...FLASK, "import sys", "match sys.argv[1]:", "  case 'a':", "    X = 1", RUN], ["tcp 127.0.0.1 8117"]],
  ["what a case takes", [...FLASK, "import sys", "match sys.argv:", "  case [_, HOST]:", "    pass", RUN], ["? tcp ? 8117"]],
  ["the table of the module's names", [...FLASK, "globals()['HOST'] = '0.0.0.0'", RUN], ["tcp 0.0.0.0 8117"]],
  ["that table, a name that is not known", [...FLASK, "globals()[input()] = '0.0.0.0'", RUN], ["? tcp ? 8117"]],
  ["that table, another name", [...FLASK, "globals()['PORT'] = 1", RUN], ["tcp 127.0.0.1 8117"]],
  [
    "a class's name, which its methods do not see",
    [...FLASK, "HOST = '0.0.0.0'", "class S:", "  HOST = '127.0.0.1'", "  def run(self):", `    ${RUN}`],
    ["? tcp 0.0.0.0 8117"],
  ],
  [
    "a class's name, which a fallback sees",
    [...FLASK, "class S:", "  H = '0.0.0.0'", "  def run(self, HOST=H):", `    ${RUN}`],
    ["? tcp ? 8117"],
  ],
  ["a name of the function's own", [...FLASK, "def f():", "  HOST = '0.0.0.0'", "f()", RUN], ["tcp 127.0.0.1 8117"]],
  ["a function that is called later", [...FLASK, "def f():", "  global HOST", "  HOST = '0.0.0.0'", RUN, "f()"], ["tcp 127.0.0.1 8117"]],
  ["shut by a function", [...FLASK, "HOST = ''", "def f():", "  global HOST", "  HOST = '127.0.0.1'", "f()", RUN], ["tcp 127.0.0.1 8117"]],
  [
    "by a function that another one calls",
    [...FLASK, "def f():", "  global HOST", "  HOST = '0.0.0.0'", "def g():", "  f()", `  ${RUN}`, "g()"],
    ["tcp 0.0.0.0 8117"],
  ],
  [
    "perhaps",
    [...FLASK, "import sys", "def f():", "  global HOST", "  HOST = '0.0.0.0'", "if sys.path[1:]:", "  f()", RUN],
    ["? tcp ? 8117"],
  ],
  [
    "a name of the function around it",
    [
      ...FLASK,
      "def g():",
      "  h = '127.0.0.1'",
      "  def f():",
      "    nonlocal h",
      "    h = '0.0.0.0'",
      "  f()",
      "  app.run(host=h, port=8117)",
      "g()",
    ],
    ["tcp 0.0.0.0 8117"],
  ],
  ["the environment", [...FLASK, "os.environ['HOST'] = '0.0.0.0'", BOUND], ["tcp 0.0.0.0 8117"]],
  [
    "the environment, of a name that another module has",
    ["from os import environ", ...FLASK, "environ['HOST'] = '::'", BOUND],
    ["tcp * 8117"],
  ],
  ["another variable", [...FLASK, "os.environ['HOSTS'] = '0.0.0.0'", BOUND], ["tcp 127.0.0.1 8117"]],
  ["a default of the environment", [...FLASK, "os.environ.setdefault('HOST', '0.0.0.0')", BOUND], ["tcp 0.0.0.0 8117"]],
  [
    "a default of what is set",
    [...FLASK, "os.environ.setdefault('HOST', '0.0.0.0')", BOUND],
    ["tcp 127.0.0.2 8117"],
    { HOST: "127.0.0.2" },
  ],
  ["the environment by keywords", [...FLASK, "os.environ.update(HOST='0.0.0.0')", BOUND], ["tcp 0.0.0.0 8117"]],
  ["the environment by a dictionary", [...FLASK, "os.environ.update({'HOST': '0.0.0.0'})", BOUND], ["tcp 0.0.0.0 8117"]],
  ["the environment by a dictionary of another name", [...FLASK, "os.environ.update({'HOSTS': '0.0.0.0'})", BOUND], ["tcp 127.0.0.1 8117"]],
  ["the environment by a union", [...FLASK, "os.environ |= {'HOST': '0.0.0.0', **more}", BOUND], ["? tcp ? 8117"]],
  ["the environment by a union with what is written out", [...FLASK, "os.environ |= {'HOST': '0.0.0.0'}", BOUND], ["tcp 0.0.0.0 8117"]],
  ["the environment by what is not followed", [...FLASK, "os.environ.update(load())", BOUND], ["? tcp ? 8117"]],
  ["what is taken out", [...FLASK, "del os.environ['HOST']", BOUND], ["? tcp ? 8117"], { HOST: "127.0.0.2" }],
  ["an element of a list", [...FLASK, "H = ['127.0.0.1']", "H[0] = '0.0.0.0'", "app.run(host=H[0], port=8117)"], ["? tcp ? 8117"]],
  ...[
    ["s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)", "tcp [::] 8117"],
    ["s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, True)", "tcp [::] 8117"],
    ["s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)", "tcp * 8117"],
    ["t.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)", "tcp * 8117"],
    ["s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)", "tcp * 8117"],
    ["s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, only())", "? tcp * 8117"],
  ].map(([set = "", shown = ""]): Case => [
    set,
    ["import socket", "s, t = [socket.socket(socket.AF_INET6), socket.socket(socket.AF_INET6)]", set, "s.bind(('::', 8117))", "s.listen()"],
    [shown],
  ]),
  ["create_server", ["import socket", "socket.create_server(('::', 8117), family=socket.AF_INET6)"], ["tcp [::] 8117"]],
  [
    "create_server for both",
    ["import socket", "socket.create_server(('', 8117), family=socket.AF_INET6, dualstack_ipv6=True)"],
    ["tcp * 8117"],
  ],
];

/** What nobody has shown may be anything, and what is changed out of sight as well; beside it the twin that is told. */
const UNSEEN: readonly Case[] = [
  ["another module's name", [...FLASK, "from settings import LOCAL", "HOST = '127.0.0.1' if LOCAL else '0.0.0.0'", RUN], ["? tcp ? 8117"]],
  ["its own name", [...FLASK, "LOCAL = True", "HOST = '127.0.0.1' if LOCAL else '0.0.0.0'", RUN], ["tcp 127.0.0.1 8117"]],
  ["another module's attribute", [...FLASK, "import settings", "if not settings.LOCAL:", "  HOST = '0.0.0.0'", RUN], ["? tcp ? 8117"]],
  ["an attribute of the application", [...FLASK, "HOST = '127.0.0.1' if app.debug else '0.0.0.0'", RUN], ["? tcp ? 8117"]],
  [
    "an attribute of a class that is another's",
    [...FLASK, "from settings import B", "class C(B):", "  local = False", "HOST = HOST if C.local else '0.0.0.0'", RUN],
    ["? tcp ? 8117"],
  ],
  [
    "an attribute of a class",
    [...FLASK, "class C:", "  local = False", "HOST = HOST if C.local else '0.0.0.0'", RUN],
    ["tcp 0.0.0.0 8117"],
  ],
  [
    "an argument",
    [
      ...FLASK,
      "import argparse",
      "p = argparse.ArgumentParser()",
      "p.add_argument('--local', action='store_true')",
      "HOST = '127.0.0.1' if p.parse_args().local else '0.0.0.0'",
      RUN,
    ],
    ["tcp 0.0.0.0 8117"],
  ],
  ["a function, which there is", [...FLASK, "def f(): pass", "HOST = '0.0.0.0' if f else HOST", RUN], ["tcp 0.0.0.0 8117"]],
  [
    "None is None",
    [...FLASK, "def f(h=None):", "  if h is None: h = '0.0.0.0'", "  app.run(host=h, port=8117)", "f()"],
    ["tcp 0.0.0.0 8117"],
  ],
  ["None is not None", [...FLASK, "N = None", "if N is not None: HOST = '0.0.0.0'", RUN], ["tcp 127.0.0.1 8117"]],
  ["one and true", [...FLASK, "if 1 == True: HOST = '0.0.0.0'", RUN], ["tcp 0.0.0.0 8117"]],
  ["one is not true", [...FLASK, "if 1 is True: HOST = '0.0.0.0'", RUN], ["tcp 127.0.0.1 8117"]],
  ["a chain", [...FLASK, "if 1 == 1 == 2: HOST = '0.0.0.0'", RUN], ["? tcp ? 8117"]],
  [
    "one of several",
    [...FLASK, "if os.environ.get('MODE') in ('live', 'test'): HOST = '0.0.0.0'", RUN],
    ["tcp 0.0.0.0 8117"],
    { MODE: "test" },
  ],
  [
    "none of several",
    [...FLASK, "if os.environ.get('MODE') in ('live', 'test'): HOST = '0.0.0.0'", RUN],
    ["tcp 127.0.0.1 8117"],
    { MODE: "dev" },
  ],
  ...[
    "H.insert(0, '0.0.0.0')",
    "e = H; e[0] = '0.0.0.0'",
    "H += ['::']",
    "del H[0]",
    "shuffle(H)",
    "e = {'h': H}; e['h'][0] = '0.0.0.0'",
  ].map((change): Case => [change, [...FLASK, "H = ['127.0.0.1', '0.0.0.0']", change, "app.run(host=H[0], port=8117)"], ["? tcp ? 8117"]]),
  ["a list that is only read", [...FLASK, "H = ['127.0.0.1']", "print(H)", "app.run(host=H[0], port=8117)"], ["tcp 127.0.0.1 8117"]],
  ...[
    "exec('HOST = \"0.0.0.0\"')",
    "import sys; setattr(sys.modules[__name__], 'HOST', '0.0.0.0')",
    "globals().update(HOST='0.0.0.0')",
    "(HOST := '0.0.0.0')",
    "del HOST; HOST = os.name",
  ].map((change): Case => [change, [...FLASK, change, RUN], ["? tcp ? 8117"]]),
  ["the attribute of something else", [...FLASK, "setattr(app, 'HOST', '0.0.0.0')", RUN], ["tcp 127.0.0.1 8117"]],
  ["a function's own table", [...FLASK, "def f(): vars()['HOST'] = '0.0.0.0'", "f()", RUN], ["? tcp ? 8117"]],
  [
    "what a decorator makes",
    [...FLASK, "def d(f): return lambda: '0.0.0.0'", "@d", "def h(): return HOST", "app.run(host=h(), port=8117)"],
    ["? tcp ? 8117"],
  ],
  ["the same without", [...FLASK, "def h(): return HOST", "app.run(host=h(), port=8117)"], ["tcp 127.0.0.1 8117"]],
  ["what is left of a loop", [...FLASK, "for _ in []: pass", "else: HOST = '0.0.0.0'", RUN], ["? tcp ? 8117"]],
  [
    "what a loop leaves early",
    [...FLASK, "while True:", "  HOST = '0.0.0.0'", "  if os.path.exists('x'): break", "  HOST = '127.0.0.1'", RUN],
    ["? tcp ? 8117"],
  ],
  [
    "what a mistake leaves",
    [...FLASK, "try:", "  HOST = '0.0.0.0'", "  x = load()", "  HOST = '127.0.0.1'", "except OSError: pass", RUN],
    ["? tcp ? 8117"],
  ],
  ["a mistake that ends it", [...FLASK, "try:", "  HOST = '0.0.0.0'", "except OSError: raise", RUN], ["tcp 0.0.0.0 8117"]],
  ["another thread", [...FLASK, "def f():", "  global HOST", "  HOST = '0.0.0.0'", "Thread(target=f).start()", RUN], ["? tcp ? 8117"]],
  ["a default of before", [...FLASK, "def f(h=HOST): app.run(host=h, port=8117)", "HOST = '0.0.0.0'", "f()"], ["tcp 127.0.0.1 8117"]],
  [
    "what follows a return",
    [...FLASK, "def f():", "  return", `  ${RUN}`, "  app.run(port=8118)", "app.run(port=8119)", "f()"],
    ["tcp 127.0.0.1 8119"],
  ],
  [
    "a method's socket",
    ["import socket", "class S:", "  def up(self):", "    self.s.bind(('0.0.0.0', 8117))", "S().up()"],
    ["? tcp 0.0.0.0 8117"],
  ],
  ["comments", [...FLASK, "app.run(  # here", "  host='0.0.0.0',  # all", "  port=8117,", ")"], ["tcp 0.0.0.0 8117"]],
];

const SERVER = ["from http.server import HTTPServer, BaseHTTPRequestHandler as H", "import socketserver, sys"];
const INIT = [
  "class S(HTTPServer):",
  "  def __init__(self, address, handler):",
  "    super().__init__(('127.0.0.1', address[1]), handler)",
];
const SERVED = "S(('', 8117), H).serve_forever()";

/** Beside each class the twin that binds otherwise. */
const CLASSES: readonly Case[] = [
  ["a server's own address", [...SERVER, ...INIT, SERVED], ["tcp 127.0.0.1 8117"]],
  ["its base's", [...SERVER, "class S(HTTPServer): pass", SERVED], ["tcp 0.0.0.0 8117"]],
  ["a base in between", [...SERVER, ...INIT, "class T(S): pass", "T(('', 8117), H)"], ["tcp 127.0.0.1 8117"]],
  [
    "a base in between that passes it on",
    [...SERVER, "class B(HTTPServer): pass", ...INIT.map((line) => line.replace("HTTPServer", "B")), SERVED],
    ["tcp 127.0.0.1 8117"],
  ],
  [
    "a base of the program's own that takes it",
    [...SERVER, ...INIT, "class T(S):", "  def __init__(self, port): super().__init__(('', port), H)", "T(8117)"],
    ["tcp 127.0.0.1 8117"],
  ],
  [
    "by two arguments of super",
    [...SERVER, "class S(HTTPServer):", "  def __init__(self, a, h): super(S, self).__init__(a, h)", SERVED],
    ["tcp 0.0.0.0 8117"],
  ],
  [
    "a list that another may change",
    [
      ...SERVER,
      "class C:",
      "  def __init__(self, at): self.at = at",
      "d = ['127.0.0.1', 8117]",
      "c = C(d)",
      "d[0] = '0.0.0.0'",
      "HTTPServer((c.at[0], c.at[1]), H)",
    ],
    ["? tcp ? ?"],
  ],
  [
    "by the name of its base",
    [...SERVER, "class S(HTTPServer):", "  def __init__(self, port): HTTPServer.__init__(self, ('', port), H)", "S(8117)"],
    ["tcp 0.0.0.0 8117"],
  ],
  ["perhaps", [...SERVER, ...INIT, `if sys.path[1:]: ${SERVED}`], ["? tcp 127.0.0.1 8117"]],
  ["handed on", [...SERVER, "from asked import asked", ...INIT, "asked(S)"], ["? tcp 127.0.0.1 ?", "? tcp ? ?"]],
  ...[
    ["class S(HTTPServer):", "  def server_bind(self): self.server_address = ('127.0.0.1', 8117); super().server_bind()"],
    ["class S(HTTPServer, metaclass=M): pass"],
    ["class S(HTTPServer):", "  def __new__(cls, *given): return 1"],
    ["class B:", "  def __init__(self, *given): pass", "class S(B, HTTPServer): pass"],
    ["class B:", "  def server_bind(self): pass", "class S(B, HTTPServer): pass"],
    ["@M", ...INIT],
  ].map((lines): Case => [lines.join("\n"), [...SERVER, "from asked import M", ...lines, SERVED], ["? tcp ? ?"]]),
  [
    "what runs an application",
    [
      ...FLASK,
      "class A(Flask):",
      "  def run(self, **given): super().run(host='127.0.0.2', port=8117)",
      "A('a').run(host='0.0.0.0', port=8118)",
    ],
    ["? tcp ? ?", "tcp 127.0.0.2 8117"],
  ],
  [
    "another method of an application",
    [...FLASK, "class A(Flask):", "  def start(self): pass", "A('a').run(host='0.0.0.0', port=8118)"],
    ["tcp 0.0.0.0 8118"],
  ],
  [
    "an object's attributes",
    [...FLASK, "class S:", "  def __init__(self, h): self.h = h", "  def up(self): app.run(host=self.h, port=8117)", "S('0.0.0.0').up()"],
    ["tcp 0.0.0.0 8117", "? tcp ? 8117"],
  ],
  [
    "an object's attributes, set elsewhere",
    [
      ...FLASK,
      "class S:",
      "  def __init__(self, h): self.h = h",
      "  def set(self): self.h = HOST",
      "s = S('0.0.0.0')",
      "app.run(host=s.h, port=8117)",
    ],
    ["? tcp ? 8117"],
  ],
  [
    "a base of two bases",
    [
      ...FLASK,
      "class A:",
      "  H = HOST",
      "class B(A): pass",
      "class C(A):",
      "  H = '0.0.0.0'",
      "class D(B, C): pass",
      "app.run(host=D.H, port=8117)",
    ],
    ["tcp 0.0.0.0 8117"],
  ],
  [
    "classes without end",
    [
      ...FLASK,
      "class A: pass",
      ...Array.from({ length: 30 }, () => "class B(A): pass\nclass C(A): pass\nclass A(B, C): pass"),
      ...Array<string>(5000).fill("class A(A): pass"),
      RUN,
    ],
    ["tcp 127.0.0.1 8117"],
  ],
  ["bound at once", [...SERVER, "HTTPServer(('', 8117), H, True)"], ["tcp 0.0.0.0 8117"]],
  [
    "bound later",
    [...SERVER, "s = HTTPServer(('', 8117), H, False)", "s.timeout = 3", "s.server_bind()", "s.server_activate()"],
    ["tcp 0.0.0.0 8117"],
  ],
  ["never bound", [...SERVER, "s = HTTPServer(('', 8117), H, bind_and_activate=False)", "s.server_bind()"], []],
  [
    "bound within a method",
    [...SERVER, "class S(HTTPServer):", "  def __init__(self): super().__init__(('', 8117), H, False); self.server_activate()", "S()"],
    ["? tcp ? ?"],
  ],
  [
    "datagrams, bound later",
    [...SERVER, "s = socketserver.UDPServer(('127.0.0.1', 8117), H, bind_and_activate=0)", "s.server_bind()"],
    ["udp 127.0.0.1 8117"],
  ],
  ["bound at once, perhaps", [...SERVER, "HTTPServer(('', 8117), H, sys.path[1:])"], ["? tcp 0.0.0.0 8117"]],
  ["a class's attribute", [...FLASK, "class C:", "  HOST = '0.0.0.0'", "app.run(host=C.HOST, port=8117)"], ["tcp 0.0.0.0 8117"]],
  [
    "what a base says",
    [...FLASK, "class B:", "  H = '::1'", "class C(B):", "  D = 1", "c = C()", "app.run(host=c.H, port=8117)"],
    ["tcp [::1] 8117"],
  ],
  ...(
    [
      ["D().h", "tcp 0.0.0.0 8117"],
      ["B().h", "tcp 127.0.0.1 8117"],
      ["C().h", "tcp 0.0.0.0 8117"],
    ] as const
  ).map(([host, shown]): Case => [
    `super() by the order of the object's class: ${host}`,
    [
      ...FLASK,
      "class A:",
      "  def __init__(self): self.h = '127.0.0.1'",
      "class B(A):",
      "  def __init__(self): super().__init__()",
      "class C(A):",
      "  def __init__(self): self.h = '0.0.0.0'",
      "class D(B, C): pass",
      `app.run(host=${host}, port=8117)`,
    ],
    [shown],
  ]),
  ...[
    ["mock.patch.object(C, 'H', HOST).start()", "? tcp ? 8117"],
    ["f([C])", "? tcp ? 8117"],
    ["f(C())", "tcp 0.0.0.0 8117"],
    ["print(C)", "tcp 0.0.0.0 8117"],
    ["app.config.from_object(C)", "tcp 0.0.0.0 8117"],
  ].map(([line = "", shown = ""]): Case => [
    `a class's attribute, and ${line}`,
    [...FLASK, "from unittest import mock", "class C:", "  H = '0.0.0.0'", line, "app.run(host=C.H, port=8117)"],
    [shown],
  ]),
  ...["C.H = HOST", "setattr(C, 'H', HOST)", "def f(c): c.H = HOST", "C.__dict__"].map((line): Case => [
    line,
    [...FLASK, "class C:", "  H = '0.0.0.0'", line, "app.run(host=C.H, port=8117)"],
    ["? tcp ? 8117"],
  ]),
];

/** What takes the place of a name, or of what binds; beside it what does not. */
const REPLACED: readonly Case[] = [
  ...[
    "import __main__; __main__.HOST = '0.0.0.0'",
    "import __main__ as m; setattr(m, 'HOST', '0.0.0.0')",
    "import __main__; __main__.__dict__['HOST'] = '0.0.0.0'",
    "import sys; sys.modules['__main__'].__dict__['HOST'] = '0.0.0.0'",
    "import sys; sys.modules['__main__'].__dict__.update(HOST='0.0.0.0')",
    "import sys; vars(sys.modules['__main__'])['HOST'] = '0.0.0.0'",
    "import sys; vars(sys.modules['__main__']).update(x)",
    "import x; vars(x)['HOST'] = '0.0.0.0'",
  ].map((line): Case => [line, [...FLASK, line, RUN], ["? tcp ? 8117"]]),
  ...[
    "import __main__; __main__.HOSTS = '0.0.0.0'",
    "import x; x.HOST = '0.0.0.0'",
    "import x; setattr(x, 'HOST', '0.0.0.0')",
    "app.HOST = '0.0.0.0'",
    "app.debug = True",
    "import sys; sys.modules['__main__'].__dict__['HOSTS'] = '0.0.0.0'",
  ].map((line): Case => [line, [...FLASK, line, RUN], ["tcp 127.0.0.1 8117"]]),
  ...["app.run = f", "Flask.run = f", "setattr(app, 'run', f)", "if f(): app.run = g"].map((line): Case => [
    line,
    [...FLASK, "from x import f, g", line, RUN],
    ["? tcp ? ?"],
  ]),
  ...[
    "HTTPServer.server_bind = f",
    "HTTPServer.__init__ = f",
    "import http.server; http.server.HTTPServer = f",
    "import socket; socket.socket.bind = f",
  ].map((line): Case => [line, [...SERVER, "from x import f", line, "HTTPServer(('', 8117), H)"], ["? tcp ? ?"]]),
  ...["HTTPServer.allow_reuse_address = True", "H.do_GET = f", "HTTPServer.timeout = 3"].map((line): Case => [
    line,
    [...SERVER, "from x import f", line, "HTTPServer(('', 8117), H)"],
    ["tcp 0.0.0.0 8117"],
  ]),
  [
    "another address, before it is bound",
    [...SERVER, "s = HTTPServer(('', 8117), H, False)", "s.server_address = ('127.0.0.1', 8117)", "s.server_bind()", "s.server_activate()"],
    ["? tcp ? ?"],
  ],
  [
    "a socket of its own, once it is bound",
    [...SERVER, "s = HTTPServer(('', 8117), H)", "s.socket = wrap(s.socket)"],
    ["tcp 0.0.0.0 8117"],
  ],
];

const PARSER = [
  ...FLASK,
  "import argparse, sys",
  "from x import f",
  "p = argparse.ArgumentParser(description='d')",
  "p.add_argument('-H', '--host', default='0.0.0.0', help='h')",
  "p.add_argument('--bind-port', type=int, default='8117')",
  "p.add_argument('--debug', action='store_true')",
  "p.add_argument('--family', type=int, choices=[4, 6], default='0')",
  "p.add_argument('--level', choices=f())",
];
const RUNS = "app.run(host=a.host, port=a.bind_port)";

/** What its arguments say by their defaults; beside it what may say otherwise. */
const ARGUMENTS: readonly Case[] = [
  ["defaults", [...PARSER, "a = p.parse_args()", RUNS], ["tcp 0.0.0.0 8117"]],
  ["in a function", [...PARSER, "def main(): return p.parse_args()", "a = main()", RUNS], ["tcp 0.0.0.0 8117"]],
  ["handed to a function", [...PARSER, "def run(a):", `  ${RUNS}`, "run(p.parse_args())"], ["tcp 0.0.0.0 8117"]],
  ["a flag that is not given", [...PARSER, "a = p.parse_args()", "if a.debug: a = f", RUNS], ["tcp 0.0.0.0 8117"]],
  [
    "another name",
    [...PARSER, "p.add_argument('--x', dest='host2', default='::1')", "a = p.parse_args()", "app.run(host=a.host2, port=8117)"],
    ["tcp [::1] 8117"],
  ],
  [
    "two defaults of one name",
    [
      ...PARSER,
      "p.add_argument('--q', dest='h', default='0.0.0.0')",
      "p.add_argument('--r', dest='h', default='127.0.0.1')",
      "app.run(host=p.parse_args().h, port=8117)",
    ],
    ["tcp 0.0.0.0 8117"],
  ],
  [
    "a default that is set afterwards",
    [...PARSER, "q = p.add_argument('--q', default='127.0.0.1')", "q.default = '0.0.0.0'", "app.run(host=p.parse_args().q, port=8117)"],
    ["? tcp ? 8117"],
  ],
  ["no default", [...PARSER, "p.add_argument('--h')", "a = p.parse_args()", "app.run(host=a.h, port=8117)"], ["tcp 127.0.0.1 8117"]],
  ...[
    "a = p.parse_args(f())",
    "f(p); a = p.parse_args()",
    "p.set_defaults(host=f()); a = p.parse_args()",
    "a = p.parse_args(); a.host = f(); a.bind_port = f()",
    "a = p.parse_args(); f(a)",
    "a = p.parse_args(); vars(a)['host'] = f()",
    "sys.argv += f(); a = p.parse_args()",
    "p.add_argument('file'); a = p.parse_args()",
    "p.add_argument('--token', required=True); a = p.parse_args()",
    "if f(): p.add_argument('--y')\na = p.parse_args()",
    "a, _ = p.parse_known_args()",
    "argparse.ArgumentParser.parse_args = f; a = p.parse_args()",
  ].map((line): Case => [line, [...PARSER, line, RUNS], ["? tcp ? ?"]]),
];

test.each([
  [["--host", "127.0.0.1"], "tcp 127.0.0.1 8117"],
  [["--host=127.0.0.1", "--bind-port", "8118", "--debug"], "tcp 127.0.0.1 8118"],
  [["-H", "::1"], "tcp [::1] 8117"],
  [["--hos", "127.0.0.1"], "? tcp ? ?"],
  [["--other", "127.0.0.1"], "? tcp ? ?"],
  [["more"], "? tcp ? ?"],
  [["--bind-port", "many"], "? tcp ? ?"],
  [["--family", "4"], "tcp 0.0.0.0 8117"],
  [["--family", "5"], null],
  [["--family", "\uFFFC"], "tcp 0.0.0.0 8117"],
  [["--level", "1"], "? tcp ? ?"],
])("Python, given %j", (given, expected) => {
  const files = { "app.py": [...PARSER, "a = p.parse_args()", RUNS].join("\n") };
  const served = serverFor("python3")?.listens(invocationOf({ argv: ["python3", "app.py", ...given], files }));
  expect(served && sorted(factsOfServed(served))).toEqual(sorted(factsOfNotation(expected === null ? [] : [expected])));
});

test.each([...PYTHON, ...UNSEEN, ...CLASSES, ...REPLACED, ...ARGUMENTS].map(([what, ...one]) => [what, one] as const))(
  "Python: %s",
  (_what, one) => {
    shows("python3", "app.py", one);
  },
);

const HTTP = ['const s = require("http").createServer();', 'let host = "127.0.0.1";', "const o = { port: 8117, host };"];

const JAVASCRIPT: readonly Case[] = [
  [
    "what throws",
    ["const x = process.argv[2] ? '-'.repeat(-1) : '';", "require('http').createServer().listen(8117, '10.0.3.9');"],
    ["tcp 10.0.3.9 8117"],
  ],
  [
    "a text that doubles",
    ["let x = 'ab';", "for (let i = 0; i < 40; i++) x = x + x;", "require('http').createServer().listen(8117, '10.0.3.9');"],
    ["tcp 10.0.3.9 8117"],
  ],
  [
    "a class that extends itself",
    ["class A extends A {}", "if (process.argv[2]) new A();", "require('http').createServer().listen(8117, '10.0.3.9');"],
    ["? tcp ? ?"],
  ],
  [
    "a static block, which knows its class",
    ["class C { static host = '127.0.0.1'; static { C.host = '0.0.0.0'; } }", "require('http').createServer().listen(8117, C.host);"],
    ["tcp 0.0.0.0 8117"],
  ],
  ["a pattern that gives it", [...HTTP, "({ host } = { host: '0.0.0.0' });", "s.listen(8117, host);"], ["tcp 0.0.0.0 8117"]],
  ["a pattern within another", [...HTTP, "({ a: [host = ''] } = JSON.parse(x));", "s.listen(8117, host);"], ["? tcp ? 8117"]],
  ["a list that gives it", [...HTTP, "[, host] = [1, '0.0.0.0'];", "s.listen(8117, host);"], ["tcp 0.0.0.0 8117"]],
  ["a pattern that gives another", [...HTTP, "let port;", "({ port } = o);", "s.listen(8117, host);"], ["tcp 127.0.0.1 8117"]],
  ["the environment", [...HTTP, 'process.env.HOST = "0.0.0.0";', "s.listen(8117, process.env.HOST);"], ["tcp 0.0.0.0 8117"]],
  [
    "the environment by a text",
    [...HTTP, 'process.env["HOST"] = "127.0.0.1";', "s.listen(8117, process.env.HOST);"],
    ["tcp 127.0.0.1 8117"],
  ],
  ["another variable", [...HTTP, 'process.env.HOSTS = "127.0.0.1";', "s.listen(8117, process.env.HOST);"], ["tcp * 8117"]],
  [
    "what is set already",
    [...HTTP, 'process.env.HOST ??= "0.0.0.0";', "s.listen(8117, process.env.HOST);"],
    ["tcp 127.0.0.1 8117"],
    { HOST: "127.0.0.1" },
  ],
  ["what is not set", [...HTTP, 'process.env.HOST ||= "127.0.0.1";', "s.listen(8117, process.env.HOST);"], ["tcp 127.0.0.1 8117"]],
  [
    "perhaps",
    [...HTTP, 'if (f()) process.env.HOST = "0.0.0.0";', "s.listen(8117, process.env.HOST);"],
    ["? tcp ? 8117"],
    { HOST: "127.0.0.1" },
  ],
  [
    "by an object",
    [...HTTP, 'Object.assign(process.env, { HOST: "0.0.0.0" });', "s.listen(8117, process.env.HOST);"],
    ["tcp 0.0.0.0 8117"],
    { HOST: "127.0.0.1" },
  ],
  [
    "what is taken out",
    [...HTTP, "delete process.env.HOST;", "s.listen(8117, process.env.HOST);"],
    ["? tcp ? 8117"],
    { HOST: "127.0.0.1" },
  ],
  ["an option", [...HTTP, 'o.host = "0.0.0.0";', "s.listen(o);"], ["tcp 0.0.0.0 8117"]],
  ["an option, perhaps", [...HTTP, 'if (f()) o.host = "0.0.0.0";', "s.listen(o);"], ["? tcp ? 8117"]],
  ["an option of another object", [...HTTP, 'const p = { ...o }; p.host = "0.0.0.0";', "s.listen(o);"], ["tcp 127.0.0.1 8117"]],
  ["an option that nobody can tell", [...HTTP, "o[f()] = g();", "s.listen(o);"], ["? tcp ? ?"]],
  ["options by another object", [...HTTP, 'Object.assign(o, { host: "::1" });', "s.listen(o);"], ["tcp [::1] 8117"]],
  ["within an expression", [...HTTP, 'f() && (host = "0.0.0.0");', "s.listen(8117, host);"], ["? tcp ? 8117"]],
  ...(
    [
      ["a case", 'switch (f()) { case "production": host = "0.0.0.0"; }', "? tcp ? 8117"],
      [
        "a case of a value that is known",
        'switch (2) { case 1: host = "0.0.0.0"; break; case 2: case 3: host = "127.0.0.2"; }',
        "tcp 127.0.0.2 8117",
      ],
      ["a case that gives another", 'switch (f()) { case "production": o.host = "0.0.0.0"; }', "tcp 127.0.0.1 8117"],
      ["a loop without braces", 'for (const h of ["127.0.0.2", "0.0.0.0"]) host = h;', "tcp 0.0.0.0 8117"],
      ["a loop over what is not known", "for (const h of f()) host = h;", "? tcp ? 8117"],
      ["a loop over names", "for (const k in { a: 1 }) host = '0.0.0.0';", "tcp 0.0.0.0 8117"],
      ["a loop that is run once at least", "do host = '0.0.0.0'; while (false);", "tcp 0.0.0.0 8117"],
      ["a loop that is never run", "while (false) host = '0.0.0.0';", "tcp 127.0.0.1 8117"],
      ["a block's own name", "{ let host = '0.0.0.0'; }", "tcp 127.0.0.1 8117"],
      ["a function's name, in a block of it", "var h = host; { var h = '0.0.0.0'; } host = h;", "tcp 0.0.0.0 8117"],
      ["null by ==", "let p; if (p == null) host = '0.0.0.0';", "tcp 0.0.0.0 8117"],
      ["null by ===", "let p; if (p === null) host = '0.0.0.0';", "tcp 127.0.0.1 8117"],
      ["a number at the beginning of a text", "if (parseInt('3px') === 3) host = '0.0.0.0';", "tcp 0.0.0.0 8117"],
      ["a text that is no number", "if (Number('3px') === 3) host = '0.0.0.0';", "tcp 127.0.0.1 8117"],
      ["a text that is run", "eval('host = `0.0.0.0`');", "? tcp ? 8117"],
      ["a function that is handed on", "f(() => { host = '0.0.0.0'; });", "? tcp ? 8117"],
      ["a function that leaves", "(() => { if (f()) return; host = '0.0.0.0'; })();", "? tcp ? 8117"],
      ["a program that leaves", "if (f()) process.exit(1); host = '0.0.0.0';", "tcp 0.0.0.0 8117"],
      ["what a try leaves", "try { f(); host = '0.0.0.0'; } catch {}", "? tcp ? 8117"],
      ["a try that nothing survives", "try { f(); host = '0.0.0.0'; } catch { process.exit(1); }", "tcp 0.0.0.0 8117"],
      ["a list that grows", "const l = []; l.push('0.0.0.0'); host = l[0];", "tcp 0.0.0.0 8117"],
      ["an object that is one of two", "(f() ? o : {}).host = '0.0.0.0'; host = o.host;", "? tcp ? 8117"],
      ["a field of a class", "class C { h = '0.0.0.0'; } host = new C().h;", "tcp 0.0.0.0 8117"],
    ] as const
  ).map(([what, text, shown]): Case => [what, [...HTTP, text, "s.listen(8117, host);"], [shown]]),
  ["options that are changed afterwards", [...HTTP, "s.listen(o);", "o.host = '0.0.0.0';"], ["tcp 127.0.0.1 8117"]],
  [
    "a method of an object that nothing calls",
    [...HTTP, "module.exports = { start() { s.listen(8118, '0.0.0.0'); } };", "s.listen(8117, host);"],
    ["? tcp 0.0.0.0 8118", "tcp 127.0.0.1 8117"],
  ],
  [
    "a class that serves",
    [
      "class S { constructor(port) { this.app = require('express')(); this.port = port; }",
      "start() { this.app.listen(this.port); } }",
      "new S(8117).start();",
    ],
    ["tcp * 8117"],
  ],
  ["a promise that is made", [...HTTP, "await new Promise((done) => s.listen(8117, host, done));"], ["tcp 127.0.0.1 8117"]],
  [
    "what is changed while a function waits",
    [...HTTP, "(async () => { await f(); s.listen(8117, host); })();", "host = '0.0.0.0';"],
    ["? tcp 127.0.0.1 8117", "? tcp ? 8117"],
  ],
  ...[
    "const l = s.listen.bind(s); s.listen = (p) => l(p, '0.0.0.0');",
    "const net = require('net'), old = net.Server.prototype.listen; net.Server.prototype.listen = function (p) { return old.call(this, p, '0.0.0.0'); };",
    "require('http').createServer = f;",
    "Object.assign(s, { listen: f });",
    "Object.defineProperty(s, 'listen', { value: f });",
    "Object.defineProperties(s, { listen: { value: f } });",
    "process.exit = f; process.exit(1);",
    "Object.setPrototypeOf(require('http').Server.prototype, { listen: f });",
    "if (f()) s.listen = g;",
  ].map((line): Case => [line, [...HTTP, "s.on('error', f);", line, "s.listen(8117, host);"], ["? tcp ? ?"]]),
  ...[
    "s.timeout = 3;",
    "s.listening = f;",
    "exports.listen = f;",
    "module.exports.createServer = f;",
    "function S() {} S.prototype.listen = f;",
    "const a = {}; a.listen = f;",
    "Object.defineProperty(s, 'maxConnections', { value: 8 });",
    "Object.defineProperties(s, { maxConnections: { value: 8 } });",
  ].map((line): Case => [line, [...HTTP, line, "s.listen(8117, host);"], ["tcp 127.0.0.1 8117"]]),
  ["what is bound before", [...HTTP, "s.listen(8117, host);", "s.listen = f;"], ["tcp 127.0.0.1 8117"]],
  ...(
    [
      ["what it is told", "a.set('port', 8117); a.set('host', host);", "tcp 127.0.0.1 8117"],
      ["what it is told last", "a.set('port', 8118).set('port', 8117).set('host', '0.0.0.0');", "tcp 0.0.0.0 8117"],
      ["what it is told perhaps", "a.set('port', 8117).set('host', host); if (f()) a.set('host', '0.0.0.0');", "? tcp ? 8117"],
      ["what another one is told", "require('express')().set('host', host); a.set('port', 8117);", "? tcp ? 8117"],
      ["what a module may tell", "a.set('port', 8117).set('host', host); require('./config')(a);", "? tcp ? ?"],
      ["what a server is made of", "a.set('port', 8117).set('host', host); require('http').createServer(a);", "tcp 127.0.0.1 8117"],
      ["what nobody can tell", "a.set('port', 8117).set('host', host).set(f(), '0.0.0.0');", "? tcp ? ?"],
    ] as const
  ).map(([what, text, shown]): Case => [
    `an application's settings: ${what}`,
    [...HTTP, "const a = require('express')();", text, "a.listen(a.get('port'), a.get('host'));"],
    [shown],
  ]),
  ["entries", [...HTTP, "for (const [k, v] of Object.entries(o)) if (k === 'host') s.listen(8117, v);"], ["tcp 127.0.0.1 8117"]],
  ...(
    [
      ["a parameter by arguments", "function f(h) { arguments[0] = '0.0.0.0'; host = h; } f(host);", "? tcp ? 8117"],
      [
        "a parameter by another name of them",
        "function f(h) { const a = arguments; a[0] = '0.0.0.0'; host = h; } f(host);",
        "? tcp ? 8117",
      ],
      ["arguments by a parameter", "function f(h) { h = '0.0.0.0'; host = arguments[0]; } f(host);", "? tcp ? 8117"],
      ["arguments that are read", "function f() { host = arguments[0]; } f('0.0.0.0');", "tcp 0.0.0.0 8117"],
      ["a list of that name", "function f(h) { const l = [1]; l[0] = '0.0.0.0'; host = h; } f(host);", "tcp 127.0.0.1 8117"],
      ["a template's function", "function t() { host = '0.0.0.0'; } t`x`;", "tcp 0.0.0.0 8117"],
      ["a template's method", "const o2 = { t() { host = '0.0.0.0'; } }; o2.t`x${1}`;", "tcp 0.0.0.0 8117"],
      ["what a template's function takes", "function t(_, h) { host = h; } t`x${'0.0.0.0'}`;", "tcp 0.0.0.0 8117"],
      ["a function in a template", "const t = (_, v) => v(); t`${() => { host = '0.0.0.0'; }}`;", "tcp 0.0.0.0 8117"],
      ["a function in a template, handed on", "f`${() => { host = '0.0.0.0'; }}`;", "? tcp ? 8117"],
      ["a template of nobody's", "f`${host}`;", "tcp 127.0.0.1 8117"],
      ["a template alone", "`x`;", "tcp 127.0.0.1 8117"],
    ] as const
  ).map(([what, text, shown]): Case => [what, [...HTTP, text, "s.listen(8117, host);"], [shown]]),
  ["IPv6 alone", [...HTTP, 's.listen({ port: 8117, host: "::", ipv6Only: true });'], ["tcp [::] 8117"]],
  ["IPv6 and IPv4", [...HTTP, 's.listen({ port: 8117, host: "::", ipv6Only: false });'], ["tcp * 8117"]],
  ["datagrams by IPv6 alone", ['require("dgram").createSocket({ type: "udp6", ipv6Only: true }).bind(8117);'], ["udp [::] 8117"]],
  ["datagrams by both", ['require("dgram").createSocket({ type: "udp6" }).bind(8117);'], ["udp * 8117"]],
];

test.each(JAVASCRIPT.map(([what, ...one]) => [what, one] as const))("JavaScript: %s", (_what, one) => {
  shows("node", "app.js", one);
});
