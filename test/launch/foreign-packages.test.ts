import { launcher } from "../../src/launch";

const unknownOf = (...lines: readonly string[]): readonly string[] => {
  const { unknowns, complete } = launcher.userData(["#!/bin/bash", ...lines, ""].join("\n"));
  expect(complete).toBe(unknowns.length === 0);
  return unknowns.map(({ what }) => what);
};

test.each<[string, readonly string[]]>([
  ["gitlab-ce", ["dnf install -y https://packages.example/gitlab-ce-17.0.0-ce.0.amazon2023.x86_64.rpm/download.rpm"]],
  ["app", ["rpm -Uvh https://acme.example/app.rpm"]],
  ["app", ["yum localinstall -y ./app-1.2-3.x86_64.rpm"]],
  ["app", ["dpkg -i app_1.2_amd64.deb"]],
  ["gitlab-ce", ["echo '[gitlab]' > /etc/yum.repos.d/gitlab.repo", "yum install -y gitlab-ce"]],
  ["acme-server", ["yum-config-manager --add-repo https://acme.example/x.repo", "yum install -y acme-server"]],
  ["acme-server", ["dnf config-manager --add-repo=https://acme.example/x.repo", "dnf install -y acme-server"]],
  ["acme-server", ["rpm -ivh https://acme.example/acme-release-1.noarch.rpm", "yum install -y acme-server"]],
  ["acme-agent", ["echo '[acme]' > /etc/yum.repos.d/acme.repo", "yum install -y acme-agent acme-cli acme-monitor"]],
])("a package of others may start a service: %s, %s", (name, lines) => {
  expect(unknownOf(...lines)).toEqual([`the package ${name}`]);
});

test.each<[readonly string[]]>([
  [["dnf install -y nginx acme-server"]],
  [["rpm --import https://acme.example/key", "rpm -qa", "yum install -y acme-server"]],
  [["dnf install -y https://mirror.example/epel-release-latest-9.noarch.rpm", "dnf install -y acme-server"]],
  [["rpm -U https://s3.example/amazon-cloudwatch-agent.rpm"]],
  [["yum install -y https://dl.grafana.example/grafana-10.4.2-1.x86_64.rpm"]],
  [["yum-config-manager --add-repo https://download.docker.com/linux/centos/docker-ce.repo", "yum install -y docker-ce-cli openssl-devel"]],
  [["yum install -y https://s3.example/mount-s3.rpm https://corretto.example/amazon-corretto-21-x64-linux-jdk.rpm"]],
  [
    [
      "yum-config-manager --add-repo https://download.docker.com/linux/centos/docker-ce.repo",
      "yum install -y nc ImageMagick firewalld collectd",
    ],
  ],
  [["rpm -Uvh https://dev.mysql.example/mysql84-community-release-el9-1.noarch.rpm", "yum install -y mysql-community-client postgresql16"]],
  [["apt-get install -y ImageMagick ./cuda-keyring_1.1-1_all.deb cuda-toolkit-12-4"]],
  [["apt-get install -y ./session-manager-plugin.deb https://packages.example/packages-microsoft-prod.deb"]],
])("what starts nothing is not in doubt: %s", (lines) => {
  expect(unknownOf(...lines)).toEqual([]);
});
