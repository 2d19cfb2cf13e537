import { ASSUMPTIONS } from "../../src/model/assumption";
import { graphOf } from "../../src/model/graph";
import type { Resource } from "../../src/model/resource";
import { at } from "../../src/model/value";
import { GROUP, SUBNET } from "../../src/model/wanted";

import { endsOf, planOf, resourceOf } from "./plans";

const plan = planOf("keys");
const SUBNETS = ["deep-a", "edge-a", "edge-b"];

/** Which of the subnets are meant. */
const meant = (address: string, path: string): readonly string[] =>
  endsOf(resourceOf(plan, address).references(path)).flatMap((end) => {
    const [, key = ""] = /\["([^"]+)"\][^[]*$/.exec(end) ?? [];
    return end.endsWith("(other)") ? [] : [key];
  });

test.each<[address: string, path: string, subnets: readonly string[]]>([
  ["aws_instance.by_variable", "subnet_id", ["edge-b"]],
  ["aws_instance.by_member", "subnet_id", ["deep-a"]],
  ['aws_instance.by_value["cache"]', "subnet_id", ["edge-a"]],
  ['aws_instance.by_value["api"]', "subnet_id", ["deep-a"]],
  ['aws_instance.by_map["cache"]', "subnet_id", ["edge-b"]],
  ["aws_instance.by_list[0]", "subnet_id", ["deep-a"]],
  ["aws_instance.by_list[2]", "subnet_id", ["deep-a"]],
  ['aws_instance.by_name["cache"]', "subnet_id", ["edge-b"]],
  ['aws_instance.crossed["edge-a"]', "subnet_id", ["edge-b"]],
  ["aws_instance.by_output", "subnet_id", ["edge-b"]],
  ["module.given.aws_instance.one", "subnet_id", ["edge-b"]],
  ['aws_lb.walks["cache"]', "subnets", ["edge-a", "edge-b"]],
  ['aws_lb.walks["api"]', "subnets", ["deep-a"]],
  ["aws_instance.held", "subnet_id", ["edge-b"]],
  ["aws_instance.shuffled", "subnet_id", ["edge-a", "edge-b"]],
  ["aws_lb.each_by_its_own", "subnets", ["deep-a", "edge-b"]],
])("%s %s: the plan's values tell the key", (address, path, subnets) => {
  expect(meant(address, path)).toEqual(subnets);
  expect(resourceOf(plan, address).references(path)).toMatchObject({ traced: true });
  expect(resourceOf(plan, address).references(path)).not.toHaveProperty("chosen");
});

test.each<[why: string, address: string, path: string, subnets: readonly string[]]>([
  ["a default is not listed", "aws_instance.by_lookup", "subnet_id", SUBNETS],
  ["a list behind may be a filter", "aws_lb.filters", "subnets", SUBNETS],
  ["what is compared is no key", 'aws_instance.by_condition["cache"]', "subnet_id", ["deep-a", "edge-b"]],
])("%s: %s", (_, address, path, subnets) => {
  expect(meant(address, path)).toEqual(subnets);
});

test.each([
  ["by_made_key", 3],
  ["by_made_key_of_output", 2],
])("by a key that the plan does not show one is meant: %s", (name, of) => {
  const { values } = resourceOf(plan, `aws_lb.${name}["cache-1"]`);
  const subnets = graphOf(plan, new Set(ASSUMPTIONS)).many(at(values, "subnets"), SUBNET);
  expect([subnets.known, subnets.maybe.length, subnets.complete]).toEqual([[], of, true]);
});

test("of the members that for_each gives, those of another type are not meant", () => {
  const { values } = resourceOf(plan, 'aws_instance.by_members["first"]');
  const graph = graphOf(plan, new Set(ASSUMPTIONS));
  const groups = graph.many(at(values, "vpc_security_group_ids"), GROUP);
  const subnet = graph.one(at(values, "subnet_id"), SUBNET);
  const named = (resources: readonly Resource[]): readonly string[] => resources.map(({ address }) => address).sort();
  expect([named(groups.known), named(groups.maybe), groups.complete]).toEqual([
    [],
    ["aws_security_group.one", "aws_security_group.two"],
    true,
  ]);
  expect([named(subnet.known), subnet.complete]).toEqual([['aws_subnet.tier["edge-a"]'], true]);
});
