import { UNSEEN, type Environment } from "../../model/launch";
import { HOLE, hasHole } from "../../model/text";
import type { Process } from "../process";
import { execCommands } from "../systemd/unit";
import { mayBring, type Tree } from "../files/tree";
import { unitOf, writtenUnit } from "../systemd/unit-files";
import { at, isMapping, type Yaml, type YamlMap } from "../../servers/yaml";

/** Where a network publishes ports that name no address. https://docs.docker.com/engine/network/drivers/bridge/#options */
const HOST_BINDING = "com.docker.network.bridge.host_binding_ipv4";

/** Stands for what the daemon keeps of a network that was created: the address by its options, or nothing. */
const kept = (network: string): string => `/var/lib/docker/network/files/${network}`;

/** The address that a port is published on where it names none; null: every one. */
interface Defaults {
  readonly bridge: string | null;
  readonly others: string | null;
}

/** `0.0.0.0` as the default stands for IPv6 as well. https://docs.docker.com/engine/network/port-publishing/ */
const addressIn = (value: Yaml | undefined): string | null =>
  typeof value === "string" && value !== "" && value !== "0.0.0.0" ? value : null;

const UNKNOWN: Defaults = { bridge: HOLE, others: HOLE };

/** Its configuration file; null: nobody can tell. https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file */
function fileOf(files: Tree): YamlMap | null {
  const path = "/etc/docker/daemon.json";
  const text = files.read(path);
  if (typeof text !== "string") return mayBring(files, path) ? null : {};
  try {
    const root = JSON.parse(text) as Yaml;
    return isMapping(root) ? root : null;
  } catch {
    return null;
  }
}

function inFile(files: Tree): Defaults {
  const root = fileOf(files);
  if (root === null) return UNKNOWN;
  const options = at(at(root, "default-network-opts"), "bridge");
  return { bridge: addressIn(root["ip"]), others: addressIn(at(options, HOST_BINDING)) };
}

/** What starts a daemon, as the script wrote it; null: nobody can tell. */
function commandOf(files: Tree, environment: Environment): readonly string[] | null {
  if (writtenUnit(files, "docker.service")?.includes(UNSEEN) === true) return null;
  const [line = ""] = unitOf(files, "docker.service").get("Service.ExecStart")?.slice(-1) ?? [];
  const argv = execCommands(line, environment).flat();
  return argv.some(hasHole) ? null : argv;
}

/** Whether it keeps what it has elsewhere than by default, where it may have been before. https://docs.docker.com/engine/daemon/#daemon-data-directory */
export function isMoved({ world: { files }, environment }: Process): boolean {
  const [root, argv] = [fileOf(files), commandOf(files, environment)];
  if (root === null || argv === null) return true;
  return (
    ["data-root", "graph"].some((key) => at(root, key) !== undefined) || argv.some((arg) => /^(--data-root|--graph|-g)(=|$)/.test(arg))
  );
}

/** What a daemon goes by that starts with these files. */
function defaultsOf(files: Tree, { environment }: Process): Defaults {
  const argv = commandOf(files, environment);
  if (argv === null) return UNKNOWN;
  const valueOf = (name: string, prefix = ""): string | undefined =>
    argv
      .flatMap((arg, index) => (arg === name ? (argv[index + 1] ?? "") : arg.startsWith(`${name}=`) ? arg.slice(name.length + 1) : []))
      .findLast((value) => value.startsWith(prefix))
      ?.slice(prefix.length);
  if (valueOf("--config-file") !== undefined) return UNKNOWN;
  const [bridge, others] = [valueOf("--ip"), valueOf("--default-network-opt", `bridge=${HOST_BINDING}=`)];
  const file = inFile(files);
  return {
    bridge: bridge === undefined ? file.bridge : addressIn(bridge),
    others: others === undefined ? file.others : addressIn(others),
  };
}

/** Only a restart takes up what was written since: https://docs.docker.com/engine/network/port-publishing/#default-bridge */
function daemon(process: Process): Defaults {
  const { services, files } = process.world;
  const [service, ...others] = services.get("docker.service") ?? [];
  const begun = service?.certain === true && others.length === 0 ? service.begun : [null, files];
  const ways = begun.map((tree) => (tree === null ? { bridge: null, others: null } : defaultsOf(tree, process)));
  const agreed = (key: keyof Defaults): string | null => {
    const [first = null, ...rest] = ways.map((way) => way[key]);
    return rest.every((other) => other === first) ? first : HOLE;
  };
  return { bridge: agreed("bridge"), others: agreed("others") };
}

/** Stands for a network that publishes nothing. */
const INTERNAL = "internal";

/** `docker network create [--internal] -o …host_binding_ipv4=ADDRESS NAME` */
export function createNetwork(process: Process, name: string, options: readonly string[], internal: boolean): void {
  const own = options.findLast((option) => option.startsWith(`${HOST_BINDING}=`))?.slice(HOST_BINDING.length + 1);
  process.world.files.write(kept(name), internal ? INTERNAL : options.some(hasHole) ? HOLE : (own ?? ""));
}

/** Ports of a container that is in internal networks alone are not published. https://github.com/moby/moby/issues/36174 */
export const isInternal = ({ world }: Process, network: string): boolean => world.files.read(kept(network)) === INTERNAL;

/**
 * The address that a port is published on where it names none: null for every one, HOLE where nobody can tell.
 * @param options what a compose file says of the network; undefined where it was created by itself
 */
export function defaultAddress(process: Process, network: string, options?: Yaml): string | null {
  const { bridge, others } = daemon(process);
  if (network === "bridge" || network === "default") return bridge;
  if (options !== undefined) return at(options, HOST_BINDING) === undefined ? others : addressIn(at(options, HOST_BINDING));
  const path = kept(network);
  const text = process.world.files.read(path);
  if (typeof text === "string" && text !== "") return addressIn(text);
  return hasHole(network) || (text === UNSEEN && mayBring(process.world.files, path)) ? HOLE : others;
}
