import { STATE, TerraformResource } from "../../src/read/terraform/resource";
import { unknownAt } from "../../src/model/unknown";
import { at } from "../../src/model/value";

const group = (id: string | null): TerraformResource =>
  new TerraformResource(
    {
      who: { address: "aws_lb_target_group.web", type: "aws_lb_target_group", name: "web", mode: "managed", module: "" },
      raw: { id },
      unknown: id === null ? { id: true } : {},
      sensitive: undefined,
    },
    STATE,
  );

test.each<[string, string | null, string]>([
  ["it is made by this deployment: the id is one of before", null, "replaced"],
  ["it stands: the id is of something else", "tg-0feed", "outside-plan"],
])("an id that the plan does not hold, where it refers to something in the plan: %s", (_, id, why) => {
  const ends = [{ resource: group(id), attribute: "id", pick: "all" as const }];
  const service = new TerraformResource(
    {
      who: { address: "aws_ecs_service.web", type: "aws_ecs_service", name: "web", mode: "managed", module: "" },
      raw: { target_group_arn: "tg-0beef" },
      unknown: {},
      sensitive: undefined,
    },
    { ...STATE, references: () => ({ ends, names: ["aws_lb_target_group.web.id"], traced: true, blocks: 0 }) },
  );
  expect(unknownAt(at(service.values, "target_group_arn"), "outside-plan").why).toBe(why);
});
