import * as fc from "fast-check";

/**
 * Random tests try the same cases on every machine, so that a failure belongs to the change that made it. SEED=random, or any number,
 * tries others.
 */
const given = process.env["SEED"] ?? "8080";
fc.configureGlobal(given === "random" ? {} : { seed: Number(given) });
