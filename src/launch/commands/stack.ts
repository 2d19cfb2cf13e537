import { hasHole } from "../../model/text";
import { unknowns } from "../../words/launch";
import { chosen } from "../compose/chosen";
import { readProject, type Reading } from "../compose/project";
import { startService } from "../compose/service";
import { absolute } from "../files/paths";
import { directory } from "../files/layers";
import { PREPARES, notUnderstood, type Outcome, type Process } from "../process";
import { isMapping } from "../../servers/yaml";
import { lacks } from "./compose";
import { parseAnywhere } from "./run-options";
import { isInSwarm } from "./swarm";

const FLAGS = "--detach --prune --quiet --with-registry-auth".split(" ");

/**
 * `docker stack deploy -c FILE NAME`: the services of compose files as those of a swarm. Of `.env` it knows nothing.
 * https://docs.docker.com/reference/cli/docker/stack/deploy/
 */
export function deployStack(process: Process, args: readonly string[]): Outcome {
  const { values, operands } = parseAnywhere(args, FLAGS, "dq");
  const files = [...(values.get("-c") ?? []), ...(values.get("--compose-file") ?? [])];
  const [name = ""] = operands;
  if (files.length === 0) return notUnderstood(process, unknowns.elsewhere("docker stack deploy", "the services of a swarm"));
  const paths = files.map((file) => (file === "-" ? file : (absolute(file, process.cwd) ?? file)));
  const [first = ""] = paths;
  const folder = first.startsWith("/") ? directory(first) : process.cwd;
  const reading: Reading = { process, shell: process.environment, folder, missing: [], within: [] };
  const project = { ...readProject(paths, reading), name, swarm: true as const };
  const fails = lacks(reading);
  if (fails !== null) return fails;
  const sure = process.certain && project.certain && isInSwarm(process) && !hasHole(name);
  for (const [one, certain] of chosen(project.services, [], { names: [], complete: true }, false)) {
    const service = project.services[one];
    if (!isMapping(service)) continue;
    const placed = isMapping(service["deploy"]) && service["deploy"]["placement"] !== undefined;
    const own = { ...process, certain: sure && certain && !placed };
    startService(one, service, project, `docker stack deploy ${one}`, { ...reading, process: own });
  }
  return PREPARES;
}
