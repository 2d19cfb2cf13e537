import { PolicyPack, type StackValidationPolicy } from "@pulumi/policy";
import { policies } from "quadzero/pulumi";

const few: StackValidationPolicy = {
  name: "few-services",
  description: "One service to a stack.",
  enforcementLevel: "advisory",
  validateStack: ({ resources }, reportViolation) => {
    const services = resources.filter(({ type }) => type === "aws:ecs/service:Service");
    reportViolation(`services: ${services.map(({ name }) => name).join(", ")}`);
  },
};

new PolicyPack("acme", { policies: [few, ...policies] });
