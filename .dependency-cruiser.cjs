// dependency-cruiser resolves `vscode` to its typings, so a rule that named only `^vscode$` would pass everything.
const vscode = "(^vscode$|node_modules/@types/vscode/)";
const builtIn = { dependencyTypes: ["core"] };
const forbid = (name, comment, from, to) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to,
});

module.exports = {
  forbidden: [
    forbid(
      "core-imports-only-core",
      "core runs anywhere: no host, no npm package without a line in ARCHITECTURE.md",
      "^src/core/",
      {
        pathNot: ["^src/core/", "^package\\.json$"],
      },
    ),
    forbid("node-knows-no-host", "src/node implements the ports for every host", "^src/node/", {
      path: ["^src/(?!core/|node/)", vscode],
    }),
    forbid("vscode-sees-only-the-protocol", "src/vscode joins core and node", "^src/vscode/", {
      path: "^src/(?!core/|node/|vscode/|sidebar/protocol\\.ts$)",
    }),
    forbid("sidebar-runs-in-a-browser", "the panel has its own bundle", "^src/sidebar/", {
      path: ["^src/(?!core/|sidebar/)", vscode],
    }),
    forbid("sidebar-has-no-node", "a webview has no Node", "^src/sidebar/", builtIn),
    forbid(
      "cli-runs-without-vscode",
      "the command line is a second host of the same core",
      "^src/cli/",
      {
        path: ["^src/(?!core/|node/|cli/)", vscode],
      },
    ),
    forbid("unit-tests-run-in-plain-node", "unit tests need no VS Code", "^test/unit/", {
      path: ["^src/vscode/", vscode],
    }),
    forbid(
      "source-never-imports-tests",
      "tests depend on the product, not the other way round",
      "^(src|scripts)/",
      {
        path: "^(test|bench)/",
      },
    ),
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // The build script imports the package of the same name, which the resolver takes for the script itself.
    exclude: { path: "^esbuild\\.mjs$" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
