import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const OPEN = "tcp 0.0.0.0 8117";
const SHUT = "tcp localhost 8888";
const summaryOf = (...lines: readonly string[]): readonly string[] => summary(launcher.userData(["#!/bin/bash", ...lines].join("\n")));
const writes = (folder: string, name: string, text = "c.ServerApp.ip = '0.0.0.0'\nc.ServerApp.port = 8117"): string =>
  `mkdir -p ${folder}\ncat > ${folder}/${name} <<'X'\n${text}\nX`;

const USERS = [
  "id lab || useradd -m -s /bin/bash lab",
  "useradd robot -rmd /srv/robot",
  "adduser --disabled-password --gecos '' --home /srv/person person",
  "pip install jupyterlab",
];

/** What looks into its user's home: the same file, by each way to become that user. */
test.each<[string, string, string]>([
  ["su, a login", "/home/ubuntu", 'su - ubuntu -c "jupyter lab"'],
  ["su, a login by letters", "/home/ubuntu", 'su -lc "jupyter lab" ubuntu'],
  ["su, none", "/home/admin", 'su admin -c "jupyter lab"'],
  ["runuser", "/home/ubuntu", "runuser -u ubuntu -- jupyter lab"],
  ["runuser, a login", "/home/ec2-user", 'runuser -l ec2-user -c "jupyter lab"'],
  ["sudo", "/home/ubuntu", "sudo -u ubuntu jupyter lab"],
  ["sudo, a login", "/home/ubuntu", "sudo -iu ubuntu jupyter lab"],
  ["sudo, a login that reads", "/home/ubuntu", "sudo -iu ubuntu <<'X'\njupyter lab\nX"],
  ["sudo, with the caller's environment", "/home/ubuntu", "sudo -E -H -u ubuntu jupyter lab"],
  ["sudo, with the caller's home", "/root", "sudo -E -u ubuntu jupyter lab"],
  ["gosu", "/home/ubuntu", "gosu ubuntu jupyter lab"],
  ["root", "/root", "jupyter lab --allow-root"],
  ["a new user", "/home/lab", "su - lab -c 'jupyter lab'"],
  ["a new user whose home is named", "/srv/robot", "su - robot -c 'jupyter lab'"],
  ["a new user of adduser", "/srv/person", "sudo -u person jupyter lab"],
  [
    "a unit's user",
    "/home/ubuntu",
    "printf '[Service]\\nUser=ubuntu\\nExecStart=/usr/bin/jupyter lab\\n' > /etc/systemd/system/j.service\nsystemctl start j",
  ],
])("%s", (_name, home, command) => {
  const shut = "c.ServerApp.ip = 'localhost'\nc.ServerApp.port = 8888";
  const [other = ""] = ["/root", "/home/ubuntu"].filter((one) => one !== home);
  const file = "jupyter_server_config.py";
  expect(summaryOf(...USERS, writes(`${home}/.jupyter`, file), writes(`${other}/.jupyter`, file, shut), command)).toContain(OPEN);
  expect(summaryOf(...USERS, writes(`${home}/.jupyter`, file, shut), writes(`${other}/.jupyter`, file), command)).toContain(SHUT);
});

test.each([
  "pip3 install jupyterlab",
  "python3 -m pip install -U 'notebook>=7,<8'",
  "/opt/venv/bin/pip install --quiet jupyterlab==4.1.2 pandas",
  "pip install 'jupyter[all]'",
  "conda install -y -c conda-forge jupyterlab",
  "uv pip install jupyterlab",
])("it is new, so that no file of it is there: %s", (install) => {
  expect(summaryOf(install, 'su - ubuntu -c "nohup jupyter lab --port=8888 &"')).toEqual([SHUT]);
});

/** Its file may be there. */
test.each<[string, readonly string[]]>([
  ["it came with the image", ["jupyter lab"]],
  ["another program was installed", ["pip install pandas", "jupyter lab"]],
  [
    "its home came from elsewhere",
    ["pip install jupyterlab", "aws s3 cp --recursive s3://b/c /home/ubuntu", "su - ubuntu -c 'jupyter lab'"],
  ],
  [
    "its folder came from elsewhere",
    ["pip install jupyterlab", "git clone https://x.example/y /home/ubuntu/.jupyter", "su - ubuntu -c 'jupyter lab'"],
  ],
  ["its user's home is not shown", ["pip install jupyterlab", "su - lab -c 'jupyter lab'"]],
])("%s", (_name, lines) => {
  expect(summaryOf(...lines).filter((line) => !line.startsWith("?"))).toEqual(["…"]);
});

test.each(["jupyter_lab_config.py", "jupyter_notebook_config.py", "jupyter_config.py"])("each file of its folder counts: %s", (name) => {
  expect(summaryOf("pip install jupyterlab", writes("/root/.jupyter", name), "jupyter lab --allow-root")).toContain(OPEN);
});

test("a file in JSON counts", () => {
  const text = '{"ServerApp": {"ip": "0.0.0.0", "port": 8117}}';
  expect(
    summaryOf("pip install jupyterlab", writes("/root/.jupyter", "jupyter_server_config.json", text), "jupyter lab --allow-root"),
  ).toContain(OPEN);
});

test("a login begins in its home", () => {
  const app = "cat > /home/ubuntu/app.py <<'X'\nfrom flask import Flask\nFlask(__name__).run(host='0.0.0.0', port=8117)\nX";
  expect(summaryOf(app, "su - ubuntu -c 'python3 app.py'")).toEqual([OPEN]);
  expect(summaryOf(app, "sudo -iu ubuntu python3 app.py")).toEqual([OPEN]);
  expect(summaryOf("cd /home/ubuntu", app, "su ubuntu -c 'python3 app.py'")).toEqual([OPEN]);
});

test("a login keeps none of the variables before it", () => {
  const uvicorn = "uvicorn a:a --port ${PORT:-8117} --host 0.0.0.0";
  expect(summaryOf("export PORT=9001", `su - ubuntu -c '${uvicorn}'`)).toEqual([OPEN]);
  expect(summaryOf("export PORT=9001", `su ubuntu -c '${uvicorn}'`)).toEqual(["tcp 0.0.0.0 9001"]);
  expect(summaryOf("echo PORT=9001 >> /etc/environment", `su - ubuntu -c '${uvicorn}'`)).not.toContain(OPEN);
});
