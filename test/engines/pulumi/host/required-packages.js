// Which providers the packages installed for a program need: those whose package.json says so in its `pulumi` section.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

/**
 * @param {string} file
 * @returns {{ name?: string, version?: string, pulumi?: { resource?: boolean, name?: string, version?: string } }}
 */
function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
const foldersIn = (folder) => {
  try {
    return fs.readdirSync(folder).map((name) => path.join(folder, name));
  } catch {
    return [];
  }
};

/** @param {string} program its folder */
module.exports = function requiredPackages(program) {
  const folders = foldersIn(path.join(program, "node_modules"));
  const packages = folders.flatMap((folder) => (path.basename(folder).startsWith("@") ? foldersIn(folder) : [folder]));
  return packages.flatMap((folder) => {
    const { name = "", version, pulumi } = readJson(path.join(folder, "package.json"));
    if (!pulumi?.resource) return [];
    return [{ name: pulumi.name ?? name.replace(/^@pulumi\//, ""), version: `v${pulumi.version ?? version}`.replace(/^vv/, "v") }];
  });
};
