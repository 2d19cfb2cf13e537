import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const after = (lines: string): readonly string[] => summary(launcher.userData(`#!/bin/bash\n${lines}\n`));

const REDIS = ["tcp 127.0.0.1 6379", "tcp ::1 6379"];
const MYSQL = ["tcp 127.0.0.1 3306"];
const POSTGRES = ["tcp localhost 5432"];

const PACKAGES: Readonly<Record<string, readonly [install: string, restart: string, shut: readonly string[]]>> = {
  redis: ["apt-get install -y redis-server", "systemctl restart redis-server", REDIS],
  mysql: ["apt-get install -y mysql-server", "systemctl restart mysql", MYSQL],
  mongodb: ["apt-get install -y mongodb-org", "systemctl restart mongod", ["tcp 127.0.0.1 27017"]],
  postgres: ["apt-get install -y postgresql", "systemctl restart postgresql", POSTGRES],
};

const around = (name: string, edit: string): readonly string[] => {
  const [install = "", restart = ""] = PACKAGES[name] ?? [];
  return after([install, edit, restart].join("\n"));
};

test.each<[string, string]>([
  ["postgres", "CONF=$(sudo -u postgres psql -tAc 'SHOW config_file')\nsed -i 's/^#listen_addresses.*/x/' $CONF"],
  ["postgres", "cd /root\nCONF=$(sudo -u postgres psql -tAc 'SHOW config_file')\nsed -i 's/^#listen_addresses.*/x/' $CONF"],
  ["postgres", "cd $(mktemp -d)\nCONF=$(sudo -u postgres psql -tAc 'SHOW config_file')\necho \"listen_addresses = '*'\" >> $CONF"],
  ["postgres", "CONF=$(find /etc/postgresql -name postgresql.conf | head -1)\nsed -i 's/^#listen_addresses.*/x/' \"$CONF\""],
  ["postgres", "sed -i 's/^#listen_addresses.*/x/' `find /etc/postgresql -name postgresql.conf`"],
  ["postgres", "sed -i 's/^#listen_addresses.*/x/' $(ls /etc/postgresql/*/main/postgresql.conf)"],
  ["postgres", "pg_conftool set listen_addresses '*'"],
  ["mysql", "for f in $(find /etc/mysql -name '*.cnf'); do sed -i 's/127.0.0.1/0.0.0.0/' $f; done"],
  ["mysql", "sed -i 's/127.0.0.1/0.0.0.0/' $(grep -rl bind-address /etc/mysql)"],
  ["mysql", "grep -rl bind-address /etc/mysql | xargs sed -i 's/127.0.0.1/0.0.0.0/'"],
  ["mysql", "grep -rl bind-address /etc/mysql | xargs -I{} sed -i 's/127.0.0.1/0.0.0.0/' {}"],
  ["mysql", "find /etc/mysql \\( -name a -o -name '*.cnf' \\) | xargs sed -i 's/127.0.0.1/0.0.0.0/'"],
  ["mysql", "echo max_connections=3 > /etc/mysql/conf.d/z.cnf\nsed -i 's/127.0.0.1/0.0.0.0/' /etc/mysql/*/*.cnf"],
  ["redis", "read -r CONF < <(ls /etc/redis/redis.conf)\nsed -i 's/^bind.*/bind 0.0.0.0/' $CONF"],
  ["redis", "ls /etc/redis/*.conf | xargs sed -i 's/^bind.*/bind 0.0.0.0/'"],
  ["redis", "find /etc/redis -name '*.conf' | while read f; do sed -i 's/^bind.*/bind 0.0.0.0/' \"$f\"; done"],
  ["redis", "perl -i -pe 's/127.0.0.1/0.0.0.0/' $(ls /etc/redis/*)"],
  ["redis", "find /etc/redis -type f | xargs perl -i -pe 's/127.0.0.1/0.0.0.0/'"],
  ["redis", "gawk -i inplace '{gsub(/127.0.0.1/, x)}1' /etc/redis/redis.conf"],
  ["redis", "svn export --force https://acme.example/conf /etc/redis"],
  ["redis", "gsutil -m rsync -r gs://acme/redis /etc/redis"],
  ["redis", "aws s3 cp --region eu-west-1 s3://acme/redis.conf /etc/redis/redis.conf"],
  ["redis", "sftp build.example:/redis.conf /etc/redis/redis.conf"],
  ["redis", "cd /etc/redis && cpio -idm < /tmp/x.cpio"],
  ["redis", "7z x /tmp/x.7z -o/etc/redis"],
  ["mongodb", "yq -i '.net.bindIp = \"0.0.0.0\"' /etc/mongod.conf"],
  ["redis", "patch /etc/redis/redis.conf < /tmp/p.diff"],
  ["redis", "cd /etc && patch -p1 < /tmp/p.diff"],
  ["redis", "patch -d /etc/redis -p1 -i /tmp/p.diff"],
  ["redis", "mount -t nfs4 files.example:/redis /etc/redis"],
  ["redis", "mount --bind /opt/redis /etc/redis"],
  ["redis", "echo 'fs-1:/ /etc/redis efs _netdev 0 0' >> /etc/fstab\nmount -a -t efs"],
  ["redis", "find / -name redis.conf -exec sed -i 's/^bind .*/bind 0.0.0.0/' {} \\;"],
  ["redis", "find /etc/redis -name redis.conf -exec chmod 640 {} \\; -exec sed -i 's/^bind .*/bind 0.0.0.0/' {} \\;"],
  ["redis", "sed -i 's/^bind .*/bind 0.0.0.0/' $(find / -name '*.conf' | grep redis)"],
  ["redis", "cd /etc && find . -name redis.conf -exec sed -i 's/^bind .*/bind 0.0.0.0/' {} +"],
  ["redis", "D=$(curl -s http://x.example/y)\ncd $D\nsed -i 's/^bind .*/bind 0.0.0.0/' redis.conf"],
  ["redis", "D=$(curl -s http://x.example/y)\ncd /etc/$D\nsed -i 's/^bind .*/bind 0.0.0.0/' redis.conf"],
  ["redis", "perl -pi -e 's/127.0.0.1/0.0.0.0/' $(find /etc -name redis.conf)"],
  ["redis", "printf 'port 6379\\nbind 127.0.0.1\\n' > /etc/redis/redis.conf\nsed -i 's/127.0.0.1/0.0.0.0/' $(find /etc -name '*.conf')"],
])("an edit that may be of a server's file makes it possible: %s, %s", (name, edit) => {
  const lines = around(name, edit);
  expect(lines.every((line) => line.startsWith("?") || line === "…")).toBe(true);
});

test.each<[string, string]>([
  ["redis", "sed -i 's/a/b/' $(find /opt/app -name settings.py)"],
  ["redis", 'D=$(curl -s http://x.example/y)\nsed -i "s/a/b/" $D/app.env'],
  ["redis", "sed -i 's/a/b/' $(grep -rl DEBUG /opt/app)"],
  ["redis", "echo /opt/app/settings.py | xargs sed -i 's/a/b/'"],
  ["redis", 'T=$(mktemp)\nD=$(mktemp -d -t app.XXXX)\nsed -i s/a/b/ "$T" $D/x.conf'],
  ["redis", "aws s3 cp /etc/redis/redis.conf s3://acme/ --region eu-west-1"],
  ["redis", "cd /etc/redis && ls | cpio -o > /tmp/x.cpio && 7z a /tmp/x.7z redis.conf"],
  ["mongodb", "yq '.net.bindIp' /etc/mongod.conf"],
  ["redis", "cd /opt/app && patch -p1 < /tmp/p.diff"],
  ["redis", "mount -o remount,rw /\nmount -a"],
  ["redis", "mount /dev/xvdf /data\necho 'fs-1:/ /var/www efs _netdev 0 0' >> /etc/fstab\nmount -a"],
  ["postgres", "mount /dev/xvdf /var/lib/postgresql"],
])("an edit of other files leaves it as it is: %s, %s", (name, edit) => {
  expect(around(name, edit)).toEqual(PACKAGES[name]?.[2]);
});

test.each([
  ["for i in $(find /etc/php -name php.ini); do sed -i 's/a/b/' $i; done"],
  ["find /var/www -type f -exec sed -i 's/HOST/x/' {} \\;"],
  ["grep -rl foo /var/www | xargs sed -i 's/foo/bar/g'"],
  ["find /tmp -name '*.log' | xargs rm -f"],
  ["for f in $(find /etc -name '*.rpmnew'); do rm -f $f; done"],
  ["CONF=$(find /etc -name php.ini | head -1)\nsed -i 's/a/b/' $CONF"],
  ["cd $(mktemp -d)\ncat > config.json <<X\n{}\nX"],
  ["cd $(mktemp -d)\ncat > default.conf <<X\nserver { listen 8090; }\nX"],
])("what is edited or written where nginx reads nothing leaves it as it is: %s", (edit) => {
  expect(after(`apt-get install -y nginx\n${edit}\nsystemctl restart nginx`)).toEqual(["tcp 0.0.0.0 80", "tcp [::] 80"]);
});

test.each([
  ["find /etc/nginx -name '*.conf' | xargs rm -f"],
  ["for f in $(find /etc/nginx -type f); do sed -i 's/80/8090/' $f; done"],
  ["cd $(curl -s http://x.example/y)\ncat > default.conf <<X\nserver { listen 8090; }\nX"],
  ["cd /etc/$(curl -s http://x.example/y)\ncat > default.conf <<X\nserver { listen 8090; }\nX"],
])("what may be among nginx's files makes it possible: %s", (edit) => {
  expect(after(`apt-get install -y nginx\n${edit}\nsystemctl restart nginx`)).toContain("…");
});

test.each([
  ['P=$(curl -s http://x.example/y)\n[ -n "$P:6379" ] && gunicorn -b 0.0.0.0:8614 a', ["tcp 0.0.0.0 8614"]],
  ['P=$(curl -s http://x.example/y)\nif [ -z "$P/a" ]; then gunicorn -b 0.0.0.0:8614 a; fi', []],
  ['P=$(curl -s http://x.example/y)\n[ -n "$P$P" ] && gunicorn -b 0.0.0.0:8614 a', ["? tcp 0.0.0.0 8614"]],
])("a text with something in it is not empty: %s", (lines, expected) => {
  expect(after(lines)).toEqual(expected);
});

const WRITTEN = "mkdir -p /srv/a/b\nprintf 'bind 127.0.0.1\\nport 8613\\n' > /srv/a/b/own.conf";
const OPENS = "sed -i 's/^bind .*/bind 0.0.0.0\\nprotected-mode no/'";
const OPEN = ["tcp 0.0.0.0 8613"];
const SHUT = ["tcp 127.0.0.1 8613"];
const EITHER = ["…"];
test.each<[string, readonly string[]]>([
  [`find /srv/a -name '*.conf' -exec ${OPENS} {} +`, OPEN],
  [`find /srv -type f -name 'own.*' -exec ${OPENS} {} \\;`.replace("\\\\", "\\"), OPEN],
  [`find /srv/a -name '*.cnf' -exec ${OPENS} {} +`, SHUT],
  [`find /srv/a -maxdepth 1 -name '*.conf' -exec ${OPENS} {} +`, EITHER],
  [`find /srv/a -name '*.conf' -exec grep -q 8614 {} ';' -exec ${OPENS} {} ';'`, EITHER],
])("a file that was written, and that find finds: %s", (line, expected) => {
  expect(after(`${WRITTEN}\n${line}\nredis-server /srv/a/b/own.conf`)).toEqual(expected);
});

test("what find prints may be nothing", () => {
  const started = ["? tcp 0.0.0.0 8614"];
  expect(after("J=$(find /opt -name '*.jar' | head -n1)\nif [ -z \"$J\" ]; then gunicorn -b 0.0.0.0:8614 a; fi")).toEqual(started);
  expect(after("J=$(grep -l main /opt/a/*)\n[[ -n $J ]] || gunicorn -b 0.0.0.0:8614 a")).toEqual(started);
});

test.each<[string, readonly string[]]>([
  ["echo 8615 | xargs python3 -m http.server", ["tcp 0.0.0.0 8615"]],
  ["echo 8616 | xargs -I{} python3 -m http.server {} --bind 127.0.0.1", ["tcp 127.0.0.1 8616"]],
  ["echo 8615 8616 | xargs -n1 python3 -m http.server", ["? tcp 0.0.0.0 ?", "…"]],
  ["xargs -a /etc/ports python3 -m http.server", ["? tcp 0.0.0.0 ?", "…"]],
])("%s", (line, expected) => {
  expect(after(line)).toEqual(expected);
});

const hardened = (line: string): readonly string[] =>
  after(`grep -q '^${line.split(" ")[0] ?? ""}' /etc/ssh/sshd_config || echo '${line}' >> /etc/ssh/sshd_config\nsystemctl restart sshd`);

test("a line that binds nothing, and may be there or not, leaves the image's ssh server as it is", () => {
  expect(hardened("PasswordAuthentication no")).toEqual([]);
  expect(hardened("Port 2222")).toContain("the image's sshd");
  expect(hardened("ListenAddress 127.0.0.1")).toContain("the image's sshd");
});

test("an edit that would put what is there already, and seeks what is not, leaves a port as it is", () => {
  const nginx = (edit: string): readonly string[] =>
    after(`apt-get install -y nginx\nsed -i '${edit}' /etc/nginx/sites-available/default\nsystemctl restart nginx`);
  expect(nginx("s/listen 8080/listen 80/")).toEqual(["tcp 0.0.0.0 80", "tcp [::] 80"]);
  expect(nginx("s/listen 8080/listen 8/")).toContain("…");
  expect(nginx("s/listen 8080/listen 8081/")).toContain("…");
});

test("an archive whose maker tells what is in it brings nothing else", () => {
  const nginx = (...lines: readonly string[]): readonly string[] =>
    after(["apt-get install -y nginx", ...lines, "systemctl restart nginx"].join("\n"));
  expect(nginx("unzip -q awscliv2.zip", "./aws/install")).toEqual(["tcp 0.0.0.0 80", "tcp [::] 80"]);
  expect(nginx("unzip terraform_1.9.5_linux_amd64.zip")).toEqual(["tcp 0.0.0.0 80", "tcp [::] 80"]);
  expect(nginx("unzip site.zip")).toContain("…");
});

test("of two services on one port, the one that is started first has it", () => {
  const both = (...names: readonly string[]): readonly string[] => after(names.map((name) => `apt-get install -y ${name}`).join("\n"));
  expect(both("apache2", "nginx")).toEqual(["tcp * 80", "fails port-taken"]);
  expect(both("nginx", "apache2")).toEqual(["tcp 0.0.0.0 80", "tcp [::] 80", "fails port-taken"]);
  expect(after("apt-get install -y apache2\nsystemctl disable --now apache2\napt-get install -y nginx")).toEqual([
    "tcp 0.0.0.0 80",
    "tcp [::] 80",
  ]);
});

test("a name that a shell gives to a command", () => {
  const run = (shell: string, ...lines: readonly string[]): readonly string[] =>
    summary(launcher.userData([`#!/bin/${shell}`, ...lines, ""].join("\n")));
  const ALIAS = ["alias app='gunicorn -b 0.0.0.0:8117'", "app shop:app"];
  expect(run("sh", ...ALIAS)).toEqual(["tcp 0.0.0.0 8117"]);
  expect(run("bash", "shopt -s expand_aliases", ...ALIAS)).toEqual(["tcp 0.0.0.0 8117"]);
  expect(run("bash", ...ALIAS)).not.toContain("tcp 0.0.0.0 8117");
  expect(run("sh", "alias gunicorn='gunicorn -b 127.0.0.1:8118'", "gunicorn shop:app")).toEqual(["tcp 127.0.0.1 8118"]);
});

const PERHAPS = ["? tcp localhost 5432", "…"];
test.each<[string, opened: readonly string[], kept: readonly string[]]>([
  ["V=$(ls /etc/postgresql)", PERHAPS, PERHAPS],
  ["V=$(psql --version | cut -d' ' -f3)", PERHAPS, PERHAPS],
  ["V=14", ["tcp * 5432"], POSTGRES],
])("the one version of a package, by %s", (version, opened, kept) => {
  expect(
    around("postgres", `${version}\nsed -i "s/^#listen_addresses.*/listen_addresses = '*'/" /etc/postgresql/$V/main/postgresql.conf`),
  ).toEqual(opened);
  expect(
    around(
      "postgres",
      `${version}\nsed -i "s/^#listen_addresses.*/listen_addresses = 'localhost'/" /etc/postgresql/$V/main/postgresql.conf`,
    ),
  ).toEqual(kept);
});

test.each<[string, string]>([
  ["postgres", "sed -i \"59i listen_addresses = '*'\" /etc/postgresql/14/main/postgresql.conf"],
  ["postgres", "sed -i \"59s/.*/listen_addresses = '*'/\" /etc/postgresql/*/main/postgresql.conf"],
  ["postgres", "sed -i '60s/^#//' /etc/postgresql/14/main/postgresql.conf"],
  ["mysql", "sed -i '31d' /etc/mysql/mysql.conf.d/mysqld.cnf"],
  ["mysql", "sed -i -e '31c\\bind-address = 0.0.0.0' /etc/mysql/mysql.conf.d/mysqld.cnf"],
  ["mysql", "sed -i '31s/127.0.0.1/0.0.0.0/' /etc/mysql/mysql.conf.d/mysqld.cnf"],
  ["redis", "sed '69s/.*/bind 0.0.0.0/' /etc/redis/redis.conf > /tmp/x\ncp /tmp/x /etc/redis/redis.conf"],
  ["mongodb", "sed -i '20,30s/127.0.0.1/0.0.0.0/' /etc/mongod.conf"],
])("which line of a packaged file has a number, nobody knows: %s, %s", (name, edit) => {
  const lines = around(name, edit);
  expect(lines.every((line) => line.startsWith("?") || line === "…")).toBe(true);
});

test.each<[string, string, readonly string[]]>([
  ["redis", "sed -i '151s/None/All/' /etc/redis/redis.conf", REDIS],
  [
    "redis",
    "printf 'port 6413\\nbind 127.0.0.1\\n' > /etc/redis/redis.conf\nsed -i '2s/.*/bind 0.0.0.0/' /etc/redis/redis.conf",
    ["tcp 0.0.0.0 6413"],
  ],
  ["postgres", "sed -i \"1i listen_addresses = '*'\" /etc/postgresql/14/main/postgresql.conf", ["tcp * 5432"]],
  ["postgres", "sed -i \"\\$a listen_addresses = '*'\" /etc/postgresql/14/main/postgresql.conf", ["tcp * 5432"]],
])("a line by its number is known of the script's own file, and harmless where it binds nothing: %s, %s", (name, edit, expected) => {
  expect(around(name, edit)).toEqual(expected);
});

test("the image's ssh server, of which a line by its number is changed", () => {
  expect(after("sed -i '13s/.*/Port 2213/' /etc/ssh/sshd_config\nsystemctl restart sshd")).toContain("the image's sshd");
});

test("an empty pattern is the one of its address, and of two patterns one is the package's", () => {
  const own = "printf 'port 6414\\n#bind here\\n' > /etc/redis/redis.conf";
  expect(around("redis", `${own}\nsed -i '/^#bind.*/s//bind 0.0.0.0/' /etc/redis/redis.conf`)).toEqual(["tcp 0.0.0.0 6414"]);
  const bind = (address: string): string => `s/^bind ${address}$/bind 0.0.0.0/`;
  const both = `${bind("127.0.0.1 ::1")};${bind("127.0.0.1 -::1")}`;
  expect(around("redis", `sed -i '${both}' /etc/redis/redis.conf`)).toEqual(["tcp 0.0.0.0 6379"]);
  expect(around("redis", `sed -i '${bind("127.0.0.1")};${bind("10.1.1.1")}' /etc/redis/redis.conf`)).toContain("…");
});
