import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { Construct } from "../../../policies/cdktf";

const PACKAGES = resolve(__dirname, "../../engines/cdktf/node_modules");

/** Of a resource, what the programs of these tests refer to; tokens until it is synthesised. */
export interface Res extends Construct {
  readonly id: string;
  readonly arn: string;
}
type Made<T = Construct> = new (scope: Construct, id: string, config?: unknown) => T;

export interface App extends Construct {
  synth(): void;
}

/** What both libraries offer alike. */
export interface Library {
  readonly App: new (config: { readonly outdir: string; readonly skipValidation?: boolean }) => App;
  readonly TerraformStack: Made;
  readonly TerraformHclModule: Made;
  readonly TerraformVariable: Made<Construct & { readonly stringValue: string }>;
  /** A class of the AWS provider's package: `aws("vpc", "Vpc")`. */
  readonly aws: (file: string, name: string) => Made<Res>;
}

const exportsOf = (path: string): Readonly<Record<string, unknown>> => require(join(PACKAGES, path)) as Readonly<Record<string, unknown>>;

export const NAMES = ["cdktf", "cdktn"] as const;

/** False: `test/engines/cdktf/install.sh` has not been run. */
export const installed = NAMES.every((name) => existsSync(join(PACKAGES, name)) && existsSync(join(PACKAGES, `@${name}/provider-aws`)));

export const library = (name: (typeof NAMES)[number]): Library => ({
  ...(exportsOf(name) as unknown as Library),
  aws: (file, type) => exportsOf(`@${name}/provider-aws/lib/${file}`)[type] as Made<Res>,
});

interface Annotation {
  readonly constructPath: string;
  readonly level: string;
  readonly message: string;
}

/** What a synthesis came to. */
export interface Outcome {
  /** What it failed with; null where it passed. */
  readonly failure: string | null;
  /** `cdk.tf.json` by stack, where it was written. */
  readonly written: Readonly<Record<string, string>>;
  readonly annotations: readonly Annotation[];
}

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly annotations: readonly Annotation[]; readonly synthesizedStackPath: string }>>;
}

/** Makes an app in a folder of its own and synthesises it. */
export function synthesised({ App }: Library, make: (app: App) => void, skipValidation = false): Outcome {
  const outdir = mkdtempSync(join(tmpdir(), "quadzero-app-"));
  try {
    const app = new App({ outdir, skipValidation });
    make(app);
    let failure: string | null = null;
    try {
      app.synth();
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    const file = join(outdir, "manifest.json");
    const stacks = existsSync(file) ? Object.entries((JSON.parse(readFileSync(file, "utf8")) as Manifest).stacks) : [];
    return {
      failure,
      written: Object.fromEntries(
        stacks.map(([name, { synthesizedStackPath }]) => [name, readFileSync(join(outdir, synthesizedStackPath), "utf8")]),
      ),
      annotations: stacks.flatMap(([, { annotations }]) => annotations),
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

export interface Shop {
  /** Where gunicorn binds. */
  readonly bind: string;
  readonly cidr: string;
  /** Instead of a network of its own. */
  readonly network?: { readonly vpc: Res; readonly subnet: Res };
}

/** A stack with the provider that its resources need. */
export function stackOf({ TerraformStack, aws }: Library, app: App, id: string): Construct {
  const stack = new TerraformStack(app, id);
  new (aws("provider", "AwsProvider"))(stack, "aws", { region: "eu-central-1" });
  return stack;
}

/** A VPC with a public subnet. */
export function network({ aws }: Library, stack: Construct): { readonly vpc: Res; readonly subnet: Res } {
  const vpc = new (aws("vpc", "Vpc"))(stack, "vpc", { cidrBlock: "10.17.0.0/16" });
  const gateway = new (aws("internet-gateway", "InternetGateway"))(stack, "gateway", { vpcId: vpc.id });
  const subnet = new (aws("subnet", "Subnet"))(stack, "subnet", { vpcId: vpc.id, cidrBlock: "10.17.4.0/24" });
  const route = [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }];
  const table = new (aws("route-table", "RouteTable"))(stack, "table", { vpcId: vpc.id, route });
  new (aws("route-table-association", "RouteTableAssociation"))(stack, "association", { subnetId: subnet.id, routeTableId: table.id });
  return { vpc, subnet };
}

/** A Fargate service on tcp 5117 with a public address. */
export function shop(from: Library, stack: Construct, { bind, cidr, network: given }: Shop): void {
  const { aws } = from;
  const { vpc, subnet } = given ?? network(from, stack);
  const group = new (aws("security-group", "SecurityGroup"))(stack, "group", { vpcId: vpc.id });
  const ports = { ipProtocol: "tcp", fromPort: 5117, toPort: 5117 };
  new (aws("vpc-security-group-ingress-rule", "VpcSecurityGroupIngressRule"))(stack, "rule", {
    securityGroupId: group.id,
    ...ports,
    cidrIpv4: cidr,
  });
  const task = new (aws("ecs-task-definition", "EcsTaskDefinition"))(stack, "task", {
    family: "api",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
    containerDefinitions: JSON.stringify([
      { name: "api", image: `registry.example.com/api:${vpc.id}`, command: ["gunicorn", "-b", bind, "api:app"] },
    ]),
  });
  const cluster = new (aws("ecs-cluster", "EcsCluster"))(stack, "cluster", { name: "api" });
  new (aws("ecs-service", "EcsService"))(stack, "api", {
    name: "api",
    cluster: cluster.id,
    taskDefinition: task.arn,
    launchType: "FARGATE",
    desiredCount: 3,
    networkConfiguration: { subnets: [subnet.id], securityGroups: [group.id], assignPublicIp: true },
  });
}
