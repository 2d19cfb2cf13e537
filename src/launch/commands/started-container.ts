import type { LaunchUnknown, Launched, StartedContainer } from "../../model/listener";
import { possibly } from "../../servers/served";
import type { Process } from "../process";

/** One container has a name; those of compose have one within their project. */
export function enter(process: Process, container: StartedContainer): void {
  const { containers } = process.world.tally;
  const isSame = ({ name, image, project }: StartedContainer): boolean =>
    name === container.name && image === container.image && project === container.project && name !== image;
  const same = containers.findIndex(isSame);
  const before = containers[same];
  if (before === undefined) containers.push(container);
  else if (process.certain) containers[same] = container;
  else if (JSON.stringify(before.publishes) !== JSON.stringify(container.publishes)) containers.push(container);
}

/** Containers are no longer there; perhaps, where it is open or where they may be started again. */
export function leave({ world, certain }: Process, gone: boolean, which: (container: StartedContainer) => boolean): void {
  const { containers } = world.tally;
  const left = containers.flatMap((one): readonly StartedContainer[] => {
    if (!which(one)) return [one];
    return gone && certain ? [] : [{ ...one, launched: possibleLaunch(one.launched), certain: false }];
  });
  containers.splice(0, containers.length, ...left);
}

/**
 * Policies by which a daemon starts a container again when it comes up itself; on-failure is none of them.
 * https://docs.docker.com/engine/containers/start-containers-automatically/
 */
export const comesUp = (policy: string | undefined): boolean => policy === "always" || policy === "unless-stopped";

/** @param doubt what it depends on, where that has a name */
export const possibleLaunch = (launched: Launched, doubt?: LaunchUnknown): Launched =>
  possibly(doubt === undefined ? launched : { ...launched, unknowns: [...launched.unknowns, doubt] });
