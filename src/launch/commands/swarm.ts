import { GO } from "../../servers/address";
import { split } from "../../servers/endpoint";
import { serve, type Bind } from "../../servers/served";
import { HOLE } from "../../model/text";
import { PREPARES, type Outcome, type Process } from "../process";
import { record } from "../serve";
import { parseRun } from "./run-options";

/** Stands for what the daemon keeps of the swarm that it is in. */
const STATE = "/var/lib/docker/swarm/docker-state.json";

/** Whether the machine is in a swarm for sure: else what it is asked to start there may be refused. */
export const isInSwarm = ({ world }: Process): boolean => world.files.has(STATE);

const FLAGS = ["--autolock", "--force-new-cluster", "--help"];

/**
 * What a node of a swarm opens: for managers 2377, for all of them the gossip of networks, and VXLAN. Whether one that joins is a
 * manager is in its token alone.
 * https://docs.docker.com/engine/swarm/swarm-tutorial/#open-protocols-and-ports-between-the-hosts
 */
export function swarm(process: Process, verb: "init" | "join", args: readonly string[]): Outcome {
  const { values } = parseRun(args, FLAGS, "");
  const listen = values.get("--listen-addr")?.at(-1);
  const given = split(listen ?? "0.0.0.0:2377", { host: "0.0.0.0", port: "2377", bare: "host" });
  // By an interface's name it is that one's address.
  const host = /^[\d.]+$|:/.test(given.host) ? given.host : HOLE;
  const said = { says: listen === undefined ? `swarm ${verb}` : `--listen-addr ${listen}`, from: "command" as const, host };
  const vxlan = {
    says: `swarm ${verb}`,
    from: "command" as const,
    host: "0.0.0.0",
    port: values.get("--data-path-port")?.at(-1) ?? "4789",
  };
  const binds: readonly Bind[] = [
    { ...said, port: given.port, certainty: verb === "init" ? "definite" : "possible" },
    { ...said, port: "7946" },
    { ...said, port: "7946", protocol: "udp" },
    { ...vxlan, protocol: "udp", certainty: "possible" },
  ];
  record(serve("dockerd", GO, binds), process);
  if (verb === "init" && process.certain) process.world.files.write(STATE, "");
  return PREPARES;
}
