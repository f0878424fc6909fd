import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { repository } from "../../scripts/provide/cache.ts";
import {
  languageReady,
  moveToEnd,
  runCommand,
  suggestionText,
} from "../../scripts/provide/editorPage.ts";
import { provideOllama } from "../../scripts/provide/ollama.ts";
import { openVsCodeWindow, type VsCodeWindow } from "../../scripts/provide/vscodeWindow.ts";
import { packagedExtension } from "../support/packaged.ts";

const screenshots = path.join(repository, "test-results", "e2e-setup");
const ollama = await provideOllama();
const skip =
  ollama.kind === "missing"
    ? ollama.reason
    : ollama.from === "path" &&
      "an Ollama is installed here, so that installing it cannot be tried";

/** A person with the package and neither Ollama nor model; each test goes on where the one before ended. */
suite("from nothing to the first suggestion, by the window alone", { skip }, () => {
  let folder = "";
  let url = "";
  let window: VsCodeWindow;
  let page: Page;
  let clicks = 0;
  let begun = 0;

  before(async () => {
    await mkdir(screenshots, { recursive: true });
    folder = await mkdtemp(path.join(tmpdir(), "llemma-e2e-"));
    await cp(path.join(repository, "examples"), path.join(folder, "examples"), { recursive: true });
    await mkdir(path.join(folder, "bin"));
    // VS Code takes the PATH from a login shell.
    const profile = `PATH="${path.join(folder, "bin")}:$PATH"\n`;
    for (const file of [".profile", ".bash_profile", ".zprofile"])
      await writeFile(path.join(folder, file), profile);
    url = `http://127.0.0.1:${await freePort()}`;
    window = await openVsCodeWindow({
      release: "newest",
      folder: path.join(folder, "examples"),
      vsix: [packagedExtension()],
      settings: { "llemma.server.url": url },
      env: {
        HOME: folder,
        OLLAMA_MODELS: path.join(folder, "models"),
        OLLAMA_NO_CLOUD: "1",
      },
    });
    page = window.page;
  });
  after(async () => {
    await window.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  async function picture(name: string): Promise<void> {
    // What has just appeared is still half transparent.
    await page.waitForTimeout(400);
    await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
  }
  async function click(target: Locator): Promise<void> {
    await target.click();
    clicks += 1;
  }
  function row(text: string): Locator {
    return page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
  }
  async function asks(text: string | RegExp): Promise<void> {
    const input = page.locator(".quick-input-widget input").first();
    for (let wait = 0; wait < 600; wait += 1) {
      if (new RegExp(text).test((await input.getAttribute("placeholder").catch(() => "")) ?? ""))
        return;
      await page.waitForTimeout(100);
    }
    await picture("failed");
    assert.fail(`the window does not ask: ${text}`);
  }
  async function openFile(file: string): Promise<void> {
    await page.keyboard.press("ControlOrMeta+P");
    await page.locator(".quick-input-widget input").first().fill(file);
    await row(file).click();
    await page.waitForSelector(`.tab.active[data-resource-name="${file}"]`);
  }
  const status = (text: string | RegExp): Locator =>
    page.locator(".statusbar-item[id*='llemma.status']", { hasText: text });

  test("types in a proof: there is no server, and the window offers to set it up", async () => {
    await openFile("first.lean");
    await languageReady(page);
    await moveToEnd(page, "first.lean");
    begun = performance.now();
    await page.keyboard.press("Enter");
    await status("no server").waitFor();
    const toast = page.locator(".notification-toast", { hasText: "No Ollama server answers" });
    await toast.waitFor();
    await picture("1-no-server");
    await click(toast.getByRole("button", { name: "Set Up…" }));
  });

  test("Ollama is not installed: link, command, and going on once it is", async () => {
    await asks(/not installed yet/);
    await row("Open Ollama's Download Page").waitFor();
    await row("Type the Command into a Terminal").waitFor();
    await row("Copy the Command").waitFor();
    await picture("2-install");
    // This is where the person installs it.
    assert.ok(ollama.kind === "found");
    await symlink(ollama.program, path.join(folder, "bin", "ollama"));
    await click(row("It Is Installed: Go On"));
  });

  test("it is installed and stopped: a visible terminal starts it", async () => {
    await asks(/installed, and no server answers/);
    await picture("3-start");
    await click(row("Start Ollama in a Terminal"));
    await page.locator(".terminal-tab, .terminal-wrapper, .xterm").first().waitFor();
    await asks(/A model for the server/);
    await page.locator(".xterm").first().waitFor();
    await picture("4-models");
  });

  test("gets the demo model after agreeing, and it is ready", async () => {
    await row("Recommended").waitFor();
    await click(row("Demo model"));
    const question = page.locator(".monaco-dialog-box");
    await question.waitFor();
    await picture("5-consent");
    await click(question.getByRole("button", { name: "Upload" }));
    await status("llemma-demo (demo model)").waitFor();
    await picture("6-ready");
  });

  test("goes on typing, and the first suggestion appears in grey", async (context) => {
    await click(page.locator(".monaco-editor .view-lines").first());
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("  ");
    const ghost = await suggestionText(page, 60_000);
    await picture("7-ghost");
    assert.ok(ghost !== undefined && ghost.trim() !== "", window.log());
    const seconds = (performance.now() - begun) / 1000;
    context.diagnostic(`${clicks} clicks, ${seconds.toFixed(1)} s`);
    assert.equal(clicks, 6);
  });

  test("the server is stopped under it: by keyboard alone it is started again, and an example opened", async () => {
    await runCommand(page, "Terminal: Kill All Terminals");
    // It takes a moment to end.
    while (await fetch(url).then(isTrue, isFalse)) await page.waitForTimeout(100);
    await runCommand(page, "View: Focus Active Editor Group");
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("\n ");
    await runCommand(page, "Llemma: Set Up…");
    await asks(/installed, and no server answers/);
    await page.keyboard.press("Enter");
    await asks(/is ready\. Type in a proof/);
    await picture("8-again");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".tab.active[data-resource-name^='Untitled']");
    await page.keyboard.press("Enter");
    const ghost = await suggestionText(page, 60_000);
    await picture("9-example");
    assert.ok(ghost !== undefined && ghost.trim() !== "", window.log());
  });

  test("the report has every part, and no home folder", async () => {
    await runCommand(page, "Llemma: Check Set-up");
    await page.waitForSelector(".tab.active[data-resource-name*='set-up']", { timeout: 120_000 });
    await page.getByText("Where it runs").first().waitFor();
    await picture("10-report");
    const text = (await page.locator(".monaco-editor .view-lines").first().innerText()).replaceAll(
      "\u00A0",
      " ",
    );
    assert.match(text, /Ollama \d+\.\d+\.\d+/);
    assert.match(text, /llemma-demo/);
    assert.doesNotMatch(text, new RegExp(folder));
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  assert.ok(typeof address === "object" && address !== null);
  return address.port;
}

function isTrue(): boolean {
  return true;
}

function isFalse(): boolean {
  return false;
}
