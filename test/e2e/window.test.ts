import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { repository } from "../../scripts/provide/cache.ts";
import {
  acceptAndSave,
  languageReady,
  moveToEnd,
  runCommand,
  statusText,
  suggestionText,
} from "../../scripts/provide/editorPage.ts";
import { provideOllama } from "../../scripts/provide/ollama.ts";
import { startEmptyOllama, type EmptyServer } from "../../scripts/provide/ollamaServer.ts";
import { proofSteps, type Step } from "../../scripts/provide/proofSteps.ts";
import { inWords } from "../../scripts/provide/leanCheck.ts";
import { openVsCodeWindow, type VsCodeWindow } from "../../scripts/provide/vscodeWindow.ts";
import { packagedExtension } from "../support/packaged.ts";

const screenshots = path.join(repository, "test-results", "e2e");
const ollama = await provideOllama();
const skip = ollama.kind === "missing" ? ollama.reason : false;

/** A person's way through the packaged extension, in order; each test goes on where the one before ended. */
suite("a person with the package and an Ollama without a model", { skip }, () => {
  let folder = "";
  let server: EmptyServer;
  let window: VsCodeWindow;
  let page: Page;

  before(async () => {
    assert.ok(ollama.kind === "found");
    await mkdir(screenshots, { recursive: true });
    folder = path.join(await mkdtemp(path.join(tmpdir(), "llemma-e2e-")), "examples");
    await cp(path.join(repository, "examples"), folder, { recursive: true });
    server = await startEmptyOllama(ollama.program);
    window = await openVsCodeWindow({
      release: "newest",
      folder,
      vsix: [packagedExtension()],
      settings: { "llemma.server.url": server.url },
    });
    page = window.page;
  });

  after(async () => {
    await window.close();
    await server.stop();
    await rm(path.dirname(folder), { recursive: true, force: true });
  });

  async function picture(name: string): Promise<void> {
    await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
  }

  /** Saving takes a moment. */
  async function savedAs(file: string, text: string): Promise<void> {
    for (let wait = 0; wait < 50 && (await readFile(file, "utf8")) !== text; wait += 1)
      await sleep(100);
    assert.equal(await readFile(file, "utf8"), text);
  }

  async function open(file: string): Promise<void> {
    await page.keyboard.press("ControlOrMeta+P");
    await page.locator(".quick-input-widget input").first().fill(file);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: file }).first().click();
    await page.waitForSelector(`.tab.active[data-resource-name="${file}"]`);
  }

  test("opens a Lean file: it has colours, and nothing is asked of the server yet", async () => {
    await open("first.lean");
    await languageReady(page);
    assert.doesNotMatch(server.log(), /"\/api\/(?:tags|ps|show|generate)"/);
    await picture("1-opened");
  });

  test("types: there is no model, and the window offers Llemma and the demo model", async () => {
    await moveToEnd(page, "first.lean");
    await page.keyboard.type(" ");
    const offer = page.locator(".notification-toast", { hasText: "No Llemma model is installed" });
    await offer.getByRole("button", { name: "Get a Model…" }).waitFor();
    await picture("2-no-model");
    await offer.getByRole("button", { name: "Try the Demo Model…" }).click();
  });

  test("reads what would be uploaded and where, agrees, and the demo model is ready", async () => {
    const question = page.locator(".monaco-dialog-box");
    await question.waitFor();
    await picture("3-consent");
    const words = await question.innerText();
    assert.match(words, new RegExp(`Ollama server at ${server.url}\\?`));
    assert.match(words, /llemma-demo, \d\.\d MB/);
    assert.match(words, /no help with mathematics/);
    assert.doesNotMatch(server.log(), /"\/api\/blobs\/sha256:/);
    await question.getByRole("button", { name: "Upload" }).click();
    await page.locator(".statusbar-item", { hasText: "llemma-demo (demo model)" }).waitFor();
    await page.locator(".notification-toast", { hasText: "(demo model) is ready" }).waitFor();
    await picture("4-demo-model");
    assert.match(server.log(), /POST +"\/api\/blobs\/sha256:/);
    await runCommand(page, "Notifications: Clear All Notifications");
  });

  test("goes on: the next tactic appears in grey, Tab inserts exactly it, and Lean accepts it", async () => {
    const file = path.join(folder, "first.lean");
    const text = await readFile(path.join(repository, "examples", "first.lean"), "utf8");
    await moveToEnd(page, "first.lean");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("ControlOrMeta+S");
    await savedAs(file, text);
    const steps: Step[] = [];
    const watch = (name: string): Promise<void> => picture(`5-step-${name}`);
    for await (const step of proofSteps(page, file, watch)) steps.push(step);
    assert.notEqual(steps.length, 0, window.log());
    assert.match(await statusText(page), /llemma-demo.*\(demo model\)/);
    const said = steps.map(({ suggestion, report }) => `${suggestion}\n${inWords(report)}`);
    assert.equal(steps.at(-1)?.report.verdict, "whole", said.join("\n\n"));
  });

  test("sees what was sent, exactly, and cannot change it", async () => {
    await runCommand(page, "Llemma: Show What Was Sent");
    await page.waitForSelector(".tab.active:not([data-resource-name='first.lean'])");
    await page.getByText("temperature").first().waitFor();
    await picture("6-sent");
  });

  test("writes on in a LaTeX proof", async () => {
    const file = path.join(folder, "sums.tex");
    const text = await readFile(file, "utf8");
    await open("sums.tex");
    await moveToEnd(page, "sums.tex");
    // From the empty line at the end of the file to the last line of the proof.
    for (let line = 0; line < 4; line += 1) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("End");
    const ghost = await suggestionText(page, 60_000);
    await picture("7-latex");
    assert.ok(ghost !== undefined && ghost.trim() !== "", window.log());
    await acceptAndSave(page);
    await savedAs(file, text.replace("cancel, so\n", `cancel, so${ghost}\n`));
  });

  test("finds the actions behind the status", async () => {
    await page.locator(".statusbar-item[id*='llemma'] a").first().click();
    await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
    await picture("8-actions");
    await page.keyboard.press("Escape");
  });

  test("loses the server: the text stays, and the window says what is wrong and what to do", async () => {
    const text = await readFile(path.join(folder, "first.lean"), "utf8");
    await server.stop();
    await open("first.lean");
    await moveToEnd(page, "first.lean");
    // Where it goes on depends on the last line of the proof.
    await page.keyboard.type("\n");
    await page.keyboard.press("Shift+Home");
    await page.keyboard.type("  ");
    await page.locator(".statusbar-item", { hasText: /no server/i }).waitFor({ timeout: 60_000 });
    // A window that takes tests shows no toasts; what they would say stands in the list.
    await runCommand(page, "Notifications: Show Notifications");
    await page.locator(".notifications-center .notification-list-item").first().waitFor();
    await picture("9-no-server");
    const messages = await page
      .locator(".notifications-center .notification-list-item-message")
      .allTextContents();
    assert.equal(messages.length, 1);
    assert.match(messages[0] ?? "", /No Ollama server answers/);
    await page.keyboard.press("ControlOrMeta+S");
    await savedAs(path.join(folder, "first.lean"), `${text}\n  `);
  });
});
