/**
 * The doors of the house: which room may look into which. A room is a folder or a file of `src/`; it always sees itself.
 * `npm run doors` checks them, `test/house/doors.test.ts` proves that they shut.
 */
const facts = ["model", "net", "words"];

/** @type {{ rooms: string[], sees: string[], because: string }[]} */
const doors = [
  {
    rooms: ["net"],
    sees: [],
    because: "net/ is arithmetic on sets of packets and has never heard of AWS. Pass what you need in as an argument.",
  },
  {
    rooms: ["model"],
    sees: ["net"],
    because:
      "model/ holds the nouns that every room shares. What knows a format, a resource type or a sentence belongs into the room for it.",
  },
  {
    rooms: ["words"],
    sees: ["model"],
    because: "words/ turns codes into sentences. It may know the codes of the model, and computes nothing.",
  },
  {
    rooms: ["read", "network", "entries", "images", "servers", "config"],
    sees: facts,
    because:
      "Rooms of the pipeline meet in the model, not in each other. Put what two of them need into model/ or net/, as a noun or a set.",
  },
  {
    rooms: ["launch"],
    sees: [...facts, "images", "servers"],
    because: "launch/ unwraps what is started and asks images/ and servers/ what that binds. Who started it is no business of its.",
  },
  {
    rooms: ["workloads"],
    sees: [...facts, "launch"],
    because: "workloads/ says where something runs and hands what is started to launch/, the only way to images/ and servers/.",
  },
  {
    rooms: ["arrive", "expose", "decide", "change"],
    sees: facts,
    because: "The walk and the verdict see places, hops and listeners only. What is special about a resource type is said by its own room.",
  },
  {
    rooms: ["report"],
    sees: ["model/report", "words"],
    because:
      "A reporter is a function of a Report, as an outside tool would be. What it lacks has to become a field of model/report.ts first.",
  },
  {
    rooms: ["check"],
    sees: [...facts, "read", "network", "workloads", "entries", "config", "arrive", "expose", "decide", "change"],
    because: "check is the pipeline, top to bottom. It knows the stages; neither formats of output nor the command line.",
  },
  {
    rooms: ["index"],
    sees: ["model", "net", "check", "report", "config"],
    because: "index.ts is the public front door: it re-exports, and hides the rooms behind the pipeline.",
  },
  {
    rooms: ["cli"],
    sees: ["model", "words", "check", "report", "config", "read", "launch"],
    because: "cli/ turns arguments and streams into calls of check, report and launch. What judges belongs behind check.",
  },
  {
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
    ...doors.map(({ rooms, sees, because }) => ({
      name: `doors-of-${rooms.join("-")}`,
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
      to: { path: "^src/", pathNot: "[.]d[.]ts$", reachable: false },
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
