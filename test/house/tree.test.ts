import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

/** What `npm pack` leaves, and git does not take. */
const files = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.endsWith(".tgz"));

test("the first folder that anybody sees holds files to read, and nothing that was fetched or built", () => {
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter(({ name }) => readFileSync(join(ROOT, name)).includes(0)).map(({ name }) => name)).toEqual([]);
});
