import { UNSEEN, type Booted } from "../model/launch";
import type { Agent } from "../model/place";
import type { Resource } from "../model/resource";
import type { Leaf } from "../model/value";

import type { Machine } from "./machine";
import type { MachineImage } from "./machine-image";
import { systemOf } from "./system";

/**
 * Where scripts write the cluster that an agent joins.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_windows_container_instance.html
 * https://bottlerocket.dev/en/os/latest/api/settings/ecs/
 */
const CLUSTERS: readonly RegExp[] = [
  /\bECS_CLUSTER\s*=\s*["']?([^\s"'\\;<>&|]*)/g,
  /\bInitialize-ECSAgent\b[^\n]*?\s-Cluster\s+["']?([^\s"';|]*)/gi,
  /\[settings\.ecs\][^[]*?\bcluster\s*=\s*["']?([^\s"']*)/g,
];

/** The agent's own configuration. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html */
const CONFIGURATION = "/etc/ecs/ecs.config";

/** The clusters that are named, as written. */
function clustersIn(script: string): readonly string[] {
  const code = script.replace(/^[ \t]*#.*$/gm, "");
  return [...new Set(CLUSTERS.flatMap((pattern) => [...code.matchAll(pattern)].map(([, name = ""]) => name)))];
}

/**
 * The agent that a machine may run: a cluster's capacity names it, its image has one, or its script configures one. Undefined:
 * nothing says so, and it is not that image and script are both unseen.
 */
export function agentOf(
  { userData, guests, ...machine }: Machine,
  image: MachineImage,
  script: Leaf<string>,
  booted: Booted,
): Agent | undefined {
  const left = booted.leaves(CONFIGURATION);
  const named = clustersIn(typeof left === "string" ? left : script.is === "known" ? script.value : "");
  const configured = left !== null || named.length > 0;
  const via: readonly Resource[] = [
    ...guests.map(({ resource }) => resource),
    ...(image.joins === null ? [] : [machine.image.resource, ...image.via]),
    ...(configured && userData !== null ? [userData.at.resource] : []),
  ];
  const read = booted.understood || (script.is === "known" && systemOf(script.value) !== null);
  if (via.length === 0 && (image.stock || read)) return undefined;
  const untold = booted.complete && left !== UNSEEN && named.length === 0;
  const [cluster] = named.length === 1 ? named.filter((name) => /^[\w-]+$/.test(name)) : [];
  return { cluster: cluster ?? (untold ? (image.joins?.cluster ?? null) : null), via: [...new Set(via)] };
}
