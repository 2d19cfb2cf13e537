import { launcher } from "../../src/launch";
import { environment, files, invocation, summary } from "./sockets";

const AFTER = "gunicorn -b 0.0.0.0:8117 a";

/** What is open of the server that comes after: definite, possible, or nothing. */
function after(command: string, texts: Readonly<Record<string, string>> = {}, env: Readonly<Record<string, string>> = {}): string {
  const argv = ["sh", "-c", `${command}\n${AFTER}`];
  const lines = summary(launcher.command(invocation(argv, { files: files(texts), environment: environment(env) })));
  return lines.find((line) => line.endsWith(" 8117")) ?? "hidden";
}

const RUNS = "tcp 0.0.0.0 8117";

test.each<[string, Readonly<Record<string, string>>?, Readonly<Record<string, string>>?]>([
  ["varnishd -a :6081 -b localhost:9000"],
  ["busybox httpd -p 127.0.0.1:8082"],
  ["busybox telnetd -p 8023"],
  ["tinyproxy", { "/etc/tinyproxy/tinyproxy.conf": "Port 8888\n" }],
  ["iperf3 -sD -B 127.0.0.1"],
  ["rails server -d -b 127.0.0.1"],
  ["haproxy -f h.cfg", { "/srv/shop/h.cfg": "global\n  daemon\nfrontend f\n  bind *:8081\n" }],
  ["redis-server /etc/r.conf", { "/etc/r.conf": "bind 127.0.0.1\ndaemonize yes\n" }],
  ["redis-server --port 6380 --daemonize yes"],
  ["stunnel /etc/s.conf", { "/etc/s.conf": "[a]\naccept = 8443\n" }],
  ["dropbear -p 2222"],
  ["mongod -f /etc/m.conf", { "/etc/m.conf": "processManagement:\n  fork: true\nnet:\n  port: 27021\n" }],
  ["mongod --fork --logpath /x"],
  ["uwsgi --ini u.ini", { "/srv/shop/u.ini": "[uwsgi]\nhttp-socket = :8082\ndaemonize = /var/log/u\n" }],
  ["gunicorn -b :8083 -c g.py b", { "/srv/shop/g.py": "daemon = True\n" }],
  ["gunicorn -b :8083 b", {}, { GUNICORN_CMD_ARGS: "--daemon" }],
  ["memcached -vd"],
  ["sshd -p 2222", { "/etc/ssh/sshd_config": "" }],
  ["nginx", { "/etc/nginx/nginx.conf": "# daemon off;\nhttp { server { listen 8085; } }" }],
  ["php-fpm", { "/etc/php-fpm.conf": "[www]\nlisten = 9002\n" }],
  ["lighttpd -f l.conf", { "/srv/shop/l.conf": "server.port = 8084\n" }],
  ["unbound -c u.conf", { "/srv/shop/u.conf": "server:\n  interface: 0.0.0.0\n" }],
])("%s goes to the background, and what follows runs", (...[command, texts, env]) => {
  expect(after(command, texts, env)).toBe(RUNS);
});

test.each<[string, Readonly<Record<string, string>>?]>([
  ["varnishd -F -a :6081 -b localhost:9000"],
  ["busybox httpd -fp 127.0.0.1:8082"],
  ["busybox telnetd -F -p 8023"],
  ["tinyproxy -d", { "/etc/tinyproxy/tinyproxy.conf": "Port 8888\n" }],
  ["iperf3 -s -B 127.0.0.1"],
  ["rails server -b 127.0.0.1"],
  ["haproxy -f h.cfg", { "/srv/shop/h.cfg": "global\n  # daemon\nfrontend f\n  bind *:8081\n" }],
  ["haproxy -db -f h.cfg", { "/srv/shop/h.cfg": "global\n  daemon\nfrontend f\n  bind *:8081\n" }],
  ["redis-server /etc/r.conf --daemonize no", { "/etc/r.conf": "bind 127.0.0.1\ndaemonize yes\n" }],
  ["stunnel /etc/s.conf", { "/etc/s.conf": "foreground = yes\n[a]\naccept = 8443\n" }],
  ["dropbear -F -p 2222"],
  ["mongod -f /etc/m.conf", { "/etc/m.conf": "net:\n  port: 27021\n" }],
  ["uwsgi --ini u.ini", { "/srv/shop/u.ini": "[uwsgi]\nhttp-socket = :8082\n;daemonize = /var/log/u\n" }],
  ["gunicorn -b :8083 -c g.py b", { "/srv/shop/g.py": "daemon = False\n" }],
  ["memcached -v"],
  ["sshd -De -p 2222", { "/etc/ssh/sshd_config": "" }],
  ["nginx", { "/etc/nginx/nginx.conf": "daemon off; http { server { listen 8085; } }" }],
  ["nginx -g 'daemon off;'", { "/etc/nginx/nginx.conf": "http { server { listen 8085; } }" }],
  ["php-fpm -F", { "/etc/php-fpm.conf": "[www]\nlisten = 9002\n" }],
  // Its workers are daemons in the sense of Python's multiprocessing, and the program stays. hypercorn/run.py
  ["hypercorn --daemon -b 127.0.0.1:8086 b"],
  ["uvicorn --port 8087 b:b"],
])("%s stays, and nothing that follows runs", (...[command, texts]) => {
  expect(after(command, texts)).toBe("hidden");
});

test("where its arguments are not known, what follows may run", () => {
  const argv = ["sh", "-c", `memcached -l 127.0.0.1 $OPTIONS\n${AFTER}`];
  const launched = launcher.command(invocation(argv, { environment: environment({}, false) }));
  expect(summary(launched)).toContain(`? ${RUNS}`);
});
