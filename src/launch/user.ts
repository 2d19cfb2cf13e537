import type { Environment } from "../model/launch";
import { HOLE, hasHole } from "../model/text";
import type { Tree } from "./files/tree";

/** `root`, `0`, `root:root`; null where nobody knows. */
export const isRoot = (user: string): boolean | null => (hasHole(user) ? null : /^(root|\+?0)?([:.].*)?$/.test(user));

/** Users of stock machine images. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/managing-users.html */
const STOCK = ["admin", "almalinux", "bitnami", "centos", "debian", "ec2-user", "fedora", "rocky", "ubuntu"];

const PASSWD = "/etc/passwd";

/** https://man7.org/linux/man-pages/man5/passwd.5.html */
export const addUser = (files: Tree, name: string, home: string): void => {
  files.append(PASSWD, `${name}:x::::${home}:\n`);
};

/** The users that were added, with their homes. */
function added(files: Tree): ReadonlyMap<string, string> {
  const text = files.appended(PASSWD)?.text ?? files.read(PASSWD);
  const lines = typeof text === "string" ? text.split("\n").map((line) => line.split(":")) : [];
  return new Map(lines.flatMap(([name = "", , , , , home]) => (home === undefined ? [] : [[name, home] as const])));
}

/** HOLE where nobody has shown it. */
export function homeOf(user: string, files: Tree): string {
  if (isRoot(user) === true) return "/root";
  const name = user.replace(/:.*$/, "");
  return added(files).get(name) ?? (STOCK.includes(name) ? `/home/${name}` : HOLE);
}

/** Homes of everybody who is known. */
export const homes = (files: Tree): readonly string[] => ["/root", ...STOCK.map((name) => `/home/${name}`), ...added(files).values()];

/** Who becomes a user gets that user's home. */
export const asUser = ({ values, complete }: Environment, user: string, files: Tree): Environment => ({
  values: new Map(values).set("HOME", homeOf(user, files)).set("USER", user).set("LOGNAME", user),
  complete,
});

/** What a login reads for variables. https://www.gnu.org/software/bash/manual/bash.html#Bash-Startup-Files */
const READ_AT_LOGIN = [
  "/etc/environment",
  "/etc/profile",
  "/etc/profile.d",
  "~/.profile",
  "~/.bash_profile",
  "~/.bash_login",
  "~/.pam_environment",
];

/** A login begins with an environment of its own. https://man7.org/linux/man-pages/man1/su.1.html */
export function login(user: string, files: Tree): Environment {
  const home = homeOf(user, files);
  const values = new Map(["PATH", "SHELL", "TERM"].map((name) => [name, HOLE] as const));
  const complete = READ_AT_LOGIN.every((path) => files.touched(path.replace("~", home)) === undefined);
  return asUser({ values, complete }, user, files);
}

/** Where a login begins; null where nobody knows. */
export const folderOf = ({ values }: Environment): string | null => {
  const home = values.get("HOME") ?? HOLE;
  return hasHole(home) ? null : home;
};
