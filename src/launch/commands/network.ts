import { OWN } from "../../model/text";
import { knownScript } from "../downloads";
import { reconfigure } from "../netfilter/reconfigure";
import { unknowns } from "../../words/launch";
import { PREPARES, basename, notUnderstood, prints, type Command } from "../process";
import { located } from "../files/paths";
import { releaseAt } from "../releases";

/** The host's own addresses. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-categories.html */
const METADATA: readonly (readonly [RegExp, string])[] = [
  [/\/meta-data\/(local-ipv4|network\/interfaces\/macs\/[^/]*\/local-ipv4s)\/?$/, OWN.private],
  [/\/meta-data\/(public-ipv4|network\/interfaces\/macs\/[^/]*\/public-ipv4s)\/?$/, OWN.public],
  [/\/meta-data\/(ipv6|network\/interfaces\/macs\/[^/]*\/ipv6s)\/?$/, OWN.ipv6],
  [/^(https?:\/\/)?(checkip\.amazonaws\.com|(api\.)?ipify\.org|ifconfig\.(me|co|io)|icanhazip\.com|ipinfo\.io\/ip)(\/(ip)?)?$/, OWN.public],
];

/** A download: of an address the host's own, of some well-known scripts what they do, of a release where it is from, else nobody knows what. */
const download: Command = (process) => {
  const { argv, world, cwd } = process;
  reconfigure(process, basename(argv[0] ?? ""));
  const isWget = (argv[0] ?? "").endsWith("wget");
  const url = argv.find((arg) => arg.includes("://")) ?? "";
  const content = METADATA.find(([pattern]) => argv.some((arg) => pattern.test(arg)))?.[1] ?? knownScript(url) ?? (releaseAt(url) && url);
  const at = argv.findIndex((arg) => (isWget ? /^(-[a-zA-Z]*O|--output-document)$/ : /^(-[a-zA-Z]*o|--output)$/).test(arg));
  const attached = argv.map((arg) => /^--output(?:-document)?=(.*)$|^-[qnvsSfLk]*[oO](.+)$/.exec(arg)).find((found) => found !== null);
  const named = isWget || argv.some((arg) => /^-[a-zA-Z]*O$|^--remote-name/.test(arg)) ? url.slice(url.lastIndexOf("/") + 1) : undefined;
  const target = at > 0 ? argv[at + 1] : (attached?.[1] ?? attached?.[2] ?? named);
  if (target === undefined || target === "-") return content === undefined ? PREPARES : prints(content);
  const into = argv[argv.findIndex((arg) => /^(-P|--directory-prefix|--output-dir)$/.test(arg)) + 1];
  const prefix = argv.map((arg) => /^(?:-P|--directory-prefix=|--output-dir=)(.+)$/.exec(arg)?.[1]).find((found) => found !== undefined);
  const folder = prefix ?? (into === argv[0] ? undefined : into);
  const path = located(folder === undefined ? target : `${folder}/${target}`, cwd);
  if (content === undefined) world.files.blur(path);
  else world.files.write(path, content);
  return PREPARES;
};

const hostname: Command = ({ argv }) =>
  argv.some((arg) => /^-(I|i)$|^--(all-)?ip-address(es)?$/.test(arg)) ? prints(`${OWN.private} \n`) : PREPARES;

/** An interface's addresses in brief, as scripts take them apart; of loopback nobody asks. */
const ip: Command = (process) => {
  const { argv } = process;
  if (argv.includes("exec") || argv.includes("-b") || argv.includes("-batch")) return notUnderstood(process, unknowns.program("ip"));
  const words = argv.slice(1).filter((arg) => !arg.startsWith("-"));
  const asks = /^a(d(d(r(e(s(s)?)?)?)?)?)?$/.test(words[0] ?? "") && /^(s|sh|sho|show|l|ls|list)?$/.test(words[1] ?? "");
  const six = argv.includes("-6");
  if (!asks || argv.includes("lo")) return PREPARES;
  const device = words.filter((word) => !/^(dev|scope|global|up)$/.test(word))[2] ?? "ens5";
  const address = six ? `inet6 ${OWN.ipv6}/128` : `inet ${OWN.private}/24`;
  if (argv.some((arg) => /^-\w*o/.test(arg))) return prints(`2: ${device}    ${address} scope global dynamic ${device}\n`);
  const first = argv.some((arg) => /^-\w*br/.test(arg)) ? `${device} UP ${six ? OWN.ipv6 : OWN.private}/24\n` : undefined;
  return prints(first ?? `2: ${device}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 9001\n    ${address} scope global dynamic ${device}\n`);
};

const ec2Metadata: Command = ({ argv }) => {
  const given = argv[1] ?? "";
  if (given === "-o" || given === "--local-ipv4") return prints(`local-ipv4: ${OWN.private}\n`);
  return given === "-v" || given === "--public-ipv4" ? prints(`public-ipv4: ${OWN.public}\n`) : PREPARES;
};

export const NETWORK_COMMANDS: Readonly<Record<string, Command>> = {
  curl: download,
  wget: download,
  hostname,
  ip,
  "ec2-metadata": ec2Metadata,
  ec2metadata: ({ argv }) =>
    argv[1] === "--local-ipv4" ? prints(`${OWN.private}\n`) : argv[1] === "--public-ipv4" ? prints(`${OWN.public}\n`) : PREPARES,
};
