import type { Packaged } from "../../model/launch";
import { unversioned } from "../../servers";
import type { Tree } from "../files/tree";
import { packagesOf } from "../packaged";
import { basename } from "../process";

/** The name without version, release and architecture: `nginx=1.24*`, `redis-server:amd64`. */
export const plain = (name: string): string => name.replace(/[=:/].*$/, "").replace(/[-+]$/, "");

/** A package's file, or where one is fetched from: `./app_1.2_amd64.deb`, `https://…/app-1.2.x86_64.rpm/download.rpm`. */
export const isFile = (name: string): boolean => /\.(deb|rpm)$|:\/\//.test(name);

const FILE = /^([^]+)\.(?:deb|rpm)(?=$|[?#])/;

/** The name of the package in a file, which stands before its version. */
export function nameIn(file: string): string {
  const names = file.split("/").flatMap((part) => FILE.exec(part)?.[1] ?? []);
  return (names[0] ?? basename(file)).replace(/[-_]v?\d.*$|[-_.](latest|noarch|x86_64|amd64|arm64|all).*$/, "");
}

/** Where a package manager of Red Hat's family, or SUSE's, is told of repositories. */
export const REPOSITORIES = ["/etc/yum.repos.d", "/etc/zypp/repos.d"];

/** Where package managers are told of repositories. */
const SOURCES = ["/etc/apt/sources.list", "/etc/apt/sources.list.d", ...REPOSITORIES];

/** The version of a package that will be installed: of its name, `elasticsearch=8.13.0`, else of its repository. */
function versionOf(asked: string, { repository }: Packaged, files: Tree): string | undefined {
  const named = /^[a-z][a-z-]*?[=_-](\d[\w.]*)/.exec(asked)?.[1];
  if (named !== undefined || repository === undefined) return named;
  const texts = SOURCES.flatMap((place) => files.find(place)).map((path) => files.read(path));
  const versions = texts.flatMap((text) => (typeof text === "string" ? (repository.exec(text)?.[1] ?? []) : []));
  return new Set(versions).size === 1 ? versions[0] : undefined;
}

/** Entries for the version, else those that hold for all. */
function ofVersion(all: readonly Packaged[], asked: string, files: Tree): readonly Packaged[] {
  const fits = all.filter((one) => one.versions?.test(versionOf(asked, one, files) ?? "") === true);
  return fits.length > 0 ? fits : all.filter(({ versions }) => versions === undefined);
}

/** What a name may mean to a package manager of the family, or of either. */
export const packagesNamed = (asked: string, family: Packaged["family"], files: Tree): readonly Packaged[] => {
  const name = plain(asked);
  const all = ofVersion(packagesOf(name), asked, files);
  const called = (one: string): readonly Packaged[] => all.filter(({ packages }) => packages.includes(one));
  const exact = called(name).length > 0 ? called(name) : called(unversioned(name));
  const own = exact.filter((packaged) => family === undefined || packaged.family === undefined || packaged.family === family);
  return own.length > 0 || exact.length > 0 ? own : all;
};

const OTHER = { deb: "rpm", rpm: "deb", pip: undefined } as const;

/** A package may be a file, whose name begins with the package's: `./grafana_11.2.0_amd64.deb`. */
export function packagesIn(asked: string, family: Packaged["family"], files: Tree): readonly Packaged[] {
  if (!/\.(deb|rpm)$/.test(asked)) return packagesNamed(asked, family, files);
  const file = basename(asked);
  const name = /^(.*?)[_-]\d/.exec(file)?.[1] ?? "";
  return ofVersion(packagesOf(name), file, files).filter((one) => one.packages.includes(name) && one.family !== OTHER[family ?? "deb"]);
}

/**
 * Servers that packages of Debian depend on: of PHP, one of three ways to serve it, and the first where none is asked for.
 * https://packages.debian.org/bookworm/php8.2
 */
export function broughtBy(names: readonly string[]): readonly string[] {
  const asked = names.map(plain);
  const served = asked.some((name) => /^php[\d.]*-(fpm|cgi)$/.test(name));
  return asked.flatMap((name) => {
    if (/^php[\d.]*$/.test(name)) return served ? [] : ["apache2"];
    if (/^(libapache2-mod-.*|python3?-certbot-apache)$/.test(name)) return ["apache2"];
    return /^python3?-certbot-nginx$/.test(name) ? ["nginx"] : [];
  });
}
