import * as fc from "fast-check";
import type { Json } from "../../src/model/value";
import { place, programIn } from "./files";

/** The line of an argument within the body of a resource, which begins in line 2; 1 is the block's own. */
const line = (body: string, attribute: string, raw: Json = {}): number =>
  Number(place(programIn({ "main.tf": `resource "t" "n" {\n${body}\n}\n` }), "t.n", attribute, raw)?.split(":")[1]);

const RULES = "ingress {\n from_port = 22\n}\ningress {\n from_port = 443\n cidr_blocks = var.x\n}";

test("of repeated blocks the one is told whose numbers the plan has, in whatever order it lists them", () => {
  const raw = { ingress: [{ from_port: 443 }, { from_port: "22" }] };
  expect(line(RULES, "ingress[0].cidr_blocks", raw)).toBe(7);
  expect(line(RULES, "ingress[0].cidr_blocks[3]", raw)).toBe(7);
  expect(line(RULES, "ingress[1].from_port", raw)).toBe(3);
  expect(line(RULES, "ingress[1].protocol", raw)).toBe(2);
  expect(line(RULES, "ingress", raw)).toBe(2);
});

test("where it may be several, the block around is told", () => {
  const alike = "ingress {\n from_port = var.a\n}\ningress {\n from_port = var.b\n}";
  expect(line(alike, "ingress[1].from_port", { ingress: [{ from_port: 1 }, { from_port: 2 }] })).toBe(1);
  expect(line(RULES, "ingress[0].from_port", {})).toBe(1);
  expect(line(RULES, "ingress[0].from_port", { ingress: [{ from_port: null }] })).toBe(1);
});

test("attributes that hold blocks, and lists", () => {
  const body = 'route = [\n {\n  cidr_block = "10.0.0.0/8"\n },\n {\n  cidr_block = "0.0.0.0/0"\n },\n]\nsubnets = [\n "a",\n "b"]';
  const raw = { route: [{ cidr_block: "0.0.0.0/0" }, { cidr_block: "10.0.0.0/8" }], subnets: ["b", "a"] };
  expect(line(body, "route[0].cidr_block", raw)).toBe(7);
  expect(line(body, "route[1]", raw)).toBe(3);
  expect(line(body, "subnets[0]", raw)).toBe(12);
  expect(line(body, "subnets[1]", raw)).toBe(11);
});

test("dynamic blocks are told as blocks, beside those that are written out", () => {
  const body =
    'ingress {\n from_port = 22\n}\ndynamic "ingress" {\n for_each = var.x\n content {\n  from_port = ingress.value\n  protocol = "udp"\n }\n}';
  const raw = {
    ingress: [
      { from_port: 53, protocol: "udp" },
      { from_port: 22, protocol: "tcp" },
    ],
  };
  expect(line(body, "ingress[0].from_port", raw)).toBe(5);
  expect(line(body, "ingress[1].from_port", raw)).toBe(3);
});

test("a JSON text keeps its order, and is told as deep as it is written out", () => {
  const body = 'container_definitions = jsonencode([{\n name = "a"\n},\n{ name = "b"\n command = [\n  "x",\n  "y"]\n}])';
  const raw = { container_definitions: '[{"name":"a"},{"name":"b","command":["x","y"]}]' };
  expect(line(body, "container_definitions[1].command", raw)).toBe(6);
  expect(line(body, "container_definitions[1].command[1]", raw)).toBe(8);
  expect(line(body, "container_definitions[1].image", raw)).toBe(5);
  expect(line('a = 1\ncontainer_definitions = file("x.json")', "container_definitions[1].command", raw)).toBe(3);
  expect(line("a = 1\ncontainer_definitions = <<EOT\n[{}]\nEOT", "container_definitions[1].command", raw)).toBe(3);
});

test("what an evaluation makes is told at its attribute", () => {
  for (const value of ["var.x", "[for x in var.y : x]", "concat([\n1], [2])", "[\n1][0]", "true ? [1] : [2]", "toset(\n[1, 2]...)"]) {
    expect(line(`a = 1\nb = ${value}`, "b[0].c", { b: [{ c: 1 }, { c: 2 }] })).toBe(3);
  }
  expect(line("a = 1", "public_ip")).toBe(1);
});

test("whatever order a plan lists blocks in, each is found", () => {
  const ports = fc.uniqueArray(fc.integer({ min: 1, max: 65535 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(
      ports.chain((written) => fc.tuple(fc.constant(written), fc.shuffledSubarray(written, { minLength: written.length }))),
      fc.boolean(),
      ([written, planned], asList) => {
        const body = asList
          ? `rule = [\n${written.map((port) => `{ port = ${String(port)} },`).join("\n")}\n]`
          : written.map((port) => `rule {\nport = "${String(port)}"\n}`).join("\n");
        const raw = { rule: planned.map((port) => ({ port, protocol: "tcp" })) };
        planned.forEach((port, index) => {
          const at = written.indexOf(port);
          expect(line(body, `rule[${String(index)}].port`, raw)).toBe(asList ? at + 3 : 3 * at + 3);
        });
      },
    ),
  );
});
