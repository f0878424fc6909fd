import assert from "node:assert/strict";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import type { FrameLocator, Locator, Page } from "playwright-core";
import { languageReady, runCommand } from "../../scripts/provide/editorPage.ts";
import { provideLean } from "../../scripts/provide/lean.ts";
import { checkWithLean } from "../../scripts/provide/leanCheck.ts";
import { provideOllama } from "../../scripts/provide/ollama.ts";
import { openPackaged, screenshots, type Packaged } from "../support/packaged.ts";

const [ollama, lean] = [await provideOllama(), await provideLean()];
const missing = [ollama, lean].find(({ kind }) => kind === "missing");
const skip = missing?.kind === "missing" ? missing.reason : false;
const proofs = `theorem first (a b : Nat) (h : a = b) : b = a := by
  sorry

theorem swap_or (p q : Prop) (h : p ∨ q) : q ∨ p := by
  `;
const notes = "# A problem\n\n- What is $3 + 4$?";
const patience = { timeout: 120_000 };

/** A person's way with the panel, in order. Every part is real: the window, Ollama with the demo model, and Lean. */
suite("a person with the panel", { skip }, () => {
  let parts: Packaged;
  let page: Page;
  let panel: FrameLocator;

  before(async () => {
    assert.ok(ollama.kind === "found" && lean.kind === "found");
    const files = { "swap.lean": proofs, "problem.md": notes };
    parts = await openPackaged(ollama.program, files, {
      "llemma.lean.path": lean.program,
      "llemma.solve.samples": 8,
      "files.autoSave": "off",
    });
    ({ page } = parts.window);
    panel = page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
  });

  after(async () => {
    await parts.close();
  });

  async function picture(name: string): Promise<void> {
    await page.screenshot({ path: path.join(screenshots, `panel-${name}.png`) });
  }

  /** Puts the cursor at the end of a line of the editor. */
  async function goTo(line: number): Promise<void> {
    await page.locator(".monaco-editor .view-lines").first().click();
    await page.keyboard.press("ControlOrMeta+Home");
    for (let at = 1; at < line; at += 1) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
  }

  async function editorText(): Promise<string> {
    const text = await page.locator(".monaco-editor .view-lines").first().innerText();
    return text.replaceAll("\u00A0", " ");
  }

  function accepted(): Locator {
    return panel.locator(".candidate.accepted");
  }

  test("opens it and sees the goal at the cursor", async () => {
    await languageReady(page);
    await goTo(5);
    await runCommand(page, "Llemma: Show Panel");
    await panel.locator("body", { hasText: "⊢ q ∨ p" }).waitFor(patience);
    await picture("1-goal");
  });

  test("moves the cursor, and the goal follows", async () => {
    await goTo(2);
    await panel.locator("body", { hasText: "⊢ b = a" }).waitFor(patience);
    assert.equal(await panel.locator("body", { hasText: "⊢ q ∨ p" }).count(), 0);
    await goTo(5);
    await panel.locator("body", { hasText: "⊢ q ∨ p" }).waitFor(patience);
  });

  test("has tactics suggested, and sees which of them Lean accepts", async () => {
    await panel.getByRole("button", { name: "Suggest Tactics" }).click();
    await accepted().first().waitFor(patience);
    await panel.locator("body", { hasText: /suggestions? passed/ }).waitFor(patience);
    await picture("2-candidates");
  });

  test("inserts one with a click, Lean accepts the file, and one undo takes it back", async () => {
    const before = await editorText();
    const tactic = await accepted().first().locator(".tactic").innerText();
    await accepted().first().getByRole("button", { name: "Insert" }).click();
    const shown = page.locator(".monaco-editor .view-lines", { hasText: tactic.slice(0, 8) });
    await shown.first().waitFor(patience);
    await picture("3-inserted");
    const report = await checkWithLean(`${proofs.slice(proofs.indexOf("theorem swap"))}${tactic}`);
    assert.notEqual(report.verdict, "refused", tactic);
    await page.keyboard.press("ControlOrMeta+Z");
    await page.waitForFunction(
      `document.querySelector(".monaco-editor .view-lines").innerText.replaceAll("\\u00A0", " ") === ${JSON.stringify(before)}`,
    );
  });

  test("inserts it again where the text is as it was, and is asked where it is not", async () => {
    await accepted().first().getByRole("button", { name: "Insert" }).click();
    const tactic = await accepted().first().locator(".tactic").innerText();
    const shown = page.locator(".monaco-editor .view-lines", { hasText: tactic.slice(0, 8) });
    await shown.first().waitFor(patience);
    const once = await editorText();
    await accepted().first().getByRole("button", { name: "Insert" }).click();
    const question = page.locator(".notification-list-item-message", { hasText: "is gone" });
    await question.first().waitFor(patience);
    await picture("4-gone");
    assert.equal(await editorText(), once);
    await page.keyboard.press("Escape");
  });

  test("closes the panel and opens it again: all is there still", async () => {
    await runCommand(page, "Explorer: Focus on Folders View");
    await page.locator("iframe.webview").first().waitFor({ state: "hidden" });
    await runCommand(page, "Llemma: Show Panel");
    await accepted().first().waitFor(patience);
  });

  test("has a problem solved: votes in the panel, and no document beside the text", async () => {
    await runCommand(page, "Go to File...");
    await page.locator(".quick-input-widget input").first().fill("problem.md");
    await page
      .locator(".quick-input-list .monaco-list-row", { hasText: "problem.md" })
      .first()
      .click();
    await page.waitForSelector('.tab.active[data-resource-name="problem.md"]');
    await goTo(3);
    await runCommand(page, "Llemma: Solve");
    await panel.locator("body", { hasText: /not verified|None of/ }).waitFor(patience);
    await panel.locator("body", { hasText: /are written|Stopped after/ }).waitFor(patience);
    await picture("5-votes");
    assert.equal(await page.locator(".tab", { hasText: "solutions" }).count(), 0);
  });

  test("reloads the window: the history is there, and one click forgets it", async () => {
    // What is kept is written soon, not at once.
    await page.waitForTimeout(3_000);
    await page.reload();
    await page.locator(".statusbar-item[id*='llemma']").waitFor(patience);
    await runCommand(page, "Llemma: Show Panel");
    await panel.locator("body", { hasText: "Suggest tactics" }).waitFor(patience);
    await panel.locator("body", { hasText: "Solve:" }).waitFor(patience);
    await picture("6-reloaded");
    await panel.getByRole("button", { name: "Clear the History" }).first().click();
    await panel.locator("body", { hasText: "Solve:" }).waitFor({ state: "detached", ...patience });
  });
});
