import * as fc from "fast-check";
import { plainProperties } from "../../../policies/pulumi/plain";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** As the SDK wraps properties: whoever reads an unknown one gets an error. @param within whether it hands out what it wraps */
function wrapped(value: unknown, within: boolean): unknown {
  if (typeof value !== "object" || value === null) return value;
  return new Proxy(value, {
    get(target, name) {
      if (within && name === "__getSpecialProxyTarget") return target;
      const member: unknown = Reflect.get(target, name);
      if (member === UNKNOWN) throw new Error("string value can't be known during preview");
      return wrapped(member, within);
    },
  });
}

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constant(UNKNOWN),
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    tie("object"),
  ),
  object: fc.dictionary(
    fc.string().filter((name) => name !== "__proto__" && name !== "__getSpecialProxyTarget"),
    tie("value"),
    { maxKeys: 5, noNullPrototype: true },
  ),
})).object;

const objectIn = (value: unknown): object => (typeof value === "object" && value !== null ? value : {});

test.each([true, false])("nothing is lost of wrapped properties, unknown ones included (the SDK hands them out: %s)", (within) => {
  fc.assert(
    fc.property(json, (properties) => {
      expect(plainProperties(objectIn(wrapped(properties, within)))).toEqual(properties);
    }),
  );
});

test("what is no JSON is unknown, and so is what lies too deep or holds itself", () => {
  class Asset {
    readonly path = "user-data.sh";
  }
  const ring: Record<string, unknown> = { port: 5080 };
  ring["ring"] = ring;
  const plain = plainProperties({ userData: new Asset(), call: () => "x", big: 5n, list: [new Asset()], gone: undefined, ring });
  expect(plain).toMatchObject({ userData: UNKNOWN, call: UNKNOWN, big: UNKNOWN, list: [UNKNOWN], ring: { port: 5080 } });
  expect("gone" in plain).toBe(false);
  expect(JSON.stringify(plain)).toContain(UNKNOWN);
});

test("a member that throws is unknown, whatever it throws", () => {
  const properties = Object.defineProperty({ cidr: "198.51.100.0/24" }, "ingress", {
    enumerable: true,
    get: () => {
      throw new TypeError("no");
    },
  });
  expect(plainProperties(properties)).toEqual({ cidr: "198.51.100.0/24", ingress: UNKNOWN });
});
