import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import {
  acceptAndSave,
  languageReady,
  moveToEnd,
  runCommand,
} from "../../scripts/provide/editorPage.ts";
import { provideLean } from "../../scripts/provide/lean.ts";
import { checkWithLean } from "../../scripts/provide/leanCheck.ts";
import { provideOllama } from "../../scripts/provide/ollama.ts";
import { openPackaged, screenshots, type Packaged } from "../support/packaged.ts";

const [ollama, lean] = [await provideOllama(), await provideLean()];
const missing = [ollama, lean].find(({ kind }) => kind === "missing");
const skip = missing?.kind === "missing" ? missing.reason : false;
// None of the tactics that are tried without a model closes this.
const text = "theorem swap_or (p q : Prop) (h : p ∨ q) : q ∨ p := by\n  ";
const tick = ".glyph-margin-widgets .cgmr";
const patience = { timeout: 120_000 };

/** Every part is real: the window, Ollama with the demo model, and Lean. */
suite("a goal, the demo model and Lean", { skip }, () => {
  let parts: Packaged;

  before(async () => {
    assert.ok(ollama.kind === "found" && lean.kind === "found");
    const settings = { "llemma.lean.path": lean.program };
    parts = await openPackaged(ollama.program, { "swap.lean": text }, settings);
  });

  after(async () => {
    await parts.close();
  });

  test("the model's tactic has the tick, Tab takes it, and Lean accepts it in the file", async () => {
    const { folder, window } = parts;
    const { page } = window;
    await languageReady(page);
    await moveToEnd(page, "swap.lean");
    await runCommand(page, "Llemma: Suggest Next Step");
    await page.locator(tick).first().waitFor(patience);
    await page.screenshot({ path: path.join(screenshots, "checked.png") });
    await acceptAndSave(page);
    let saved = text;
    for (let wait = 0; wait < 100 && saved === text; wait += 1) {
      await sleep(100);
      saved = await readFile(path.join(folder, "swap.lean"), "utf8");
    }
    assert.notEqual(saved, text);
    const report = await checkWithLean(saved);
    assert.notEqual(report.verdict, "refused", saved);
  });
});
