import { hasHole, isHole } from "../model/text";
import { serverFor, serverForModule } from "../servers";
import { unknowns } from "../words/launch";
import { COMMANDS } from "./commands";
import { ended, isCalled } from "./commands/kill";
import { MANAGERS } from "./commands/scripts";
import { INIT_SCRIPT, runInitScript } from "./commands/services";
import { editByPerl } from "./commands/edit";
import { isHarmless, isWorker, MODULE_PROGRAMS, SILENT } from "./harmless";
import { PREPARES, QUIET, STAYS, basename, instead, notUnderstood, type Outcome, type Process } from "./process";
import { forAWhile } from "./for-a-while";
import { reconfigure, set } from "./netfilter/reconfigure";
import { mayListen, serve } from "./serve";
import { isShell, runFile, scriptOf, shell, stepOr } from "./script";
import { isStep, scriptCommand } from "./steps";
import { located } from "./files/paths";
import { isDetached, unwrap } from "./unwrap";
import { wrapperFor } from "./wrappers";

const DEEPEST = 24;
const PYTHON = /^(python|pypy)[\d.]*$/;

/** Starts a command: unwraps what stands around it, and asks the server that it is. */
export function start(asked: Process): Outcome {
  const { doubt } = asked.world.tally;
  const process = doubt === undefined || !asked.certain ? asked : { ...asked, certain: false, doubt };
  const [program = "", ...args] = process.argv;
  const name = basename(program);
  if (process.depth > DEEPEST) return notUnderstood(process, unknowns.deep("the command"));
  if (hasHole(program)) return notUnderstood(process, unknowns.programName);
  if (name === "") return PREPARES;
  if (isShell(name)) return shell(process);
  if (INIT_SCRIPT.test(program)) return runInitScript(process);
  const script = scriptOf(process);
  if (script !== null) return runFile(script.path, script.text, process);
  const command = ofSystem(program) && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const server = command === undefined ? undefined : serverFor(name);
  if (command !== undefined && (server === undefined || !mayListen(server, process))) return command(process);
  if (/^(busybox|toybox)$/.test(name) && /^(httpd|telnetd|ftpd|nc|tcpsvd|udpsvd|dnsd|inetd)$/.test(args[0] ?? ""))
    return ask(process, name);
  const wrapper = wrapperFor(program);
  const inner = wrapper === undefined ? null : unwrap(wrapper, process);
  if (wrapper !== undefined && inner !== null) {
    const outcome = wrapper.ends === true ? forAWhile(inner) : start(inner);
    return isDetached(wrapper, process, inner) ? QUIET : outcome;
  }
  const manager = Object.hasOwn(MANAGERS, name) ? MANAGERS[name] : undefined;
  if (manager !== undefined) return manager(process);
  return wrapper === undefined ? ask(process, name) : wrapped(process, name);
}

/** A program by a name of the system's, not one of the same name that came with an application (`./install`). */
const ofSystem = (program: string): boolean =>
  !program.includes("/") || /(^|\/)s?bin\/[^/]+$/.test(program) || /(^|\/)aws\/install$/.test(program);

/** A wrapper without a command: `sudo -i` and `env bash` read a script; others only print something. */
function wrapped(process: Process, name: string): Outcome {
  const reads =
    (name === "sudo" || name === "doas") && process.input !== null && process.argv.some((arg) => /^-[EHn]*[is][EHn]*u?$/.test(arg));
  return reads ? start({ ...process, argv: [...process.argv, "sh"] }) : PREPARES;
}

const NGINX = /^nginx$/;
const APACHE = /^(apachectl|apache2ctl|httpd|apache2)$/;
/** Signals to a server that runs: its service takes up the files as they are now, or stops, and so does one without a service. */
const SIGNALS: readonly (readonly [RegExp, verb: string, unit: string, programs: RegExp])[] = [
  [/^(\S*\/)?nginx -s (reload|reopen)\b/, "try-restart", "nginx", NGINX],
  [/^(\S*\/)?nginx -s (stop|quit)\b/, "stop", "nginx", NGINX],
  [/^(\S*\/)?(apachectl|apache2ctl|httpd|apache2) (-k )?(graceful|restart)\b/, "try-restart", "apache2", APACHE],
  [/^(\S*\/)?(apachectl|apache2ctl|httpd|apache2) (-k )?(stop|graceful-stop)\b/, "stop", "apache2", APACHE],
];

function signal(process: Process): Outcome | undefined {
  const line = process.argv.join(" ");
  const [, verb, unit, programs] = SIGNALS.find(([pattern]) => pattern.test(line)) ?? [];
  if (verb === undefined || unit === undefined || programs === undefined) return undefined;
  if (verb === "stop") ended(process, isCalled(programs));
  // One that was started without a service may take up the new files as well.
  if (verb === "try-restart" && process.world.services.size === 0) ask(instead(process, [process.argv[0] ?? ""], { certain: false }), unit);
  return start(instead(process, ["systemctl", verb, unit]));
}

function ask(process: Process, name: string): Outcome {
  reconfigure(process, name);
  set(process, name);
  if (isStep(process.argv)) return PREPARES;
  const script = scriptCommand(process.argv);
  if (script !== undefined) return start(instead(process, script));
  const signalled = signal(process);
  if (signalled !== undefined) return signalled;
  if (PYTHON.test(name)) return python(process);
  const server = serverFor(name);
  const works = isWorker(name, process.argv.slice(1)) && (server === undefined || !mayListen(server, process));
  if (works) return { ...STAYS, returns: "perhaps" };
  if (server !== undefined) return serve(server, process);
  if (ofSystem(process.argv[0] ?? "") && SILENT.has(name)) return QUIET;
  if (ofSystem(process.argv[0] ?? "") && isHarmless(name, process.argv.slice(1))) return PREPARES;
  return unknownProgram(process, name);
}

/** `python -m MODULE` is the server of that module; without a script, Python reads its input. */
function python(process: Process): Outcome {
  const at = process.argv.findIndex((arg) => /^-[a-zA-Z]*m$/.test(arg));
  const plain = at > 0 && process.argv.slice(1, at).every((arg) => arg.startsWith("-")) ? process.argv[at + 1] : undefined;
  if (plain === "pip") return start(instead(process, process.argv.slice(at + 1)));
  if (plain !== undefined && /^(venv|virtualenv|compileall|ensurepip|pytest|unittest|json\.tool|site|zipfile|build)$/.test(plain))
    return PREPARES;
  const program = plain !== undefined && Object.hasOwn(MODULE_PROGRAMS, plain) ? MODULE_PROGRAMS[plain] : undefined;
  if (program !== undefined) return ask(instead(process, [program, ...process.argv.slice(at + 2)]), program);
  const server = (plain === undefined ? undefined : serverForModule(plain)) ?? serverFor("python");
  const [interpreter = "", ...args] = process.argv;
  const reads = args.every((arg) => arg.startsWith("-") && !/^-[a-zA-Z]*[cm]/.test(arg));
  const asked = reads && process.input !== null ? { ...process, argv: [interpreter, "-c", process.input] } : process;
  return server === undefined ? unknownProgram(process, "python") : serve(server, asked);
}

/** Scripts that containers begin with hand over to their arguments, as a rule; nobody has shown that this one does. */
const ENTRY_SCRIPT = /entry-?point|^(start|run|init|boot)(\.sh)?$/;

function unknownProgram(process: Process, name: string): Outcome {
  const rest = process.argv.slice(1);
  const [next = ""] = rest;
  if (name === "perl" && editByPerl(process)) return PREPARES;
  notUnderstood(process, unknowns.program(name));
  // Whatever file it is given it may change.
  const inPlace = /^(perl|ruby)$/.test(name) && rest.some((arg) => /^-\w*i/.test(arg));
  for (const arg of rest)
    if (/^(\uFFFC\u2060?)?\/./.test(arg) || (inPlace && isHole(arg))) process.world.files.blur(located(arg, process.cwd));
  const outcome = stepOr(process, process.argv[0] ?? "");
  if (!ENTRY_SCRIPT.test(name) || next === "" || next.startsWith("-") || hasHole(next)) return outcome;
  start(instead(process, rest, { certain: false }));
  return { ...STAYS, returns: "perhaps" };
}
