import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const launched = (...lines: readonly string[]): ReturnType<typeof launcher.userData> =>
  launcher.userData(["#!/bin/bash", ...lines, ""].join("\n"));
const after = (...lines: readonly string[]): readonly string[] => summary(launched(...lines));

const NGINX = ["tcp 0.0.0.0 80", "tcp [::] 80"];
const PERHAPS = NGINX.map((line) => `? ${line}`);

test.each<[string]>([
  ["apt-get install -y nginx"],
  ["apt-get -qy install nginx"],
  ["apt-get -qq install nginx"],
  ["apt-get -q=2 install nginx"],
  ["apt-get install nginx --assume-yes"],
  ["apt-get -o APT::Get::Assume-Yes=true install nginx"],
  ["yes | apt install nginx"],
  ["echo Y | apt install nginx"],
  ["echo 'APT::Get::Assume-Yes \"true\";' > /etc/apt/apt.conf.d/90yes\napt install nginx"],
  ["echo assumeyes=1 >> /etc/dnf/dnf.conf\ndnf install nginx\nsystemctl start nginx"],
  ["zypper -n install nginx\nsystemctl start nginx"],
  ["apk add nginx\nsystemctl start nginx"],
  ["dpkg -i nginx_1.24_amd64.deb"],
  ["apt install curl unzip\napt install -y nginx"],
  ["apt upgrade\napt install -y nginx"],
])("an installation that nobody has to agree to: %s", (line) => {
  expect(after(line)).toEqual(NGINX);
});

test.each<[string]>([
  ["apt install nginx"],
  ["DEBIAN_FRONTEND=noninteractive apt-get -q install nginx"],
  ["sudo apt install --no-install-recommends nginx"],
  ["yum install nginx\nsystemctl start nginx"],
  ["amazon-linux-extras install nginx1\nsystemctl start nginx\nsystemctl enable nginx"],
])("one that asks, where nobody answers, is possible: %s", (line) => {
  expect(after(line)).toEqual(PERHAPS);
});

test("what is done only after an upgrade that asks is possible", () => {
  expect(after("apt update && apt upgrade && apt install -y nginx")).toEqual([...PERHAPS, "…"]);
  expect(after("apt update && apt upgrade -y && apt install -y nginx")).toEqual(NGINX);
});

test("what follows may need it, and what came before stays", () => {
  expect(after("apt-get install -y nginx", "apt install mariadb-server")).toEqual([...NGINX, "? tcp 127.0.0.1 3306"]);
  const { containers, unknowns } = launched("apt install docker.io", "docker run -d -p 6412:6379 redis");
  const [redis] = containers;
  expect(redis?.certain).toBe(false);
  expect([...unknowns, ...(redis?.launched.unknowns ?? [])].map(({ what }) => what)).toContain("apt install");
});
