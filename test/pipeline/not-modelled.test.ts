import { inShort, found, resultOf } from "../plans/findings";
import { ref, unknown, type Block, type Program, type Written } from "../plans/plan";
import { machine, open, VPC, STOCK, withRules } from "../plans/vpc";

const accelerated: Program = {
  "aws_globalaccelerator_endpoint_group.edge": {
    listener_arn: "arn:aws:globalaccelerator::123456789012:listener/l-7",
    endpoint_configuration: [{ endpoint_id: ref("aws_instance.web.id"), weight: 90 }],
  },
};

/** The machine of `withRules` without any public address. */
const hidden = (port: number): Program => ({
  ...withRules(open(port)),
  "aws_instance.web": machine({ associate_public_ip_address: false, ipv6_address_count: 0 }),
});

test("what may lead to a place by a way that is not modelled is possible, named, and still has to pass its groups", () => {
  const program = { ...hidden(22), ...accelerated };
  expect(found(program, "world-open-listener").map(inShort)).toEqual(["warn possible high tcp 22"]);
  expect(resultOf(program).notModelled).toEqual([
    {
      type: "aws_globalaccelerator_endpoint_group",
      addresses: ["aws_globalaccelerator_endpoint_group.edge"],
      widens: ["aws_instance.web"],
    },
  ]);
  expect(found({ ...hidden(8443), ...accelerated }, "world-open-listener")).toEqual([]);
});

test("what its machine runs is met through the machine, once", () => {
  const container = machine({
    associate_public_ip_address: false,
    ipv6_address_count: 0,
    user_data: "#!/bin/sh\ndocker run -d -p 6390:6379 redis:7\n",
  });
  const program = { ...hidden(6390), "aws_instance.web": container, ...accelerated };
  expect(found(program, "world-open-listener").map(inShort)).toEqual(["warn possible critical tcp 6390"]);
});

describe("what calls over HTTP is a proxy on the path, which passes and is listed", () => {
  const NLB = "aws_lb.inner";
  const behind: Program = {
    ...hidden(5001),
    "aws_instance.web": machine({
      associate_public_ip_address: false,
      ipv6_address_count: 0,
      user_data: "#!/bin/sh\nredis-server --bind 0.0.0.0 --port 5001 --protected-mode no &\n",
    }),
    [NLB]: { load_balancer_type: "network", internal: true, subnets: [ref("aws_subnet.a.id")] },
    "aws_lb_target_group.g": { port: 5001, protocol: "TCP", target_type: "instance" },
    "aws_lb_target_group_attachment.g": { target_group_arn: ref("aws_lb_target_group.g.arn"), target_id: ref("aws_instance.web.id") },
    "aws_lb_listener.l": {
      load_balancer_arn: ref(`${NLB}.arn`),
      port: 81,
      protocol: "TCP",
      default_action: [{ type: "forward", target_group_arn: ref("aws_lb_target_group.g.arn") }],
    },
  };
  const link: Program = { "aws_api_gateway_vpc_link.v": { target_arns: [ref(`${NLB}.arn`)] } };
  const accelerator: Program = {
    "aws_globalaccelerator_endpoint_group.edge": { listener_arn: "arn:x", endpoint_configuration: [{ endpoint_id: ref(`${NLB}.arn`) }] },
  };
  test.each<[string, Program, readonly string[]]>([
    ["a VPC link", link, ["pass possible critical tcp 81"]],
    ["an accelerator", accelerator, ["warn possible critical tcp 81"]],
    ["both", { ...link, ...accelerator }, ["warn possible critical tcp 81", "pass possible critical tcp 81"]],
    ["neither", {}, []],
  ])("%s", (_, more, told) => {
    expect(found({ ...behind, ...more }, "world-open-listener").map(inShort)).toEqual(told);
  });
  test("an internal balancer is not told to be made internal", () => {
    const [told] = found({ ...behind, ...accelerator }, "world-open-listener");
    expect(told?.fixes.map(({ text }) => text).filter((text) => text.includes(NLB))).toEqual([
      `${NLB}: give it a security group that names the networks that need it`,
    ]);
  });
});

test("without it the machine is shut", () => {
  expect(found(hidden(22), "world-open-listener")).toEqual([]);
  expect(resultOf(hidden(22)).notModelled).toEqual([]);
});

test("what says nothing of the network, or lets nobody in, is not counted", () => {
  const others: Program = {
    ...VPC,
    ...STOCK,
    "aws_sns_topic.news": { name: "news" },
    "aws_nat_gateway.out": { subnet_id: ref("aws_subnet.a.id"), allocation_id: "eipalloc-0a1b" },
  };
  expect(resultOf(others).notModelled).toEqual([]);
});

describe("what answers on an address of AWS's own, and is not followed, is named", () => {
  const named = (type: string, own: Block): readonly string[] =>
    resultOf({ [`${type}.quay`]: own }).notModelled.map(({ type: told }) => told);
  test.each<[string, Block, readonly Block[]]>([
    ["aws_lightsail_instance", { blueprint_id: "debian_12" }, []],
    ["aws_lightsail_database", { publicly_accessible: true }, [{}, { publicly_accessible: false }]],
    ["aws_opensearch_domain", { domain_name: "quay" }, [{ domain_name: "quay", vpc_options: [{ subnet_ids: ["subnet-07"] }] }]],
    ["aws_elasticsearch_domain", { domain_name: "quay" }, [{ domain_name: "quay", vpc_options: [{ subnet_ids: ["subnet-07"] }] }]],
    ["aws_neptune_cluster_instance", { publicly_accessible: true }, [{}, { publicly_accessible: false }]],
    ["aws_neptune_cluster_instance", { publicly_accessible: unknown }, []],
    ["aws_transfer_server", { protocols: ["SFTP"] }, []],
    ["aws_elastic_beanstalk_environment", { application: "quay" }, []],
    ["aws_gamelift_fleet", { ec2_inbound_permission: [{ from_port: 7777, to_port: 7777, ip_range: "0.0.0.0/0", protocol: "UDP" }] }, [{}]],
    ["aws_lightsail_container_service", { power: "nano", scale: 1 }, []],
    [
      "aws_apprunner_service",
      { service_name: "quay" },
      [{ network_configuration: [{ ingress_configuration: [{ is_publicly_accessible: false }] }] }],
    ],
    ["aws_apprunner_service", { network_configuration: [{ ingress_configuration: [{ is_publicly_accessible: true }] }] }, []],
    ["aws_lambda_function_url", { authorization_type: "NONE" }, [{ authorization_type: "AWS_IAM" }]],
    ["aws_lambda_function_url", { authorization_type: unknown }, []],
    ["aws_cloudformation_stack", { template_url: "https://quay.example/template.yaml" }, []],
  ])("%s", (type, open, shut) => {
    expect(named(type, open)).toEqual([type]);
    for (const own of shut) expect(named(type, own)).toEqual([]);
  });
});

test("what lives in a VPC and is never public is passed over, and what it carries is on something", () => {
  const cache: Program = {
    ...VPC,
    "aws_security_group.cache": { vpc_id: ref("aws_vpc.net.id"), ingress: [open(6379)] },
    "aws_elasticache_cluster.cache": { engine: "redis", security_group_ids: [ref("aws_security_group.cache.id")] },
  };
  const { notModelled, findings, diagnostics } = resultOf(cache);
  expect([notModelled, findings, diagnostics]).toEqual([[], [], []]);
  const { "aws_elasticache_cluster.cache": _, ...alone } = cache;
  expect(resultOf(alone).diagnostics.map(({ code }) => code)).toEqual(["open-on-nothing"]);
});

describe("a group is on something wherever something names it", () => {
  const noted = (named: Written, more: (group: Written) => Program): readonly string[] =>
    resultOf({
      ...VPC,
      "aws_security_group.quay": { id: "sg-0c0ffee1", vpc_id: ref("aws_vpc.net.id"), ingress: [open(8447)] },
      ...more(named),
    })
      .diagnostics.filter(({ code }) => code === "open-on-nothing")
      .map(({ resource }) => resource ?? "");
  const carriers: readonly [string, (group: Written) => Program][] = [
    [
      "a setting of Elastic Beanstalk",
      (value) => ({
        "aws_elastic_beanstalk_environment.e": {
          setting: [{ namespace: "aws:autoscaling:launchconfiguration", name: "SecurityGroups", value }],
        },
      }),
    ],
    ["OpenSearch in a VPC", (group) => ({ "aws_opensearch_domain.d": { vpc_options: [{ security_group_ids: [group] }] } })],
    ["a parameter of another template", (Quay) => ({ "aws_cloudformation_stack.s": { parameters: { Quay } } })],
  ];
  test.each(carriers)("%s", (_, more) => {
    expect(noted(ref("aws_security_group.quay.id"), more)).toEqual([]);
    expect(noted("sg-0c0ffee1", more)).toEqual([]);
    expect(noted("sg-0ddba111", more)).toEqual(["aws_security_group.quay"]);
  });
  test("a rule names it and puts it on nothing", () => {
    expect(
      noted(ref("aws_security_group.quay.id"), (security_group_id) => ({ "aws_vpc_security_group_egress_rule.r": { security_group_id } })),
    ).toEqual(["aws_security_group.quay"]);
  });
});

test("on an interface that nobody has shown it is on something, and who stands there is not judged", () => {
  const attached = (network_interface_id: Written): readonly (readonly unknown[])[] =>
    resultOf({
      ...VPC,
      "aws_security_group.quay": { vpc_id: ref("aws_vpc.net.id"), ingress: [open(8447)] },
      "aws_network_interface.berth": { subnet_id: ref("aws_subnet.a.id") },
      "aws_network_interface_sg_attachment.quay": { security_group_id: ref("aws_security_group.quay.id"), network_interface_id },
    }).diagnostics.map(({ code, level, resource }) => [code, level, resource]);
  expect(attached("eni-0c0ffee1")).toEqual([["opens-elsewhere", "warning", "aws_network_interface_sg_attachment.quay"]]);
  expect(attached(ref("aws_network_interface.berth.id"))).toEqual([["open-on-nothing", "note", "aws_security_group.quay"]]);
});

describe("what serves and is not followed is named", () => {
  const task = { network_configuration: [{ subnets: ["subnet-1"], security_groups: ["sg-1"], assign_public_ip: true }] };
  const piped = { network_configuration: [{ aws_vpc_configuration: [{ subnets: ["subnet-1"], security_groups: ["sg-1"] }] }] };
  test.each<[address: string, told: Block, untold: Block]>([
    ["aws_scheduler_schedule.nightly", { target: [{ ecs_parameters: [task] }] }, { target: [{ sqs_parameters: [{}] }] }],
    ["aws_pipes_pipe.nightly", { target_parameters: [{ ecs_task_parameters: [piped] }] }, { target_parameters: [] }],
    ["aws_rds_shard_group.wide", { publicly_accessible: true }, { publicly_accessible: false }],
    ["kubernetes_service.cache", { spec: [{ type: "LoadBalancer" }] }, { spec: [{ type: "ClusterIP" }] }],
    ["kubernetes_service_v1.cache", { spec: [{ type: unknown }] }, { spec: [{ port: [{ port: 6390 }] }] }],
    [
      "kubernetes_deployment.cache",
      { spec: [{ template: [{ spec: [{ host_network: true }] }] }] },
      { spec: [{ template: [{ spec: [{}] }] }] },
    ],
    [
      "kubernetes_pod_v1.cache",
      { spec: [{ container: [{ port: [{ container_port: 6379, host_port: 6390 }] }] }] },
      { spec: [{ container: [{ port: [{ container_port: 6379 }] }] }] },
    ],
    ["docker_container.cache", { ports: [{ internal: 6379, external: 6390 }] }, { image: "redis:7" }],
  ])("%s", (address, told, untold) => {
    const named = (block: Block): readonly string[] => resultOf({ [address]: block }).notModelled.map(({ type }) => type);
    expect([named(told), named(untold)]).toEqual([[address.split(".")[0]], []]);
  });
  test.each<[why: string, service: Block, more: Program, named: boolean]>([
    ["one account", { allowed_principals: ["arn:aws:iam::123456789012:root"] }, {}, false],
    ["its own account", {}, {}, false],
    ["any account", { allowed_principals: ["*"] }, {}, true],
    ["whom nobody knows", { allowed_principals: unknown }, {}, true],
    ["one, and any", {}, { "aws_vpc_endpoint_service_allowed_principal.p": { principal_arn: "*" } }, true],
  ])("an endpoint service for %s", (_, service, more, named) => {
    const program = {
      "aws_vpc_endpoint_service.s": { network_load_balancer_arns: ["arn:aws:elasticloadbalancing:x"], ...service },
      ...more,
    };
    expect(resultOf(program).notModelled.map(({ type }) => type)).toEqual(named ? ["aws_vpc_endpoint_service"] : []);
  });
  test.each<[type: string, named: boolean]>([
    ["google_compute_instance", true],
    ["google_compute_forwarding_rule", true],
    ["azurerm_linux_virtual_machine", true],
    ["azurerm_kubernetes_cluster", true],
    ["hcloud_server", true],
    ["tencentcloud_instance", true],
    ["yandex_compute_instance", true],
    ["huaweicloud_elb_loadbalancer", true],
    ["fly_app", true],
    ["google_service_account", false],
    ["kubernetes_service_account", false],
    ["vault_kubernetes_auth_backend_role", false],
    ["google_storage_bucket", false],
    ["azurerm_resource_group", false],
    ["random_id", false],
    ["datadog_service_definition", false],
  ])("%s: %s", (type, named) => {
    expect(resultOf({ [`${type}.one`]: { name: "one" } }).notModelled).toHaveLength(named ? 1 : 0);
  });
  test("a machine by its ARN, as the origin of a distribution", () => {
    const origin = { vpc_origin_endpoint_config: [{ arn: ref("aws_instance.web.arn"), http_port: 9211 }] };
    expect(resultOf({ ...hidden(9211), "aws_cloudfront_vpc_origin.web": origin }).notModelled).toEqual([
      { type: "aws_cloudfront_vpc_origin", addresses: ["aws_cloudfront_vpc_origin.web"], widens: ["aws_instance.web"] },
    ]);
  });
});
