// Records what the real engine makes of the stories that have a Pulumi program: `preview.json`, which `pulumi preview --json` prints, and
// `policy.json`, what a policy is handed, as the pack's own code reads it. Of all of test/cases, or of those that are named.
//
//   node test/engines/pulumi/record.mjs test/cases/fargate-gunicorn
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import engine from "./engine.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** A pack that writes down what it is handed. @param {string} folder */
async function recorder(folder) {
  mkdirSync(folder);
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "recorder", version: "0.0.1", main: "index.js" }));
  const contents = `
    import { writeFileSync } from "node:fs";
    import { PolicyPack } from "@pulumi/policy";
    import { plainProperties } from "./plain";
    import { registeredOf } from "./registered";

    const inputs = new Map();
    const validateResource = ({ urn, props }) => void inputs.set(urn, plainProperties(props));
    const validateStack = ({ resources }) =>
      writeFileSync(process.env.RECORD, JSON.stringify(registeredOf(resources, inputs), null, 2) + "\\n");
    new PolicyPack("recorder", { policies: [{ name: "recorder", description: "writes down", enforcementLevel: "advisory", validateResource, validateStack }] });
  `;
  await build({
    stdin: { contents, resolveDir: join(root, "policies/pulumi"), loader: "ts" },
    outfile: join(folder, "index.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["@pulumi/*"],
    logLevel: "warning",
  });
  return folder;
}

/**
 * Positions in files that lie outside the program, where this machine has its packages, are left out.
 * @param {string} text
 */
function withoutMachine(text) {
  const outside = (/** @type {unknown} */ value) => typeof value === "string" && value.startsWith("project:///../");
  const json = JSON.parse(text, (_, value) => {
    if (Array.isArray(value?.stackTrace)) value.stackTrace = value.stackTrace.filter(({ sourcePosition }) => sourcePosition !== undefined);
    return outside(value) ? undefined : value;
  });
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** @returns {string[]} */
const all = () => readdirSync(join(root, "test/cases")).map((name) => join(root, "test/cases", name));

if (engine.missing !== null) throw new Error(`there is no ${engine.missing}; run: bash test/engines/pulumi/install.sh`);
const named = process.argv.slice(2).map((path) => resolve(path));
const stories = (named.length > 0 ? named : all()).filter((folder) => existsSync(join(folder, "pulumi/index.js")));
const session = new engine.Session();
try {
  const pack = await recorder(join(session.folder, "recorder"));
  for (const story of stories) {
    const folder = join(story, "pulumi");
    const program = session.program(basename(story), folder);
    const RECORD = join(folder, "policy.json");
    const { status, stdout, output } = program.runWith({ RECORD }, "preview", "--json", "--policy-pack", pack);
    if (status !== 0) throw new Error(`${story}: ${output}`);
    writeFileSync(join(folder, "preview.json"), withoutMachine(stdout));
    console.log(story);
  }
} finally {
  session.close();
}
