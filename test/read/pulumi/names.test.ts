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

/** Where the packages are that the table is made of, in the versions that it names. */
const MODULES = ["pulumi", "cdktf"].map((engine) => join(root, "test/engines", engine, "node_modules"));
const missing = ["@pulumi/aws", "@cdktf/provider-aws"].filter((name) => !MODULES.some((modules) => existsSync(join(modules, name))));

(missing.length === 0 ? test : test.skip)(
  `the table is what scripts/pulumi-names.mjs makes of the providers' packages${missing.map((name) => `, but ${name} is not installed`).join("")}`,
  () => {
    const made = spawnSync(process.execPath, ["scripts/pulumi-names.mjs", ...MODULES], { cwd: root, encoding: "utf8", maxBuffer: 2 ** 26 });
    expect(made.stderr).toBe("");
    expect(made.stdout.split("\n")).toEqual(readFileSync(join(root, "src/read/pulumi/names.json"), "utf8").split("\n"));
  },
  120_000,
);
