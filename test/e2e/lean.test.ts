import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { repository } from "../../scripts/provide/cache.ts";
import { runToEnd } from "../../scripts/provide/children.ts";
import {
  acceptAndSave,
  languageReady,
  moveToEnd,
  runCommand,
} from "../../scripts/provide/editorPage.ts";
import { provideLean } from "../../scripts/provide/lean.ts";
import { openVsCodeWindow, type VsCodeWindow } from "../../scripts/provide/vscodeWindow.ts";
import { packagedExtension } from "../support/packaged.ts";
import { startScriptedServer, type ScriptedServer } from "../support/scriptedServer.ts";

const screenshots = path.join(repository, "test-results", "e2e");
const lean = await provideLean();
const skip = lean.kind === "missing" ? lean.reason : false;
const text = "theorem two (p : Nat → Prop) (h : p 2) : ∃ n : Nat, p n := by\n  ";
const tactics = ["exact ⟨2, h⟩", "refine ⟨2, ?_⟩", "exact ⟨3, h⟩"];
const patience = { timeout: 60_000 };

/** A person's way through a Lean proof with the packaged extension, in order. */
suite("a person with the package and a Lean", { skip }, () => {
  let folder = "";
  let file = "";
  let server: ScriptedServer;
  let window: VsCodeWindow;
  let page: Page;

  before(async () => {
    assert.ok(lean.kind === "found");
    await mkdir(screenshots, { recursive: true });
    folder = await mkdtemp(path.join(tmpdir(), "llemma-e2e-"));
    file = path.join(folder, "two.lean");
    await writeFile(file, text);
    server = await startScriptedServer();
    server.answerWith(({ options }) => [tactics[Number(options["seed"]) % 3] ?? "", "\n"]);
    window = await openVsCodeWindow({
      release: "newest",
      folder,
      open: file,
      vsix: [packagedExtension()],
      settings: { "llemma.server.url": server.url, "llemma.lean.path": lean.program },
    });
    page = window.page;
  });

  after(async () => {
    await window.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function picture(name: string): Promise<void> {
    await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
  }

  test("sees a tick in the gutter beside what Lean accepts", async () => {
    await languageReady(page);
    await moveToEnd(page, "two.lean");
    await runCommand(page, "Llemma: Suggest Next Step");
    const ghost = page.locator(".monaco-editor .ghost-text-decoration, .monaco-editor .ghost-text");
    await ghost.first().waitFor(patience);
    assert.equal((await ghost.allTextContents()).join("").replaceAll("\u00A0", " "), tactics[0]);
    const icon = page.locator(".glyph-margin-widgets .cgmr").first();
    await icon.waitFor(patience);
    const style = await page.evaluate(
      "getComputedStyle(document.querySelector('.glyph-margin-widgets .cgmr')).backgroundImage",
    );
    assert.match(String(style), /accepted-(?:light|dark)\.svg/);
    await picture("lean-1-accepted");
  });

  test("reads the verdict beside the language's name", async () => {
    await page.locator("#status\\.languageStatus").first().hover();
    // Several are handed over, one of which is on screen.
    const verdict = { hasText: /Lean accepts (?:this|each of these)/ };
    await page.locator(".hover-language-status", verdict).first().waitFor(patience);
    await picture("lean-2-status");
    await page.mouse.move(600, 400);
  });

  test("takes it with Tab, and the tick goes", async () => {
    await acceptAndSave(page);
    await page.locator(".glyph-margin-widgets .cgmr").waitFor({ state: "detached" });
    for (let wait = 0; wait < 50 && (await readFile(file, "utf8")) === text; wait += 1)
      await sleep(100);
    assert.equal(await readFile(file, "utf8"), text + (tactics[0] ?? ""));
    await page.keyboard.press("ControlOrMeta+Z");
  });

  test("lists all candidates with their verdicts", async () => {
    await moveToEnd(page, "two.lean");
    await runCommand(page, "Llemma: Suggest Tactics");
    const row = page.locator(".quick-input-list .monaco-list-row", { hasText: "one goal is left" });
    await row.first().waitFor(patience);
    await page.locator(".quick-input-list", { hasText: "Lean refuses this" }).waitFor(patience);
    await picture("lean-3-tactics");
    // The list hides the ghost text, so nothing may be ticked in the margin.
    assert.equal(await page.locator(".glyph-margin-widgets .cgmr").count(), 0);
    await page.keyboard.press("Escape");
  });

  test("leaves nothing running behind", async () => {
    assert.ok(lean.kind === "found");
    const { program } = lean;
    const running = async (): Promise<readonly string[]> =>
      (await runToEnd("ps", ["-eo", "args"])).split("\n").filter((one) => one.startsWith(program));
    assert.ok((await running()).length > 0);
    await window.close();
    for (let wait = 0; wait < 100 && (await running()).length > 0; wait += 1) await sleep(100);
    assert.deepEqual(await running(), []);
  });
});
