import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeWhole } from "../../src/cli";

const folder = mkdtempSync(join(tmpdir(), "quadzero-write-"));
const at = (name: string): string => join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const codeOf = (write: () => void): unknown => {
  try {
    write();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
  return null;
};

it("writes a file, and another over it, keeping its mode", () => {
  writeWhole(at("a"), "one");
  expect(readFileSync(at("a"), "utf8")).toBe("one");
  writeFileSync(at("b"), "old", { mode: 0o640 });
  writeWhole(at("b"), "new");
  expect([readFileSync(at("b"), "utf8"), statSync(at("b")).mode & 0o777]).toEqual(["new", 0o640]);
});

it("replaces what a link leads to, not the link", () => {
  writeFileSync(at("target"), "old");
  symlinkSync("target", at("link"));
  writeWhole(at("link"), "new");
  expect([readlinkSync(at("link")), readFileSync(at("target"), "utf8")]).toEqual(["target", "new"]);
});

it("writes to a device, and leaves it one", () => {
  writeWhole("/dev/null", "gone");
  expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
});

it("leaves nothing behind where it cannot write", () => {
  mkdirSync(at("folder"));
  const before = readdirSync(folder);
  expect(
    codeOf(() => {
      writeWhole(at("none/a"), "x");
    }),
  ).toBe("ENOENT");
  expect(
    codeOf(() => {
      writeWhole(at("a/b"), "x");
    }),
  ).toBe("ENOTDIR");
  expect(
    codeOf(() => {
      writeWhole(at("folder"), "x");
    }),
  ).toBe("EISDIR");
  expect(readdirSync(folder)).toEqual(before);
});
