import type { Form } from "../form";
import { isObject } from "../json";

/** `pulumi stack export`, or a stack's file in a self-managed backend. https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_export/ */
export const pulumiState: Form = {
  kind: "pulumi-state",
  name: "a Pulumi state",
  detects: (json) => "version" in json && (isObject(json["deployment"]) || isObject(json["checkpoint"])),
  read: (path, json) => (require("./deployment") as typeof import("./deployment")).read(path, json),
};
