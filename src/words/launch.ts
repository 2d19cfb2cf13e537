import type { FailsToStart, LaunchUnknown } from "../model/listener";

const about =
  (why: string) =>
  (what: string): LaunchUnknown => ({ what, why });

/** What is not known about a launch, and why it matters. Names of programs and files only; never arguments. */
export const unknowns = {
  image: (image: string | null): LaunchUnknown =>
    image === null
      ? { what: "the image", why: "its name is not known before the deployment, and nobody has shown what it starts" }
      : { what: `the image ${image}`, why: "nobody has shown what it starts" },
  entryPoint: (image: string): LaunchUnknown => ({
    what: `the entry point of the image ${image}`,
    why: "nobody has shown it, and it may start something else than the command",
  }),
  overrides: (name: "entry point" | "command"): LaunchUnknown => ({
    what: `the ${name}`,
    why: "it is set, and not known before the deployment",
  }),
  nothing: { what: "the command", why: "nothing is started, neither by the image nor by an override" },
  program: (name: string): LaunchUnknown => ({ what: `the program ${name}`, why: "nobody has shown what it opens" }),
  programName: { what: "a program", why: "its name is not known before the deployment" },
  script: (name: string): LaunchUnknown => ({ what: `the script that ${name} reads`, why: "it is not known before the deployment" }),
  sourced: (name: string): LaunchUnknown => ({
    what: `the file ${name}`,
    why: "the script reads it as a part of itself, and nobody has shown it",
  }),
  evaluated: { what: "the text that eval runs", why: "it is not known before the deployment" },
  shellOption: { what: "the rest of the script", why: "it runs with an option of the shell that is not followed" },
  manifest: (name: string, file: string): LaunchUnknown => ({
    what: name,
    why: `it starts what ${file} says, and nobody has shown that file`,
  }),
  unit: (name: string): LaunchUnknown => ({ what: `the service ${name}`, why: "nobody has shown its unit" }),
  firewall: (name: string): LaunchUnknown => ({
    what: `the host's own firewall (${name})`,
    why: "which packets it lets through is not read",
  }),
  rules: (name: string): LaunchUnknown => ({
    what: `the rules that ${name} reads`,
    why: "they may lead the world to another port, and nobody has shown them",
  }),
  forwarded: (name: string): LaunchUnknown => ({ what: `where ${name} leads`, why: "what answers there is not followed" }),
  unitFiles: (name: string, key: string): LaunchUnknown => ({
    what: `the service ${name}`,
    why: `${key} shows it other files, which are not followed`,
  }),
  unitKey: (name: string, key: string): LaunchUnknown => ({
    what: `the service ${name}`,
    why: `${key} limits its sockets in a way that is not followed`,
  }),
  edited: (name: string, path: string): LaunchUnknown => ({
    what: `the service ${name}`,
    why: `${path} was changed in a way that is not followed, and may say where it listens`,
  }),
  reconfigured: (name: string, program: string): LaunchUnknown => ({
    what: `the service ${name}`,
    why: `${program} changes its settings while it runs, which is not followed`,
  }),
  packageManager: {
    what: "packages",
    why: "which package manager the image has, and so whether they are started; runcmd with apt-get or dnf says it",
  } satisfies LaunchUnknown,
  package: (name: string): LaunchUnknown => ({
    what: `the package ${name}`,
    why: "a package's installation may start a service, and this one is not in the catalogue",
  }),
  unanswered: (manager: string): LaunchUnknown => ({
    what: `${manager} install`,
    why: "without -y it asks before it installs, apt where other packages come along, and nobody answers: it may install nothing",
  }),
  certificate: (server: string): LaunchUnknown => ({
    what: "certbot",
    why: `where it gets a certificate, it makes ${server} answer HTTPS, and whether it gets one is for others to say`,
  }),
  shell: {
    what: "sshd",
    why: "it is changed, and where systemd opens its ports, as on Ubuntu since 22.10, they stay open until that is told as well",
  },
  syntax: about("it is no complete shell script, and is understood in part"),
  long: about("it runs too many commands to follow them all"),
  deep: about("it is nested too deeply to follow"),
  scheduled: about("it starts commands at another time"),
  atBoot: (what: string): LaunchUnknown => ({ what, why: "it runs at the next boot, and whether that comes, and runs it, is open" }),
  elsewhere: (name: string, what: string): LaunchUnknown => ({ what: name, why: `it starts ${what}, which is not followed` }),
  network: (container: string): LaunchUnknown => ({
    what: `the network of the container ${container}`,
    why: "it is not known before the deployment",
  }),
  userData: {
    digest: { what: "the user data", why: "only its SHA-1 is there, as providers before 2025 keep it in state" },
    value: { what: "the user data", why: "it is not known before the deployment" },
    include: { what: "the user data", why: "it is fetched from a URL when the instance starts" },
    windows: { what: "the user data", why: "it is a Windows script, and those are not read" },
    template: { what: "the user data", why: "it is a Jinja template that cloud-init fills on the instance" },
    binary: { what: "the user data", why: "it is compressed or encoded in a way that cannot be undone" },
    form: {
      what: "the user data",
      why: "it begins with nothing that cloud-init knows, such as #! or #cloud-config: cloud-init runs nothing of it",
    },
    otherForm: { what: "the user data", why: "it is in a form of cloud-init that is not read" },
    yaml: { what: "the user data", why: "it says #cloud-config and is no valid YAML" },
    module: (key: string): LaunchUnknown => ({ what: `the cloud-config key ${key}`, why: "it runs something, and is not read" }),
  },
} as const;

/** What is run on a machine besides its user data. */
export const RUNS = {
  provisioner: (type: string): string => `${type}: what it runs or changes on the machine is not followed`,
  document: (name: string | null): string => `${name ?? "its document"}: what it runs on the machine is not followed`,
} as const;

/** What stands for an address that the machine is asked for at run time. */
export const hostAddress = {
  private: "<the host's private address>",
  public: "<the host's public address>",
  ipv6: "<the host's IPv6 address>",
} as const;

export const failures = {
  notOnHost: (process: string): FailsToStart => ({
    code: "address-not-on-host",
    text: "it binds the public address, which is translated at the internet gateway and is on no interface of the host",
    process,
  }),
  refused: (unit: string): FailsToStart => ({
    code: "unit-refused",
    text: "systemd takes several commands in ExecStart= only with Type=oneshot, and refuses the unit",
    process: unit,
  }),
  variable: (process: string, name: string): FailsToStart => ({
    code: "variable-not-set",
    text: `its files require the variable ${name}, which is not set`,
    process,
  }),
  exits: (process: string): FailsToStart => ({
    code: "exits",
    text: "it ends with an error before anything listens",
    process,
  }),
  contested: (processes: string, port: number): FailsToStart => ({
    code: "port-taken",
    text: `port ${String(port)} is asked for twice, and whichever comes second fails`,
    process: processes,
  }),
  taken: (process: string, port: number, holder: string): FailsToStart => ({
    code: "port-taken",
    text: `port ${String(port)} is taken by ${holder}, which was started before`,
    process,
  }),
} as const;
