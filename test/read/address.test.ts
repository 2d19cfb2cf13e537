import fc from "fast-check";

import { keyText, leadsTo, moduleSteps, stepsOf, type Step } from "../../src/read/terraform/address";

const name = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,8}$/);
const key = fc.oneof(fc.nat(), fc.string({ unit: fc.constantFrom(...'ab.[]"\\ /:é$%{}'.split("")), maxLength: 6 }));
const step: fc.Arbitrary<Step> = fc.oneof({ weight: 2, arbitrary: name }, { weight: 1, arbitrary: key.map((value) => ({ key: value })) });

const spell = (steps: readonly Step[]): string =>
  steps.map((one, index) => (typeof one === "object" ? keyText(one.key) : index === 0 ? one : `.${one}`)).join("");

test("an address is the steps that it was made of, keys with dots, brackets and quotes included", () => {
  fc.assert(
    fc.property(name, fc.array(step), (head, rest) => {
      const steps = [head, ...rest];
      // `$${` stands for `${` in Terraform's spelling, which keyText does not write.
      fc.pre(!/\$\$\{|%%\{/.test(spell(steps)));
      expect(stepsOf(spell(steps))).toEqual(steps);
    }),
  );
});

test("what Terraform escapes is read", () => {
  expect(stepsOf('a.b["x\\"y\\\\z"]')).toEqual(["a", "b", { key: 'x"y\\z' }]);
  expect(stepsOf('a.b["$${x}%%{y}"]')).toEqual(["a", "b", { key: "${x}%{y}" }]);
  expect(stepsOf('a.b["\\u00e9\\n"].id')).toEqual(["a", "b", { key: "é\n" }, "id"]);
});

test("modules and what is in them", () => {
  const { modules, rest } = moduleSteps(stepsOf('module.net["a.b"].module.zone[2].aws_subnet.public[0]'));
  expect(modules).toEqual([
    { name: "net", key: "a.b" },
    { name: "zone", key: 2 },
  ]);
  expect(rest).toEqual(["aws_subnet", "public", { key: 0 }]);
});

test("a reference leads to those that go on from it, never to itself", () => {
  fc.assert(
    fc.property(fc.array(step), fc.array(step), (head, rest) => {
      expect(leadsTo(head, [...head, ...rest])).toBe(rest.length > 0);
      expect(leadsTo([...head, ...rest], head)).toBe(false);
    }),
  );
});
