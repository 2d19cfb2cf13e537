import { check } from "../../../src/check";
import { judge } from "../../../src/judge";
import { at, isUnknown, type Json } from "../../../src/model/value";
import { configurationOf, settingsFor } from "../../../src/config";
import type { Registered } from "../../../src/read/pulumi";

import { find, planOf, registered, STACK, UNKNOWN } from "./told";

const native = (
  type: string,
  name: string,
  inputs: Record<string, Json>,
  dependencies: Record<string, readonly string[]> = {},
): Registered => registered(`aws-native:${type}`, name, { inputs, propertyDependencies: dependencies });

const urn = (type: string, name: string): string => `${STACK}::aws-native:${type}::${name}`;

describe("CloudFormation's shapes are Terraform's", () => {
  test("rules of a group", () => {
    const group = find(
      planOf([
        native("ec2:SecurityGroup", "mill", {
          groupDescription: "mill",
          securityGroupIngress: [
            { ipProtocol: "tcp", fromPort: 7171, toPort: 7173, cidrIpv6: "::/0" },
            { ipProtocol: "udp", fromPort: 9, toPort: 9, sourceSecurityGroupId: UNKNOWN },
          ],
        }),
      ]),
      "mill",
    );
    expect(group.type).toBe("aws_security_group");
    expect(at(group.values, "ingress", 0).raw).toEqual({ protocol: "tcp", from_port: 7171, to_port: 7173, ipv6_cidr_blocks: ["::/0"] });
    expect(isUnknown(at(group.values, "ingress", 1, "security_groups", 0))).toBe(true);
  });

  test("what is lifted, and what cannot be", () => {
    const template = (data: Json): ReturnType<typeof find> =>
      find(planOf([native("ec2:LaunchTemplate", "t", { launchTemplateData: data })]), "t");
    const known = template({ imageId: "ami-07", networkInterfaces: [{ groups: ["sg-07"], associatePublicIpAddress: true }] });
    expect(known.values.raw).toMatchObject({
      image_id: "ami-07",
      network_interfaces: [{ security_groups: ["sg-07"], associate_public_ip_address: true }],
    });
    expect(isUnknown(at(template(UNKNOWN).values, "network_interfaces"))).toBe(true);
  });

  test("an instance's own interface, a balancer's scheme, a task's address", () => {
    const interfaces = [{ deviceIndex: "0", associatePublicIpAddress: true, groupSet: ["sg-1"], subnetId: "subnet-1" }];
    const plan = planOf([
      native("ec2:Instance", "i", { imageId: "ami-07", networkInterfaces: interfaces }),
      native("elasticloadbalancingv2:LoadBalancer", "b", { scheme: "internal", type: "network" }),
      native("elasticloadbalancingv2:LoadBalancer", "u", { scheme: UNKNOWN }),
      native("ecs:Service", "s", { networkConfiguration: { awsvpcConfiguration: { assignPublicIp: "ENABLED", subnets: ["subnet-1"] } } }),
    ]);
    expect(find(plan, "i").values.raw).toMatchObject({
      ami: "ami-07",
      associate_public_ip_address: true,
      vpc_security_group_ids: ["sg-1"],
      subnet_id: "subnet-1",
    });
    expect(find(plan, "b").values.raw).toMatchObject({ internal: true, load_balancer_type: "network" });
    expect(isUnknown(at(find(plan, "u").values, "internal"))).toBe(true);
    expect(at(find(plan, "s").values, "network_configuration").raw).toEqual({ assign_public_ip: true, subnets: ["subnet-1"] });
  });

  test("targets that a group lists are attached", () => {
    const plan = planOf([native("elasticloadbalancingv2:TargetGroup", "tg", { targets: [{ id: "i-07", port: 7001 }, { id: UNKNOWN }] })]);
    expect(plan.resources.map(({ type }) => type)).toEqual([
      "aws_lb_target_group",
      "aws_lb_target_group_attachment",
      "aws_lb_target_group_attachment",
    ]);
    expect(plan.resources[1]?.references("target_group_arn").ends.map(({ resource }) => resource.name)).toEqual(["tg"]);
  });
});

test("attributes are spelled as its programs spell them", () => {
  const spell = (of: Registered, path: string): string | undefined => find(planOf([of]), "x").spelled?.(path);
  const service = { networkConfiguration: { awsvpcConfiguration: { assignPublicIp: "ENABLED", subnets: ["subnet-1"] } } };
  expect(spell(native("ecs:Service", "x", service), "network_configuration.assign_public_ip")).toBe(
    "networkConfiguration.awsvpcConfiguration.assignPublicIp",
  );
  const task = { containerDefinitions: [{ name: "api", portMappings: [{ containerPort: 7001 }] }] };
  expect(spell(native("ecs:TaskDefinition", "x", task), "container_definitions[0].portMappings[0]")).toBe(
    "containerDefinitions[0].portMappings[0]",
  );
  expect(spell(native("ec2:Instance", "x", { userData: "IyE=" }), "user_data_base64")).toBe("userData");
  const group = { securityGroupIngress: [{ ipProtocol: "tcp", cidrIp: "0.0.0.0/0" }] };
  expect(spell(native("ec2:SecurityGroup", "x", group), "ingress[0].cidr_blocks[0]")).toBe("securityGroupIngress[0].cidrIp");
  const template = { launchTemplateData: { securityGroupIds: ["sg-1"] } };
  expect(spell(native("ec2:LaunchTemplate", "x", template), "vpc_security_group_ids[0]")).toBe("launchTemplateData.securityGroupIds[0]");
  expect(spell(native("ec2:Subnet", "x", {}), "map_public_ip_on_launch")).toBe("mapPublicIpOnLaunch");
});

test("a service in aws-native is judged to the end", () => {
  const plan = planOf([
    native("ec2:Vpc", "mill", { cidrBlock: "10.61.0.0/16" }),
    native("ec2:InternetGateway", "mill", { tags: [] }),
    native(
      "ec2:VpcGatewayAttachment",
      "mill",
      { vpcId: UNKNOWN, internetGatewayId: UNKNOWN },
      { vpcId: [urn("ec2:Vpc", "mill")], internetGatewayId: [urn("ec2:InternetGateway", "mill")] },
    ),
    native("ec2:Subnet", "mill", { vpcId: UNKNOWN, cidrBlock: "10.61.4.0/24" }, { vpcId: [urn("ec2:Vpc", "mill")] }),
    native("ec2:RouteTable", "mill", { vpcId: UNKNOWN }, { vpcId: [urn("ec2:Vpc", "mill")] }),
    native(
      "ec2:Route",
      "mill",
      { routeTableId: UNKNOWN, destinationCidrBlock: "0.0.0.0/0", gatewayId: UNKNOWN },
      { routeTableId: [urn("ec2:RouteTable", "mill")], gatewayId: [urn("ec2:InternetGateway", "mill")] },
    ),
    native(
      "ec2:SubnetRouteTableAssociation",
      "mill",
      { routeTableId: UNKNOWN, subnetId: UNKNOWN },
      { routeTableId: [urn("ec2:RouteTable", "mill")], subnetId: [urn("ec2:Subnet", "mill")] },
    ),
    native("ec2:SecurityGroup", "mill", { groupDescription: "m", vpcId: UNKNOWN }, { vpcId: [urn("ec2:Vpc", "mill")] }),
    native(
      "ec2:SecurityGroupIngress",
      "mill",
      { groupId: UNKNOWN, ipProtocol: "tcp", fromPort: 7171, toPort: 7171, cidrIp: "0.0.0.0/0" },
      { groupId: [urn("ec2:SecurityGroup", "mill")] },
    ),
    native("ecs:TaskDefinition", "mill", {
      networkMode: "awsvpc",
      containerDefinitions: [
        { name: "grind", image: "registry.example.com/grind:3", command: ["gunicorn", "-b", "0.0.0.0:7171", "mill:app"] },
      ],
    }),
    native(
      "ecs:Service",
      "mill",
      {
        launchType: "FARGATE",
        taskDefinition: UNKNOWN,
        networkConfiguration: { awsvpcConfiguration: { assignPublicIp: "ENABLED", subnets: [UNKNOWN], securityGroups: [UNKNOWN] } },
      },
      {
        taskDefinition: [urn("ecs:TaskDefinition", "mill")],
        networkConfiguration: [urn("ec2:Subnet", "mill"), urn("ec2:SecurityGroup", "mill")],
      },
    ),
  ]);
  const settings = settingsFor(configurationOf(undefined), null, undefined);
  const open = judge(plan, settings, "2027-02-11").found.filter(({ certainty }) => certainty !== "none");
  expect(open.map(({ rule, certainty, process }) => [rule, certainty, process])).toEqual([["world-open-listener", "definite", "gunicorn"]]);
});

test("what is not listed and names groups is told as not modelled", () => {
  const state = {
    version: 3,
    deployment: {
      resources: [
        {
          urn: urn("msk:Cluster", "stream"),
          type: "aws-native:msk:Cluster",
          custom: true,
          id: "arn:x",
          inputs: { brokerNodeGroupInfo: { securityGroups: ["sg-1"] } },
        },
        { urn: urn("sqs:Queue", "q"), type: "aws-native:sqs:Queue", custom: true, id: "q", inputs: { delaySeconds: 3 } },
      ],
    },
  };
  const report = check([{ path: "s.json", bytes: new TextEncoder().encode(JSON.stringify(state)) }], {
    today: "2027-02-11",
    stack: null,
    advisory: false,
    all: true,
    version: "0",
  });
  expect(report.results[0]?.notModelled.map(({ type }) => type)).toEqual(["aws_native_msk_cluster"]);
});
