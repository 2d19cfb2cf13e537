import { hasHole } from "../../model/text";
import { unknowns } from "../../words/launch";
import { ASKS, basename, PREPARES, type Outcome, type Process } from "../process";
import { plain } from "./package-names";

/** `-y` among other letters, and `-qq`, which implies it. https://manpages.debian.org/apt-get https://dnf.readthedocs.io/en/latest/command_ref.html */
const CONSENT =
  /^-[a-z]*(y[a-z]*|qq)$|^-(-quiet|q)=[2-9]$|^--(yes|assume-?yes|force-yes|non-?interactive|no-?confirm)$|assume-?yes=(1|true|yes)$/i;
/** Of zypper. https://en.opensuse.org/SDB:Zypper_manual */
const NON_INTERACTIVE = /^-[a-z]*n[a-z]*$/;

/** The same in files: `APT::Get::Assume-Yes "true";`, `assumeyes=1`. */
const SETTING = /assume-?yes["\s]*[=\s]\s*"?(1|true|yes)/i;
const SETTINGS = ["/etc/apt/apt.conf", "/etc/apt/apt.conf.d", "/etc/yum.conf", "/etc/dnf/dnf.conf"];

/** What comes alone, or is on stock images: apt asks of it nothing. Nothing that serves waits for it. */
const ALONE = new Set(
  "apt-transport-https ca-certificates curl git gnupg htop lsb-release nano net-tools software-properties-common sudo tree unzip vim wget zip".split(
    " ",
  ),
);

/** `yes |`, whose text nobody shows; nothing and `n` answer otherwise. */
const isYes = (input: string | null): boolean => input !== null && (hasHole(input) || /^\s*y/i.test(input));

/** Whether somebody answers its question: an option, a setting, or what is written to its input (`yes | apt-get install …`). */
function isAnswered({ argv, input, world: { files } }: Process): boolean {
  const [program = "", ...args] = argv;
  const name = basename(program);
  if (/^(apk|rpm|dpkg)$/.test(name) || isYes(input)) return true;
  if (args.some((arg) => CONSENT.test(arg) || (name === "zypper" && NON_INTERACTIVE.test(arg)))) return true;
  if (args.filter((arg) => /^(-q|--quiet)$/.test(arg)).length > 1) return true;
  const texts = SETTINGS.flatMap((place) => files.find(place)).map((path) => files.appended(path)?.text ?? files.read(path));
  return texts.some((text) => typeof text === "string" && SETTING.test(text));
}

/** What is done once somebody has answered: to change or remove packages of the machine. Where nobody does, nothing is, and the command fails. */
export function ifAnswered(process: Process, act: () => void = () => undefined): Outcome {
  if (!isAnswered(process)) return ASKS;
  act();
  return PREPARES;
}

/**
 * What a package manager does once it has asked. Where nobody answers, apt aborts if other packages than those named come along
 * (measured with apt 2.6: "Do you want to continue? [Y/n] Abort."), and yum and dnf do in any case: what it starts is possible then, and
 * so is what follows, which may need it.
 */
export function withConsent(process: Process, names: readonly string[], act: (process: Process) => void): Outcome {
  if (isAnswered(process) || names.every((name) => !hasHole(name) && ALONE.has(plain(name)))) {
    act(process);
    return PREPARES;
  }
  process.world.tally.doubt ??= unknowns.unanswered(basename(process.argv[0] ?? ""));
  act(process);
  return ASKS;
}
