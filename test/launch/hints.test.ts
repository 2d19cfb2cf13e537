import { launcherWith } from "../../src/launch";
import type { ContainerStart } from "../../src/model/launch";
import type { Listener } from "../../src/model/listener";
import type { ImageHint } from "../../src/model/settings";
import { HOLE } from "../../src/model/text";

const socket = (port: number): Listener => ({
  process: "",
  protocol: "tcp",
  address: "0.0.0.0",
  ipv4: "any",
  ipv6: "none",
  ports: [[port, port]],
  certainty: "definite",
  from: "hint",
  says: `0.0.0.0:${String(port)}/tcp`,
});
const hint = (image: string, ...ports: readonly number[]): ImageHint => ({ image, listens: ports.map(socket) });

const start = (image: string | null, change: Partial<ContainerStart> = {}): ContainerStart => ({
  image,
  entryPoint: null,
  command: null,
  environment: { values: new Map(), complete: true },
  cwd: null,
  files: (image) => image,
  ...change,
});

const launched = (hints: readonly ImageHint[], of: ContainerStart) => {
  const { listeners, complete } = launcherWith(hints).container(of);
  return { sockets: listeners.map(({ certainty, ports, from }) => `${certainty} ${String(ports?.[0]?.[0])} ${from}`), complete };
};

const KNOWN = { sockets: ["definite 7443 hint"], complete: true };

test.each(["registry.example.com/fair/wheel", "registry.example.com/fair/wheel:8", "*/wheel", "registry.example.com/fair/wheel*"])(
  "%s names the image",
  (image) => {
    expect(launched([hint(image, 7443)], start("registry.example.com/fair/wheel:8"))).toEqual(KNOWN);
  },
);

test.each(["wheel", "registry.example.com/fair", "registry.example.com/fair/wheel:9", "*/wheels"])("%s does not", (image) => {
  expect(launched([hint(image, 7443)], start("registry.example.com/fair/wheel:8"))).toEqual({ sockets: [], complete: false });
});

test("images of Docker Hub are named as people name them, and with a digest too", () => {
  for (const image of ["acme/api", "docker.io/acme/api:2", `acme/api@sha256:${"0".repeat(64)}`])
    expect(launched([hint("acme/api", 7443)], start(image))).toEqual(KNOWN);
});

test("what a launch shows by itself stays, and is all where it shows all", () => {
  const gunicorn = start("acme/api", { command: ["gunicorn", "-b", "0.0.0.0:5001", "app:app"], entryPoint: [] });
  expect(launched([hint("*", 7443)], gunicorn)).toEqual(launched([], gunicorn));
  expect(launched([hint("*", 7443)], start("nginx:1.29"))).toEqual(launched([], start("nginx:1.29")));
});

test("a command that is not known yet leaves it possible, and there may be more", () => {
  for (const change of [{ command: "unknown" }, { entryPoint: "unknown" }, { command: ["./run", HOLE] }] as const) {
    expect(launched([hint("*", 7443)], start("acme/api", change))).toMatchObject({ sockets: ["possible 7443 hint"], complete: false });
  }
});

test("an image that is not known has no hint", () => {
  expect(launched([hint("*", 7443)], start(null))).toEqual({ sockets: [], complete: false });
});

test("an image that listens on nothing is understood", () => {
  expect(launched([hint("acme/batch")], start("acme/batch"))).toEqual({ sockets: [], complete: true });
});

test("containers that user data starts are hinted as well", () => {
  const { containers } = launcherWith([hint("acme/api", 7443)]).userData("#!/bin/sh\ndocker run -d -p 443:7443 acme/api:2\n");
  expect(containers.map(({ launched: { listeners, complete } }) => [listeners.map(({ ports }) => ports), complete])).toEqual([
    [[[[7443, 7443]]], true],
  ]);
});
