import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { languageReady, moveToEnd } from "../../scripts/provide/editorPage.ts";
import { provideOllama } from "../../scripts/provide/ollama.ts";
import type { VsCodeWindow } from "../../scripts/provide/vscodeWindow.ts";
import { openPackaged, screenshots, type Packaged } from "../support/packaged.ts";

const ollama = await provideOllama();
const skip = ollama.kind === "missing" ? ollama.reason : false;

const notes = String.raw`\documentclass{article}
\newcommand{\ord}[1]{\lvert #1 \rvert}
\begin{document}
Let $G$ be a finite group and let $H$ be a subgroup of $G$. All cosets have
\[ \ord{gH} = \ord{H} \]
elements, and so
\[ \ord{G} = k \ord{H}, \]
where $k$ is the number of cosets. Let $x = 1$`;

/** What the demo model writes makes no sense; that is what the words over it are for. */
suite("an equation and the demo model", { skip }, () => {
  let folder = "";
  let parts: Packaged;
  let window: VsCodeWindow;

  before(async () => {
    assert.ok(ollama.kind === "found");
    parts = await openPackaged(ollama.program, { "notes.tex": notes });
    ({ folder, window } = parts);
  });

  after(async () => {
    await parts.close();
  });

  async function shown(words: RegExp): Promise<string> {
    const lines = window.page.locator(".editor-instance .view-lines").last();
    await lines.filter({ hasText: words }).waitFor({ timeout: 120_000 });
    return (await lines.innerText()).replaceAll("\u00A0", " ");
  }

  test("its hover leads to an explanation that sets apart what is the document's", async () => {
    const { page } = window;
    await moveToEnd(page, "notes.tex");
    await languageReady(page);
    await page.locator(".view-line", { hasText: "= k" }).hover({ position: { x: 60, y: 8 } });
    const link = page.locator(".monaco-hover a", { hasText: "Explain with Llemma" });
    await link.waitFor({ timeout: 60_000 });
    await page.screenshot({ path: path.join(screenshots, "explain-hover.png") });
    await link.click();
    const text = await shown(/greedy\.\s/);
    await shown(/^(?!.*Being\swritten)/s);
    await page.screenshot({ path: path.join(screenshots, "explain.png") });
    // Lines are as long as the editor is wide.
    const [document, model] = text.replaceAll(/\s+/g, " ").split("Llemma, unchecked");
    assert.match(document ?? "", /`G`: “Let \$G\$ be a finite group/);
    assert.match(document ?? "", /`k`: “… where \$k\$ is the number of cosets\.”/);
    assert.match(document ?? "", /`\\ord`: macro `\\newcommand\{\\ord\}/);
    assert.match(model ?? "", /llemma-demo/);
  });

  test("it goes into the text and back", async () => {
    const { page } = window;
    await page.getByRole("button", { name: "Insert…" }).first().click();
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "Comment" }).click();
    const editor = page.locator(".editor-instance .view-lines").first();
    const comment = "% $G$: Let $G$ be a finite group";
    await editor.filter({ hasText: comment }).waitFor();
    await page.screenshot({ path: path.join(screenshots, "explain-inserted.png") });
    await editor.click();
    await page.keyboard.press("ControlOrMeta+Z");
    await page.keyboard.press("ControlOrMeta+S");
    await editor.filter({ hasNotText: comment }).waitFor();
    assert.equal(await readFile(path.join(folder, "notes.tex"), "utf8"), notes);
  });

  test("a link in it leads to the definition", async () => {
    const { page } = window;
    const lines = page.locator(".editor-instance .view-lines").last();
    const link = lines.locator(".detected-link", { hasText: "line" }).first();
    const status = page.locator(".statusbar-item", { hasText: "Ln 7, Col 1" });
    // A link is one only once VS Code has asked for links again.
    const isThere = (): Promise<boolean> =>
      status.waitFor({ timeout: 8_000 }).then(isTrue, isFalse);
    for (let tries = 0; tries < 3; tries += 1) {
      await link.click({ modifiers: ["ControlOrMeta"] });
      if (await isThere()) break;
    }
    await status.waitFor({ timeout: 1_000 });
    await page.screenshot({ path: path.join(screenshots, "explain-link.png") });
  });
});

function isTrue(): boolean {
  return true;
}

function isFalse(): boolean {
  return false;
}
