import eslint from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  { ignores: ["dist/", "test/**/*", "!test/**/", "!test/**/*.ts", "examples/"] },
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
    rules: {
      // Output goes through the streams that the caller gives.
      "no-console": "error",
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
