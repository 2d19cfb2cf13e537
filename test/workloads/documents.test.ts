import { ref, unknown, type Block, type Program } from "../plans/plan";
import { placeOf } from "../plans/sockets";
import { machine, open, withRules } from "../plans/vpc";

const SHELL = { name: "AWS-RunShellScript", parameters: { commands: "systemctl restart redis" } };
const SHIPS = { Fleet: "ships" };

function reachedBy(more: Program, by: string): readonly string[] {
  const program: Program = {
    ...withRules(open(6391)),
    "aws_instance.web": machine({ tags: SHIPS, tags_all: SHIPS }),
    "aws_instance.other": machine({ tags_all: { Fleet: "boats" } }),
    "aws_instance.bare": machine({ tags: { Fleet: "boats" } }),
    ...more,
  };
  return ["web", "other", "bare"].filter((name) => {
    const place = placeOf(program, `aws_instance.${name}`);
    const named = place.doubts.unknowns.some(({ resource, attribute }) => `${resource.address} ${attribute}` === by);
    expect(place.socketsComplete).toBe(!named);
    return named;
  });
}

const targets = (key: Block[string], ...values: readonly Block[string][]): Block => ({ targets: [{ key, values }] });
const WEB = ref("aws_instance.web.id");

describe("a task of a maintenance window", () => {
  const TASK = { window_id: ref("aws_ssm_maintenance_window.night.id"), task_type: "RUN_COMMAND", task_arn: "AWS-RunShellScript" };
  const REGISTERED = ref("aws_ssm_maintenance_window_target.ships.id");

  test.each<[string, Block, readonly string[]]>([
    ["an instance", targets("InstanceIds", WEB), ["web"]],
    ["registered targets", targets("WindowTargetIds", REGISTERED), ["web"]],
    ["registered elsewhere", targets("WindowTargetIds", "e32eecb2-646c-4f4b-8ed1-205fbc3df01a"), ["web", "other", "bare"]],
    ["nobody, by a parameter", { task_type: "AUTOMATION", task_invocation_parameters: [{ id: WEB }] }, ["web"]],
    ["an instance, with patches", { task_arn: "AWS-RunPatchBaseline", ...targets("InstanceIds", WEB) }, []],
    ["a function", { task_type: "LAMBDA", task_arn: ref("aws_lambda_function.f.arn"), ...targets("InstanceIds", WEB) }, []],
  ])("%s", (_, task, names) => {
    const more: Program = {
      "aws_ssm_maintenance_window.night": { schedule: "cron(0 4 * * ? *)" },
      "aws_ssm_maintenance_window_target.ships": targets("tag:Fleet", "ships"),
      "aws_ssm_maintenance_window_task.run": { ...TASK, ...task },
    };
    expect(reachedBy(more, "aws_ssm_maintenance_window_task.run task_arn")).toEqual(names);
  });
});

test.each<[string, Block, readonly string[]]>([
  ["an instance", { instance_id: WEB }, ["web"]],
  ["one that is not known", { instance_id: unknown }, ["web", "other", "bare"]],
  ["instances", targets("InstanceIds", WEB, ref("aws_instance.bare.id")), ["web", "bare"]],
  ["those of another plan", targets("InstanceIds", "i-0123456789abcdef0"), []],
  ["all", targets("InstanceIds", "*"), ["web", "other", "bare"]],
  ["a tag", targets("tag:Fleet", "ships"), ["web"]],
  ["one of several values of a tag", targets("tag:Fleet", "ships", "boats"), ["web", "other", "bare"]],
  ["a value that is not known", targets("tag:Fleet", ref("aws_vpc.net.id")), ["web", "other", "bare"]],
  ["a tag that default tags may give", targets("tag:Stage", "live"), ["bare"]],
  ["a key that is not known", targets(unknown, "ships"), ["web", "other", "bare"]],
  ["a resource group", targets("resource-groups:Name", "ships"), ["web", "other", "bare"]],
  [
    "two targets",
    {
      targets: [
        { key: "tag:Fleet", values: ["ships"] },
        { key: "InstanceIds", values: [ref("aws_instance.other.id")] },
      ],
    },
    ["web", "other"],
  ],
  ["nobody, by a parameter", { parameters: { InstanceId: WEB } }, ["web"]],
  ["nobody", {}, []],
  ["all, with an inventory", { name: "AWS-GatherSoftwareInventory", ...targets("InstanceIds", "*") }, []],
  ["an instance, with somebody's own document", { name: ref("aws_ssm_document.own.name"), instance_id: WEB }, ["web"]],
])("%s", (_, association, names) => {
  expect(reachedBy({ "aws_ssm_association.run": { ...SHELL, ...association } }, "aws_ssm_association.run name")).toEqual(names);
});
