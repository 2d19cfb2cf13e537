import { launcher } from "../../src/launch";
import type { ContainerStart } from "../../src/model/launch";
import { HOLE } from "../../src/model/text";
import { environment, over, summary } from "./sockets";

const nothing: ContainerStart = {
  image: null,
  entryPoint: null,
  command: null,
  environment: environment(),
  cwd: null,
  files: (image) => image,
};

const sockets = (start: Partial<ContainerStart>): readonly string[] => summary(launcher.container({ ...nothing, ...start }));

const PRIVATE = "registry.example.com/acme/api:3";
const gunicorn = ["gunicorn", "-b", "0.0.0.0:8020", "app:app"];

test.each<[string, Partial<ContainerStart>, readonly string[]]>([
  ["an official image by itself", { image: "nginx:1.27" }, ["tcp 0.0.0.0 80", "tcp [::] 80"]],
  ["options for the server of an image", { image: "redis:7", command: ["--port", "7000", "--bind", "127.0.0.1"] }, ["tcp 127.0.0.1 7000"]],
  ["an entry point that is given drops the image's command", { image: "nginx", entryPoint: ["sleep", "infinity"] }, []],
  ["an entry point that is taken away leaves the command", { image: "nginx", entryPoint: [], command: gunicorn }, ["tcp 0.0.0.0 8020"]],
  ["a command for an image that starts a prompt", { image: "python:3.12", command: gunicorn }, ["tcp 0.0.0.0 8020"]],
  ["a prompt", { image: "python:3.12" }, []],
  ["an image that nobody has shown", { image: PRIVATE }, ["…"]],
  ["an image without a name", { image: null }, ["…"]],
  ["an image whose name is not known", { image: `${HOLE}/api` }, ["…"]],
  ["its command", { image: PRIVATE, command: gunicorn }, ["tcp 0.0.0.0 8020"]],
  [
    "its entry point",
    {
      image: PRIVATE,
      entryPoint: ["sh", "-c"],
      command: ["exec gunicorn -b 127.0.0.1:${PORT:-8000} a"],
      environment: environment({ PORT: "8021" }),
    },
    ["tcp 127.0.0.1 8021"],
  ],
  [
    "a default that the image's environment may change",
    { image: PRIVATE, command: ["sh", "-c", "gunicorn -b 0.0.0.0:${PORT:-8000} a"] },
    ["tcp 0.0.0.0 ?"],
  ],
  ["a default that the image's files may change", { image: PRIVATE, command: ["gunicorn", "a"] }, ["? tcp 127.0.0.1 8000", "…"]],
  ["options for an entry point that nobody has shown", { image: PRIVATE, command: ["--port", "80"] }, ["…"]],
  ["an entry point that is not known", { image: "nginx", entryPoint: "unknown" }, ["…"]],
  ["a command that is not known", { image: "nginx", command: "unknown" }, ["…"]],
  ["nothing to start", { image: "nginx", entryPoint: [] }, ["…"]],
  [
    "a file that is brought along",
    { image: "nginx", files: over({ "/etc/nginx/nginx.conf": "events {}\nhttp { server { listen 127.0.0.1:8022; } }\n" }) },
    ["tcp 127.0.0.1 8022"],
  ],
  [
    "a template that the image fills in",
    {
      image: "nginx",
      environment: environment({ NGINX_PORT: "8023" }),
      files: over({ "/etc/nginx/templates/default.conf.template": "server { listen ${NGINX_PORT}; }\n" }),
    },
    ["tcp 0.0.0.0 8023"],
  ],
  [
    "the environment over the image's",
    { image: PRIVATE, command: ["gunicorn", "a"], environment: environment({ PORT: "8024" }) },
    ["? tcp 0.0.0.0 8024", "…"],
  ],
])("%s", (_name, start, expected) => {
  expect(sockets(start)).toEqual(expected);
});

test("says why an image is not understood", () => {
  expect(launcher.container({ ...nothing, image: PRIVATE }).unknowns).toEqual([
    { what: `the image ${PRIVATE}`, why: "nobody has shown what it starts" },
  ]);
});
