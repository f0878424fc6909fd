import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import path from "node:path";
import { suite, test } from "node:test";
import { promisify } from "node:util";
import { repository } from "../../scripts/provide/cache.ts";
import { demoModel } from "../../scripts/provide/ollamaServer.ts";
import { sizeWithoutModel } from "../../scripts/provide/vsix.ts";
import { packagedExtension } from "../support/packaged.ts";

const katexFonts = [
  ...["AMS-Regular", "Caligraphic-Bold", "Caligraphic-Regular", "Fraktur-Bold", "Fraktur-Regular"],
  ...["Main-Bold", "Main-BoldItalic", "Main-Italic", "Main-Regular", "Math-BoldItalic"],
  ...["Math-Italic", "SansSerif-Bold", "SansSerif-Italic", "SansSerif-Regular", "Script-Regular"],
  ...["Size1-Regular", "Size2-Regular", "Size3-Regular", "Size4-Regular", "Typewriter-Regular"],
];

/** All that ships. A new file has to be wanted, so it has to be named here. */
const shipped = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "demo/Modelfile",
  "demo/README.md",
  "demo/llemma-demo.gguf",
  "dist/README.md",
  "dist/THIRD-PARTY.txt",
  "dist/cli.mjs",
  "dist/extension.cjs",
  "dist/fonts/codicon.woff2",
  ...katexFonts.map((name) => `dist/fonts/KaTeX_${name}.woff2`),
  "dist/highlighter.js",
  "dist/lean.cjs",
  "dist/sidebar.css",
  "dist/sidebar.js",
  "examples/first.lean",
  "examples/sums.tex",
  "media/icon.png",
  "media/lean/accepted-dark.svg",
  "media/lean/accepted-light.svg",
  "media/lean/unchecked-dark.svg",
  "media/lean/unchecked-light.svg",
  "media/panel.svg",
  ...[
    "checked",
    "latex",
    "lean",
    "model",
    "ollama-linux",
    "ollama-mac",
    "ollama-windows",
    "privacy",
  ].map((page) => `media/walkthrough/${page}.md`),
  "package.json",
  "package.nls.json",
  "syntaxes/lean4.configuration.json",
  "syntaxes/lean4.tmLanguage.json",
];

suite("package", () => {
  test("holds what is wanted and nothing else", async () => {
    const vsce = path.join(repository, "node_modules", "@vscode", "vsce", "vsce");
    const { stdout } = await promisify(execFile)(process.execPath, [vsce, "ls"], {
      cwd: repository,
    });
    assert.deepEqual(stdout.trim().split("\n").toSorted(), shipped.toSorted());
  });

  test("is smaller than 1 MB beside the demo model, and that than 6 MB", async () => {
    const size = await sizeWithoutModel(packagedExtension());
    assert.ok(size < 1_000_000, `${size} bytes`);
    const model = await stat((await demoModel()).path);
    assert.ok(model.size < 6_000_000, `${model.size} bytes`);
  });
});
