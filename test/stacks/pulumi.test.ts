import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Finding } from "../../src/model/report";
import { findingsOf } from "../story/judge";
import { judged, planOf } from "./split";

interface Step {
  readonly urn: string;
  readonly newState: {
    readonly type: string;
    readonly inputs?: Inputs;
    propertyDependencies?: Readonly<Record<string, readonly string[]>>;
    dependencies?: readonly string[];
  };
}
interface Inputs {
  vpcId?: string;
  networkConfiguration?: { subnets: readonly string[] };
}

const read = (path: string): string => readFileSync(join(__dirname, "..", path), "utf8");

/** What `pulumi stack export` wrote: a network, and what lives there. */
const state = read("read/pulumi/recorded/state.json");
const [vpc, subnet] = ["vpc-0c6381e25aee701e8", "subnet-0c8d342a46ea5ea3b"] as const;

/** A preview without its own network, in the subnet of this id: what outputs of a StackReference come to is known. */
function previewIn(id: string): string {
  const preview = JSON.parse(read("cases/fargate-gunicorn/pulumi/preview.json")) as { steps: Step[] };
  const network = /:(?:Vpc|InternetGateway|Subnet|RouteTable|RouteTableAssociation)::/;
  const without = (urns: readonly string[] = []): readonly string[] => urns.filter((urn) => !network.test(urn));
  preview.steps = preview.steps.filter(({ urn }) => !network.test(urn));
  for (const { newState } of preview.steps) {
    const { inputs, propertyDependencies = {} } = newState;
    newState.dependencies = without(newState.dependencies);
    newState.propertyDependencies = Object.fromEntries(Object.entries(propertyDependencies).map(([key, urns]) => [key, without(urns)]));
    if (inputs?.vpcId !== undefined) inputs.vpcId = vpc;
    if (inputs?.networkConfiguration !== undefined) inputs.networkConfiguration.subnets = [id];
  }
  return JSON.stringify(preview);
}

/** A Terraform plan that names another stack's network. */
const planIn = (id: string): string =>
  planOf("lodger")
    .replaceAll(/"subnet-\w+"/g, `"${id}"`)
    .replaceAll(/"vpc-\w+"/g, `"${vpc}"`);

const exposed = (plan: string, beside: Readonly<Record<string, string>> = {}): readonly Finding[] =>
  findingsOf(judged(plan, { with: beside })).filter(({ certainty }) => certainty !== "none");
const certainties = (findings: readonly Finding[]): readonly string[] => findings.map(({ certainty }) => certainty);

describe.each([
  ["a Pulumi preview", previewIn],
  ["a Terraform plan", planIn],
] as const)("%s in the network of a Pulumi state", (_, placed) => {
  test("may be open, where the state is not known", () => {
    expect(certainties(exposed(placed(subnet)))).toEqual(["possible"]);
  });

  test("is open, where it is", () => {
    expect(certainties(exposed(placed(subnet), { "orchard.json": state }))).toEqual(["definite"]);
  });

  test("may be open, where the state holds other ids", () => {
    expect(certainties(exposed(placed("subnet-0123456789abcdef0"), { "orchard.json": state }))).toEqual(["possible"]);
  });

  test("spells the state's attributes as Pulumi does", () => {
    const steps = exposed(placed(subnet), { "orchard.json": state }).flatMap(({ path }) => path);
    const foreign = steps.filter(({ resource }) => resource?.input === "orchard.json").flatMap(({ attribute }) => attribute ?? []);
    expect(foreign).toEqual(["routes[0]"]);
  });

  test("tells of the state's resources by their URNs", () => {
    const refs = exposed(placed(subnet), { "orchard.json": state }).flatMap(({ path }) =>
      path.flatMap(({ resource, via }) => [...(resource === null ? [] : [resource]), ...via]),
    );
    const foreign = refs
      .filter(({ input }) => input === "orchard.json")
      .map(({ address }) => address.replace(/^urn:pulumi:harvest::orchard::/, ""));
    expect(foreign).toEqual(expect.arrayContaining(["aws:ec2/subnet:Subnet::public", "aws:ec2/internetGateway:InternetGateway::grove"]));
  });

  describe("of a table without routes", () => {
    const isolated = state.replaceAll(/"routes": \[[^\]]*\]/g, '"routes": []');
    const said = (is: "public" | "private", shown = isolated): readonly string[] =>
      certainties(
        findingsOf(judged(placed(subnet), { with: { "orchard.json": shown } }, { config: { known: { [subnet]: is } } })).filter(
          ({ certainty }) => certainty !== "none",
        ),
      );

    test("it is told that a third stack may have made some, and how to say that the subnet is private", () => {
      const [finding] = exposed(placed(subnet), { "orchard.json": isolated });
      expect(finding?.unknowns.map(({ why }) => why)).toContain("there are none in this file, and a third stack may have made some");
      expect(finding?.fixes.find(({ kind }) => kind === "known")?.yaml).toBe(`known:\n  ${subnet}: private`);
      expect([said("private"), said("public")]).toEqual([[], ["definite"]]);
    });

    test("what the file does tell, the configuration does not change", () => {
      expect(said("private", state)).toEqual(["definite"]);
    });
  });
});
