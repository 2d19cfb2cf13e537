import { plainJson } from "../../src/report/plain-json";

test("what turns the direction of text is escaped, and means the same", () => {
  const given = { workload: "aws_instance.\u202egpj.exe\u2066", reason: "caf\u00e9" };
  const text = plainJson(given);
  expect(text).toContain("aws_instance.\\u202egpj.exe\\u2066");
  expect(text).toContain("caf\u00e9");
  expect(JSON.parse(text)).toEqual(given);
});
