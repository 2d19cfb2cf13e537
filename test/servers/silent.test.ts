import { serverFor } from "../../src/servers";
import { invocationOf } from "./notation";

/** Whether all that it opens is known, and is nothing. */
const isSilent = (source: string, files: Readonly<Record<string, string>> = {}): boolean => {
  const served = serverFor("python3")?.listens(invocationOf({ argv: ["python3", "-c", source], files }));
  return served?.complete === true && served.listeners.length === 0 && served.unknowns.length === 0;
};

/** As scripts use Python: to read JSON, to make a password, to ask for an address. */
test.each([
  "import secrets; print(secrets.token_hex(16))",
  "import json,sys; print(json.load(sys.stdin)['SecretString'])",
  "import sys, json as j\nfor one in j.load(sys.stdin)['a']:\n    print(one['b'])",
  "from urllib.parse import quote, unquote as u; import os\nprint(quote(os.environ['TOKEN']), u('%2f'))",
  "from os import (environ,\n  getenv)\nprint(environ.get('A', getenv('B')))",
  "import urllib.request\nprint(urllib.request.urlopen('http://169.254.169.254/latest/meta-data/local-ipv4').read().decode())",
  "import yaml\nprint(yaml.safe_load(open('/opt/app.yaml'))['port'], open('/etc/hosts', 'r').read())",
  "import ipaddress; print(next(ipaddress.ip_network('10.31.0.0/16').hosts()))",
  "print(8 * 7)",
])("opens nothing: %s", (source) => {
  expect(isSilent(source)).toBe(true);
});

/** One leaf away: what starts, writes, brings or hides something may open a socket, or make a server open one. */
test.each([
  "import secrets, app; print(secrets.token_hex(16))",
  "import os; os.system('/opt/serve')",
  "import os as o; o.system('/opt/serve')",
  "import os\nrun = os\nrun.system('/opt/serve')",
  "from os import system as say; say('/opt/serve')",
  "from os import *\nprint(environ)",
  "import subprocess; print(subprocess.check_output(['id']))",
  "from http import server; print(server)",
  "import socket; print(socket.gethostname())",
  "open('/etc/redis/redis.conf', 'a').write('bind 0.0.0.0')",
  "open('/etc/redis/redis.conf', mode='w').write('bind 0.0.0.0')",
  "write = open\nwrite('/etc/redis/redis.conf', 'w')",
  "import io; io.open('/etc/redis/redis.conf', 'w').write('')",
  "import urllib.request as r; r.urlretrieve('http://e.org/redis.conf', '/etc/redis/redis.conf')",
  "f = open(file='/etc/redis/redis.conf', mode='w'); f.write('bind 0.0.0.0')",
  "open(*['/etc/redis/redis.conf', 'w']).write('bind 0.0.0.0')",
  "import requests\nwhile True: requests.get('http://10.31.0.9')",
  "import sys; sys.exit(1)",
  "exec(input())",
  "__import__('app')",
  "import sys; sys.modules['os'].system('/opt/serve')",
  "getattr(print, 'x')()",
  "import requests\nfrom .app import serve",
])("may open something: %s", (source) => {
  expect(isSilent(source)).toBe(false);
});

test("a module of the program's own is not the library's of that name", () => {
  const files = { "json.py": "import socket\nsocket.create_server(('0.0.0.0', 8117)).accept()\n" };
  expect(isSilent("import json; print(json)")).toBe(true);
  expect(isSilent("import json; print(json)", files)).toBe(false);
});
