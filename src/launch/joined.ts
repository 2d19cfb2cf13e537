import type { StartedContainer } from "../model/listener";
import { possibleLaunch } from "./commands/started-container";

const isMeant =
  ({ joins }: StartedContainer) =>
  (one: StartedContainer): boolean =>
    joins !== undefined &&
    one.joins === undefined &&
    one.name === joins.name &&
    (joins.project === undefined || one.project === joins.project);

/** Whether what it shares the namespace of is there. */
export const isJoined = (container: StartedContainer, all: readonly StartedContainer[]): boolean => all.some(isMeant(container));

/**
 * Each container with those that share its namespace: they answer behind the ports that it publishes, and may publish none themselves.
 * https://docs.docker.com/engine/network/#container-networks
 */
export function joinedContainers(all: readonly StartedContainer[]): readonly StartedContainer[] {
  return all
    .filter((one) => !isJoined(one, all))
    .map((owner) => {
      const inside = all
        .filter((one) => isMeant(one)(owner))
        .map(({ launched, ...one }): StartedContainer => ({
          ...one,
          network: "host",
          publishes: [],
          launched: owner.certain ? launched : possibleLaunch(launched),
        }));
      return inside.length === 0
        ? owner
        : { ...owner, launched: { ...owner.launched, containers: [...owner.launched.containers, ...inside] } };
    });
}
