/** A start of a real program. `@` in arguments, variables and files stands for the folder that it runs in. */
export interface Run {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

const WSGI = "def app(environ, start):\n    start('200 OK', [])\n    return [b'ok']\n";
const ASGI = "async def app(scope, receive, send):\n    pass\n";
const FLASK = "from flask import Flask\napp = Flask(__name__)\n";

const wsgi = (argv: readonly string[], more: Partial<Run> = {}): Run => ({ argv, ...more, files: { "wsgi.py": WSGI, ...more.files } });
const asgi = (argv: readonly string[], more: Partial<Run> = {}): Run => ({ argv, ...more, files: { "asgi.py": ASGI, ...more.files } });
const flask = (argv: readonly string[], more: Partial<Run> = {}): Run => ({ argv, ...more, files: { "wsgi.py": FLASK, ...more.files } });
const python = (source: string, more: Partial<Run> = {}): Run => ({
  argv: ["python3", "app.py"],
  ...more,
  files: { "app.py": source, ...more.files },
});
const node = (source: string, more: Partial<Run> = {}): Run => ({
  argv: ["node", "app.js"],
  ...more,
  files: { "app.js": source, ...more.files },
});
const nginx = (servers: string, more: Readonly<Record<string, string>> = {}): Run => ({
  argv: ["nginx", "-c", "@/nginx.conf", "-g", "daemon off;"],
  files: { "nginx.conf": `pid @/nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\n  access_log off;\n  ${servers}\n}\n`, ...more },
});
const haproxy = (...binds: readonly string[]): Run => ({
  argv: ["haproxy", "-db", "-f", "h.cfg"],
  files: {
    "h.cfg": `defaults\n  timeout client 1s\n  timeout connect 1s\n  timeout server 1s\nfrontend a\n${binds.map((bind) => `  bind ${bind}\n`).join("")}  default_backend b\nbackend b\n  server s 127.0.0.1:1\n`,
  },
});
const apache = (lines: string): Run => ({
  argv: ["apache2", "-X", "-f", "@/httpd.conf"],
  files: {
    "httpd.conf": `ServerRoot "@"\nServerName x\nPidFile @/httpd.pid\nErrorLog @/error.log\nDefaultRuntimeDir @\nLoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so\nLoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so\n${lines}`,
  },
});
const sshd = (lines: string, ...args: readonly string[]): Run => ({
  argv: ["/usr/sbin/sshd", "-D", "-f", "@/sshd_config", ...args],
  files: { sshd_config: `${lines}\n` },
});

/** By the program that the machine must have. */
export const RUNS: Readonly<Record<string, readonly Run[]>> = {
  gunicorn: [
    wsgi(["gunicorn", "wsgi:app"]),
    wsgi(["gunicorn", "wsgi:app"], { env: { PORT: "5001" } }),
    wsgi(["gunicorn", "-b", "0.0.0.0:5002", "-b127.1:5003", "--bin=[::]:5004", "wsgi:app"]),
    wsgi(["gunicorn", "-b", ":5005", "wsgi:app"], { env: { GUNICORN_CMD_ARGS: "--bind=127.0.0.1:1" } }),
    wsgi(["gunicorn", "wsgi:app"], {
      files: {
        "gunicorn.conf.py": "import os\nport = int(os.getenv('P', '5006'))\nbind = [f'10.9.0.2:{port}', 'localhost:' + str(port + 1)]\n",
      },
    }),
    wsgi(["gunicorn", "-c", "python.py", "wsgi:app"], { files: { "python.py": "bind = '::'\nif True:\n    bind = '[::1]:5008'\n" } }),
    wsgi(["gunicorn", "-b", "0.0.0.0:$PORT", "wsgi:app"], { env: { PORT: "5009" } }),
    wsgi(["gunicorn", "-b", "8000", "wsgi:app"]),
    wsgi(["gunicorn", "-b", "*:8000", "wsgi:app"]),
    wsgi(["gunicorn", "-b", "0.0.0.0/0", "wsgi:app"]),
    wsgi(["gunicorn", "-b", "0.0.0.0", "wsgi:app"]),
    wsgi(["sh", "-c", "exec gunicorn --bind 0.0.0.0:${PORT:-5010} wsgi:app"]),
  ],
  flask: [
    flask(["flask", "--app", "wsgi", "run"]),
    flask(["flask", "--app", "wsgi", "run", "-h", "0.0.0.0", "-p", "5001"]),
    flask(["flask", "--app", "wsgi", "run"], { env: { FLASK_RUN_HOST: "::", FLASK_RUN_PORT: "5002" } }),
    flask(["python3", "-m", "flask", "--app", "wsgi", "run", "--host="]),
    python(`${FLASK}if __name__ == "__main__":\n    app.run("0.0.0.0", 5003)\n`),
    python(
      `import os\n${FLASK}def main(host=os.environ.get("HOST", "127.0.0.1")):\n    app.run(host=host, port=int(os.environ["PORT"]))\nmain()\n`,
      { env: { PORT: "5004" } },
    ),
    python(`${FLASK}from settings import *\napp.run(host=HOST, port=PORT)\n`, {
      files: { "settings.py": "HOST = '0.0.0.0'\nPORT = 5000 + 5\n" },
    }),
  ],
  uvicorn: [
    asgi(["uvicorn", "asgi:app"]),
    asgi(["uvicorn", "asgi:app", "--host", "::", "--port=9001"]),
    asgi(["uvicorn", "asgi:app", "--host", ""]),
    asgi(["uvicorn", "asgi:app", "--host", "localhost"], { env: { UVICORN_PORT: "9002", PORT: "1" } }),
    python("import uvicorn\nfrom asgi import app\nuvicorn.run(app, host='0.0.0.0', port=9003)\n", { files: { "asgi.py": ASGI } }),
  ],
  hypercorn: [
    asgi(["hypercorn", "asgi:app"]),
    asgi(["hypercorn", "-b", "0.0.0.0:9001", "--bind", "[::1]:9002", "asgi:app"]),
    asgi(["hypercorn", "-c", "file:conf.py", "asgi:app"], { files: { "conf.py": "bind = '10.9.0.2:9003'\n" } }),
  ],
  "waitress-serve": [
    wsgi(["waitress-serve", "wsgi:app"]),
    wsgi(["waitress-serve", "--listen=*:8081", "--listen=127.0.0.1:8082", "wsgi:app"]),
    wsgi(["waitress-serve", "--host=::1", "--port=8083", "wsgi:app"]),
  ],
  daphne: [
    asgi(["daphne", "asgi:app"]),
    asgi(["daphne", "-b", "0.0.0.0", "-p", "8001", "asgi:app"]),
    asgi(["daphne", "-e", "tcp:8002:interface=10.9.0.2", "asgi:app"]),
  ],
  python3: [
    { argv: ["python3", "-m", "http.server", "8001", "-b", "127.0.0.1"] },
    { argv: ["python3", "-m", "http.server", "8002", "--bind", "::"] },
    python("import socket\ns = socket.socket(socket.AF_INET6)\ns.bind(('', 7001))\ns.listen()\ns.accept()\n"),
    python("import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\ns.bind(('0', 7002))\ns.recv(1)\n"),
    python(
      "import socketserver\nclass S(socketserver.TCPServer):\n    pass\nwith S(('10.9.0.2', 7003), None) as s:\n    s.serve_forever()\n",
    ),
    python(
      "import asyncio\nasync def main():\n    s = await asyncio.start_server(None, None, 7004)\n    await s.serve_forever()\nasyncio.run(main())\n",
    ),
    python(
      "from wsgiref.simple_server import make_server\nHOST, PORT = '127.0.0.1', 7005\nmake_server(HOST, PORT, None).serve_forever()\n",
    ),
  ],
  node: [
    node("require('http').createServer().listen(3001)"),
    node("require('net').createServer().listen({ port: 3002, host: '0.0.0.0' })"),
    node("const { PORT = 3003, HOST } = process.env;\nrequire('http').createServer().listen(PORT, HOST)", { env: { HOST: "10.9.0.2" } }),
    node(
      "const c = require('./config');\nfunction start(port) { require('http').createServer().listen(port, c.host) }\nstart(c.port || 1)",
      {
        files: { "config.js": "module.exports = { host: '::1', port: Number(process.env.PORT) || 3004 };\n" },
      },
    ),
    node(
      "const http = require('http');\nconst on = process.env.ON === '1';\nif (on) http.createServer().listen(3005, '127.0.0.1'); else http.createServer().listen(3006);",
    ),
    node("setInterval(() => {}, 1000);", { argv: ["node", "--inspect=0.0.0.0:9230", "app.js"] }),
    node("require('dgram').createSocket('udp4').bind(3007)"),
  ],
  nginx: [
    nginx("server { }"),
    nginx("server { listen 8080; listen [::]:8080; }"),
    nginx("server { listen 127.0.0.1:8081; } server { listen 8082; listen 10.9.0.2:8082; }"),
    nginx("server { listen [::]:8083 ipv6only=off; } server { listen localhost:8084; }"),
    nginx("include conf.d/*.conf;", { "conf.d/a.conf": "server { listen 8085 default_server; }", "conf.d/b.txt": "server { listen 1; }" }),
    nginx("server { listen $PORT; }"),
  ],
  "redis-server": [
    { argv: ["redis-server"] },
    { argv: ["redis-server", "--bind", "127.0.0.1", "10.9.0.2", "--port", "6380"] },
    { argv: ["redis-server", "r.conf", "--port", "6381"], files: { "r.conf": "bind * -::*\nport 1\n" } },
    { argv: ["redis-server", "--bind", ""] },
    { argv: ["redis-server", "--bind", "0.0.0.0/0"] },
  ],
  sshd: [
    sshd("PidFile none"),
    sshd("Port 2222\nListenAddress 10.9.0.2\nListenAddress [::1]:2223"),
    sshd("AddressFamily inet", "-p", "2224"),
    sshd("", "-oListenAddress=127.0.0.1:2225"),
  ],
  memcached: [
    { argv: ["memcached", "-u", "root"] },
    { argv: ["memcached", "-u", "root", "-l", "127.0.0.1,10.9.0.2:11212", "-U", "11213"] },
    { argv: ["memcached", "-uroot", "-l::", "-p11214"] },
  ],
  haproxy: [
    haproxy(":8080", "127.0.0.1:8081,10.9.0.2:8082"),
    haproxy("[::]:8083 v6only", ":::8084"),
    haproxy("*:8085-8087", "ipv6@:8088 v4v6"),
    haproxy(":8089 interface lo"),
  ],
  apache2: [
    apache("Listen 8080\n"),
    apache("Listen 127.0.0.1:8081\nListen [::1]:8082\nListen 0.0.0.0:8083\n<VirtualHost *:1>\n</VirtualHost>\n"),
    apache(""),
  ],
  lighttpd: [
    {
      argv: ["lighttpd", "-D", "-f", "l.conf"],
      files: { "l.conf": 'server.document-root = "/tmp"\nserver.port = 8080\nserver.bind = "10.9.0.2"\n' },
    },
    { argv: ["lighttpd", "-D", "-f", "l.conf"], files: { "l.conf": 'server.document-root = "/tmp"\nserver.port = 8081\n' } },
  ],
  mosquitto: [
    { argv: ["mosquitto", "-p", "1884"] },
    { argv: ["mosquitto", "-c", "m.conf"], files: { "m.conf": "listener 1885\nlistener 1886 127.0.0.1\n" } },
  ],
  dnsmasq: [
    { argv: ["dnsmasq", "-k", "-u", "root", "-C", "/dev/null", "-p", "5353", "--listen-address=127.0.0.1"] },
    { argv: ["dnsmasq", "-k", "-u", "root", "-C", "/dev/null", "-z", "-a", "127.0.0.1", "-p", "5354"] },
  ],
  socat: [
    { argv: ["socat", "TCP4-LISTEN:8080,fork,bind=10.9.0.2", "PIPE"] },
    { argv: ["socat", "TCP6-LISTEN:8081,fork", "PIPE"] },
    { argv: ["socat", "TCP6-LISTEN:8082,ipv6only=1", "PIPE"] },
  ],
  "nc.openbsd": [
    { argv: ["nc.openbsd", "-lk", "8080"] },
    { argv: ["nc.openbsd", "-l", "127.0.0.1", "8081"] },
    { argv: ["nc.openbsd", "-6lk", "8082"] },
  ],
  php: [{ argv: ["php", "-S", "0.0.0.0:8080"] }, { argv: ["php", "-S", ":8081"] }, { argv: ["php", "-S", "[::]:8082"] }],
  vsftpd: [
    { argv: ["vsftpd", "@/v.conf"], files: { "v.conf": "background=NO\nlisten=YES\nlisten_address=10.9.0.2\nlisten_port=2121\n" } },
    { argv: ["vsftpd", "@/v.conf"], files: { "v.conf": "background=NO\nlisten_ipv6=YES\n" } },
  ],
  snmpd: [
    {
      argv: ["snmpd", "-f", "-I", "-smux", "-C", "-c", "@/s.conf"],
      files: { "s.conf": "agentaddress 127.0.0.1:1161,udp6:[::]:1162\nagentaddress tcp:10.9.0.2:1163\n" },
    },
    { argv: ["snmpd", "-f", "-I", "-smux", "-C", "-c", "@/s.conf"], files: { "s.conf": "rocommunity public\n" } },
  ],
  openvpn: [
    { argv: ["openvpn", "--dev", "null", "--port", "1195"] },
    { argv: ["openvpn", "--config", "@/o.conf"], files: { "o.conf": "dev null\nproto udp6\nport 1196 # one\n" } },
    {
      argv: ["openvpn", "@/o.conf"],
      files: { "o.conf": "dev null\nproto tcp-server\nlocal 10.9.0.2\nlport 1197\nmanagement 127.0.0.1 7505\n" },
    },
  ],
  pgbouncer: [
    {
      argv: ["pgbouncer", "-u", "postgres", "@/p.ini"],
      files: {
        "p.ini": "[databases]\n[pgbouncer]\nauth_type = any\nunix_socket_dir =\nlisten_addr = 127.0.0.1, 10.9.0.2\nlisten_port = 6433\n",
      },
    },
    {
      argv: ["pgbouncer", "-u", "postgres", "@/p.ini"],
      files: { "p.ini": "[databases]\n[pgbouncer]\nauth_type = any\nunix_socket_dir =\nlisten_addr = *\n" },
    },
  ],
  danted: [
    {
      argv: ["danted", "-f", "@/d.conf"],
      files: {
        "d.conf":
          "internal: 0.0.0.0 port = 1081\nexternal: d0\nsocksmethod: none\nclientmethod: none\nlogoutput: stderr\nclient pass { from: 0/0 to: 0/0 }\nsocks pass { from: 0/0 to: 0/0 }\n",
      },
    },
  ],
  named: [
    {
      argv: ["named", "-g", "-u", "root", "-c", "@/n.conf"],
      files: {
        "n.conf": 'options { directory "@"; listen-on port 5300 { 10.9.0.2; 127.0.0.1; }; listen-on-v6 { none; }; };\ncontrols { };\n',
      },
    },
  ],
  stunnel4: [
    {
      argv: ["stunnel4", "@/s.conf"],
      files: {
        "s.conf":
          "foreground = yes\npid =\n[a]\nclient = yes\naccept = 8443\nconnect = 127.0.0.1:1\n[b]\nclient = yes\naccept = 127.0.0.1:8444\nconnect = 127.0.0.1:1\n",
      },
    },
  ],
};
