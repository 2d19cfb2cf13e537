// The real engine, sealed off: our language host, our providers, its home and the state in a folder of their own, no network.
"use strict";
const { execFileSync, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const { homedir } = require("node:os");
const { dirname, join, resolve } = require("node:path");

const repository = resolve(__dirname, "../../..");
const packages = join(__dirname, "node_modules");
const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "quadzero/pulumi-engine");
const cli = join(cache, "bin/pulumi");

/** What `install.sh` makes and is not there; null where nothing lacks. */
const missing =
  [cli, join(packages, "@pulumi/pulumi/package.json"), join(__dirname, "provider/aws-facts.json")].find((path) => !fs.existsSync(path)) ??
  null;

/**
 * @param {string} from
 * @param {string} to
 */
function link(from, to) {
  fs.mkdirSync(dirname(to), { recursive: true });
  fs.symlinkSync(from, to);
}

/** Each run of the tests has one, with a `node_modules` for its programs. It lies beside the command line, which it links. */
function makeFolder() {
  const folder = fs.mkdtempSync(join(cache, "session-"));
  fs.mkdirSync(join(folder, "bin"));
  // The engine looks for a language host beside its own executable; a symbolic link would be followed first.
  fs.linkSync(cli, join(folder, "bin/pulumi"));
  link(join(__dirname, "host/pulumi-language-nodejs"), join(folder, "bin/pulumi-language-nodejs"));
  for (const name of fs.readdirSync(packages)) link(join(packages, name), join(folder, "node_modules", name));
  return folder;
}

/**
 * Providers are found in Pulumi's home by name and exact version: one program answers under every name.
 * @param {string} folder
 */
function addProviders(folder) {
  /** @type {(program: string) => { name: string, version: string }[]} */
  const required = require("./host/required-packages");
  for (const { name, version } of required(folder)) {
    link(join(__dirname, "provider/stub-provider"), join(folder, `home/plugins/resource-${name}-${version}/pulumi-resource-${name}`));
  }
}

/**
 * Installs what `npm pack` makes of the repository, as npm would: quadzero brings what it needs but for the SDK.
 * @param {string} folder
 */
function installPack(folder) {
  const packing = ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder];
  const tarball = execFileSync("npm", packing, { cwd: repository, encoding: "utf8" }).trim();
  const target = join(folder, "node_modules/quadzero");
  fs.mkdirSync(target);
  execFileSync("tar", ["-xzf", join(folder, tarball), "-C", target, "--strip-components=1"]);
}

/** @typedef {{ status: number | null, output: string, stdout: string }} Run */

class Session {
  constructor() {
    this.folder = makeFolder();
    addProviders(this.folder);
    installPack(this.folder);
    /** From a program's folder. */
    this.pack = "node_modules/quadzero/policies/pulumi";
  }

  /**
   * A program in a folder of its own, with an empty state and a stack `dev`.
   * @param {string} name
   * @param {string} source a folder that is copied, with `Pulumi.yaml`
   */
  program(name, source) {
    const folder = join(this.folder, "programs", name);
    fs.cpSync(source, folder, { recursive: true, filter: (path) => !path.includes("node_modules") });
    link("../../node_modules", join(folder, "node_modules"));
    const program = new Program(this, folder);
    program.run("stack", "init", "dev");
    return program;
  }

  close() {
    fs.rmSync(this.folder, { recursive: true });
  }
}

class Program {
  /**
   * @param {Session} session
   * @param {string} folder
   */
  constructor(session, folder) {
    this.session = session;
    this.folder = folder;
    this.state = join(folder, ".state");
    this.calls = join(folder, ".calls.jsonl");
    this.requests = join(folder, ".requests.jsonl");
    fs.mkdirSync(this.state);
  }

  get environment() {
    return {
      HOME: this.session.folder,
      PATH: `${join(this.session.folder, "bin")}:${process.env["PATH"] ?? ""}`,
      PWD: this.folder,
      PULUMI_HOME: join(this.session.folder, "home"),
      PULUMI_BACKEND_URL: `file://${this.state}`,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // No warning that a provider's version is not its SDK's.
      PULUMI_DEV: "true",
      AWS_REGION: "eu-central-1",
      NO_COLOR: "1",
      ENGINE_CALLS: this.calls,
      ENGINE_REQUESTS: this.requests,
    };
  }

  /**
   * Runs the command line; the logs of the call before are gone.
   * @param {string[]} args
   * @returns {Run}
   */
  run(...args) {
    return this.runWith({}, ...args);
  }

  /**
   * @param {Record<string, string>} environment
   * @param {string[]} args
   * @returns {Run}
   */
  runWith(environment, ...args) {
    for (const log of [this.calls, this.requests]) fs.rmSync(log, { force: true });
    const env = { ...this.environment, ...environment };
    const options = { cwd: this.folder, env, encoding: /** @type {const} */ ("utf8"), maxBuffer: 1e9 };
    const { status, stdout, stderr } = spawnSync("pulumi", [...args, "--non-interactive"], options);
    return { status, stdout, output: stdout + stderr };
  }

  /**
   * @param {string} file
   * @returns {any[]}
   */
  lines(file) {
    return fs.existsSync(file)
      ? fs
          .readFileSync(file, "utf8")
          .trim()
          .split("\n")
          .filter(Boolean)
          .map((line) => JSON.parse(line))
      : [];
  }

  /**
   * URNs of what the provider was asked to create in the last run, previews aside.
   * @returns {string[]}
   */
  get created() {
    return this.lines(this.calls)
      .filter(({ method, preview }) => method === "create" && preview !== true)
      .map(({ urn }) => urn);
  }

  /**
   * URNs in the state, without the stack itself and providers.
   * @returns {string[]}
   */
  get deployed() {
    const { stdout } = this.run("stack", "export");
    const urns = (JSON.parse(stdout).deployment.resources ?? []).map((/** @type {{ urn: string }} */ { urn }) => urn);
    return urns.filter((/** @type {string} */ urn) => !urn.includes("::pulumi:"));
  }
}

module.exports = { missing, Program, Session };
