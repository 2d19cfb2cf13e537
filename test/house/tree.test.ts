import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, tracked } from "./repository";

test("the first folder that anybody sees holds files to read, and nothing that was fetched or built", () => {
  const files = tracked.filter((path) => !path.includes("/"));
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((path) => readFileSync(join(root, path)).includes(0))).toEqual([]);
});
