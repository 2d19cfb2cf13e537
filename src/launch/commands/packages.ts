import { HOLE, hasHole } from "../../model/text";
import type { Packaged } from "../../model/launch";
import { unknowns } from "../../words/launch";
import { isHarmlessPackage } from "../harmless-packages";
import { isThere, provide, SHELL_UNIT } from "../packaged";
import { answer } from "./debconf";
import { begin } from "./begin";
import { ifAnswered, withConsent } from "./consent";
import { broughtBy, isFile, nameIn, packagesIn, packagesNamed, plain, REPOSITORIES } from "./package-names";
import { enablePackaged, unitKey } from "../systemd/control";
import { PREPARES, basename, instead, notUnderstood, type Command, type Outcome, type Process } from "../process";

export const addRepository = ({ world }: Process): void => {
  for (const folder of REPOSITORIES) world.files.blur(`${folder}/${HOLE}.repo`);
};

/** Repositories of packages that start nothing either. */
const ALIKE = /^(epel|remi|rpmfusion|crb|elrepo)-/;

/** No option takes a value. */
const NONE = /(?!)/;

function named(process: Process, taking: RegExp): readonly string[] {
  const args = process.argv.slice(1).filter((_arg, index, all) => !taking.test(all[index - 1] ?? ""));
  return args.filter((arg) => !arg.startsWith("-"));
}

/** Packages that may begin to serve by themselves where others of their kind do not. https://docs.gitlab.com/install/package/ */
const SERVES = /(server|daemon|agent)(?![a-z])|^gitlab/i;

/** Whether a package may be none of the distribution's and starts something: a file, or from a repository that the script adds. */
const mayStart = ({ world }: Process, name: string): boolean =>
  isFile(name) || (SERVES.test(plain(name)) && REPOSITORIES.some((folder) => world.files.touched(folder) !== undefined));

/**
 * Services that filter packets, by their packages: rules that are saved are in force now and at each boot. ufw is none of them, which
 * stays out of force until it is enabled. https://manpages.debian.org/netfilter-persistent
 */
const FIREWALLS: Readonly<Record<string, string>> = {
  firewalld: "firewalld",
  "iptables-persistent": "netfilter-persistent",
  "netfilter-persistent": "netfilter-persistent",
};

/** What installs a package that is there already. */
const AGAIN = /\sreinstall\s|\s--reinstall\b|^(\S*\/)?dpkg\s/;

/**
 * Debian starts a service when its package is installed; others leave that to the administrator.
 * https://www.debian.org/doc/debian-policy/ch-opersys.html#starting-system-services
 */
function install(process: Process, names: readonly string[], family: Packaged["family"], starts = family === "deb"): void {
  for (const name of starts ? [...names, ...broughtBy(names)] : names) {
    if (/^supervisord?$/.test(name)) {
      // As packaged, it includes a folder that is empty at first. https://supervisord.org/configuration.html
      const [main, included] = starts
        ? ["/etc/supervisor/supervisord.conf", "/etc/supervisor/conf.d/*.conf"]
        : ["/etc/supervisord.conf", "/etc/supervisord.d/*.ini"];
      process.world.files.provide({ files: { [main]: `[supervisord]\n[include]\nfiles = ${included}\n` } });
      if (starts) {
        enablePackaged(process.world.files, "supervisor");
        begin(process, "supervisor", false);
      }
      continue;
    }
    const firewall = Object.hasOwn(FIREWALLS, plain(name)) ? FIREWALLS[plain(name)] : undefined;
    if (starts && firewall !== undefined)
      process.world.start({ ...process, argv: ["systemctl", "enable", "--now", firewall], input: null });
    const named = isFile(name) ? nameIn(name) : plain(name);
    const known = hasHole(name) ? [] : packagesIn(name, family, process.world.files);
    const [packaged, ...others] = known;
    if (packaged !== undefined) {
      if (!process.argv.includes("--no-install-recommends")) install(process, packaged.brings ?? [], family, starts);
      const before = isThere(process.world.files, packaged);
      provide(process.world.files, packaged, others.length === 0);
      if (!before) answer(process.world.files, packaged);
      const [unit] = packaged.units;
      if ((packaged.starts ?? starts) && unit !== undefined) begin(process, unit, isFile(name) || AGAIN.test(process.argv.join(" ")));
      else if (packaged.preset === true && unit !== undefined) enablePackaged(process.world.files, unit);
      // What only adds files is a part of a server, which begins again with them.
      for (const whole of starts && unit === undefined ? (packaged.brings ?? []) : [])
        for (const { units } of packagesNamed(whole, family, process.world.files))
          if (units[0] !== undefined) begin(process, units[0], true);
    } else if (hasHole(name)) {
      if (starts) notUnderstood(process, unknowns.programName);
    } else if (!isHarmlessPackage(named) && named !== "firewalld" && (starts || (mayStart(process, name) && known.length === 0))) {
      notUnderstood(process, unknowns.package(isFile(name) ? named : basename(name)));
    } else if (isFile(name) && /-(release|repo)\b/.test(named) && !ALIKE.test(named)) addRepository(process);
  }
}

/** In some releases of Debian and Ubuntu they only name the package that holds the server, which stays when they go. */
const META = /^(nginx|redis|postgresql|php-fpm|mysql-server|default-mysql-server|mariadb-server)$/;

/** A service is stopped before its package is removed. https://www.debian.org/doc/debian-policy/ch-opersys.html#writing-the-scripts */
function remove(process: Process, names: readonly string[], family: Packaged["family"], whole: boolean): void {
  for (const name of names.filter((one) => !hasHole(one))) {
    const [packaged] = packagesNamed(name.replace(/\*$/, ""), family, process.world.files);
    const [unit] = packaged?.units ?? [];
    if (unit === undefined) continue;
    const sure = whole || family !== "deb" || !META.test(name);
    process.world.start(
      instead(process, ["systemctl", ...(sure ? ["disable", "--now"] : ["stop"]), unit], { certain: process.certain && sure, input: null }),
    );
  }
}

/** apt, yum and dnf ask before they remove anything, and without an answer remove nothing. */
const removeIfAnswered = (process: Process, names: readonly string[], family: Packaged["family"], whole: boolean): Outcome =>
  ifAnswered(process, () => {
    remove(process, names, family, whole);
  });

const apt: Command = (process) => {
  const [verb = "", ...names] = named(process, /^(-o|-t|-c|--target-release|--option|--config-file)$/);
  const whole = verb === "autoremove" || process.argv.some((arg) => /^--auto-?remove$/.test(arg));
  if (/^(dist-|full-|safe-)?upgrade$/.test(verb)) return ifAnswered(process);
  if (verb === "install" || verb === "reinstall")
    return withConsent(process, names, (asked) => {
      install(asked, names, "deb");
    });
  if (/^(remove|purge|autoremove|autopurge)$/.test(verb)) return removeIfAnswered(process, names, "deb", whole);
  return PREPARES;
};

const dpkg: Command = (process) => {
  const installs = process.argv.some((arg) => /^(-i|--install|-iR|-R)$/.test(arg));
  if (installs) install(process, named(process, NONE), "deb");
  else if (process.argv.some((arg) => /^(-r|--remove|-P|--purge)$/.test(arg))) remove(process, named(process, NONE), "deb", false);
  return PREPARES;
};

const yum: Command = (process) => {
  const [verb = "", ...names] = named(process, /^(-c|-d|-e|-x|--config|--repo|--enablerepo|--disablerepo|--releasever|--exclude)$/);
  if (/^(update|upgrade|up|dup|distro-sync|dist-upgrade)$/.test(verb)) return ifAnswered(process);
  if (/^(install|localinstall|reinstall|groupinstall|in|add)$/.test(verb))
    return withConsent(process, names, (asked) => {
      install(asked, names, "rpm");
    });
  if (/^(remove|erase|autoremove|rm)$/.test(verb)) return removeIfAnswered(process, names, "rpm", true);
  if (/^(config-manager|copr|addrepo|ar)$/.test(verb)) managed(process);
  return PREPARES;
};

/** `yum-config-manager --add-repo URL`, `dnf config-manager addrepo`, `dnf copr enable`. */
const managed: Command = (process) => {
  if (process.argv.some((arg) => /^(--add-repo(=.*)?|addrepo|ar|copr)$/.test(arg))) addRepository(process);
  return PREPARES;
};

/** https://man7.org/linux/man-pages/man8/rpm.8.html */
const rpm: Command = (process) => {
  const names = named(process, NONE);
  if (process.argv.some((arg) => /^-[vh]*[iU][vh]*$|^--(install|upgrade)$/.test(arg))) install(process, names, "rpm");
  if (process.argv.some((arg) => /^-[vh]*e[vh]*$|^--erase$/.test(arg))) remove(process, names, "rpm", true);
  return PREPARES;
};

const amazonExtras: Command = (process) => {
  const [verb, ...names] = named(process, NONE);
  if (verb === "install")
    return withConsent(process, names, (asked) => {
      install(asked, names, "rpm");
    });
  return PREPARES;
};

export const PACKAGE_COMMANDS: Readonly<Record<string, Command>> = {
  apt,
  "apt-get": apt,
  aptitude: apt,
  dpkg,
  yum,
  dnf: yum,
  microdnf: yum,
  tdnf: yum,
  zypper: yum,
  apk: yum,
  rpm,
  "yum-config-manager": managed,
  pacman: () => PREPARES,
  "amazon-linux-extras": amazonExtras,
};

/**
 * What `packages:` of a cloud-config asks for, of the image's package manager: which one, the image tells. Its own ssh server is
 * there already. https://cloudinit.readthedocs.io/en/latest/reference/modules.html#package-update-upgrade-install
 */
export function installNamed(process: Process, names: readonly string[]): void {
  const { files, tally, distribution } = process.world;
  const isShell = (name: string): boolean =>
    packagesNamed(name, distribution, files).some(({ units }) => units.some((unit) => unitKey(unit) === SHELL_UNIT));
  const others = names.filter((name) => hasHole(name) || !isShell(name));
  if (distribution !== undefined) {
    install(process, others, distribution);
    return;
  }
  if (others.some((name) => !isHarmlessPackage(plain(name)))) tally.unknowns.push(unknowns.packageManager);
  install({ ...process, certain: false }, others, undefined, true);
}
