import type { Graph } from "../model/graph";
import type { Resource } from "../model/resource";
import { at, items, string, type Value } from "../model/value";

import type { System } from "./system";

/** What is known of the machine image that an instance boots. */
export interface MachineImage {
  readonly platform: System;
  /** A vendor's own image, which runs nothing but its remote shell. */
  readonly stock: boolean;
  /** Its ssh server opens its ports itself, and not systemd for it. */
  readonly opensShell: boolean;
  /** It is surely none of a vendor's: what it answers, its maker alone knows. */
  readonly own: boolean;
  /** It has an agent of ECS or EKS, which joins this cluster of ECS unless it is told another; null: not known. */
  readonly joins: { readonly cluster: string | null } | null;
  /** Its id, and what its maker calls it. */
  readonly names: readonly string[];
  /** The data source that tells. */
  readonly via: readonly Resource[];
}

/** Amazon's account for images of Windows. */
const MICROSOFT = "801119661308";

/**
 * Accounts that publish stock images, as their vendors document them: Amazon, Canonical, Debian, Red Hat, SUSE, Rocky Linux,
 * AlmaLinux, Fedora, Microsoft by Amazon.
 */
const VENDORS = new Set([
  "amazon",
  "137112412989",
  "591542846629",
  "099720109477",
  "136693071363",
  "309956199498",
  "013907871322",
  "792107900819",
  "764336703387",
  "125523088429",
  MICROSOFT,
]);

/** Parameters under these names hold the newest stock image. */
const PARAMETERS =
  /^(resolve:ssm:)?\/aws\/service\/(ami-amazon-linux-latest|ami-windows-latest|canonical|debian|ecs|suse|freebsd|bottlerocket)\//;

/** Images with an agent of ECS or EKS, which starts what a cluster is told to: of that the machine says nothing. */
const JOINS = /(^|[^a-z])(ecs|eks|bottlerocket)([^a-z]|$)/i;

/**
 * An agent that its maker tells of no cluster joins `default`.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
function agentNamed(names: readonly string[], vendors: boolean): MachineImage["joins"] {
  if (!names.some((name) => JOINS.test(name))) return null;
  return { cluster: vendors && names.some((name) => /(^|[^a-z])ecs([^a-z]|$)/i.test(name)) ? "default" : null };
}

/**
 * Images whose sshd opens its ports itself. Ubuntu since 22.10 leaves that to systemd.
 * https://discourse.ubuntu.com/t/sshd-now-uses-socket-based-activation-ubuntu-22-10-and-later/30189
 */
const OPENS_SHELL =
  /(^|\W)(al20\d\d|amzn2?|amazon-linux|debian|rhel|rocky|almalinux|fedora|suse|sles)|(xenial|bionic|focal|jammy|(16|18|20|22)\.04)/i;

/** Families of image names, for data sources that were not read yet and tell by their filter alone. */
const systemNamed = (name: string): System => (/windows/i.test(name) ? "windows" : /bottlerocket/i.test(name) ? "bottlerocket" : "linux");

/** Resources that make an image of one's own. */
const MAKERS = new Set(["aws_ami", "aws_ami_from_instance", "aws_imagebuilder_image"]);

const UNTOLD: MachineImage = { platform: "linux", stock: false, opensShell: false, own: false, joins: null, names: [], via: [] };

const texts = (value: Value): readonly string[] =>
  items(value).known.flatMap((element) => {
    const text = string(element);
    return text.is === "known" ? [text.value] : [];
  });

const textOf = (value: Value): string | null => {
  const text = string(value);
  return text.is === "known" ? text.value : null;
};

const byParameter = (name: string, via: readonly Resource[]): MachineImage => ({
  platform: systemNamed(name),
  stock: PARAMETERS.test(name) && !JOINS.test(name),
  opensShell: OPENS_SHELL.test(name),
  own: false,
  joins: agentNamed([name], PARAMETERS.test(name)),
  names: [],
  via,
});

/** Whose it is: where the image has been found its owner tells, else those among whom it is looked for. */
function ownersOf(source: Resource): Pick<MachineImage, "stock" | "own"> {
  const found = [textOf(at(source.values, "owner_id")), textOf(at(source.values, "image_owner_alias"))].filter((owner) => owner !== null);
  const { known, complete } = items(at(source.values, "owners"));
  const sought = texts(at(source.values, "owners"));
  const vendors = (owners: readonly string[]): number => owners.filter((owner) => VENDORS.has(owner)).length;
  if (found.length > 0) return { stock: vendors(found) > 0, own: vendors(found) === 0 };
  const told = complete && known.length === sought.length && sought.length > 0;
  return { stock: sought.length > 0 && vendors(sought) === sought.length, own: told && vendors(sought) === 0 };
}

function fromData(source: Resource): MachineImage | null {
  if (source.type === "aws_ssm_parameter") {
    const name = textOf(at(source.values, "name")) ?? textOf(at(source.values, "arn")) ?? "";
    return byParameter(name.replace(/^arn:.*?:parameter/, ""), [source]);
  }
  if (source.type !== "aws_ami") return null;
  const { stock, own } = ownersOf(source);
  const filtered = items(at(source.values, "filter")).known.flatMap((filter) => texts(at(filter, "values")));
  const names = ["platform", "name", "owner_id"].map((key) => textOf(at(source.values, key)));
  const told = [...names, ...filtered, ...texts(at(source.values, "owners"))].filter((text) => text !== null);
  const joins = agentNamed(told, stock);
  const system = told.map(systemNamed).find((named) => named !== "linux") ?? "linux";
  const called = [textOf(at(source.values, "name"))].filter((name) => name !== null);
  return {
    platform: told.includes(MICROSOFT) ? "windows" : system,
    stock: stock && joins === null,
    own,
    opensShell: told.some((text) => OPENS_SHELL.test(text)),
    joins,
    names: called,
    via: [source],
  };
}

/**
 * Told by the data source that found the image, or by the parameter that names it. An id that stands alone says
 * nothing of what else the image runs. A copy, made to be encrypted or to be elsewhere, is what was copied.
 */
function told(graph: Graph, ami: Value, copies: number): MachineImage {
  const id = textOf(ami);
  if (id !== null && PARAMETERS.test(id)) return byParameter(id, []);
  const named = id === null ? undefined : graph.byId(id);
  const referred = ami.resource.references(ami.path).ends.map((end) => end.resource);
  for (const source of [...(named === undefined ? [] : [named]), ...referred]) {
    if (source.type === "aws_ami_copy" && copies < 4) {
      const image = told(graph, at(source.values, "source_ami_id"), copies + 1);
      return { ...image, via: [source, ...image.via] };
    }
    if (source.mode !== "data" && MAKERS.has(source.type)) return { ...UNTOLD, own: true, via: [source] };
    const image = source.mode === "data" ? fromData(source) : null;
    if (image !== null) return image;
  }
  return UNTOLD;
}

/** What boots. */
export function machineImageOf(graph: Graph, ami: Value): MachineImage {
  const image = told(graph, ami, 0);
  const id = textOf(ami);
  return id === null ? image : { ...image, names: [id, ...image.names] };
}
