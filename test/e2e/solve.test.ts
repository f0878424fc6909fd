import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { repository } from "../../scripts/provide/cache.ts";
import { moveToEnd, shownText } from "../../scripts/provide/editorPage.ts";
import { provideOllama } from "../../scripts/provide/ollama.ts";
import { startOllama, type ModelServer } from "../../scripts/provide/ollamaServer.ts";
import { openVsCodeWindow, type VsCodeWindow } from "../../scripts/provide/vscodeWindow.ts";

const screenshots = path.join(repository, "test-results", "e2e");
const ollama = await provideOllama();
const skip = ollama.kind === "missing" ? ollama.reason : false;

/** The demo model is often wrong; that is what the words about votes are for. */
suite("a problem and the demo model", { skip }, () => {
  let folder = "";
  let server: ModelServer;
  let window: VsCodeWindow;

  before(async () => {
    assert.ok(ollama.kind === "found");
    const vsix = process.env["LLEMMA_TEST_VSIX"];
    assert.ok(vsix !== undefined, "LLEMMA_TEST_VSIX names the package");
    await mkdir(screenshots, { recursive: true });
    folder = await mkdtemp(path.join(tmpdir(), "llemma-e2e-"));
    const file = path.join(folder, "problem.md");
    await writeFile(file, "# A problem\n\n- What is $3 + 4$?");
    server = await startOllama(ollama.program);
    window = await openVsCodeWindow({
      release: "newest",
      folder,
      open: file,
      vsix: [vsix],
      settings: { "llemma.server.url": server.url, "llemma.solve.samples": 8 },
    });
  });

  after(async () => {
    await window.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("Solve ends with a tally that claims no more than votes", async () => {
    const { page } = window;
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
