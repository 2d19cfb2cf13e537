import { UNSEEN } from "../../model/launch";
import { hasHole } from "../../model/text";
import { PREPARES, type Outcome, type Process } from "../process";
import { parseRun, type RunOptions } from "./run-options";

/** Options of `podman pod create` without a value. https://docs.podman.io/en/latest/markdown/podman-pod-create.1.html */
const FLAGS = ["--help", "--infra", "--no-hosts", "--no-hostname", "--replace"];

/** Stands for what podman keeps of a pod: a line for each option. */
const kept = (pod: string): string => `/var/lib/containers/storage/pods/${pod}`;

/** A pod publishes for the containers in it. */
export function createPod(process: Process, args: readonly string[]): Outcome {
  const { values, image } = parseRun(args, FLAGS, "");
  const name = values.get("--name")?.at(-1) ?? image ?? "";
  const lines = ["--publish", "--network"].flatMap((option) => (values.get(option) ?? []).map((value) => `${option} ${value}\n`));
  if (name !== "") process.world.files.write(kept(name), lines.join(""));
  return PREPARES;
}

/** The options of the pod that a container runs in; undefined: in none; null: in one that nobody has shown. */
export function podOf(values: RunOptions["values"], { world }: Process): RunOptions["values"] | undefined | null {
  const pod = values.get("--pod")?.at(-1) ?? values.get("--pod-id-file")?.at(-1);
  // `new:` makes one of the container's own ports.
  if (pod === undefined || pod.startsWith("new:")) return undefined;
  const text = hasHole(pod) ? UNSEEN : world.files.read(kept(pod));
  if (typeof text !== "string") return null;
  const options = new Map<string, string[]>();
  for (const line of text.split("\n").filter((one) => one !== "")) {
    const [, option, value] = /^(--publish|--network) (.*)$/.exec(line) ?? [];
    // What a script itself has written there is none of podman's.
    if (option === undefined || value === undefined) return null;
    options.set(option, [...(options.get(option) ?? []), value]);
  }
  return options;
}
