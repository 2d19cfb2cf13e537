import { arriving, whether, type Answer } from "../plans/ask";
import { found, inShort } from "../plans/findings";
import { ref, type Block, type Program } from "../plans/plan";
import { placeOf, sockets } from "../plans/sockets";
import { machine, open, withRules, without } from "../plans/vpc";

const SPOT = "aws_spot_instance_request.pit";

/** The machine of `withRules`, asked for on the spot market. */
const spot = (port: number, own: Block = {}, more: Program = {}): Program => ({
  ...without(withRules(open(port)), "aws_instance.web"),
  [SPOT]: machine(own),
  ...more,
});
const from = (program: Program, packet: string): Answer => whether(arriving(program, SPOT), packet);

describe("an instance that is asked for on the spot market is an instance", () => {
  test("it answers what its image and its user data start, whom its group lets in", () => {
    const user_data = "#!/bin/sh\npython3 -m http.server 8093 --bind 0.0.0.0 &\n";
    expect(sockets(placeOf(spot(8093, { user_data }), SPOT))).toEqual(["assumed tcp 0.0.0.0:22", "known tcp 0.0.0.0:8093"]);
    expect(found(spot(8093, { user_data }), "world-open-listener").map(inShort)).toEqual(["block definite medium tcp 8093"]);
    expect(found(spot(22), "world-open-listener").map(inShort)).toEqual(["block definite high tcp 22"]);
  });
  test("a shut group, and a missing public address, shut it", () => {
    expect(found(spot(8443), "world-open-listener")).toEqual([]);
    expect(from(spot(22, { associate_public_ip_address: false, ipv6_address_count: 0 }), "tcp 22 from 203.0.113.9")).toBe("no");
  });

  const hidden = { associate_public_ip_address: false, ipv6_address_count: 0 };
  test.each<[string, Program]>([
    ["an Elastic IP", { "aws_eip.pit": { instance: ref(`${SPOT}.spot_instance_id`) } }],
    [
      "the association of one",
      {
        "aws_eip.pit": {},
        "aws_eip_association.pit": { allocation_id: ref("aws_eip.pit.id"), instance_id: ref(`${SPOT}.spot_instance_id`) },
      },
    ],
    ["one on its interface", { "aws_eip.pit": { network_interface: ref(`${SPOT}.primary_network_interface_id`) } }],
  ])("%s makes it public", (_, more) => {
    expect(from(spot(22, hidden, more), "tcp 22 from 203.0.113.9")).toBe("yes");
  });
  test("an Elastic IP of another does not", () => {
    const more = { "aws_instance.other": machine(hidden), "aws_eip.other": { instance: ref("aws_instance.other.id") } };
    expect(from(spot(22, hidden, more), "tcp 22 from 203.0.113.9")).toBe("no");
  });
  test("a group attached to its interface counts", () => {
    const shut = { vpc_security_group_ids: [ref("aws_security_group.shut.id")] };
    const attachment = {
      security_group_id: ref("aws_security_group.web.id"),
      network_interface_id: ref(`${SPOT}.primary_network_interface_id`),
    };
    const group = { "aws_security_group.shut": { vpc_id: ref("aws_vpc.net.id") } };
    expect(from(spot(22, shut, group), "tcp 22 from 203.0.113.9")).toBe("no");
    expect(from(spot(22, shut, { ...group, "aws_network_interface_sg_attachment.a": attachment }), "tcp 22 from 203.0.113.9")).toBe("yes");
  });
  test("a network balancer's target is followed to it", () => {
    const balanced: Program = {
      "aws_lb.front": { load_balancer_type: "network", subnets: [ref("aws_subnet.a.id")] },
      "aws_lb_target_group.pit": { port: 22, protocol: "TCP", vpc_id: ref("aws_vpc.net.id") },
      "aws_lb_listener.front": {
        load_balancer_arn: ref("aws_lb.front.arn"),
        port: 2201,
        protocol: "TCP",
        default_action: [{ type: "forward", target_group_arn: ref("aws_lb_target_group.pit.arn") }],
      },
      "aws_lb_target_group_attachment.pit": {
        target_group_arn: ref("aws_lb_target_group.pit.arn"),
        target_id: ref(`${SPOT}.spot_instance_id`),
      },
    };
    expect(found(spot(22, hidden, balanced), "world-open-listener").map(inShort)).toEqual(["block definite high tcp 2201"]);
  });
});
