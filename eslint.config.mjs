import eslint from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  {
    ignores: [
      "dist/",
      "test/**/*",
      "!test/**/",
      "!test/**/*.ts",
      "**/node_modules/",
      "test/cases/*/cdktf/",
      "test/engines/pulumi/acme/",
      "examples/",
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // The compiler checks names, in JavaScript files too.
      "no-undef": "off",
      // `import()` would make lazy loading asynchronous and slower to start; only relative paths and packages loaded on need.
      "@typescript-eslint/no-require-imports": "off",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports", disallowTypeAnnotations: false }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      eqeqeq: "error",
    },
  },
  {
    files: ["src/**"],
    ignores: ["src/cli/**", "src/quadzero.ts"],
    rules: {
      // Pure code: what is not an argument cannot change the answer. The doors hold the disk and the network.
      "no-console": "error",
      "no-restricted-globals": ["error", "process", "fetch", "performance", "setTimeout", "setInterval", "setImmediate"],
      "no-restricted-properties": ["error", { object: "Date", property: "now" }, { object: "Math", property: "random" }],
      "no-restricted-syntax": [
        "error",
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "The caller passes the day in." },
      ],
    },
  },
  {
    files: ["**/*.mjs", "**/*.cjs", "**/*.js"],
    rules: {
      // A type assertion in a JSDoc comment is invisible to these; the compiler checks what follows from it.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
    },
  },
  {
    files: ["test/**"],
    rules: {
      // `expect(spy.method)` names a method without calling it.
      "@typescript-eslint/unbound-method": "off",
    },
  },
);
