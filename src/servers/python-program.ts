import { type Invocation, type Server, UNSEEN } from "../model/launch";
import { unseen } from "../words/servers";
import { server as django } from "./django";
import { listensByFile, listensBySource } from "./python/source";
import { NOTHING, unknown } from "./served";
import { hasHole } from "../model/text";

/** Options of the interpreter that take a value. https://docs.python.org/3/using/cmdline.html */
const TAKING = /^-[WX]$|^--check-hash-based-pycs$/;

export const server: Server = {
  name: "python",
  programs: ["python", "python2", "python3", "pypy", "pypy3"],
  manual: "https://docs.python.org/3/using/cmdline.html",
  background: false,
  listens: (invocation) => {
    const [, ...args] = invocation.argv;
    for (let index = 0; index < args.length; index++) {
      const argument = args[index] ?? "";
      const next = args[index + 1];
      if (hasHole(argument)) return unknown(unseen.code("the program"));
      if (/^-[a-zA-Z]*c$/.test(argument)) {
        const argv = ["the code", ...args.slice(index + 2)];
        return listensBySource("the code", next ?? "", invocation.cwd, { ...invocation, argv });
      }
      if (/^-[a-zA-Z]*m$/.test(argument)) return ofModule(next ?? "", args.slice(index + 2), invocation);
      if (TAKING.test(argument)) index++;
      else if (argument === "-") return unknown(unseen.code("standard input"));
      else if (!argument.startsWith("-")) return ofScript(argument, args.slice(index + 1), invocation);
    }
    return NOTHING;
  },
  examples: [
    { argv: ["python3"], listens: [] },
    {
      argv: ["python3", "-u", "app.py"],
      files: {
        "app.py":
          'import os\nfrom flask import Flask\napp = Flask(__name__)\nif __name__ == "__main__":\n    app.run(host="0.0.0.0", port=int(os.environ.get("PORT", 5001)))\n',
      },
      listens: ["tcp 0.0.0.0 5001"],
    },
    {
      argv: ["python3", "w.py"],
      files: { "w.py": "from waitress import serve\nserve(object(), listen='127.0.0.1:8087')\n" },
      listens: ["tcp 127.0.0.1 8087"],
    },
    {
      argv: ["python3", "w.py"],
      files: { "w.py": "from waitress import serve\nserve(object(), listen='*:8088', threads=8)\n" },
      listens: ["tcp * 8088"],
    },
    {
      argv: ["python3", "w.py"],
      files: { "w.py": "import waitress\nwaitress.serve(object(), listen='0.0.0.0:8089 127.0.0.1:8090')\n" },
      listens: ["? tcp ? ?"],
    },
    {
      argv: ["python3", "-m", "api.serve"],
      env: { HOST: "127.0.0.1" },
      files: {
        "api/serve.py":
          "import uvicorn\nfrom api.settings import HOST, PORT\n\ndef main():\n    uvicorn.run('api:app', host=HOST, port=PORT)\n\nmain()\n",
        "api/settings.py": 'from os import environ\nHOST = environ["HOST"]\nPORT = 8000 + 7\n',
      },
      listens: ["tcp 127.0.0.1 8007"],
    },
    {
      argv: ["python3", "-c", "import socket; s = socket.socket(); s.bind(('0.0.0.0', 5003)); s.listen(); s.accept()"],
      listens: ["tcp 0.0.0.0 5003"],
    },
    {
      argv: ["python3", "serve.py"],
      files: { "serve.py": "from http.server import HTTPServer\nwith HTTPServer(('', 8004), None) as httpd:\n    httpd.serve_forever()\n" },
      listens: ["tcp 0.0.0.0 8004"],
    },
    { argv: ["python3", "manage.py", "runserver", "0:8005"], listens: ["tcp 0.0.0.0 8005"] },
  ],
};

function ofScript(script: string, args: readonly string[], invocation: Invocation): ReturnType<Server["listens"]> {
  if (/(^|\/)manage\.py$/.test(script)) return django.listens({ ...invocation, argv: [script, ...args] });
  return listensByFile(script, { ...invocation, argv: [script, ...args] });
}

/** `python -m app`: `app.py`, else the package's `__main__.py`. */
function ofModule(module: string, args: readonly string[], invocation: Invocation): ReturnType<Server["listens"]> {
  const path = module.replaceAll(".", "/");
  for (const candidate of [`${path}.py`, `${path}/__main__.py`]) {
    const text = invocation.cwd === null ? UNSEEN : invocation.files.read(`${invocation.cwd}/${candidate}`);
    if (text !== null && text !== UNSEEN) return listensBySource(module, text, invocation.cwd, { ...invocation, argv: [module, ...args] });
  }
  return unknown(unseen.code(module));
}
