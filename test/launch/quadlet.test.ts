import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const FOLDER = "/etc/containers/systemd";
const write = (file: string, ...lines: readonly string[]): string =>
  `mkdir -p ${FOLDER}\ncat > ${file.startsWith("/") ? file : `${FOLDER}/${file}`} <<'X'\n${lines.join("\n")}\nX\n`;
const CONTAINER = ["[Container]", "Image=docker.io/library/nginx:1", "PublishPort=8117:80"];
const POSTGRES = write(
  "web.container",
  "[Container]",
  "Image=docker.io/library/postgres:16",
  "PublishPort=8117:5432",
  "Volume=pg.volume:/var/lib/postgresql/data",
);
const INSTALL = ["[Install]", "WantedBy=multi-user.target default.target"];
const START = "systemctl daemon-reload\nsystemctl start web\n";

/** What is open on the host: `?` before a container that may be started or not. */
const opened = (text: string): readonly string[] => {
  const launched = launcher.userData(`#!/bin/bash\n${text}`);
  const containers = launched.containers.map(({ certain, name, network, publishes, launched: inner }) => {
    const ports = publishes.map(
      ({ hostAddress, hostPorts, containerPorts }) =>
        `${hostAddress ?? "*"}:${(hostPorts ?? ["?"]).join("-")}>${containerPorts[0].toString()}`,
    );
    return [`${certain ? "" : "? "}${name}`, network, ...ports, ...summary(inner)].join(" ");
  });
  return [...containers, ...(launched.complete ? [] : ["…"])];
};

test.each<[string, string, readonly string[]]>([
  ["started", write("web.container", ...CONTAINER) + START, ["systemd-web bridge *:8117-8117>80 tcp 0.0.0.0 80 tcp [::] 80"]],
  [
    "on loopback",
    write("web.container", ...CONTAINER.slice(0, 2), "PublishPort=127.0.0.1:8117:80") + START,
    ["systemd-web bridge 127.0.0.1:8117-8117>80 tcp 0.0.0.0 80 tcp [::] 80"],
  ],
  ["neither started nor wanted", write("web.container", ...CONTAINER), []],
  [
    "for the next boot",
    write("web.container", ...CONTAINER, ...INSTALL),
    ["? systemd-web bridge *:8117-8117>80 ? tcp 0.0.0.0 80 ? tcp [::] 80"],
  ],
  ["masked", `${write("web.container", ...CONTAINER, ...INSTALL)}systemctl mask web\n`, []],
  [
    "of a user",
    `mkdir -p /home/app/.config/containers/systemd\n${write("/home/app/.config/containers/systemd/web.container", ...CONTAINER)}systemctl --user start web`,
    ["systemd-web bridge *:8117-8117>80 tcp 0.0.0.0 80 tcp [::] 80"],
  ],
  [
    "with names of its own",
    write("web.container", ...CONTAINER, "ContainerName=shop", "ServiceName=shop") + START.replace("web", "shop"),
    ["shop bridge *:8117-8117>80 tcp 0.0.0.0 80 tcp [::] 80"],
  ],
  [
    "a command with variables",
    write(
      "web.container",
      "[Container]",
      "Image=docker.io/library/python:3",
      "Network=host",
      'Environment="A=0.0.0.0" P=8118',
      "Exec=sh -c 'exec python -m http.server --bind $$A $$P'",
    ) + START,
    ["systemd-web host tcp 0.0.0.0 8118"],
  ],
  [
    "a drop-in",
    `${write("web.container", ...CONTAINER)}mkdir -p ${FOLDER}/web.container.d\n${write("web.container.d/p.conf", "[Container]", "PublishPort=", "PublishPort=8119:80")}${START}`,
    ["systemd-web bridge *:8119-8119>80 tcp 0.0.0.0 80 tcp [::] 80"],
  ],
  [
    "mounted beside the file",
    `${write("web.container", "[Container]", "Image=docker.io/library/nginx:1", "PublishPort=8117:8443", "Volume=./w.conf:/etc/nginx/conf.d/default.conf:Z")}echo 'server { listen 8443; }' > ${FOLDER}/w.conf\n${START}`,
    ["systemd-web bridge *:8117-8117>8443 tcp 0.0.0.0 8443"],
  ],
  [
    "of a pod",
    write("web.container", "[Container]", "Image=docker.io/library/nginx:1", "Pod=a.pod") +
      write("a.pod", "[Pod]", "PublishPort=8117:80") +
      START,
    ["systemd-web bridge *:8117-8117>80 tcp 0.0.0.0 80 tcp [::] 80"],
  ],
  [
    "a pod starts its containers",
    `${write("web.container", "[Container]", "Image=docker.io/library/nginx:1", "Pod=a.pod")}${write("a.pod", "[Pod]", "PublishPort=8117:80")}systemctl start a-pod`,
    ["systemd-web bridge *:8117-8117>80 tcp 0.0.0.0 80 tcp [::] 80"],
  ],
  [
    "with a volume of its own",
    `${POSTGRES}${write("pg.volume", "[Volume]", "Label=a=b")}${START}`,
    ["systemd-web bridge *:8117-8117>5432 tcp * 5432"],
  ],
  [
    "with a volume on a disk",
    `${POSTGRES}${write("pg.volume", "[Volume]", "Device=/dev/sdf")}${START}`,
    ["systemd-web bridge *:8117-8117>5432 ? tcp localhost 5432 …"],
  ],
  ["with a volume that nobody has shown", `${POSTGRES}${START}`, ["systemd-web bridge *:8117-8117>5432 ? tcp localhost 5432 …"]],
  ["a file for Kubernetes", `${write("web.kube", "[Kube]", "Yaml=web.yml")}${START}`, ["…"]],
  ["from elsewhere", `aws s3 cp s3://acme/web.container ${FOLDER}/web.container\n`, ["…"]],
])("%s", (_name, text, expected) => {
  expect(opened(text)).toEqual(expected);
});
