import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { repository } from "../../scripts/provide/cache.ts";
import { moveToEnd, runCommand } from "../../scripts/provide/editorPage.ts";
import { provideOllama } from "../../scripts/provide/ollama.ts";
import { openPackaged, screenshots, type Packaged } from "../support/packaged.ts";

const ollama = await provideOllama();
const skip = ollama.kind === "missing" ? ollama.reason : false;

/** The demo model proves nothing; what is shown of it is headed so. */
suite("a proof and the demo model", { skip }, () => {
  let text = "";
  let parts: Packaged;

  before(async () => {
    assert.ok(ollama.kind === "found");
    text = await readFile(path.join(repository, "examples", "sums.tex"), "utf8");
    parts = await openPackaged(ollama.program, { "sums.tex": text });
  });

  after(async () => {
    await parts.close();
  });

  test("Continue Proof shows steps as unchecked, and a click inserts one", async () => {
    const { folder, window } = parts;
    const { page } = window;
    const file = path.join(folder, "sums.tex");
    await moveToEnd(page, "sums.tex");
    // From the empty line at the end of the file to the last line of the proof.
    for (let line = 0; line < 4; line += 1) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("End");
    await runCommand(page, "Llemma: Continue Proof");
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
