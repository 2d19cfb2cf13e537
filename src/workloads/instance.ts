import type { Graph } from "../model/graph";
import type { Launcher } from "../model/launch";
import type { Place } from "../model/place";
import type { Resource } from "../model/resource";
import { at, boolean, given, type Value } from "../model/value";
import { CHANGED_IN_PLACE } from "../words/verdict";

import { interfacesOf } from "./instance-interfaces";
import { machinesOf } from "./kinds";
import { layersOf, type Layers } from "./launch-template";
import type { Machine } from "./machine";
import { changedInPlace, userDataOf } from "./user-data";
import type { Workload } from "./workload";

function imageBeneath({ own, template, lost }: Layers): Value {
  if (lost !== null) return { ...lost, unknown: true };
  return (template === null ? null : given(at(template.values, "image_id"))) ?? at(own.values, "ami");
}

function places(resource: Resource, graph: Graph, launcher: Launcher): readonly Place[] {
  const layers = layersOf(graph, resource);
  const password = boolean(at(resource.values, "get_password_data"));
  const machine: Machine = {
    resource,
    image: given(at(resource.values, "ami")) ?? imageBeneath(layers),
    userData: userDataOf(layers),
    hidden: layers.lost === null ? null : layers,
    interfaces: interfacesOf(graph, layers),
    registrations: [],
    guests: [],
    windows: password.is === "known" && password.value,
    via: layers.via,
  };
  const earlier = changedInPlace(graph, layers);
  const machines = earlier === undefined ? [machine] : [machine, { ...machine, userData: earlier.from }];
  return machinesOf(graph, launcher, machine.userData?.at ?? resource.values, machines, CHANGED_IN_PLACE);
}

/**
 * An EC2 instance; asked for on the spot market it takes the same arguments.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/spot_instance_request
 */
export const instance: Workload = {
  types: ["aws_instance", "aws_spot_instance_request"],
  reads: [
    "aws_launch_template",
    "aws_network_interface",
    "aws_network_interface_attachment",
    "aws_ami",
    "aws_ssm_parameter",
    "aws_ssm_association",
    "aws_ssm_maintenance_window_task",
    "aws_ssm_maintenance_window_target",
  ],
  places,
};
