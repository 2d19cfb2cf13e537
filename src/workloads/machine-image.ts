import type { Graph } from "../model/graph";
import type { Distribution } from "../model/launch";
import type { Resource } from "../model/resource";
import { at, items, string, type Value } from "../model/value";

import { agentNamed, distributionNamed, JOINS, MICROSOFT, OPENS_SHELL, PARAMETERS, systemNamed, VENDORS } from "./image-name";
import type { System } from "./system";

/** What is known of the machine image that an instance boots. */
export interface MachineImage {
  readonly platform: System;
  /** A vendor's own image, which runs nothing but its remote shell. */
  readonly stock: boolean;
  /** Whose packages its vendor makes it of; null: not known. */
  readonly distribution: Distribution | null;
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

/** Resources that make an image of one's own. */
const MAKERS = new Set(["aws_ami", "aws_ami_from_instance", "aws_imagebuilder_image"]);

const UNTOLD: MachineImage = {
  platform: "linux",
  stock: false,
  distribution: null,
  opensShell: false,
  own: false,
  joins: null,
  names: [],
  via: [],
};

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
  distribution: PARAMETERS.test(name) ? distributionNamed([name]) : null,
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
  if (source.type !== "aws_ami" && source.type !== "aws_ami_ids") return null;
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
    distribution: stock ? distributionNamed(told) : null,
    own,
    opensShell: told.some((text) => OPENS_SHELL.test(text)),
    joins,
    names: called,
    via: [source],
  };
}

/** What tells of an image by its id, wherever the id has been on its way here: in a local, a map, a condition. */
function byValue(graph: Graph, id: string): readonly Resource[] {
  const named = graph.byId(id);
  if (named !== undefined) return [named];
  const parameters = ["insecure_value", "value"].flatMap((attribute) => graph.named("aws_ssm_parameter", attribute).by.get(id) ?? []);
  const lists = graph.ofType("aws_ami_ids").filter(({ values }) => texts(at(values, "ids")).includes(id));
  return [...new Set([...parameters, ...lists])].filter(({ mode }) => mode === "data");
}

/** One of several, nobody knows which. */
function either(images: readonly MachineImage[]): MachineImage {
  const [first = UNTOLD, ...others] = images;
  const all = <T>(of: (image: MachineImage) => T): T | undefined =>
    others.every((other) => of(other) === of(first)) ? of(first) : undefined;
  const joining = images.flatMap(({ joins }) => (joins === null ? [] : [joins.cluster]));
  return {
    platform: all(({ platform }) => platform) ?? "linux",
    stock: images.every(({ stock }) => stock),
    distribution: all(({ distribution }) => distribution) ?? null,
    opensShell: images.every(({ opensShell }) => opensShell),
    own: images.every(({ own }) => own),
    joins: joining.length === 0 ? null : { cluster: new Set(joining).size === 1 ? (joining[0] ?? null) : null },
    names: [],
    via: images.flatMap(({ via }) => via),
  };
}

/** A copy, made to be encrypted or to be elsewhere, is what was copied. Null: it tells of no image. */
function imageBy(graph: Graph, source: Resource, copies: number): MachineImage | null {
  if (source.type === "aws_ami_copy" && copies < 4) {
    const image = imageOf(graph, at(source.values, "source_ami_id"), copies + 1);
    return { ...image, via: [source, ...image.via] };
  }
  if (source.mode !== "data" && MAKERS.has(source.type)) return { ...UNTOLD, own: true, via: [source] };
  return source.mode === "data" ? fromData(source) : null;
}

/**
 * Told by the data source that found the image, or by the parameter that names it. An id that stands alone says
 * nothing of what else the image runs.
 */
function imageOf(graph: Graph, ami: Value, copies: number): MachineImage {
  const id = textOf(ami);
  if (id !== null && PARAMETERS.test(id)) return byParameter(id, []);
  const referred = ami.resource.references(ami.path).ends.map(({ resource }) => resource);
  for (const sources of [id === null ? [] : byValue(graph, id), [...new Set(referred)]]) {
    const images = sources.map((source) => imageBy(graph, source, copies)).filter((image) => image !== null);
    if (images.length === 1) return images[0] ?? UNTOLD;
    if (images.length > 1) return either(images);
  }
  return UNTOLD;
}

/** What boots. */
export function machineImageOf(graph: Graph, ami: Value): MachineImage {
  const image = imageOf(graph, ami, 0);
  const id = textOf(ami);
  return id === null ? image : { ...image, names: [id, ...image.names] };
}
