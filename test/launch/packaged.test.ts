import { launcher } from "../../src/launch";
import type { Packaged } from "../../src/model/launch";
import { allServers } from "../../src/servers";
import { summary } from "./sockets";

/** Each package that starts something, as its manager installs it. */
const PACKAGES = allServers().flatMap(({ name, packaged = [] }) =>
  packaged.filter(({ units }) => units.length > 0).map((one) => [`${name}: ${one.family ?? "any"} ${one.packages[0] ?? ""}`, one] as const),
);

const installed = ({ family, packages: [name = ""], units: [unit = ""] }: Packaged, ...lines: readonly string[]): readonly string[] => {
  const manager = family === "rpm" ? "dnf" : "apt-get";
  return summary(launcher.userData(["#!/bin/bash", `${manager} install -y ${name}`, ...lines, `systemctl restart ${unit}`, ""].join("\n")));
};

/** `$UNKNOWN` is asked of the machine when it starts. */
const UNKNOWN = "UNKNOWN=$(curl -s http://169.254.169.254/latest/user-settings)";

/**
 * What is there and is not read, or is read too late to count. The daemon of docker does not start where its file names hosts beside
 * those of its unit.
 */
const UNREAD = /README$|-available\/|welcome|\/usr\/|\/docker\/daemon\.json$/;

/** What may be said by a file of a package, so that whoever drops the edit says a default for sure. */
const places = ({ files, reads = [], service }: Packaged): readonly string[] => [
  ...Object.keys(files).filter((path) => !UNREAD.test(path)),
  ...reads,
  ...service.flatMap((line) => /^EnvironmentFile=-?(\S+)/.exec(line)?.[1] ?? []),
];

const isOpen = (lines: readonly string[]): boolean =>
  lines.includes("…") || lines.some((line) => line.startsWith("?") || line.includes(" ?"));

describe.each(PACKAGES)("%s", (_name, packaged) => {
  test("nobody has touched it, and all is known", () => {
    expect(installed(packaged)).not.toContain("…");
  });

  const parts = places(packaged).flatMap((path) => {
    const [folder, file] = [path.slice(0, path.lastIndexOf("/")), path.slice(path.lastIndexOf("/") + 1)];
    const ending = /\.\w+$/.exec(file)?.[0] ?? "";
    const edits = [
      `sed -i "$UNKNOWN" ${path}`,
      `sed -i "$UNKNOWN" ${folder.replace(/\/[^/]+$/, "/*")}/${file}`,
      `find ${folder} -name '${file}' -exec sed -i "$UNKNOWN" {} \\;`,
      `cd ${folder} && sed -i "$UNKNOWN" ./${file}`,
    ];
    return [
      ...((packaged.files[path] ?? "") !== "" ? edits : []),
      `curl -s https://files.example.com/${file} > ${path}`,
      `echo "$UNKNOWN" | tee -a ${path}`,
      `cp /tmp/${file} ${path}`,
      `echo "$UNKNOWN" > ${folder}/*${ending}`,
    ];
  });

  for (const edit of new Set(parts))
    test(`no edit is dropped: ${edit}`, () => {
      expect(isOpen(installed(packaged, UNKNOWN, edit))).toBe(true);
    });
});

const RPCBIND = ["tcp 0.0.0.0 111", "tcp [::] 111", "udp 0.0.0.0 111", "udp [::] 111"];
const NTPD = ["udp 0.0.0.0 123", "udp [::] 123"];
const perhaps = (sockets: readonly string[]): readonly string[] => sockets.map((socket) => `? ${socket}`);

const ELASTIC = "echo 'deb [signed-by=/k.gpg] https://artifacts.elastic.co/packages/";
const [OPEN, SHUT] = [
  ["tcp * 9200", "tcp localhost 9300"],
  ["tcp localhost 9200", "tcp localhost 9300"],
];

/** Packages whose names do not tell that they answer. */
test.each<[string, readonly string[]]>([
  ["apt-get install -y nfs-common", RPCBIND],
  ["apt-get install -y nfs-common\nsystemctl disable --now rpcbind rpcbind.socket", []],
  ["apt-get install -y nfs-common\nsystemctl mask --now rpcbind.socket", []],
  ["yum install -y nfs-utils", perhaps(RPCBIND)],
  ["yum install -y nfs-utils\nsystemctl mask rpcbind", []],
  ["yum install -y nfs-utils\nsystemctl enable --now rpcbind", RPCBIND],
  ["apt-get install -y ntp", NTPD],
  ["apt-get install -y ntpsec\nprintf 'interface ignore wildcard\\n' >> /etc/ntpsec/ntp.conf\nsystemctl restart ntpsec", perhaps(NTPD)],
  ["apt-get install -y chrony", []],
  ["yum install -y ntp", []],
  [
    `${ELASTIC}8.x/apt stable main' > /etc/apt/sources.list.d/elastic-8.x.list\napt-get install -y elasticsearch\nsystemctl enable --now elasticsearch`,
    OPEN,
  ],
  [
    `${ELASTIC}7.x/apt stable main' > /etc/apt/sources.list.d/e.list\napt-get install -y elasticsearch\nsystemctl enable --now elasticsearch`,
    SHUT,
  ],
  ["apt-get install -y elasticsearch\nsystemctl enable --now elasticsearch", ["? tcp <hole> 9200", "tcp localhost 9300"]],
  ["apt-get install -y elasticsearch=8.13.0\nsystemctl enable --now elasticsearch", OPEN],
  ["yum install -y elasticsearch-7.17.0\nsystemctl start elasticsearch", SHUT],
  ["yum install -y elasticsearch-9.1.2\nsystemctl start elasticsearch", OPEN],
  [
    "wget https://x.example/elasticsearch-8.9.0-amd64.deb\ndpkg -i elasticsearch-8.9.0-amd64.deb\nsystemctl enable --now elasticsearch",
    OPEN,
  ],
  ["apt-get install -y ./grafana-enterprise_11.2.0_amd64.deb\nsystemctl enable --now grafana-server", ["tcp * 3000"]],
  ["yum install -y https://x.example/grafana-9.5.1-1.x86_64.rpm", []],
  ["apt-get install -y grafana", []],
  ["apt-get install -y elasticsearch", []],
  ["apt-get install -y mongodb-org\nsed -i 's/127.0.0.1/0.0.0.0/' /etc/mongod.conf", []],
  ["apt-get install -y mongodb-org\nsed -i 's/127.0.0.1/0.0.0.0/' /etc/mongod.conf\nsystemctl start mongod", ["tcp 0.0.0.0 27017"]],
  ["yum install -y influxdb2", ["tcp * 8086"]],
  ["yum install -y influxdb", ["? tcp * 8086"]],
  ["dpkg -i nginx-tools_1.0_all.deb", []],
  ["yum install -y ntp\nservice ntpd start", NTPD],
])("%s", (text, expected) => {
  expect(summary(launcher.userData(`#!/bin/bash\n${text}\n`)).filter((line) => line !== "…")).toEqual(expected);
});

test("Tomcat's connector is where its package keeps it", () => {
  const run = (edit: string): readonly string[] =>
    summary(launcher.userData(`#!/bin/bash\napt-get install -y tomcat10\n${edit}\nsystemctl restart tomcat10\n`));
  expect(run("")).toEqual(["tcp * 8080"]);
  expect(run(`sed -i 's/port="8080"/port="8085" address="127.0.0.1"/' /etc/tomcat10/server.xml`)).toEqual(["tcp 127.0.0.1 8085"]);
});

test.each(["docker-compose-v2", "fontconfig", "aspnetcore-runtime-8.0", "dotnet-sdk-8.0"])("the package %s starts nothing", (name) => {
  expect(summary(launcher.userData(`#!/bin/bash\napt-get install -y ${name}\n`))).toEqual([]);
});

describe("what is sought in a package's file, and is not there in the version that is known", () => {
  const run = (...lines: readonly string[]): readonly string[] => summary(launcher.userData(["#!/bin/bash", ...lines, ""].join("\n")));
  const redis = (...edits: readonly string[]): readonly string[] =>
    run(
      "apt-get install -y redis-server",
      ...edits.map((edit) => `sed -i ${edit} /etc/redis/redis.conf`),
      "systemctl restart redis-server",
    );
  const LOOPBACK = ["tcp 127.0.0.1 6379", "tcp ::1 6379"];

  test.each([
    ["an address of an older version", ["'s/^bind 127.0.0.1 ::1$/bind 0.0.0.0/'"]],
    ["after an edit that fits", ["'s/^protected-mode yes/protected-mode no/'", "'s/^bind 127\\.0\\.0\\.1 ::1$/bind 0.0.0.0/'"]],
    ["by an address alone", ["'/^bind 10\\.0\\.0\\.9/d'"]],
    ["by an extended expression", ["-E 's#^(listen|tcp-port) .*#port 6390#'"]],
  ])("may have been there, where it binds: %s", (_, edits) => {
    expect(isOpen(redis(...edits))).toBe(true);
  });
  test.each([
    ["what binds nothing", ["'s/^maxmemory 1gb/maxmemory 2gb/'", "'/^supervised/d'"], LOOPBACK],
    ["what is there", ["'s/^bind 127.0.0.1.*/bind 127.0.0.1/'"], ["tcp 127.0.0.1 6379"]],
  ])("opens nothing else: %s", (_, edits, expected) => {
    expect(redis(...edits)).toEqual(expected);
  });
  test("a file that the script wrote itself has no other version", () => {
    expect(
      run(
        "printf 'bind 127.0.0.1\\nport 6391\\n' > /srv/r.conf",
        "sed -i 's/^bind 10.0.0.9/bind 0.0.0.0/' /srv/r.conf",
        "redis-server /srv/r.conf",
      ),
    ).toEqual(["tcp 127.0.0.1 6391"]);
  });
  test("Jenkins's unit has the lines that are edited", () => {
    const edit = (script: string): readonly string[] =>
      run(
        "apt-get install -y jenkins",
        `sed -i '${script}' /lib/systemd/system/jenkins.service`,
        "systemctl daemon-reload",
        "systemctl restart jenkins",
      );
    expect(edit('s/^#Environment="JENKINS_LISTEN_ADDRESS="/Environment="JENKINS_LISTEN_ADDRESS=127.0.0.1"/')).toEqual([
      "tcp 127.0.0.1 8080",
    ]);
    expect(edit("s/JENKINS_PORT=8080/JENKINS_PORT=8099/")).toEqual(["tcp * 8099"]);
  });
});

test("which package manager takes what a cloud-config names is up to the image, whose own ssh server is there already", () => {
  const booted = (name: string) => launcher.userData(`#cloud-config\npackages: [${name}]\n`);
  expect(summary(booted("nginx"))).toContain("? tcp 0.0.0.0 80");
  expect(booted("nginx").unknowns.map(({ what }) => what)).toEqual(["packages"]);
  for (const name of ["openssh-server", "htop"]) expect(booted(name)).toMatchObject({ listeners: [], unknowns: [], complete: true });
  expect(booted("openssh-server").shell).toBeUndefined();
});
