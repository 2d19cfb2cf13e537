import { answering, whether, type Answer } from "../plans/ask";
import { ref, type Program } from "../plans/plan";
import { machine, open, STOCK, VPC, withRules } from "../plans/vpc";

/** A machine whose group lets nobody in. */
const run = (...lines: readonly string[]): Program => ({
  ...withRules(),
  "aws_instance.web": machine({ user_data: `#!/bin/bash\n${lines.join("\n")}\n` }),
});
const LOOPBACK = "gunicorn -b 127.0.0.1:5010 app:app --daemon";

const at = (program: Program, port: number, place = "aws_instance.web"): Answer =>
  whether(answering(program, place), `tcp ${String(port)} from 203.0.113.9`);

test.each([
  "ngrok http 5010 &",
  "nohup ./ngrok http --domain=shop.example.com http://localhost:5010 &",
  "ngrok tcp 5010 --log stdout &",
  "cloudflared tunnel --url http://localhost:5010 &",
  "cloudflared tunnel run --token $TOKEN shop &",
  "cloudflared service install $TOKEN",
  "tailscale funnel 5010 &",
  "tailscale funnel --bg --https=8443 --set-path=/x localhost:5010",
  "npx localtunnel --port 5010 --subdomain shop &",
  "lt -p 5010 &",
  "ssh -R 80:localhost:5010 nokey@localhost.run &",
  "ssh -o StrictHostKeyChecking=no -fNR80:127.0.0.1:5010 serveo.net",
  "ssh -p 443 a.pinggy.io -R0:localhost:5010 &",
  "autossh -M 0 -N -R '*:8080:localhost:5010' bastion.example.com &",
  "frpc tcp -s frp.example.com:7000 -l 5010 -r 6000 &",
  "bore local 5010 --to bore.pub &",
  "zrok share public localhost:5010 --headless &",
  "inlets client --remote=wss://x.example.com --upstream=http://127.0.0.1:5010 &",
  "inlets-pro tcp client --upstream 127.0.0.1 --ports 5010 &",
])("%s lets the world in past the groups, to loopback too", (command) => {
  expect([at(run(LOOPBACK, command), 5010), at(run("gunicorn -b 0.0.0.0:5010 app:app --daemon", command), 5010)]).toEqual([
    "perhaps",
    "perhaps",
  ]);
});

test.each([
  "true",
  "ngrok http 5011 &",
  "ngrok config add-authtoken $TOKEN",
  "ngrok http 5010 --basic-auth me:$SECRET &",
  "ngrok http --oauth=google 5010 &",
  "cloudflared access tcp --hostname shop.example.com --url localhost:5010 &",
  "cloudflared tunnel create shop",
  "cloudflared tunnel route dns shop shop.example.com",
  "tailscale up --authkey $KEY",
  "tailscale serve 5010",
  "tailscale funnel status",
  "lt --port 5011 &",
  "ssh -N -L 127.0.0.1:5010:db:5432 bastion &",
  "ssh -N -R localhost:8080:localhost:5010 bastion &",
  "ssh deploy@build.example.com ls -R 80:localhost:5010",
  "zrok share private localhost:5010 &",
  "bore server &",
  "wg-quick up wg0",
  "aws ssm start-session --target i-1",
])("%s does not", (command) => {
  expect(at(run(LOOPBACK, command), 5010)).toBe("no");
});

test.each([
  [
    "cloudflared",
    "/etc/cloudflared/config.yml",
    "ingress:\n  - hostname: a.example.com\n    service: http://localhost:5010\n  - service: http_status:404\n",
    "cloudflared tunnel run shop &",
  ],
  [
    "frpc, INI",
    "/etc/frp/frpc.ini",
    "[common]\nserver_addr = frp.example.com\n[web]\ntype = tcp\nlocal_port = 5010\nremote_port = 80\n",
    "frpc -c /etc/frp/frpc.ini &",
  ],
  [
    "frpc, TOML",
    "/etc/frp/frpc.toml",
    'serverAddr = "frp.example.com"\n[[proxies]]\nname = "a"\ntype = "http"\nlocalPort = 5010\n',
    "frpc -c /etc/frp/frpc.toml &",
  ],
])("a configuration that is there says which ports: %s", (_, path, text, command) => {
  const program = run(LOOPBACK, "gunicorn -b 127.0.0.1:5012 app:app --daemon", `cat > ${path} <<'X'\n${text}X`, command);
  expect([at(program, 5010), at(program, 5012), at(program, 22)]).toEqual(["perhaps", "no", "no"]);
});

test.each(["stcp", "xtcp"])("an frp proxy of type %s is for those who hold its key", (type) => {
  const text = `[common]\nserver_addr = a\n[web]\ntype = ${type}\nsk = k\nlocal_port = 5010\n`;
  expect(at(run(LOOPBACK, `cat > frpc.ini <<'X'\n${text}X`, "frpc -c frpc.ini &"), 5010)).toBe("no");
});

test("what ssh forwards from every address is a socket of its own", () => {
  const lets = (forward: string): Answer => {
    const program = {
      ...withRules(open(9010)),
      "aws_instance.web": machine({ user_data: `#!/bin/bash\nssh -fN ${forward} db.example.com\n` }),
    };
    return at(program, 9010);
  };
  expect(["-L 0.0.0.0:9010:127.0.0.1:6379", "-g -L 9010:127.0.0.1:6379", "-L '*:9010:h:1'", "-D :9010"].map(lets)).toEqual(
    Array(4).fill("yes"),
  );
  expect(["-L 9010:127.0.0.1:6379", "-L localhost:9010:h:1", "-D 9010", "-g"].map(lets)).toEqual(Array(4).fill("no"));
});

test("what docker calls the host is the host where it calls itself so, as its own names for loopback are loopback", () => {
  const everywhere = "gunicorn -b 0.0.0.0:5010 app:app --daemon";
  const carried = (listening: string, host: string): Answer => at(run(listening, `ngrok tcp ${host}:5010 &`), 5010);
  expect([carried(everywhere, "172.17.0.1"), carried(LOOPBACK, "172.17.0.1")]).toEqual(["perhaps", "no"]);
  expect(["ip6-localhost", "localhost4", "localhost.localdomain"].map((host) => carried(LOOPBACK, host))).toEqual(Array(3).fill("perhaps"));
});

test("a port that docker publishes on loopback is carried as well", () => {
  const docker = (where: string): Program =>
    run(`docker run -d --name c -p ${where}5010:9000 python:3.12 python3 -m http.server 9000`, "ngrok http 5010 &");
  expect(["127.0.0.1:", "", "0.0.0.0:", "10.44.7.99:"].map((where) => at(docker(where), 5010, "aws_instance.web#c"))).toEqual([
    "perhaps",
    "perhaps",
    "perhaps",
    "no",
  ]);
});

test.each([
  [
    "the host",
    "ngrok/ngrok http host.docker.internal:5010",
    "gunicorn -b 0.0.0.0:5010 app:app --daemon",
    "aws_instance.web",
    5010,
    "perhaps",
  ],
  [
    "another container",
    "ngrok/ngrok http shop:8000",
    "docker run -d --name shop python:3.12 python3 -m http.server 8000",
    "aws_instance.web#shop",
    8000,
    "perhaps",
  ],
  [
    "one of another name",
    "ngrok/ngrok http store:8000",
    "docker run -d --name shop python:3.12 python3 -m http.server 8000",
    "aws_instance.web#shop",
    8000,
    "no",
  ],
  ["its own loopback, which the host does not share", "ngrok/ngrok http 5010", LOOPBACK, "aws_instance.web", 5010, "no"],
  ["the loopback of the network that it shares", "--network host ngrok/ngrok http 5010", LOOPBACK, "aws_instance.web", 5010, "perhaps"],
] as const)("a container carries %s", (_, image, other, place, port, answer) => {
  expect(at(run(other, `docker run -d ${image}`), port, place)).toBe(answer);
});

const task = (sidecar: Readonly<Record<string, unknown>>, bind: string): Program => ({
  ...VPC,
  ...STOCK,
  "aws_security_group.web": { vpc_id: ref("aws_vpc.net.id") },
  "aws_ecs_task_definition.shop": {
    network_mode: "awsvpc",
    requires_compatibilities: ["FARGATE"],
    container_definitions: JSON.stringify([
      { name: "app", image: "python:3.12", command: ["gunicorn", "-b", `${bind}:5010`, "app:app"] },
      { name: "tunnel", ...sidecar },
    ]),
  },
  "aws_ecs_service.shop": {
    task_definition: ref("aws_ecs_task_definition.shop.arn"),
    network_configuration: [{ subnets: [ref("aws_subnet.a.id")], security_groups: [ref("aws_security_group.web.id")] }],
  },
});

test.each([
  [{ image: "ngrok/ngrok:3", command: ["http", "5010"] }, "perhaps"],
  [{ image: "cloudflare/cloudflared:2024.1.0", command: ["tunnel", "run"] }, "perhaps"],
  [{ image: "cloudflare/cloudflared", command: ["tunnel", "--url", "localhost:5010"] }, "perhaps"],
  [{ image: "cloudflare/cloudflared", command: ["tunnel", "--url", "localhost:5011"] }, "no"],
  [{ image: "cloudflare/cloudflared" }, "no"],
  [{ image: "redis:7", command: ["redis-server", "--bind", "127.0.0.1"] }, "no"],
] as const)("the containers of a task share their loopback: %j", (sidecar, answer) => {
  expect(at(task(sidecar, "127.0.0.1"), 5010, "aws_ecs_service.shop")).toBe(answer);
});

test.each([
  ["container:shop", "ngrok/ngrok http 8000", "perhaps"],
  ["container:shop", "ngrok/ngrok http 8001", "no"],
  ["bridge", "ngrok/ngrok http 8000", "no"],
])("in the network of another container loopback is that one's: --network %s %s", (network, command, answer) => {
  const program = run(
    "docker run -d --name shop python:3.12 python3 -m http.server 8000 --bind 127.0.0.1",
    `docker run -d --name t --network ${network} ${command}`,
  );
  expect(at(program, 8000, "aws_instance.web#shop")).toBe(answer);
});

test("and so it is of a compose service", () => {
  const compose = (mode: string): Program =>
    run(
      "cat > docker-compose.yml <<'X'",
      "services:",
      "  shop: { image: 'python:3.12', command: python3 -m http.server 8000 --bind 127.0.0.1 }",
      `  t: { image: ngrok/ngrok, network_mode: ${mode}, command: http 8000 }`,
      "X",
      "docker compose up -d",
    );
  expect([`"service:shop"`, "bridge"].map((mode) => at(compose(mode), 8000, "aws_instance.web#shop"))).toEqual(["perhaps", "no"]);
});

/** A database in the network of the machine, whose group lets in who is in the network. */
const database = (command: string, more: Readonly<Record<string, unknown>> = {}): Answer =>
  at(
    {
      ...run(command),
      "aws_subnet.db": { vpc_id: ref("aws_vpc.net.id"), cidr_block: "10.44.9.0/24" },
      "aws_db_subnet_group.db": { subnet_ids: [ref("aws_subnet.db.id")] },
      "aws_security_group.db": {
        vpc_id: ref("aws_vpc.net.id"),
        ingress: [{ protocol: "tcp", from_port: 5433, to_port: 5433, cidr_blocks: ["10.44.0.0/16"] }],
      },
      "aws_db_instance.db": {
        engine: "postgres",
        port: 5433,
        db_subnet_group_name: ref("aws_db_subnet_group.db.name"),
        vpc_security_group_ids: [ref("aws_security_group.db.id")],
        ...more,
      },
    },
    5433,
    "aws_db_instance.db",
  );

const NAME = "shop.c0ffee.eu-central-1.rds.amazonaws.com";

test.each([
  ["a host that nobody knows", `ssh -N -R 0.0.0.0:7000:$(hostof db):5433 bastion.example.com`, {}, "perhaps"],
  ["and another port", `ssh -N -R 0.0.0.0:7000:$(hostof db):5434 bastion.example.com`, {}, "no"],
  ["its name", `ngrok tcp ${NAME}:5433`, { address: NAME }, "perhaps"],
  ["its endpoint", `ngrok tcp ${NAME}:5433`, { endpoint: `${NAME}:5433` }, "perhaps"],
  ["another's name", `ngrok tcp x${NAME}:5433`, { address: NAME }, "no"],
  ["an address of its subnet", "ngrok tcp 10.44.9.77:5433", {}, "perhaps"],
  ["an address that is none of its subnet", "ngrok tcp 10.44.8.77:5433", {}, "no"],
])("what a tunnel carries of another resource: %s", (_, command, more, answer) => {
  expect(database(`${command} &`, more)).toBe(answer);
});

test.each([
  [{ image: "ngrok/ngrok:3", command: ["http", "5011"] }, 4040, "yes"],
  [{ image: "ngrok/ngrok:3", command: ["http", "5011"] }, 4041, "no"],
  [{ image: "cloudflare/cloudflared", command: ["tunnel", "--url", "localhost:5011"] }, 20241, "yes"],
  [{ image: "cloudflare/cloudflared", command: ["tunnel", "--metrics", "127.0.0.1:20241", "--url", "localhost:5011"] }, 20241, "no"],
] as const)("what an image of a tunnel listens on itself: %j, %i", (sidecar, port, answer) => {
  const program: Program = {
    ...task(sidecar, "127.0.0.1"),
    "aws_security_group.web": { vpc_id: ref("aws_vpc.net.id"), ingress: [open(port)] },
  };
  const service = { ...program["aws_ecs_service.shop"] };
  const network = {
    subnets: [ref("aws_subnet.a.id")],
    security_groups: [ref("aws_security_group.web.id")],
    assign_public_ip: true,
  };
  const all = { ...program, "aws_ecs_service.shop": { ...service, network_configuration: [network] } };
  expect(at(all, port, "aws_ecs_service.shop")).toBe(answer);
});
