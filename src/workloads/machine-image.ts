import type { Graph } from "../model/graph";
import type { Resource } from "../model/resource";
import { at, items, string, type Value } from "../model/value";

/** What is known of the machine image that an instance boots. */
export interface MachineImage {
  readonly platform: "linux" | "windows";
  /** A vendor's own image, which runs nothing but its remote shell. */
  readonly stock: boolean;
  /** Its ssh server opens its ports itself, and not systemd for it. */
  readonly opensShell: boolean;
  /** It has an agent of ECS or EKS. */
  readonly joins: boolean;
  /** The data source that tells. */
  readonly via: readonly Resource[];
}

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
  "801119661308",
]);

/** Parameters under these names hold the newest stock image. */
const PARAMETERS =
  /^(resolve:ssm:)?\/aws\/service\/(ami-amazon-linux-latest|ami-windows-latest|canonical|debian|ecs|suse|freebsd|bottlerocket)\//;

/** Images with an agent of ECS or EKS, which starts what a cluster is told to: of that the machine says nothing. */
const JOINS = /(^|[^a-z])(ecs|eks)([^a-z]|$)/i;

/**
 * Images whose sshd opens its ports itself. Ubuntu since 22.10 leaves that to systemd.
 * https://discourse.ubuntu.com/t/sshd-now-uses-socket-based-activation-ubuntu-22-10-and-later/30189
 */
const OPENS_SHELL =
  /(^|\W)(al20\d\d|amzn2?|amazon-linux|debian|rhel|rocky|almalinux|fedora|suse|sles)|(xenial|bionic|focal|jammy|(16|18|20|22)\.04)/i;

/** Families of image names, for data sources that were not read yet and tell by their filter alone. */
const WINDOWS = /windows/i;

const texts = (value: Value): readonly string[] =>
  items(value).known.flatMap((element) => {
    const text = string(element);
    return text.is === "known" ? [text.value] : [];
  });

const textOf = (value: Value): string | null => {
  const text = string(value);
  return text.is === "known" ? text.value : null;
};

function fromData(source: Resource): MachineImage | null {
  if (source.type === "aws_ssm_parameter") {
    const name = textOf(at(source.values, "name")) ?? textOf(at(source.values, "arn")) ?? "";
    const stock = PARAMETERS.test(name.replace(/^arn:.*?:parameter/, "")) && !JOINS.test(name);
    const opensShell = OPENS_SHELL.test(name);
    return { platform: WINDOWS.test(name) ? "windows" : "linux", stock, opensShell, joins: JOINS.test(name), via: [source] };
  }
  if (source.type !== "aws_ami") return null;
  const owners = [
    ...texts(at(source.values, "owners")),
    textOf(at(source.values, "owner_id")),
    textOf(at(source.values, "image_owner_alias")),
  ];
  const stated = [textOf(at(source.values, "owner_id")), textOf(at(source.values, "image_owner_alias"))].filter((owner) => owner !== null);
  const written = texts(at(source.values, "owners"));
  const stock = written.length > 0 ? written.every((owner) => VENDORS.has(owner)) : stated.some((owner) => VENDORS.has(owner));
  const names = items(at(source.values, "filter")).known.flatMap((filter) => texts(at(filter, "values")));
  const platform = [textOf(at(source.values, "platform")), textOf(at(source.values, "name")), ...names, ...owners];
  const joins = platform.some((text) => text !== null && JOINS.test(text));
  return {
    platform: platform.some((text) => text !== null && (WINDOWS.test(text) || text === "801119661308")) ? "windows" : "linux",
    stock: stock && !joins,
    opensShell: platform.some((text) => text !== null && OPENS_SHELL.test(text)),
    joins,
    via: [source],
  };
}

/**
 * What boots: told by the data source that found the image, or by the parameter that names it. An id that stands alone says
 * nothing of what else the image runs.
 */
export function machineImageOf(graph: Graph, ami: Value): MachineImage {
  const id = textOf(ami);
  if (id !== null && PARAMETERS.test(id))
    return {
      platform: WINDOWS.test(id) ? "windows" : "linux",
      stock: !JOINS.test(id),
      opensShell: OPENS_SHELL.test(id),
      joins: JOINS.test(id),
      via: [],
    };
  const named = id === null ? undefined : graph.byId(id);
  const referred = ami.resource.references(ami.path).ends.map((end) => end.resource);
  const sources = [...(named === undefined ? [] : [named]), ...referred].filter(({ mode }) => mode === "data");
  for (const source of sources) {
    const image = fromData(source);
    if (image !== null) return image;
  }
  return { platform: "linux", stock: false, opensShell: false, joins: false, via: [] };
}
