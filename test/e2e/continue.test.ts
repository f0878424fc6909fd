import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { repository } from "../../scripts/provide/cache.ts";
import { moveToEnd } from "../../scripts/provide/editorPage.ts";
import { provideOllama } from "../../scripts/provide/ollama.ts";
import { startOllama, type ModelServer } from "../../scripts/provide/ollamaServer.ts";
import { openVsCodeWindow, type VsCodeWindow } from "../../scripts/provide/vscodeWindow.ts";

const screenshots = path.join(repository, "test-results", "e2e");
const ollama = await provideOllama();
const skip = ollama.kind === "missing" ? ollama.reason : false;

/** The demo model proves nothing; what is shown of it is headed so. */
suite("a proof and the demo model", { skip }, () => {
  let folder = "";
  let file = "";
  let server: ModelServer;
  let window: VsCodeWindow;

  before(async () => {
    assert.ok(ollama.kind === "found");
    const vsix = process.env["LLEMMA_TEST_VSIX"];
    assert.ok(vsix !== undefined, "LLEMMA_TEST_VSIX names the package");
    await mkdir(screenshots, { recursive: true });
    folder = await mkdtemp(path.join(tmpdir(), "llemma-e2e-"));
    file = path.join(folder, "sums.tex");
    await cp(path.join(repository, "examples", "sums.tex"), file);
    server = await startOllama(ollama.program);
    window = await openVsCodeWindow({
      release: "newest",
      folder,
      open: file,
      vsix: [vsix],
      settings: { "llemma.server.url": server.url },
    });
  });

  after(async () => {
    await window.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("Continue Proof shows steps as unchecked, and a click inserts one", async () => {
    const { page } = window;
    const text = await readFile(file, "utf8");
    await moveToEnd(page, "sums.tex");
    // From the empty line at the end of the file to the last line of the proof.
    for (let line = 0; line < 4; line += 1) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("End");
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input").first().fill(">Llemma: Continue Proof");
    const rows = page.locator(".quick-input-list .monaco-list-row");
    await rows.filter({ hasText: "Continue Proof" }).first().click();
    const shown = page.locator(".editor-instance .view-lines").last();
    // Lines are wrapped wherever the window is narrow, so that no space is sure to be there.
    const ended = { hasText: /##\s?Step/, hasNotText: /being\s?written/ };
    await shown.filter(ended).waitFor({ timeout: 120_000 });
    const lens = page.locator(".codelens-decoration a", { hasText: /^Insert$/ }).first();
    await lens.waitFor();
    await page.screenshot({ path: path.join(screenshots, "continue.png") });
    const words = (await shown.innerText()).replaceAll("\u00A0", " ");
    assert.match(words, /# Llemma, unchecked/);
    assert.match(words, /## Step 1/);
    assert.doesNotMatch(words, /proved|verified/);
    await lens.click();
    await page.locator('.tab[data-resource-name="sums.tex"]').first().click();
    await page.keyboard.press("ControlOrMeta+S");
    const rest = text.slice(text.lastIndexOf("cancel, so") + "cancel, so".length);
    const before = text.slice(0, text.length - rest.length);
    let saved = text;
    for (let wait = 0; wait < 50 && saved === text; wait += 1) {
      await sleep(100);
      saved = await readFile(file, "utf8");
    }
    await page.screenshot({ path: path.join(screenshots, "continue-inserted.png") });
    assert.ok(saved.length > text.length, "nothing was inserted");
    assert.ok(saved.startsWith(before) && saved.endsWith(rest), saved.slice(before.length));
  });
});
