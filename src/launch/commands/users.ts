import { HOLE } from "../../model/text";
import { PREPARES, QUIET, instead, prints, type Command, type Process } from "../process";
import { addUser, asUser, folderOf, isRoot, login } from "../user";

/** Who the command becomes. A login begins anew, in the user's home. */
function become(process: Process, user: string | undefined, logs: boolean, keeps: boolean): Partial<Process> {
  const { files } = process.world;
  const name = user ?? "root";
  const root = isRoot(name);
  if (!logs) return { root, ...(keeps ? {} : { environment: asUser(process.environment, name, files) }) };
  const environment = login(name, files);
  return { root, environment, cwd: folderOf(environment) };
}

/**
 * `su - USER -c TEXT`, `su -lc TEXT USER`, `runuser -u USER -- COMMAND`. Without a login the directory and the variables stay, but for
 * those that name the user. https://man7.org/linux/man-pages/man1/su.1.html
 */
const switchUser: Command = (process) => {
  const args = process.argv.slice(1);
  let text: string | undefined;
  let user: string | undefined;
  let logs = false;
  let keeps = false;
  let command: readonly string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? "";
    if (/^-[lmp]*c$/.test(arg) || arg === "--command" || arg === "--session-command") text = args[(index += 1)];
    else if (arg.startsWith("--command=")) text = arg.slice(10);
    else if (arg === "-u" || arg === "--user") user = args[(index += 1)];
    else if (/^-[sgGw]$|^--(shell|group|supp-group)$/.test(arg)) index += 1;
    else if (arg === "--") {
      command = args.slice(index + 1);
      break;
    } else if (!/^-./.test(arg) && arg !== "-") {
      if (user === undefined) user = arg;
      else command = [...command, arg];
    }
    logs ||= arg === "-" || arg === "--login" || /^-[mp]*l[mpc]*$/.test(arg);
    keeps ||= arg === "--preserve-environment" || /^-[mp]+c?$/.test(arg);
  }
  const change = become(process, user, logs, keeps);
  if (text !== undefined) return process.world.start(instead(process, ["sh", "-c", text], change));
  if (command.length > 0) return process.world.start(instead(process, command, change));
  return process.input === null ? PREPARES : process.world.start(instead(process, ["sh"], change));
};

/** `id -u` of whoever asks; of others it is not known. https://man7.org/linux/man-pages/man1/id.1.html */
const id: Command = ({ argv, root }) => {
  const [, asked = "", ...rest] = argv;
  if (root !== true || rest.length > 0) return PREPARES;
  if (/^(-r?[ug]r?|--user|--group)$/.test(asked)) return prints("0\n");
  return /^-([ug]n|n[ug])$/.test(asked) ? prints("root\n") : PREPARES;
};

/**
 * `sg GROUP -c TEXT`, and `newgrp GROUP`, a shell that reads its input: in a script that is none, unless a here-document is.
 * https://man7.org/linux/man-pages/man1/sg.1.html https://man7.org/linux/man-pages/man1/newgrp.1.html
 */
const switchGroup: Command = (process) => {
  const [, text] = process.argv.slice(1).filter((arg) => arg !== "-" && arg !== "-c");
  if (text !== undefined) return process.world.start(instead(process, ["sh", "-c", text]));
  return process.input === null ? PREPARES : process.world.start(instead(process, ["sh"]));
};

/** Options whose value is the next argument, of useradd, and of Debian's and busybox's adduser. */
const TAKING =
  /^(-[a-zA-Z]*[bcdefgGhkKpRsuZ]|--(base-dir|comment|conf|expiredate|firstuid|gecos|gid|groups|home|home-dir|inactive|ingroup|key|lastuid|password|root|selinux-user|shell|skel|uid))$/;

/** The value of an option: `-d DIR`, `-md DIR`, `--home DIR`, `--home=DIR`. @param option with a group for a value that is attached */
function valueOf(args: readonly string[], option: RegExp): string | undefined {
  const at = args.findIndex((arg) => option.test(arg));
  return at < 0 ? undefined : (option.exec(args[at] ?? "")?.[1] ?? args[at + 1]);
}

const HOME = /^(?:-[a-zA-Z]*[dh]|--home(?:-dir)?(?:=(.*))?)$/;
const BASE = /^(?:-[a-zA-Z]*b|--base-dir(?:=(.*))?)$/;

const named = (args: readonly string[]): readonly string[] =>
  args.filter((arg, at) => !arg.startsWith("-") && !TAKING.test(args[at - 1] ?? ""));

/**
 * A home that is not named lies in `/home`; adduser gives a system's user one that cannot be, or none. With two names it adds a user
 * that there is to a group. https://man7.org/linux/man-pages/man8/useradd.8.html https://manpages.debian.org/adduser
 */
function add({ argv, world }: Process, usual: string): void {
  const args = argv.slice(1);
  const [name, group] = named(args);
  if (name !== undefined && group === undefined) addUser(world.files, name, valueOf(args, HOME) ?? usual.replace("*", name));
}

const useradd: Command = (process) => {
  add(process, `${valueOf(process.argv, BASE) ?? "/home"}/*`);
  return QUIET;
};

const adduser: Command = (process) => {
  add(process, process.argv.includes("--system") ? HOLE : "/home/*");
  return PREPARES;
};

/** https://man7.org/linux/man-pages/man8/usermod.8.html */
const usermod: Command = ({ argv, world }) => {
  const [name] = named(argv.slice(1));
  const home = valueOf(argv, HOME);
  if (name !== undefined && home !== undefined) addUser(world.files, name, home);
  return QUIET;
};

export const USER_COMMANDS: Readonly<Record<string, Command>> = {
  su: switchUser,
  runuser: switchUser,
  sg: switchGroup,
  newgrp: switchGroup,
  id,
  useradd,
  adduser,
  usermod,
};
