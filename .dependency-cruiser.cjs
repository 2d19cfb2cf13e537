/**
 * The doors of the house: which room may look into which. A room is a folder or a file of `src/`; it always sees itself.
 * `npm run doors` checks them, `test/house/doors.test.ts` proves that they shut.
 */
const facts = ["model", "net", "words"];
const walk = ["walk", "coverage"];
const verdict = ["verdict", "change"];
const pipeline = ["allow", "asked", "check", "failing", "judge", "notes", "result"];

/** @type {{ name: string, rooms: string[], sees: string[], because: string }[]} */
const doors = [
  {
    name: "net",
    rooms: ["net"],
    sees: [],
    because: "net/ is arithmetic on sets of packets and has never heard of AWS. Pass what you need in as an argument.",
  },
  {
    name: "model",
    rooms: ["model"],
    sees: ["net"],
    because:
      "model/ holds the nouns that every room shares. What knows a format, a resource type or a sentence belongs into the room for it.",
  },
  {
    name: "words",
    rooms: ["words"],
    sees: ["model"],
    because: "words/ turns codes into sentences. It may know the codes of the model, and computes nothing.",
  },
  {
    name: "stages",
    rooms: ["read", "network", "entries", "images", "servers", "config"],
    sees: facts,
    because:
      "Rooms of the pipeline meet in the model, not in each other. Put what two of them need into model/ or net/, as a noun or a set.",
  },
  {
    name: "source",
    rooms: ["source"],
    sees: ["model", "words"],
    because: "source/ finds the lines of what a report names. It reads files by a port, and judges nothing.",
  },
  {
    name: "launch",
    rooms: ["launch"],
    sees: [...facts, "images", "servers"],
    because: "launch/ unwraps what is started and asks images/ and servers/ what that binds. Who started it is no business of its.",
  },
  {
    name: "workloads",
    rooms: ["workloads"],
    sees: [...facts, "launch"],
    because: "workloads/ says where something runs and hands what is started to launch/, the only way to images/ and servers/.",
  },
  {
    name: "walk",
    rooms: walk,
    sees: [...facts, ...walk],
    because: "The walk sees places, hops and listeners only. What is special about a resource type is said by its own room.",
  },
  {
    name: "rules",
    rooms: ["rules"],
    sees: [...facts, ...walk],
    because:
      "A rule judges exposures, whatever reader, resource type or program they came from. Ask the walk, and let the verdict word it.",
  },
  {
    name: "verdict",
    rooms: verdict,
    sees: [...facts, ...walk, ...verdict, "rules"],
    because: "The verdict is made of what the walk and the rules found. What else it needs has to be part of the exposure.",
  },
  {
    name: "report",
    rooms: ["report"],
    sees: ["model/report", "model/worst", "words"],
    because:
      "A reporter is a function of a Report, as an outside tool would be. What it lacks has to become a field of model/report.ts first.",
  },
  {
    name: "stacks",
    rooms: ["stacks"],
    sees: facts,
    because: "stacks/ joins what other stacks hold. It sees plans and resources, and judges nothing.",
  },
  {
    name: "pipeline",
    rooms: pipeline,
    sees: [
      ...facts,
      ...walk,
      ...verdict,
      ...pipeline,
      "read",
      "network",
      "workloads",
      "entries",
      "launch",
      "config",
      "rules",
      "stacks",
      "source",
    ],
    because: "This is the pipeline, top to bottom. It knows the stages; neither formats of output nor the command line.",
  },
  {
    name: "front-door",
    rooms: ["index"],
    sees: ["model", "net", "words", "check", "read/pulumi", "report", "config"],
    because: "index.ts is the public front door: it re-exports, and hides the rooms behind the pipeline.",
  },
  {
    name: "cli",
    rooms: ["cli"],
    sees: ["model", "words", "check", "report", "config", "read", "launch"],
    because: "cli/ turns arguments and streams into calls of check, report and launch. What judges belongs behind check.",
  },
  {
    name: "executable",
    rooms: ["quadzero"],
    sees: ["cli"],
    because: "quadzero.ts is the executable: it hands the process to cli/ and does nothing else.",
  },
];

/** @param {string[]} names `net`, `model/report`: a folder or a file without its ending */
const inside = (names) => `^src/(${names.join("|")})[./]`;

const known = doors.flatMap(({ rooms }) => rooms);

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...doors.map(({ name, rooms, sees, because }) => ({
      name: `doors-of-${name}`,
      comment: because,
      severity: "error",
      from: { path: inside(rooms) },
      // $1 is the room itself.
      to: { path: "^src/", pathNot: [`^src/$1[./]`, ...(sees.length === 0 ? [] : [inside(sees)])] },
    })),
    {
      name: "room-without-doors",
      comment: "This room of src/ is new. Say in .dependency-cruiser.cjs what it is for and which rooms it may see.",
      severity: "error",
      from: { path: "^src/", pathNot: inside(known) },
      to: {},
    },
    {
      name: "policies-by-the-front-door",
      comment: "policies/ uses what every user of the package can use: import from src/index.ts, and export there what is missing.",
      severity: "error",
      from: { path: "^policies/" },
      to: { path: "^src/", pathNot: "^src/index[.]ts$" },
    },
    {
      name: "no-host-sdk-in-src",
      comment: "The code that knows a host's SDK lives in policies/, so that quadzero runs without any. Translate into the model there.",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "(^|node_modules/)(@pulumi/|@cdktf/|@cdktn/|(cdktf|cdktn|constructs)(/|$))" },
    },
    {
      name: "pure-outside-cli",
      comment: "No clock, disk, network or process outside src/cli/. Let the caller pass the text, the bytes or the date in.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(cli/|quadzero[.]ts$)" },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?(zlib|util|path/posix)$" },
    },
    {
      name: "nothing-from-test",
      comment: "What ships must not import what tests it. Move the shared piece into src/.",
      severity: "error",
      from: { path: "^(src|policies)/" },
      to: { path: "^(test|bench|scripts|examples)/" },
    },
    {
      name: "only-declared-packages",
      comment: "A user's installation has `dependencies` and nothing else. Declare the package there, or do without it.",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "no-unresolvable",
      comment: "Nothing is found under this name. Mend the path, or add the package to package.json.",
      severity: "error",
      from: { path: "^src/" },
      to: { couldNotResolve: true },
    },
    {
      name: "no-cycles",
      comment:
        "Modules that need each other at run time load in an order nobody chose. Move what both need into a third; types alone may go round.",
      severity: "error",
      from: { path: "^src/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-orphans",
      comment: "Nobody uses this module. Enter it in the list of its room, or delete it.",
      severity: "error",
      from: { orphan: true, path: "^src/", pathNot: "^src/(index|quadzero)[.]ts$|[.]d[.]ts$" },
      to: {},
    },
    {
      name: "no-unreachable",
      comment: "Neither the executable nor the front door leads here: nobody uses it. Enter it in the list of its room, or delete it.",
      severity: "error",
      from: { path: "^src/(index|quadzero)[.]ts$" },
      to: { path: "^src/", pathNot: "^src/(index|quadzero)[.]ts$|[.]d[.]ts$", reachable: false },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // Imports of types are doors too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      extensions: [".ts", ".js", ".json"],
      conditionNames: ["require", "import", "types", "default"],
    },
  },
};
