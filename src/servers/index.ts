import type { Server } from "../model/launch";

/** A server's names, so that its file is loaded when one of them is met and not before. */
interface Entry {
  readonly programs: readonly string[];
  readonly modules: readonly string[];
  /** Packages and units of distributions. */
  readonly packaged: readonly string[];
  readonly load: () => { readonly server: Server };
}

const entry = (load: Entry["load"], programs: string, modules = "", packaged = ""): Entry => {
  const words = (text: string): readonly string[] => text.split(" ").filter((word) => word !== "");
  return { programs: words(programs), modules: words(modules), packaged: words(packaged), load };
};

/** One line for each server; a test holds it against the server's file. */
const SERVERS: readonly Entry[] = [
  entry(() => require("./django") as typeof import("./django"), "django-admin manage.py", "django"),
  entry(() => require("./flask") as typeof import("./flask"), "flask", "flask"),
  entry(() => require("./gunicorn") as typeof import("./gunicorn"), "gunicorn gunicorn3", "gunicorn gunicorn.app.wsgiapp"),
  entry(
    () => require("./nginx") as typeof import("./nginx"),
    "nginx openresty nginx-debug",
    "",
    "nginx nginx-core nginx-full nginx-light nginx-extras nginx-mainline",
  ),
  entry(() => require("./python-program") as typeof import("./python-program"), "python python2 python3 pypy pypy3"),
  entry(
    () => require("./redis") as typeof import("./redis"),
    "redis-server valkey-server keydb-server redis-sentinel",
    "",
    "redis redis-server redis6 redis7 valkey valkey-server",
  ),
  entry(() => require("./sshd") as typeof import("./sshd"), "sshd", "", "openssh-server ssh sshd"),
  entry(() => require("./uvicorn") as typeof import("./uvicorn"), "uvicorn", "uvicorn"),
];

const index = (names: (entry: Entry) => readonly string[]): ReadonlyMap<string, Entry> =>
  new Map(SERVERS.flatMap((one) => names(one).map((name) => [name, one] as const)));

const PROGRAMS = index(({ programs }) => programs);
const MODULES = index(({ modules }) => modules);
const PACKAGED = index(({ packaged }) => packaged);

/**
 * The server that an executable is, by its name with or without its path and version: `/usr/sbin/php-fpm8.2`, `python3.12`.
 * Undefined where no such server is known.
 */
export function serverFor(program: string): Server | undefined {
  const name = program.slice(program.lastIndexOf("/") + 1);
  return (PROGRAMS.get(name) ?? PROGRAMS.get(name.replace(/[-.]?\d+(\.\d+)*$/, "")))?.load().server;
}

/** The server behind `python -m MODULE`. */
export const serverForModule = (module: string): Server | undefined => MODULES.get(module)?.load().server;

/** The server that a package installs or a unit starts: `nginx`, `redis-server.service`, `postgresql-15`. */
export function packagedAs(name: string): Server | undefined {
  const plain = name.replace(/\.(service|socket)$/, "").replace(/@[^@]*$/, "");
  return (PACKAGED.get(plain) ?? PACKAGED.get(plain.replace(/[-.]?\d+(\.\d+)*$/, "")))?.load().server;
}

/** One name for each server, for help and documentation; loads them all. */
export const serverNames = (): readonly string[] => SERVERS.map(({ load }) => load().server.name).sort();

/** All of them, for the tests that hold their own examples against them. */
export const allServers = (): readonly (Server & { readonly listed: Omit<Entry, "load"> })[] =>
  SERVERS.map(({ load, ...listed }) => ({ ...load().server, listed }));
