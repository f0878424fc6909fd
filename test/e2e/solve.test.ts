import assert from "node:assert/strict";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { moveToEnd, shownText } from "../../scripts/provide/editorPage.ts";
import { provideOllama } from "../../scripts/provide/ollama.ts";
import { openPackaged, screenshots, type Packaged } from "../support/packaged.ts";

const ollama = await provideOllama();
const skip = ollama.kind === "missing" ? ollama.reason : false;

/** The demo model is often wrong; that is what the words about votes are for. */
suite("a problem and the demo model", { skip }, () => {
  let parts: Packaged;

  before(async () => {
    assert.ok(ollama.kind === "found");
    const files = { "problem.md": "# A problem\n\n- What is $3 + 4$?" };
    parts = await openPackaged(ollama.program, files, { "llemma.solve.samples": 8 });
  });

  after(async () => {
    await parts.close();
  });

  test("Solve ends with a tally that claims no more than votes", async () => {
    const { page } = parts.window;
    await moveToEnd(page, "problem.md");
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input").first().fill(">Llemma: Solve");
    const command = page.locator(".quick-input-list .monaco-list-row", {
      hasText: /Solve(?!.*with)/,
    });
    await command.first().click();
    const lines = page.locator(".editor-instance .view-lines").last();
    await lines.filter({ hasText: /are\swritten|Stopped\safter/ }).waitFor({ timeout: 120_000 });
    const text = await shownText(lines);
    await page.screenshot({ path: path.join(screenshots, "solve.png") });
    assert.match(text, /not verified|None of/);
    assert.match(text, /What is \$3 \+ 4\$\?/);
  });
});
