#!/usr/bin/env node
// dist/quadzero.js: runs main.js, and the packages that it asks for, from code that V8 compiled in an earlier run. Compiling is most
// of the start-up. The compiled code lies beside its source, whose owner alone can write there; where nobody can, nothing is kept.
"use strict";
const { readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const path = require("node:path");
const { Script } = require("node:vm");

/**
 * V8 takes back only what the same version compiled from a source of the same length; a changed source of that length has another
 * digest. https://nodejs.org/docs/latest-v20.x/api/vm.html#new-vmscriptcode-options
 */
const suffix = `.BUILD_DIGEST.${process.arch}.${process.versions.v8}${flags()}.cache`;

/** V8 refuses what was compiled under other options: without a place for each, runs in turn would compile for one another. */
function flags() {
  const { NODE_OPTIONS = "" } = process.env;
  const given = [NODE_OPTIONS, ...process.execArgv].join(" ").trim();
  let digest = 0;
  for (let index = 0; index < given.length; index += 1) digest = (Math.imul(digest, 31) + given.charCodeAt(index)) >>> 0;
  return given === "" ? "" : `.${digest.toString(36)}`;
}

/** Each command keeps the code that it needs; what is none (`--version`) needs little, and keeps nothing that others would have to read. */
const command = ["check", "config", "explain", "init", "listens"].find((name) => name === process.argv[2]);

/** @param {string} file */
const cacheOf = (file) => `${file}.${command ?? "check"}${suffix}`;

/**
 * V8 trusts the bytes that it is given. They are kept twice, so that damage is noticed without code for a checksum.
 * @param {string} file
 */
function kept(file) {
  try {
    const twice = readFileSync(file);
    const once = twice.subarray(0, twice.length / 2);
    return once.length > 0 && once.equals(twice.subarray(once.length)) ? once : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @param {Script} script
 */
function keep(file, script) {
  const unfinished = `${file}.${String(process.pid)}`;
  try {
    const once = script.createCachedData();
    writeFileSync(unfinished, Buffer.concat([once, once]));
    renameSync(unfinished, file);
  } catch {
    // A folder that nobody may write to, a full disk: the next run compiles again.
    rmSync(unfinished, { force: true });
  }
}

/** @type {Map<string, { exports: unknown }>} */
const modules = new Map();

/**
 * @param {string} file
 * @returns {unknown} what the module exports
 */
function load(file) {
  const loaded = modules.get(file);
  if (loaded !== undefined) return loaded.exports;
  const module = { exports: {} };
  modules.set(file, module);
  // The build writes ASCII alone.
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, "latin1")}\n})`;
  const cachedData = kept(cacheOf(file));
  const script = new Script(source, { filename: file, ...(cachedData === undefined ? {} : { cachedData }) });
  // At the end of a run V8 has compiled what runs need, and can tell it; of one that ended with an error (2), too little.
  if (command !== undefined && (cachedData === undefined || script.cachedDataRejected === true)) {
    process.on("exit", (code) => {
      if (code < 2) keep(cacheOf(file), script);
    });
  }
  /** @type {(exports: unknown, require: (id: string) => unknown, module: unknown, filename: string, dirname: string) => void} */
  const run = script.runInThisContext();
  const within = (/** @type {string} */ id) => {
    // Data is no code: Node reads it by itself.
    if (id.endsWith(".json")) return require(path.join(__dirname, id));
    return id.startsWith("./") ? load(path.join(__dirname, id)) : require(id);
  };
  run(module.exports, within, module, file, path.dirname(file));
  return module.exports;
}

load(path.join(__dirname, "main.js"));
