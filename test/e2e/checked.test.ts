import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { repository } from "../../scripts/provide/cache.ts";
import { acceptAndSave, languageReady, moveToEnd } from "../../scripts/provide/editorPage.ts";
import { provideLean } from "../../scripts/provide/lean.ts";
import { checkWithLean } from "../../scripts/provide/leanCheck.ts";
import { provideOllama } from "../../scripts/provide/ollama.ts";
import { startOllama, type ModelServer } from "../../scripts/provide/ollamaServer.ts";
import { openVsCodeWindow, type VsCodeWindow } from "../../scripts/provide/vscodeWindow.ts";

const screenshots = path.join(repository, "test-results", "e2e");
const [ollama, lean] = [await provideOllama(), await provideLean()];
const missing = [ollama, lean].find(({ kind }) => kind === "missing");
const skip = missing?.kind === "missing" ? missing.reason : false;
// None of the tactics that are tried without a model closes this.
const text = "theorem swap_or (p q : Prop) (h : p ∨ q) : q ∨ p := by\n  ";
const tick = ".glyph-margin-widgets .cgmr";
const patience = { timeout: 120_000 };

/** Every part is real: the window, Ollama with the demo model, and Lean. */
suite("a goal, the demo model and Lean", { skip }, () => {
  let folder = "";
  let file = "";
  let server: ModelServer;
  let window: VsCodeWindow;

  before(async () => {
    assert.ok(ollama.kind === "found" && lean.kind === "found");
    const vsix = process.env["LLEMMA_TEST_VSIX"];
    assert.ok(vsix !== undefined, "LLEMMA_TEST_VSIX names the package");
    await mkdir(screenshots, { recursive: true });
    folder = await mkdtemp(path.join(tmpdir(), "llemma-e2e-"));
    file = path.join(folder, "swap.lean");
    await writeFile(file, text);
    server = await startOllama(ollama.program);
    window = await openVsCodeWindow({
      release: "newest",
      folder,
      open: file,
      vsix: [vsix],
      settings: { "llemma.server.url": server.url, "llemma.lean.path": lean.program },
    });
  });

  after(async () => {
    await window.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("the model's tactic has the tick, Tab takes it, and Lean accepts it in the file", async () => {
    const { page } = window;
    await languageReady(page);
    await moveToEnd(page, "swap.lean");
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input").first().fill(">Llemma: Suggest Next Step");
    await page.keyboard.press("Enter");
    await page.locator(tick).first().waitFor(patience);
    await page.screenshot({ path: path.join(screenshots, "checked.png") });
    await acceptAndSave(page);
    let saved = text;
    for (let wait = 0; wait < 100 && saved === text; wait += 1) {
      await sleep(100);
      saved = await readFile(file, "utf8");
    }
    assert.notEqual(saved, text);
    const report = await checkWithLean(saved);
    assert.notEqual(report.verdict, "refused", saved);
  });
});
