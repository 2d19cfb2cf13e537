import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const after = (...lines: readonly string[]): readonly string[] =>
  summary(launcher.userData(["#!/bin/bash", "apt-get install -y nginx certbot python3-certbot-nginx", ...lines, ""].join("\n")));

const PLAIN = ["tcp 0.0.0.0 80", "tcp [::] 80"];

test.each<[string, string]>([
  ["certbot --nginx -d app.example.com -n --agree-tos -m a@example.com", "443"],
  ["sudo certbot run --nginx -d app.example.com", "443"],
  ["certbot install -i nginx --cert-name app", "443"],
  ["/snap/bin/certbot --nginx -d app.example.com --https-port 8443", "8443"],
  ["certbot --installer=apache -a webroot -w /srv -d app.example.com", "443"],
])("where it gets a certificate, the server answers HTTPS: %s", (line, port) => {
  expect([...after(line)].sort()).toEqual([`? tcp * ${port}`, ...PLAIN]);
});

test.each([
  "certbot certonly --nginx -d app.example.com",
  "certbot --nginx certonly -d app.example.com",
  "certbot renew --nginx",
  "certbot certonly --standalone -d app.example.com",
  "certbot --version",
])("it leaves the server as it is: %s", (line) => {
  expect(after(line)).toEqual(PLAIN);
});
