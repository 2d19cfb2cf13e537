import type { Form } from "../form";

/** `pulumi preview --json`. https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview/ */
export const pulumiPreview: Form = {
  kind: "pulumi-preview",
  name: "a Pulumi preview",
  detects: (json) => Array.isArray(json["steps"]) || ("changeSummary" in json && "duration" in json),
  read: (path, json) => (require("./steps") as typeof import("./steps")).read(path, json),
};
