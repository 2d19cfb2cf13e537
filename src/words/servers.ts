import type { FailsToStart, LaunchUnknown } from "../model/listener";

/** Why a bind provably fails, by code; what is in quotes is the token that would have made it. */
const FAILURES = {
  "literal-variable": (token: string) => `"${token}" is taken literally: nothing expands a variable here, since no shell runs this command`,
  "cidr-as-bind": (token: string) => `"${token}" is a range of addresses; a server binds one address, and who may connect is set elsewhere`,
  "not-an-address": (token: string) => `"${token}" is no address that a socket can be bound to`,
  "not-a-port": (token: string) => `"${token}" is no port`,
  "no-address": (token: string) => `"${token}" leaves no address to listen on`,
  "no-configuration": (token: string) => `the configuration ${token} is not there`,
  "same-port": (token: string) => `port ${token} is asked for twice, which the program refuses`,
  "as-root": (token: string) => `it refuses to run as root without ${token}, and ends`,
  "bad-arguments": (token: string) => `"${token}" is not understood, so the program exits`,
} as const;

export type Failure = keyof typeof FAILURES;

export const failure = (code: Failure, token: string): FailsToStart => ({ code, text: FAILURES[code](token) });

/** What is not known about a launch. */
export const unseen = {
  variable: (name: string): LaunchUnknown => ({
    what: `the environment variable ${name}`,
    why: "it may decide where it listens, and the environment is not known in full",
  }),
  file: (path: string): LaunchUnknown => ({ what: `the file ${path}`, why: "it may set the address, and nobody has shown it" }),
  fileFormat: (path: string): LaunchUnknown => ({
    what: `the file ${path}`,
    why: "it may set the address, and quadzero does not read its format",
  }),
  directory: (path: string): LaunchUnknown => ({ what: `the files ${path}`, why: "one of them may set an address, and not all are shown" }),
  argument: (program: string): LaunchUnknown => ({
    what: `an argument of ${program}`,
    why: "it is known after deployment only, and may be an option",
  }),
  value: (option: string): LaunchUnknown => ({ what: `the value of ${option}`, why: "the command gives it none" }),
  option: (program: string): LaunchUnknown => ({
    what: `an option of ${program}`,
    why: "quadzero does not know it, and it may take what follows for its value",
  }),
  code: (path: string): LaunchUnknown => ({ what: `what ${path} listens on`, why: "its source has not been shown" }),
  computed: (path: string): LaunchUnknown => ({ what: `what ${path} listens on`, why: "its source does not say so plainly" }),
  ofVersion: (name: string, path: string): LaunchUnknown => ({
    what: `the version of ${name}`,
    why: `not every one reads ${path}, which sets the address`,
  }),
  program: (name: string, why: string): LaunchUnknown => ({ what: `what ${name} listens on`, why }),
};
