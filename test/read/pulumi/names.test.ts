import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { attributeOf, typeOf } from "../../../src/read/pulumi/names";

const root = resolve(__dirname, "../../..");

test.each([
  ["aws:ec2/securityGroup:SecurityGroup", "aws_security_group"],
  ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "aws_vpc_security_group_ingress_rule"],
  ["aws:lb/loadBalancer:LoadBalancer", "aws_lb"],
  ["aws:elasticloadbalancingv2/loadBalancer:LoadBalancer", "aws_lb"],
  ["aws:alb/targetGroup:TargetGroup", "aws_alb_target_group"],
  ["aws:autoscaling/group:Group", "aws_autoscaling_group"],
  ["aws:ec2/managedPrefixList:ManagedPrefixList", "aws_ec2_managed_prefix_list"],
  ["docker:index/container:Container", "docker_container"],
])("%s is %s", (token, type) => {
  expect(typeOf(token)).toBe(type);
});

test.each([
  ["aws_route_table", "routes.ipv6CidrBlock", "ipv6_cidr_block"],
  ["aws_route_table", "routes", "route"],
  ["aws_launch_template", "networkInterfaces", "network_interfaces"],
  ["aws_instance", "networkInterfaces", "network_interface"],
  ["aws_autoscaling_group", "vpcZoneIdentifiers", "vpc_zone_identifier"],
  ["aws_ecs_service", "loadBalancers", "load_balancer"],
  ["aws_lb_listener", "defaultActions.forward.targetGroups", "target_group"],
  ["aws_of_another_day", "subnetIds", "subnet_ids"],
])("%s: %s is %s", (type, path, name) => {
  expect(attributeOf(type, path)).toEqual({ name, map: false });
});

test("a map's keys are the user's", () => {
  expect(attributeOf("aws_instance", "tags")).toEqual({ name: "tags", map: true });
});

/** Where both providers' packages are: that of the engine's tests, or a folder that is named. */
const modules = process.env["PULUMI_NAMES_MODULES"] ?? join(root, "test/engines/pulumi/node_modules");
const installed = ["@pulumi/aws", "@cdktf/provider-aws"].every((name) => existsSync(join(modules, name)));

(installed ? test : test.skip)(
  `the table is what scripts/pulumi-names.mjs makes of ${installed ? "the" : "packages that are not installed:"} ${modules}`,
  () => {
    const made = spawnSync(process.execPath, ["scripts/pulumi-names.mjs", modules], { cwd: root, encoding: "utf8", maxBuffer: 2 ** 26 });
    expect(made.stderr).toBe("");
    const [from, ...table] = made.stdout.split("\n").slice(1);
    const [recorded, ...there] = readFileSync(join(root, "src/read/pulumi/names.json"), "utf8").split("\n").slice(1);
    // Another release has other names.
    if (from === recorded) expect(table).toEqual(there);
    else expect(recorded).toMatch(/@pulumi\/aws@\d/);
  },
  120_000,
);
