import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** House rules of CONTRIBUTING.md; where code needs more, it says why beside the exception. */
const house = {
  "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
  "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true }],
  complexity: ["error", 10],
  "max-params": ["error", 4],
  "no-restricted-syntax": [
    "error",
    { selector: "ExportDefaultDeclaration", message: "Named exports only." },
    { selector: "PropertyDefinition[accessibility='private']", message: "Use #private." },
    { selector: "MethodDefinition[accessibility='private']", message: "Use #private." },
  ],
  "@typescript-eslint/no-floating-promises": [
    "error",
    {
      checkThenables: true,
      allowForKnownSafeCalls: [
        { from: "package", name: ["suite", "test", "it", "describe"], package: "node:test" },
      ],
    },
  ],
  // A default that treats all failures alike is as good as naming each.
  "@typescript-eslint/switch-exhaustiveness-check": [
    "error",
    { considerDefaultExhaustiveForUnions: true },
  ],
  "@typescript-eslint/consistent-type-imports": "error",
  "@typescript-eslint/restrict-template-expressions": [
    "error",
    { allowNumber: true, allowBoolean: true },
  ],
};

const noAssertions = {
  "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
};

export default defineConfig(
  globalIgnores(["dist", ".cache", "node_modules", "test-results", "**/*.cjs", "**/*.mjs"]),
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: house,
  },
  { files: ["src/**/*.ts", "scripts/**/*.ts"], rules: noAssertions },
  {
    files: ["src/core/**/*.ts"],
    rules: {
      // Names that exist in every JavaScript runtime are fine; these would tie core to one.
      "no-restricted-globals": [
        "error",
        "process",
        "Buffer",
        "setTimeout",
        "setInterval",
        "setImmediate",
        "fetch",
        "console",
        "window",
        "document",
        "require",
        "performance",
      ],
    },
  },
  {
    // A suite is one long function by design.
    files: ["test/**/*.ts"],
    rules: {
      "max-lines-per-function": "off",
      "max-lines": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
);
