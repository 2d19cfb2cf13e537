import type { ContainerStart } from "../model/launch";
import { HOLE } from "../model/text";
import { at, given, items, keys, string, textOf, type Value } from "../model/value";

import { empty, filledOrEmpty, mounted, unseen, type Mount } from "../launch/files/mounts";

/** What a volume may be besides its name: each leads to what was there before the task. */
const KINDS = [
  "host_path",
  "configure_at_launch",
  "docker_volume_configuration",
  "efs_volume_configuration",
  "fsx_windows_file_server_volume_configuration",
];

const isSet = (value: Value): boolean => given(value) !== null && value.raw !== false;

/**
 * Whether a volume is made for each task, and gone with it: a name alone. What an image declares as a `VOLUME` is copied there.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
 */
const isOfTask = (volume: Value): boolean =>
  string(at(volume, "name")).is === "known" &&
  [...new Set([...KINDS, ...keys(volume)])].every((key) => key === "name" || !isSet(at(volume, key)));

/** The volumes that a container mounts, by name. */
const namesIn = (container: Value): readonly string[] =>
  items(at(container, "mountPoints")).known.map((point) => textOf(at(point, "sourceVolume")));

/** Whether a container has the volumes of another one, or may have. */
const borrows = (container: Value): boolean => {
  const { known, complete } = items(at(container, "volumesFrom"));
  return known.length > 0 || !complete;
};

/** A container's files come with its image, but for those in volumes: one of the task that no other container has is as it is made. */
export function filesOf(container: Value, definition: Value, containers: readonly Value[]): ContainerStart["files"] {
  const volumes = items(at(definition, "volume"));
  const own = volumes.known.filter(isOfTask).map((volume) => textOf(at(volume, "name")));
  const others = containers.filter((other) => other !== container);
  const isShared = (name: string): boolean => others.some((other) => borrows(other) || isIn(other, name));
  const points = items(at(container, "mountPoints"));
  const temporary = items(at(container, "linuxParameters", "tmpfs"));
  const mounts: readonly Mount[] = [
    ...points.known.map((point) => {
      const name = textOf(at(point, "sourceVolume"));
      const isFresh = volumes.complete && own.includes(name) && !isShared(name);
      return { target: textOf(at(point, "containerPath")), over: isFresh ? filledOrEmpty : unseen };
    }),
    ...temporary.known.map((one) => ({ target: textOf(at(one, "containerPath")), over: empty })),
    ...(points.complete && temporary.complete && !borrows(container) ? [] : [{ target: HOLE, over: unseen }]),
  ];
  return (image) => mounted(mounts, image);
}

const isIn = (container: Value, name: string): boolean =>
  !items(at(container, "mountPoints")).complete || namesIn(container).some((other) => other === name || other.includes(HOLE));
