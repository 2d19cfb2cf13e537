// Fills what stands between <!-- NAME --> and <!-- end --> in README.md from the lists in dist/ and from the command line itself.
// `--check` writes nothing and ends with 1 where the file is not current.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { format } from "prettier";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const require = createRequire(import.meta.url);

/** A module of the build: `report/index`. @param {string} name */
const built = (name) => require(`../dist/${name}.js`);

/** @param {string[]} args */
function quadzero(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["dist/quadzero.js", ...args], { encoding: "utf8" });
  if (stderr !== "" || (status !== 0 && status !== 1)) throw new Error(`quadzero ${args.join(" ")}: ${stderr}`);
  return stdout;
}

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
const table = (head, rows) =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`).join("\n");

/**
 * The rows of a section of the help text: what stands left, what it says.
 * @param {string} title
 */
function helpSection(title) {
  const text = quadzero("--help");
  const section = text.slice(text.indexOf(`${title}:\n`)).split("\n\n")[0] ?? "";
  const rows = section
    .replaceAll(/\n {4,}/g, "  ")
    .split("\n")
    .slice(1);
  return rows.map((row) => {
    const [name = "", ...says] = row.trim().split(/ {2,}/);
    return [`\`${name}\``, says.join(" ")];
  });
}

/** @param {readonly string[]} names */
const code = (names) => [...new Set(names)].map((name) => `\`${name}\``).join(", ");

/** @type {Record<string, (argument: string) => string>} */
const sections = {
  check: (args) => `\`\`\`text\n${quadzero("check", ...args.split(" ")).trim()}\n\`\`\``,
  commands: () => table(["command", "what it does"], helpSection("commands")),
  "exit codes": () => table(["code", "says"], helpSection("exit codes")),
  formats: () => {
    /** @type {{ FORMATS: { name: string, says: string }[] }} */
    const { FORMATS } = built("report/index");
    return table(
      ["format", "is"],
      FORMATS.map(({ name, says }) => [`\`${name}\``, says]),
    );
  },
  rules: () => {
    /** @type {{ RULES: Record<string, string> }} */
    const { RULES } = built("words/report");
    const rows = Object.entries(RULES).map(([rule, says]) => [`[${rule}](docs/rules/${rule}.md)`, says]);
    return table(["rule", "fires when"], rows);
  },
  understands: () => {
    /** @type {{ FORMS: { name: string }[] }} */
    const { FORMS } = built("read/index");
    /** @type {{ WORKLOADS: { types: string[] }[] }} */
    const { WORKLOADS } = built("workloads/index");
    /** @type {{ WAYS_IN: { reads: string[] }[] }} */
    const { WAYS_IN } = built("entries/index");
    /** @type {{ serverNames: () => string[] }} */
    const { serverNames } = built("servers/index");
    return table(
      ["", ""],
      [
        ["inputs", FORMS.map(({ name }) => name).join(", ")],
        ["what runs something", code(WORKLOADS.flatMap(({ types }) => types))],
        ["ways in", code(WAYS_IN.flatMap(({ reads }) => reads))],
        ["programs that bind", serverNames().join(", ")],
      ],
    );
  },
};

const before = readFileSync("README.md", "utf8");
const filled = before.replaceAll(/<!-- (.+) -->\n[^]*?<!-- end -->/g, (_, /** @type {string} */ name) => {
  const section = Object.keys(sections).find((key) => name === key || name.startsWith(`${key} `));
  if (section === undefined) throw new Error(`README.md: nothing fills <!-- ${name} -->`);
  const text = sections[section]?.(name.slice(section.length + 1)) ?? "";
  return `<!-- ${name} -->\n\n${text}\n\n<!-- end -->`;
});
const after = await format(filled, { parser: "markdown", printWidth: 140 });

if (!process.argv.includes("--check")) writeFileSync("README.md", after);
else if (after !== before) {
  console.error("README.md is not current; run: npm run readme");
  process.exitCode = 1;
}
