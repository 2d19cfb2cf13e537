/** @param {object} interop How a module sees CommonJS ones. */
const swc = (interop) => [
  "@swc/jest",
  { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs", ...interop } },
];

/** ES modules that a CommonJS test must load: Jest on Node 20 cannot `require` them untransformed. */
const esm = "ip-cidr|unbash|cidr-tools|cidr-regex|ip-bigint|ip-regex";

/** @type {import('jest').Config} */
module.exports = {
  setupFiles: ["<rootDir>/test/seed.ts"],
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  transform: {
    "^.+\\.ts$": swc({}),
    [`node_modules/(${esm})/.+\\.js$`]: swc({ importInterop: "node" }),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esm})/)`],
};
