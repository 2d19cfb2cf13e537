import { launcher } from "../../src/launch";
import { summary } from "./sockets";

/** The containers that a script starts, each with what it publishes; `?` says perhaps, `…` that there may be more. */
function started(...lines: readonly string[]): readonly string[] {
  const { containers, complete } = launcher.userData(["#!/bin/bash", ...lines].join("\n"));
  const ends = containers.map(({ name, network, certain, publishes }) =>
    [
      certain ? "" : "?",
      name,
      network === "bridge" ? "" : network,
      ...publishes.map(({ hostPorts, containerPorts }) => `${String(hostPorts?.[0] ?? "?")}:${String(containerPorts[0])}`),
    ]
      .filter((word) => word !== "")
      .join(" "),
  );
  return [...ends, ...(complete ? [] : ["…"])];
}

test.each<[string, readonly string[], readonly string[]]>([
  ["a flag before the ports", ["podman run -d --env-host -p 8117:80 nginx"], ["nginx 8117:80"]],
  ["a flag before the image", ["podman run -d -p 8117:80 --rmi nginx"], ["nginx 8117:80"]],
  ["a flag of docker's", ["docker run -d --use-api-socket -p 8117:80 nginx"], ["nginx 8117:80"]],
  ["a flag that nobody knows", ["docker run -d --brand-new -p 8117:80 nginx"], ["nginx 8117:80"]],
  ["a flag that nobody knows before the image", ["docker run -d -p 8117:80 --brand-new nginx"], ["…"]],
  ["a number below zero", ["docker run -d --memory-swap -1 --pids-limit -1 -p 8117:80 nginx"], ["nginx 8117:80"]],
  ["a pod's ports", ["podman pod create --name shop -p 8117:80", "podman run -d --pod shop nginx"], ["nginx 8117:80"]],
  ["a pod by its operand", ["podman pod create -p 8117:80 shop", "podman run -d --pod=shop --name web nginx"], ["web 8117:80"]],
  [
    "another pod's ports",
    ["podman pod create --name other -p 8117:80", "podman pod create shop", "podman run -d --pod shop nginx"],
    ["nginx"],
  ],
  ["a pod on the host's network", ["podman pod create --network host shop", "podman run -d --pod shop nginx"], ["nginx host"]],
  ["a pod that comes with its container", ["podman run -d --pod new:shop -p 8117:80 nginx"], ["nginx 8117:80"]],
  ["a pod that nobody has shown", ["podman run -d --pod shop nginx"], ["nginx unknown", "…"]],
  [
    "a pod whose record is none of podman's",
    ["echo '{' > /var/lib/containers/storage/pods/shop", "podman run -d --pod shop -p 8117:80 nginx"],
    ["nginx unknown 8117:80", "…"],
  ],
  ["pods of a file", ["podman kube play /opt/pods.yaml"], ["…"]],
  ["an internal network", ["docker network create --internal inner", "docker run -d --network inner -p 8117:80 nginx"], ["nginx"]],
  ["a network of its own", ["docker network create inner", "docker run -d --network inner -p 8117:80 nginx"], ["nginx 8117:80"]],
  [
    "an internal network and another",
    ["docker network create --internal inner", "docker run -d --network inner --network bridge -p 8117:80 nginx"],
    ["nginx 8117:80"],
  ],
  [
    "an internal network, perhaps",
    ["if grep -q x /etc/y; then docker network create --internal inner; fi", "docker run -d --network inner -p 8117:80 nginx"],
    ["nginx 8117:80"],
  ],
])("%s", (_name, lines, expected) => {
  expect(started(...lines)).toEqual(expected);
});

describe("a swarm publishes on every address", () => {
  const INIT = "docker swarm init";
  const STACK = `mkdir -p /srv/shop && cd /srv/shop\ncat > stack.yml <<'X'\nservices:\n  web:\n    image: nginx\n    build: .\n    ports: ["127.0.0.1:8118:80"]\n    MORE\nX\n`;
  const stack = (more: string, line = "docker stack deploy -c stack.yml shop"): readonly string[] => [STACK.replace("MORE", more), line];
  test.each<[string, readonly string[], readonly string[]]>([
    ["a service", [INIT, "docker service create --name web -p 8117:80 nginx"], ["web 8117:80"]],
    ["spelled out", [INIT, "docker service create --name web --publish published=8117,target=80,mode=host nginx"], ["web 8117:80"]],
    ["where it may be in no swarm", ["docker service create -d --name web -p 8117:80 nginx"], ["? web 8117:80"]],
    [
      "that it has joined, perhaps as a worker",
      ["docker swarm join 10.0.0.9:2377", "docker service create -p 8117:80 nginx"],
      ["? nginx 8117:80"],
    ],
    ["on some nodes", [INIT, "docker service create --constraint node.role==worker -p 8117:80 nginx"], ["? nginx 8117:80"]],
    ["on its managers", [INIT, "docker service create --constraint=node.role==manager -p 8117:80 nginx"], ["nginx 8117:80"]],
    [
      "on a manager of a zone",
      [INIT, "docker service create --constraint 'node.role == manager' --constraint node.labels.zone==a -p 8117:80 nginx"],
      ["? nginx 8117:80"],
    ],
    ["none of them", [INIT, "docker service create --replicas 0 -p 8117:80 nginx"], []],
    ["on the host's network", [INIT, "docker service create --network host nginx"], ["nginx host"]],
    ["taken away", [INIT, "docker service create --name web -p 8117:80 nginx", "docker service rm web"], []],
    ["changed", [INIT, "docker service create --name web nginx", "docker service update --publish-add 8117:80 web"], ["web", "…"]],
    ["a stack", [INIT, ...stack("")], ["web 8118:80"]],
    ["a stack of none", [INIT, ...stack("deploy: { replicas: 0 }")], []],
    ["a stack on some nodes", [INIT, ...stack("deploy: { placement: { constraints: [node.role==worker] } }")], ["? web 8118:80"]],
    ["a stack that is taken away", [INIT, ...stack(""), "docker stack rm shop"], []],
    ["a stack that nobody has shown", [INIT, "docker stack deploy -c /opt/x.yml shop"], ["…"]],
    ["a stack, and what is none", [INIT, ...stack(""), "docker rm -f web"], ["web 8118:80"]],
  ])("%s", (_name, lines, expected) => {
    expect(started(...lines)).toEqual(expected);
  });

  test("an address that is written counts for compose alone", () => {
    const { containers } = launcher.userData(["#!/bin/bash", INIT, ...stack(""), "docker compose -f stack.yml up -d"].join("\n"));
    expect(containers.map(({ publishes: [first] }) => [first?.hostAddress, first?.swarm ?? false])).toEqual([
      [null, true],
      ["127.0.0.1", false],
    ]);
  });
});

describe("what is taken away", () => {
  const RUN = "docker run -d --name web -p 8117:80 nginx";
  const UP = `mkdir -p /srv/shop && cd /srv/shop\nprintf 'services: { web: { image: nginx, ports: ["8117:80"] }, db: { image: postgres } }' > compose.yaml\ndocker compose up -d`;
  test.each<[string, readonly string[], readonly string[]]>([
    ["removed", [RUN, "docker rm -f web"], []],
    ["removed in other words", [RUN, "docker container rm --force -v web"], []],
    ["removed, which does not touch what runs", [RUN, "docker rm web"], ["web 8117:80"]],
    ["another removed", [RUN, "docker rm -f old"], ["web 8117:80"]],
    ["removed perhaps", [RUN, "if grep -q x /etc/y; then docker rm -f web; fi"], ["? web 8117:80"]],
    ["all of them removed", [RUN, "docker rm -f $(docker ps -aq)"], ["? web 8117:80"]],
    ["removed before", ["docker rm -f web || true", RUN], ["web 8117:80"]],
    ["an image's name, which is none of a container", ["docker run -d -p 8117:80 nginx", "docker rm -f nginx"], ["nginx 8117:80"]],
    ["stopped, and perhaps started again", [RUN, "docker stop -t 5 web"], ["? web 8117:80"]],
    ["a project taken down", [UP, "docker compose down"], []],
    ["a service taken down", [UP, "docker compose down web"], ["db"]],
    ["a project taken down by its name", [UP, "cd /", "docker compose -p shop down --rmi local"], []],
    ["another project taken down", [UP, "docker compose -p other down"], ["web 8117:80", "db"]],
    ["a project stopped", [UP, "docker compose stop -t 5"], ["? web 8117:80", "? db"]],
    ["a project taken down and up", [UP, "docker compose down && docker compose up -d"], ["web 8117:80", "db"]],
    ["a project that nobody has shown", [RUN, "cd /opt/x && docker compose down"], ["web 8117:80"]],
    ["another container", [UP, RUN.replace("web", "proxy"), "docker compose down"], ["proxy 8117:80"]],
  ])("%s", (_name, lines, expected) => {
    expect(started(...lines)).toEqual(expected);
  });

  test("two projects have a service of the same name", () => {
    const other = UP.replaceAll("/srv/shop", "/srv/blog").replace("8117", "8118");
    expect(started(UP, other)).toEqual(["web 8117:80", "db", "web 8118:80", "db"]);
    expect(started(UP, other, "docker compose down")).toEqual(["web 8117:80", "db"]);
    expect(started(UP, UP.replace("8117", "8118"))).toEqual(["web 8118:80", "db"]);
  });

  test("what is run again perhaps, with other ports", () => {
    const again = `if grep -q x /etc/y; then ${RUN.replace("8117", "8118")}; fi`;
    expect(started(RUN, again)).toEqual(["web 8117:80", "? web 8118:80"]);
  });
});

/** What a server in a container opens by a variable of its environment. */
const serving = (...options: readonly string[]): readonly string[] =>
  launcher
    .userData(
      `#!/bin/bash\nprintf '# A=0.0.0.0\\nA=127.0.0.1\\n  B=x\\n' > /etc/a.env\nprintf 'A="127.0.0.1"\\n' > /etc/q.env\nprintf 'A\\n' > /etc/n.env\nexport A=0.0.0.0\ndocker run -d ${options.join(" ")} python sh -c 'gunicorn -b $A:8117 a'`,
    )
    .containers.flatMap(({ launched }) => summary({ ...launched, complete: true }));

test.each<[string, readonly string[], readonly string[]]>([
  ["a file", ["--env-file /etc/a.env"], ["tcp 127.0.0.1 8117"]],
  ["a file that nobody has shown, over it", ["--env-file /etc/a.env", "--env-file /etc/b.env"], ["? tcp <hole> 8117"]],
  ["a file that nobody has shown, under it", ["--env-file /etc/b.env", "--env-file /etc/a.env"], ["tcp 127.0.0.1 8117"]],
  ["an option over files", ["--env-file /etc/a.env", "-e A=0.0.0.0", "--env-file /etc/b.env"], ["tcp 0.0.0.0 8117"]],
  ["a name alone", ["-e A"], ["tcp 0.0.0.0 8117"]],
  ["a name alone, in a file", ["--env-file /etc/n.env"], ["tcp 0.0.0.0 8117"]],
])("the environment by %s", (_name, options, expected) => {
  expect(serving(...options)).toEqual(expected);
});

test.each<[string, string, readonly string[]]>([
  ["in the image", "", ["tcp * 5432"]],
  ["in a folder that the script has made", "-v /srv/new:/var/lib/postgresql/data", ["tcp * 5432"]],
  ["below a folder that the script has made", "-v /srv/new:/var/lib/postgresql", ["tcp * 5432"]],
  ["elsewhere in it", "-e PGDATA=/var/lib/postgresql/data/pgdata -v /srv/new:/var/lib/postgresql/data", ["tcp * 5432"]],
  ["in a folder that nobody has shown", "-v /srv/old:/var/lib/postgresql/data", ["? tcp localhost 5432", "…"]],
  ["where a database is that was configured", "-v /srv/made:/var/lib/postgresql/data", ["tcp localhost 5432"]],
])("postgres makes its configuration where there is no database: %s", (_name, options, expected) => {
  const script = `mkdir -p /srv/new /srv/made\necho 16 > /srv/made/PG_VERSION\necho "port = 5432" > /srv/made/postgresql.conf\n: > /srv/made/postgresql.auto.conf\n`;
  const { containers } = launcher.userData(`#!/bin/bash\n${script}docker run -d ${options} postgres:16\n`);
  expect(containers.flatMap(({ launched }) => summary(launched)).sort()).toEqual(expected);
});

describe("a volume holds what the image has there, where nothing else has to do with it", () => {
  const DATA = "/var/lib/postgresql/data";
  const RUN = `docker run -d --name db -p 5470:5432 -v pg-shop:${DATA} postgres:16`;
  const OPEN = ["tcp * 5432"];
  const UNSEEN = ["? tcp localhost 5432", "…"];
  /** What the container `db` opens. */
  const opened = (...lines: readonly string[]): readonly string[] =>
    launcher
      .userData(["#!/bin/bash", ...lines].join("\n"))
      .containers.filter(({ name }) => name === "db")
      .flatMap(({ launched }) => summary(launched))
      .sort();
  const by = (options: string): string => `docker run -d --name db -p 5470:5432 ${options} postgres:16`;

  test.each<[string, string, readonly string[]]>([
    ["by its name", `-v pg-shop:${DATA}`, OPEN],
    ["above the data", "-v pg-shop:/var/lib/postgresql/", OPEN],
    ["without a name", `-v ${DATA}`, OPEN],
    ["by --mount", `--mount type=volume,src=pg-shop,dst=${DATA}`, OPEN],
    ["by --mount, of the kind that is usual", `--mount source=pg-shop,target=${DATA}`, OPEN],
    ["by --mount, without a name", `--mount type=volume,destination=${DATA}`, OPEN],
    ["that stays empty", `-v pg-shop:${DATA}:nocopy`, OPEN],
    ["a file system in memory", `--tmpfs ${DATA}:rw,size=64m`, OPEN],
    ["a file system in memory by --mount", `--mount type=tmpfs,dst=${DATA}`, OPEN],
    ["whose name is not known", `-v "$(aws ssm get-parameter --name v)":${DATA}`, UNSEEN],
    ["of another driver", `--volume-driver rexray -v pg-shop:${DATA}`, UNSEEN],
    ["of another driver by --mount", `--mount type=volume,src=pg-shop,dst=${DATA},volume-driver=rexray`, UNSEEN],
    ["with options", `--mount 'type=volume,dst=${DATA},volume-opt=type=nfs,volume-opt=device=:/pg'`, UNSEEN],
    ["a part of one", `--mount type=volume,src=pg-shop,dst=${DATA},volume-subpath=a`, UNSEEN],
    ["a folder that nobody has shown", `--mount type=bind,src=/srv/pg,dst=${DATA}`, UNSEEN],
    ["of another kind", `--mount type=image,src=acme/pg,dst=${DATA}`, UNSEEN],
  ])("%s", (_name, options, expected) => {
    expect(opened(by(options))).toEqual(expected);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ["made by default", ["docker volume create --label a=b pg-shop", RUN], OPEN],
    ["made by another driver", ["docker volume create -d rexray pg-shop", RUN], UNSEEN],
    ["made with options", ["docker volume create --opt type=nfs --opt device=:/pg pg-shop", RUN], UNSEEN],
    ["another one made with options", ["docker volume create -o type=nfs other", RUN], OPEN],
    ["on a disk that was mounted", ["mount /dev/nvme1n1 /var/lib/docker", RUN], UNSEEN],
    ["beside a disk that was mounted", ["mount /dev/nvme1n1 /var/lib/mysql", RUN], OPEN],
    ["where the daemon has moved", [`echo '{ "data-root": "/mnt/docker" }' > /etc/docker/daemon.json`, RUN], UNSEEN],
    ["where the daemon stays", [`echo '{ "ip": "127.0.0.1" }' > /etc/docker/daemon.json`, RUN], OPEN],
    [
      "that the script itself has filled",
      [
        "D=/var/lib/docker/volumes/pg-shop/_data; mkdir -p $D; echo 16 > $D/PG_VERSION; : > $D/postgresql.auto.conf",
        "echo 'port = 5433' > $D/postgresql.conf",
        RUN,
      ],
      ["tcp localhost 5433"],
    ],
    ["that another container had before", ["docker run --rm -v pg-shop:/to alpine cp /a /to/", RUN], UNSEEN],
    ["that another one had before, and may have filled", ["docker run --rm -v pg-shop:/to:ro alpine ls /to", RUN], UNSEEN],
    ["that another one has afterwards", [RUN, "docker run -d -v pg-shop:/to acme/tool"], UNSEEN],
    ["that another one reads afterwards", [RUN, "docker run -d -v pg-shop:/from:ro acme/backup"], OPEN],
    ["that another one may have", [RUN, 'docker run -d -v "$V":/to acme/tool'], OPEN],
    ["that another one may have, by a name not known", ["V=$(curl -s http://x/v)", RUN, 'docker run -d -v "$V":/to acme/tool'], UNSEEN],
    ["with another one beside it", [RUN, "docker run -d -v pg-other:/to acme/tool"], OPEN],
    ["that another one borrows", [RUN, "docker run -d --volumes-from db acme/tool"], UNSEEN],
    ["of a container that is started again", [RUN, "docker rm -f db", RUN], OPEN],
    ["podman's", [RUN.replace("docker", "podman")], OPEN],
    ["podman's, made with options", ["podman volume create --opt device=/dev/sdf pg-shop", RUN.replace("docker", "podman")], UNSEEN],
    ["podman's, beside docker's", ["docker volume create -o device=/dev/sdf pg-shop", RUN.replace("docker", "podman")], OPEN],
  ])("one %s", (_name, lines, expected) => {
    expect(opened(...lines)).toEqual(expected);
  });

  test.each<[string, string, readonly string[]]>([
    ["18, where it was before", `-v pg-shop:${DATA} postgres:18`, ["fails exits"]],
    ["the latest, where it was before", `-v pg-shop:${DATA} postgres`, ["fails exits"]],
    ["18, in a folder of the host", `-v /srv/pg:${DATA} postgres:18-alpine`, ["fails exits"]],
    ["18, where it is now", "-v pg-shop:/var/lib/postgresql postgres:18", OPEN],
    ["18, where its variable says", `-e PGDATA=${DATA}/a -v pg-shop:${DATA} postgres:18`, OPEN],
    ["17", `-v pg-shop:${DATA} postgres:17.5-bookworm`, OPEN],
    ["of a release that is not known", `-v pg-shop:${DATA} postgres@sha256:0123`, ["? tcp * 5432"]],
    ["of a release that is not known, elsewhere", "-v pg-shop:/var/lib/postgresql postgres@sha256:0123", OPEN],
  ])("postgres %s", (_name, options, expected) => {
    expect(opened(`docker run -d --name db ${options}`)).toEqual(expected);
  });

  test("what does not rest on it stays sure", () => {
    const app = "docker run -d --name app -p 8470:8470 -v static:/srv/static python:3.12 gunicorn -b 0.0.0.0:8470 a";
    const { containers } = launcher.userData(`#!/bin/bash\n${app}\ndocker run -d -p 8471:80 -v static:/usr/share/nginx/html nginx\n`);
    expect(containers.map(({ launched }) => summary(launched)[0])).toEqual(["tcp 0.0.0.0 8470", "tcp 0.0.0.0 80"]);
  });

  test("an empty file system hides what the image has there", () => {
    const nginx = (options: string): readonly string[] =>
      launcher
        .userData(`#!/bin/bash\ndocker run -d ${options} nginx\n`)
        .containers.flatMap(({ launched }) => summary(launched).filter((line) => line.startsWith("tcp")));
    expect(nginx("--tmpfs /etc/nginx/conf.d")).toEqual([]);
    expect(nginx("-v conf:/etc/nginx/conf.d")).toEqual(["tcp 0.0.0.0 80", "tcp [::] 80"]);
  });

  test("a file that is mounted into a folder of the image is in it", () => {
    const script =
      "#!/bin/bash\necho 'server { listen 8472; }' > /srv/w.conf\ndocker run -d -v /srv/w.conf:/etc/nginx/conf.d/w.conf nginx\n";
    expect(launcher.userData(script).containers.flatMap(({ launched }) => summary(launched))).toContain("tcp 0.0.0.0 8472");
  });
});

test("quotes of a file are part of the value", () => {
  expect(serving("--env-file /etc/q.env")).not.toContain("tcp 127.0.0.1 8117");
});

test.each<[string, readonly string[]]>([
  ["docker swarm init", ["tcp * 2377", "tcp * 7946", "udp * 7946", "? udp * 4789"]],
  ["docker swarm init --listen-addr 127.0.0.1:2400", ["tcp 127.0.0.1 2400", "tcp 127.0.0.1 7946", "udp 127.0.0.1 7946", "? udp * 4789"]],
  [
    "docker swarm init --listen-addr eth0 --data-path-port 5789",
    ["? tcp <hole> 2377", "? tcp <hole> 7946", "? udp <hole> 7946", "? udp * 5789"],
  ],
  ["docker swarm join --token x 10.0.0.9:2377", ["? tcp * 2377", "tcp * 7946", "udp * 7946", "? udp * 4789"]],
  ["docker swarm leave", []],
])("%s", (line, expected) => {
  expect(summary(launcher.userData(`#!/bin/bash\n${line}\n`))).toEqual(expected);
});
