// A pack learns its stack and configuration from environment variables, so it cannot start before the engine has sent them. Until then
// this proxy answers in its place; afterwards it forwards every call, and writes down what was asked.
//
//   ENGINE_REQUESTS  append one JSON line for each request to a pack, as sent: unknowns are the engine's marks, secrets are wrapped
"use strict";
const fs = require("node:fs");
const readline = require("node:readline");

const grpc = require("@grpc/grpc-js");
const analyzerRpc = require("@pulumi/pulumi/proto/analyzer_grpc_pb.js");
const analyzer = require("@pulumi/pulumi/proto/analyzer_pb.js");

const { portOf, serve, UNLIMITED } = require("./serve");

class PackProxy {
  static async serve() {
    const proxy = new PackProxy();
    const implementation = {};
    for (const method of Object.keys(analyzerRpc.AnalyzerService)) {
      implementation[method] = (call, reply) => proxy.forward(method, call.request, reply);
    }
    implementation.handshake = (_, reply) => reply(null, new analyzer.AnalyzerHandshakeResponse());
    implementation.configureStack = (call, reply) => {
      proxy.configure(call.request);
      reply(null, new analyzer.AnalyzerStackConfigureResponse());
    };
    proxy.server = await serve(analyzerRpc.AnalyzerService, implementation);
    return proxy;
  }

  constructor() {
    this.stack = new Promise((resolve) => (this.configure = resolve));
    this.client = new Promise((resolve, reject) => ([this.attached, this.failed] = [resolve, reject]));
    this.client.catch(() => {});
  }

  get port() {
    return portOf(this.server);
  }

  async forward(method, request, reply) {
    record(method, request);
    // `pulumi policy analyze` never configures a stack.
    this.configure(undefined);
    try {
      const client = await this.client;
      client[method](request, reply);
    } catch (error) {
      reply({ code: grpc.status.UNKNOWN, details: `policy pack not started: ${error.message}` });
    }
  }

  /** What the pack is started with. */
  async environment() {
    const stack = await this.stack;
    if (stack === undefined) return {};
    return {
      PULUMI_NODEJS_ORGANIZATION: stack.getOrganization(),
      PULUMI_NODEJS_PROJECT: stack.getProject(),
      PULUMI_NODEJS_STACK: stack.getStack(),
      PULUMI_NODEJS_DRY_RUN: String(stack.getDryRun()),
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(stack.getConfigMap().toObject())),
    };
  }

  /** The first line of the pack's standard output is its port; the rest is for the user. */
  attach(child, stdout) {
    let first = true;
    readline.createInterface({ input: child.stdout }).on("line", async (line) => {
      if (!first) return stdout(Buffer.from(`${line}\n`));
      first = false;
      if (!/^\d+$/.test(line)) {
        this.failed(new Error(`could not read policy pack port: ${line}`));
        return child.kill("SIGKILL");
      }
      const client = new analyzerRpc.AnalyzerClient(`127.0.0.1:${line}`, grpc.credentials.createInsecure(), UNLIMITED);
      const stack = await this.stack;
      if (stack !== undefined) await new Promise((resolve) => client.configureStack(stack, resolve));
      this.attached(client);
    });
    child.once("exit", (code) => this.failed(new Error(`could not read policy pack port: exit code ${code}`)));
  }

  close() {
    this.server.forceShutdown();
  }
}

function record(method, request) {
  const file = process.env.ENGINE_REQUESTS;
  if (file) fs.appendFileSync(file, `${JSON.stringify({ method, request: plain(method, request) })}\n`);
}

/** The request as JSON, in the names of analyzer.proto. */
function plain(method, request) {
  if (method === "analyzeStack") return { resources: request.getResourcesList().map(plainResource) };
  return method === "analyze" || method === "remediate" ? plainResource(request) : request.toObject();
}

function plainResource(resource) {
  const { propertydependenciesMap, dependenciesList, ...object } = resource.toObject();
  const provider = resource.getProvider();
  return {
    ...object,
    properties: resource.getProperties()?.toJavaScript() ?? {},
    ...(provider ? { provider: { ...provider.toObject(), properties: provider.getProperties()?.toJavaScript() ?? {} } } : {}),
    ...(propertydependenciesMap === undefined ? {} : graphOf(resource)),
  };
}

function graphOf(resource) {
  const propertyDependencies = {};
  resource.getPropertydependenciesMap().forEach((urns, name) => (propertyDependencies[name] = urns.getUrnsList()));
  return { propertyDependencies, dependencies: resource.getDependenciesList() };
}

module.exports = { PackProxy };
