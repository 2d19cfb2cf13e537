import { UNSEEN, type Files, type Invocation } from "../../src/model/launch";
import type { Launched, Listener } from "../../src/model/listener";
import { run } from "./fake";

const gunicorn: Listener = {
  process: "gunicorn",
  protocol: "tcp",
  address: "0.0.0.0",
  ipv4: "any",
  ipv6: "none",
  ports: [[5001, 5001]],
  certainty: "definite",
  from: "command",
  says: "-b 0.0.0.0:5001",
};
const nothing: Launched = {
  listeners: [],
  containers: [],
  tunnels: [],
  redirects: [],
  filters: [],
  failsToStart: [],
  unknowns: [],
  complete: true,
};

/** `launch` has tests of its own. Here it answers as told, and keeps what it was asked. */
const command = jest.fn<Launched, [Invocation]>();
jest.mock("../../src/launch", () => ({ launcher: { command: (asked: Invocation) => command(asked) } }), { virtual: true });

beforeEach(() => command.mockReset().mockReturnValue({ ...nothing, listeners: [gunicorn] }));

const asked = (): Invocation => {
  const [invocation] = command.mock.calls.at(-1) ?? [];
  if (invocation === undefined) throw new Error("launch was not asked");
  return invocation;
};

it("asks about the command as typed", async () => {
  const argv = ["gunicorn", "--bind", "0.0.0.0:5001", "--", "-h", "--format", "json"];
  const { code, out } = await run(["listens", "--env", "PORT=5001", "--env", "OPTS=a=b", "--", ...argv]);
  expect(code).toBe(0);
  expect(out).toMatch(/^gunicorn answers tcp 5001 on every IPv4 address of its host {6}-b 0\.0\.0\.0:5001\n/);
  expect(asked()).toMatchObject({ argv, cwd: "/srv/app" });
  expect(Object.fromEntries(asked().environment.values)).toEqual({ PORT: "5001", OPTS: "a=b" });
  expect(asked().environment.complete).toBe(true);
});

it("prints JSON as the schema says", async () => {
  const { out } = await run(["listens", "--format", "json", "--", "gunicorn"]);
  expect(JSON.parse(out)).toEqual({
    schemaVersion: 1,
    listeners: [{ ...gunicorn, ports: [[5001, 5001]] }],
    failsToStart: null,
    unknowns: [],
  });
});

describe("files", () => {
  const files = {
    "/srv/app/gunicorn.conf.py": "bind = '0.0.0.0:5001'",
    "/srv/app/conf.d/b.conf": "listen 5001;",
    "/srv/app/blob": "!EIO",
    "/etc/nginx/nginx.conf": "listen 81;",
    "/etc/shadow": "root:x",
    "/srv/other/settings.py": "PORT = 1",
  };
  const filesOf = async (argv: readonly string[], options: readonly string[] = []): Promise<Files> => {
    await run(["listens", ...options, "--", ...argv], { files });
    return asked().files;
  };

  it("in the working directory are read, and are surely not there where they are not", async () => {
    const { read } = await filesOf(["gunicorn"]);
    expect(read("gunicorn.conf.py")).toBe("bind = '0.0.0.0:5001'");
    expect(read("/srv/app/conf.d/b.conf")).toBe("listen 5001;");
    expect(read("./conf.d/../gunicorn.conf.py")).toBe("bind = '0.0.0.0:5001'");
    expect(read("missing.py")).toBeNull();
    expect(read("blob")).toBe(UNSEEN);
  });

  it("that the command names and that are not there lie where it will run", async () => {
    expect((await filesOf(["gunicorn", "-c", "missing.py"])).read("/srv/app/missing.py")).toBe(UNSEEN);
    expect((await filesOf(["sh", "-c", "cd conf.d && hypercorn -c missing.toml"])).read("conf.d/missing.toml")).toBe(UNSEEN);
    expect((await filesOf(["gunicorn", "-c", "missing.py"])).read("gunicorn.conf.d/other.py")).toBeNull();
  });

  it("elsewhere are of another host, unless somebody names them", async () => {
    expect((await filesOf(["nginx"])).read("/etc/nginx/nginx.conf")).toBe(UNSEEN);
    expect((await filesOf(["nginx", "-c", "/etc/nginx/nginx.conf"])).read("/etc/nginx/nginx.conf")).toBe("listen 81;");
    expect((await filesOf(["nginx", "--conf=/etc/nginx/nginx.conf"])).read("/etc/nginx/nginx.conf")).toBe("listen 81;");
    expect((await filesOf(["nginx"], ["--file", "/etc/nginx/nginx.conf"])).read("/etc/nginx/nginx.conf")).toBe("listen 81;");
    expect((await filesOf(["nginx"], ["--file", "../other/settings.py"])).read("/srv/other/settings.py")).toBe("PORT = 1");
    expect((await filesOf(["nginx"])).read("../other/settings.py")).toBe(UNSEEN);
    expect((await filesOf(["nginx", "-c", "/etc/nginx/none.conf"])).read("/etc/nginx/none.conf")).toBe(UNSEEN);
  });

  it("that are named and not there are told, with exit code 3; the answer stands", async () => {
    const { code, out, err } = await run(["listens", "--file", "/etc/none.conf", "--", "gunicorn"], { files });
    expect([code, err]).toEqual([3, "quadzero: /etc/none.conf: there is no such file\n"]);
    expect(out).toContain("gunicorn answers");
  });
});

it.each([
  [["gunicorn", "-b", ":5001"], 'unknown option "-b"'],
  [["gunicorn"], 'listens takes its command after "--": quadzero listens -- gunicorn'],
  [[], 'listens needs a command after "--"'],
  [["--"], 'listens needs a command after "--"'],
  [["--", "", "x"], 'listens needs a command after "--"'],
  [["--", "gunicorn -b 0.0.0.0:5001 app:app"], 'listens takes a command word by word, and "gunicorn -b 0.0.0.0:5001 app:app" is one word'],
  [["--env", "=8080", "--", "x"], '--env takes NAME=VALUE; "=8080" names none'],
  [["--env", "PORT", "--", "x"], '--env takes NAME=VALUE; "PORT" has no "="'],
  [["--format", "yaml", "--", "x"], "--format takes one of text, json"],
])("%j is told what would be right", async (argv, message) => {
  const { code, out, err } = await run(["listens", ...argv]);
  expect([code, out]).toEqual([2, ""]);
  expect(err.startsWith(`quadzero: ${message}`)).toBe(true);
});
