import { basename } from "./process";

/** A program that starts another, which stands in its arguments. Data: how to find the command there. */
export interface Wrapper {
  readonly programs: string;
  /** Options whose value is the next argument. */
  readonly taking?: string;
  /** Words that come first, one of the alternatives for each: `run`; with `?` it may be left out. Where they do not, it starts nothing. */
  readonly words?: readonly string[];
  /** Operands before the command: `timeout 5 COMMAND`. */
  readonly operands?: number;
  /** The command stands after this word only: `wait-for-it db:5432 -- COMMAND`. */
  readonly after?: "--";
  /** Assignments may stand before the command: `env PORT=80 COMMAND`. */
  readonly assigns?: true;
  /** The operand, or the value of an option, that names the user; with no option given, it is root. */
  readonly user?: "operand" | readonly string[];
  /** True: it sets HOME to that user's; or one of these options does, where the environment is kept. */
  readonly home?: true | readonly string[];
  /** The option by which it is a login. */
  readonly login?: readonly string[];
  /** The option that clears the environment. */
  readonly clears?: readonly string[];
  /** The option that removes a variable. */
  readonly unsets?: readonly string[];
  /** The option that sets the working directory. */
  readonly folder?: readonly string[];
  /** The option whose value is the command as one text. */
  readonly splits?: readonly string[];
  /** The option whose value is a command line for a shell. */
  readonly lines?: readonly string[];
  /** It adds variables that nobody has shown. */
  readonly brings?: true;
  /** Its input gives the command further arguments. */
  readonly items?: true;
  /** The program is a package, which may have a version: `serve@latest`. */
  readonly versioned?: true;
  /** It runs the command in the background: always, or with one of these options. */
  readonly detached?: true | readonly string[];
  /** It ends the command after a while. */
  readonly ends?: true;
  /** The command gets none of the environment, unless one of these options says so. */
  readonly resets?: readonly string[];
}

/** https://man7.org/linux/man-pages/ (coreutils, util-linux, sudo) and each program's own manual. */
const WRAPPERS: readonly Wrapper[] = [
  {
    programs: "env",
    taking: "-u --unset -C --chdir",
    assigns: true,
    clears: ["-i", "--ignore-environment", "-"],
    unsets: ["-u", "--unset"],
    folder: ["-C", "--chdir"],
    splits: ["-S", "--split-string"],
  },
  {
    programs: "nohup catatonit my_init pid1 dumb-init-static ddtrace-run opentelemetry-instrument firejail systemd-inhibit",
  },
  { programs: "setsid", detached: ["-f", "--fork"] },
  { programs: "time", taking: "-f -o --format --output" },
  { programs: "xvfb-run", taking: "-e -f -n -p -s --error-file --auth-file --server-num --xauth-protocol --server-args" },
  { programs: "nice", taking: "-n --adjustment" },
  { programs: "ionice", taking: "-c -n -p --class --classdata" },
  { programs: "chrt taskset", operands: 1 },
  { programs: "stdbuf", taking: "-i -o -e --input --output --error" },
  { programs: "timeout gtimeout", taking: "-s -k --signal --kill-after", operands: 1, ends: true },
  { programs: "tini tini-static docker-init", taking: "-p -e" },
  { programs: "dumb-init", taking: "-r --rewrite" },
  {
    programs: "sudo doas",
    taking: "-u -g -U -C -h -p -D -R -r -t -T --user --group --host --prompt --chdir --chroot --close-from",
    assigns: true,
    user: ["-u", "--user"],
    home: ["-H", "--set-home"],
    login: ["-i", "--login"],
    folder: ["-D", "--chdir"],
    resets: ["-E", "--preserve-env"],
  },
  { programs: "gosu su-exec", operands: 1, user: "operand", home: true },
  { programs: "setuidgid s6-setuidgid", operands: 1, user: "operand" },
  { programs: "chpst", taking: "-u -U -e -d -n -l -L -m -o -p -f -c -t -r -b -/", user: ["-u"] },
  {
    programs: "setpriv",
    taking: "--reuid --regid --groups --inh-caps --ambient-caps --bounding-set --securebits --pdeathsig",
    user: ["--reuid"],
  },
  { programs: "capsh", after: "--" },
  { programs: "chroot", taking: "--userspec --groups", operands: 1 },
  { programs: "unshare", taking: "-S -G -w --setuid --setgid --wd" },
  { programs: "flock", taking: "-w -E --timeout --wait --conflict-exit-code", operands: 1 },
  { programs: "cgexec", taking: "-g" },
  { programs: "numactl", taking: "-C -m -N -i -p" },
  { programs: "prlimit softlimit" },
  { programs: "strace ltrace", taking: "-o -e -p -s -u -E -a -P" },
  {
    programs: "systemd-run",
    taking: "-u -p -M -E --unit --property --description --slice --uid --gid --setenv --on-active --on-boot --on-calendar",
    detached: true,
  },
  { programs: "systemd-cat", taking: "-t -p" },
  { programs: "authbind", taking: "--depth" },
  { programs: "cpulimit", taking: "-l --limit -p --pid -e --exe -P --path -c --cpu -s --signal" },
  { programs: "eatmydata dbus-run-session" },
  { programs: "cross-env cross-env-shell", assigns: true },
  { programs: "env-cmd", taking: "-f --file -e --environments -r --rc-file", brings: true },
  { programs: "newrelic-admin", words: ["run-program run-python"] },
  {
    programs: "doppler op infisical dotenvx railway heroku",
    words: ["run"],
    taking: "-p -c -t -f -e --project --config --token --env-file --env --command",
    lines: ["--command"],
    brings: true,
  },
  { programs: "chamber", words: ["exec"], after: "--", brings: true },
  { programs: "aws-vault saml2aws", words: ["exec"], after: "--" },
  { programs: "dotenv", words: ["run?"], taking: "-f -e -c -v --file", brings: true },
  { programs: "envdir", operands: 1 },
  { programs: "wait-for-it wait-for-it.sh wait-for wait-for.sh waitforit wtfc", after: "--" },
  { programs: "wait-port", after: "--" },
  { programs: "dockerize", taking: "-wait -timeout -template -stdout -stderr -wait-retry-interval -wait-http-header -poll-interval" },
  {
    programs: "poetry pipenv uv pdm rye hatch pipx",
    words: ["tool?", "run"],
    taking: "--project --directory --extra --group --with --python -p --package --env-file -C -P --env -e --from --spec",
    versioned: true,
  },
  { programs: "uvx", taking: "--from --with --python -p --index-url --env-file", versioned: true },
  { programs: "rbenv pyenv nodenv", words: ["exec"] },
  { programs: "conda mamba micromamba", words: ["run"], taking: "-n -p --name --prefix --cwd" },
  { programs: "bundle", words: ["exec"] },
  { programs: "npx bunx", taking: "-p --package -c --call", lines: ["-c", "--call"], versioned: true },
  { programs: "npm cnpm", words: ["exec x"], taking: "-p --package -c --call", lines: ["-c", "--call"], versioned: true },
  { programs: "pnpm yarn", words: ["exec dlx"], taking: "-p --package", versioned: true },
  { programs: "mise rtx asdf", words: ["exec x"], taking: "-C", after: "--" },
  { programs: "direnv", words: ["exec"], operands: 1 },
  { programs: "watchmedo", words: ["auto-restart shell-command"], after: "--" },
  { programs: "daemonize", taking: "-a -c -e -E -o -p -l -u", detached: true },
  { programs: "with-contenv" },
  { programs: "xargs", taking: "-n -I -L -P -d -a -s -E", items: true },
  { programs: "busybox toybox" },
];

let byName: ReadonlyMap<string, Wrapper> | undefined;

export function wrapperFor(program: string): Wrapper | undefined {
  byName ??= new Map(WRAPPERS.flatMap((wrapper) => wrapper.programs.split(" ").map((name) => [name, wrapper] as const)));
  return byName.get(basename(program));
}
