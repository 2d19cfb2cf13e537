import type { Publish, StartedContainer } from "../../model/listener";
import { hasHole } from "../../model/text";
import { unknowns } from "../../words/launch";
import { tagged } from "../build/image";
import { PREPARES, notUnderstood, type Outcome, type Process } from "../process";
import { startOf } from "./container-options";
import { parsePublish } from "./publish";
import { parseRun, type RunOptions } from "./run-options";
import { withVolumes } from "./shared-volumes";
import { enter, possibleLaunch } from "./started-container";
import { isInSwarm } from "./swarm";
import { mountsOf } from "./volumes";

/** Options of `service create` without a value. https://docs.docker.com/reference/cli/docker/service/create/ */
const FLAGS = "--detach --help --init --no-healthcheck --no-resolve-image --quiet --read-only --tty --with-registry-auth".split(" ");

/** A swarm publishes on every address of every node, whatever address is written. docker/cli: `opts.ConvertPortToPortConfig` */
export const onEveryNode = (publish: Publish): Publish => ({ ...publish, hostAddress: null, swarm: true });

/** What tells a stack from a project of compose. */
export const stackProject = (name: string): string => `stack ${name}`;

/** Its network by the names that it is attached to. https://docs.docker.com/engine/network/drivers/host/ */
export const networkOf = (names: readonly string[]): StartedContainer["network"] =>
  names.some(hasHole) ? "unknown" : names.includes("host") ? "host" : "bridge";

const namesIn = (values: RunOptions["values"]): readonly string[] =>
  (values.get("--network") ?? []).map((network) => /(?:^|,)name=([^,]*)/.exec(network)?.[1] ?? network);

/** Who makes a swarm is its manager. https://docs.docker.com/engine/swarm/services/#placement-constraints */
const ON_MANAGERS = /^\s*node\.role\s*(==\s*manager|!=\s*worker)\s*$/;

/** `docker service create`: a container on this machine, for as long as it is the only one of its swarm. */
export function createService(process: Process, args: readonly string[]): Outcome {
  const { values, image, args: command } = parseRun(args, FLAGS, "dqt");
  if (image === null) return notUnderstood(process, unknowns.elsewhere("docker service create", "a service of a swarm"));
  if (values.get("--replicas")?.at(-1) === "0") return PREPARES;
  const { world } = process;
  const certain = process.certain && isInSwarm(process) && (values.get("--constraint") ?? []).every((one) => ON_MANAGERS.test(one));
  const start = startOf(values, image, command, process);
  const { launched, share } = withVolumes(process, {
    mounts: mountsOf(values, process),
    by: JSON.stringify(process.argv),
    borrows: [],
    launch: (files) => world.container({ ...start, files }, world.tally.images.get(tagged(image))),
  });
  const name = values.get("--name")?.at(-1) ?? image;
  const network = networkOf(namesIn(values));
  const published = (values.get("--publish") ?? []).map((text) => parsePublish(text, `-p ${text}`));
  if (network === "unknown" || published.includes(null)) notUnderstood(process, unknowns.network(hasHole(name) ? "" : name));
  const container: StartedContainer = {
    name,
    image,
    network,
    publishes: published.filter((publish) => publish !== null).map(onEveryNode),
    launched: certain ? launched : possibleLaunch(launched),
    certain,
    comesUp: true,
    says: `docker service create ${hasHole(image) ? "" : image}`.trim(),
  };
  enter({ ...process, certain }, container);
  share(container);
  return PREPARES;
}
