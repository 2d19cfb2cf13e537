import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const GUNICORN = "gunicorn -D -b 0.0.0.0:8117 a";
const OPEN = "tcp 0.0.0.0 8117";
const UNIT =
  "printf '[Service]\\nExecStart=/usr/bin/gunicorn -b 0.0.0.0:8117 a\\nMORE\\n[Install]\\nWantedBy=multi-user.target\\n' > /etc/systemd/system/a.service\nsystemctl start a\n";
const NGINX = ["tcp 0.0.0.0 80", "tcp [::] 80"];
const NEXT_BOOT = NGINX.map((socket) => `? ${socket}`);

const POSTGRES =
  "apt-get install -y postgresql\nprintf \"listen_addresses = '127.0.0.9'\\nport = 5477\\n\" >> /etc/postgresql/16/main/postgresql.conf\nsystemctl restart postgresql";

/** What user data leads to that ends what it has started. */
test.each<[string, string, readonly string[]]>([
  ["pkill", `${GUNICORN}\npkill gunicorn`, []],
  ["pkill, by a pattern", `${GUNICORN}\npkill -9 'guni.*n$'`, []],
  ["pkill of another", `${GUNICORN}\npkill uvicorn`, [OPEN]],
  ["pkill of a longer name", `${GUNICORN}\npkill -x unicorn`, [OPEN]],
  ["pkill by the command line", `${GUNICORN}\npkill --signal KILL -f 'gunicorn'`, []],
  ["pkill by the command line of another port", `gunicorn -D -b 0.0.0.0:8117 a\npkill -f http.server`, [OPEN]],
  ["pkill by a line that the program may have rewritten", `${GUNICORN}\npkill -f -- '-b 0.0.0.0:8117'`, [`? ${OPEN}`]],
  ["pkill of an interpreter's script", "python3 -m http.server 8117 &\npkill -f 'http.server 8117'", []],
  ["pkill by the name of an interpreter", "python3 -m http.server 8117 &\npkill python3", [`? ${OPEN}`]],
  ["pkill of one user's", `${GUNICORN}\npkill -u app gunicorn`, [`? ${OPEN}`]],
  ["pkill to read again", `${GUNICORN}\npkill -HUP gunicorn`, [OPEN]],
  ["pkill to ask", `${GUNICORN}\npkill -0 gunicorn`, [OPEN]],
  ["pkill where it is open", `${GUNICORN}\n[ -e /opt/x ] && pkill gunicorn`, [`? ${OPEN}`]],
  ["pkill of a name that nobody knows", `${GUNICORN}\npkill "$(cat /opt/name)"`, [`? ${OPEN}`]],
  ["killall of what installs", `${POSTGRES}\nkillall apt apt-get dpkg`, ["tcp 127.0.0.9 5477"]],
  ["killall of a package's service", `${POSTGRES}\nkillall postgres`, ["? tcp 127.0.0.9 5477"]],
  ["pkill, then another", `${GUNICORN}\npkill gunicorn\ngunicorn -D -b 127.0.0.1:8117 a`, ["tcp 127.0.0.1 8117"]],
  ["pkill before", `pkill gunicorn\n${GUNICORN}`, [OPEN]],
  ["killall", `${GUNICORN}\nkillall -q -w gunicorn`, []],
  ["killall of a part of the name", `${GUNICORN}\nkillall guni`, [OPEN]],
  ["killall by a pattern", `${GUNICORN}\nkillall -r 'guni.*'`, []],
  ["kill of what was started", `gunicorn -b 0.0.0.0:8117 a &\nkill $!`, [`? ${OPEN}`]],
  ["kill of what lsof finds", `${GUNICORN}\nlsof -ti :8117 | xargs kill -9`, [`? ${OPEN}`]],
  ["kill to read again", `${GUNICORN}\nkill -HUP $(cat /run/g.pid)`, [OPEN]],
  ["fuser", `${GUNICORN}\nfuser -k 8117/tcp`, []],
  ["fuser, the protocol apart", `${GUNICORN}\nfuser -k -n tcp 8117`, []],
  ["fuser of another port", `${GUNICORN}\nfuser -k 8118/tcp`, [OPEN]],
  ["fuser of a file", `${GUNICORN}\nfuser -vk /var/lib/dpkg/lock`, [OPEN]],
  ["fuser asks", `${GUNICORN}\nfuser 8117/tcp`, [OPEN]],
  [
    "a command in a container that nobody knows",
    "C=$(docker run -d -p 8117:80 nginx)\ndocker exec $C nginx -s quit",
    ["container nginx bridge", "  publish tcp * 8117-8117 -> 80-80", "  ? tcp 0.0.0.0 80", "  ? tcp [::] 80", "…"],
  ],
  [
    "a command in a container that ends nothing",
    "C=$(docker run -d -p 8117:80 nginx)\ndocker exec $C nginx -t",
    ["container nginx bridge", "  publish tcp * 8117-8117 -> 80-80", "  tcp 0.0.0.0 80", "  tcp [::] 80", "…"],
  ],
  ["nginx stops itself", "printf 'events {}\\nhttp { server { listen 8117; } }\\n' > /etc/nginx/nginx.conf\nnginx\nnginx -s quit", []],
  ["a service that starts again", `${UNIT.replace("MORE", "Restart=always")}pkill gunicorn`, [OPEN]],
  ["a service that ends", `${UNIT.replace("MORE", "")}pkill gunicorn`, [`? ${OPEN}`]],
  ["a service of another name", `${UNIT.replace("MORE", "")}pkill uvicorn`, [OPEN]],
  [
    "what a service ends",
    `${GUNICORN}\n${UNIT.replace("8117", "8118").replace("MORE", "ExecStartPre=pkill gunicorn")}`,
    [`? ${OPEN}`, "tcp 0.0.0.0 8118"],
  ],
  [
    "pm2 starts it again",
    "npm i -g pm2\nprintf 'require(\"http\").createServer().listen(8117)' > /opt/a.js\npm2 start /opt/a.js\npkill node",
    ["tcp * 8117"],
  ],
  ["stopped until the next boot", "apt-get install -y nginx\nsystemctl stop nginx", NEXT_BOOT],
  ["stopped and disabled", "apt-get install -y nginx\nsystemctl stop nginx\nsystemctl disable nginx", []],
  ["disabled by another of its names", "yum install -y redis6\nsystemctl enable --now redis6\nsystemctl disable --now redis6", []],
  ["an installed package is removed", "apt-get install -y apache2\napt-get remove -y apache2", []],
  ["purged", "apt-get install -y apache2\napt purge -y 'apache2*'", []],
  ["by dpkg", "apt-get install -y apache2\ndpkg -P apache2", []],
  ["another is removed", "apt-get install -y nginx\napt-get purge -y apache2", NGINX],
  ["a package that may only name the server", "apt-get install -y nginx\napt-get remove -y nginx", NEXT_BOOT],
  ["with what it has brought", "apt-get install -y nginx\napt-get purge --auto-remove -y nginx", []],
  ["by yum", "yum install -y httpd\nsystemctl enable --now httpd\nyum -y remove httpd", []],
  ["and installed again", "apt-get install -y apache2\napt-get purge -y apache2\napt-get install -y apache2", ["tcp * 80"]],
])("%s", (_name, text, expected) => {
  expect(summary(launcher.userData(`#!/bin/bash\n${text}`))).toEqual(expected);
});
