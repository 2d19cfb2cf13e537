import type { ContainerStart } from "../../model/launch";
import type { Launched, StartedContainer } from "../../model/listener";
import { hasHole } from "../../model/text";
import { mounted, unseen } from "../files/mounts";
import type { Mounting, Process } from "../process";
import { possibleLaunch } from "./started-container";
import type { Mounted } from "./volumes";

/** A container that is about to be started. */
interface Asked {
  readonly mounts: readonly Mounted[];
  /** What starts it: the same again is the same container. */
  readonly by: string;
  /** Names of containers whose volumes it has as well. */
  readonly borrows: readonly string[];
  readonly launch: (files: ContainerStart["files"]) => Launched;
}

interface WithVolumes {
  readonly launched: Launched;
  /** To be told when the container is entered. */
  readonly share: (container: StartedContainer) => void;
}

const maybeSame = (one: string, other: string): boolean => one === other || hasHole(one) || hasHole(other);

/**
 * Starts a container with its mounts. Of a volume that another one has as well nobody knows what is there: what that one's image has,
 * or what it writes.
 */
export function withVolumes(process: Process, { mounts, by, borrows, launch }: Asked): WithVolumes {
  const { volumes } = process.world.tally;
  const own = mounts.flatMap(({ volume }) => volume ?? []);
  const others = (name: string): readonly Mounting[] => volumes.filter((one) => one.by !== by && maybeSame(one.name, name));
  const hidden = new Set(own.map(({ name }) => name).filter((name) => others(name).length > 0));
  const isHidden = ({ volume }: Mounted): boolean => volume !== undefined && hidden.has(volume.name);
  const run = (): Launched =>
    launch((image) =>
      mounted(
        mounts.map((mount) => (isHidden(mount) ? { ...mount, over: unseen } : mount)),
        image,
      ),
    );
  const share = (container: StartedContainer): void => {
    const lent = volumes.filter((one) => borrows.some((name) => maybeSame(name, one.container.name)));
    for (const { name, writes } of [...own, ...lent.map((one) => ({ name: one.name, writes: true }))]) {
      // What is started in one go may come in any order, and the first one fills the volume.
      const together = ({ project }: StartedContainer): boolean => project !== undefined && project === container.project;
      for (const other of others(name)) if (writes || together(other.container)) other.hide();
      const hide = (): void => {
        if (hidden.has(name)) return;
        hidden.add(name);
        container.launched = container.certain ? run() : possibleLaunch(run());
      };
      volumes.push({ name, by, container, hide });
    }
  };
  return { launched: run(), share };
}
