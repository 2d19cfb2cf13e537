import type { Agent } from "../model/place";
import type { Resource } from "../model/resource";
import type { Leaf } from "../model/value";

import type { Machine } from "./machine";
import type { MachineImage } from "./machine-image";

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

/** The clusters that a script names, as written. */
function clustersIn(script: string): readonly string[] {
  const code = script.replace(/^[ \t]*#.*$/gm, "");
  return [...new Set(CLUSTERS.flatMap((pattern) => [...code.matchAll(pattern)].map(([, name = ""]) => name)))];
}

/**
 * The agent that a machine may run: a cluster's capacity names it, its image has one, or its script names a cluster. Undefined:
 * nothing says so, and it is not that image and script are both unseen.
 */
export function agentOf({ userData, guests, ...machine }: Machine, image: MachineImage, script: Leaf<string>): Agent | undefined {
  const named = script.is === "known" ? clustersIn(script.value) : [];
  const via: readonly Resource[] = [
    ...guests.map(({ resource }) => resource),
    ...(image.joins ? [machine.image.resource, ...image.via] : []),
    ...(named.length > 0 && userData !== null ? [userData.at.resource] : []),
  ];
  if (via.length === 0 && (image.stock || script.is !== "unknown")) return undefined;
  const [cluster] = named.length === 1 ? named.filter((name) => /^[\w-]+$/.test(name)) : [];
  return { cluster: cluster ?? null, via: [...new Set(via)] };
}
