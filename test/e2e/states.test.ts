import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, afterEach, before, suite, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { repository } from "../../scripts/provide/cache.ts";
import { languageReady, moveToEnd, runCommand } from "../../scripts/provide/editorPage.ts";
import { writeSettings } from "../../scripts/provide/vscodeHost.ts";
import { openVsCodeWindow, type VsCodeWindow } from "../../scripts/provide/vscodeWindow.ts";
import { packagedExtension } from "../support/packaged.ts";
import {
  startScriptedServer,
  type ScriptedOptions,
  type ScriptedServer,
} from "../support/scriptedServer.ts";

const screenshots = path.join(repository, "test-results", "e2e-states");
const themes = {
  light: "Default Light Modern",
  dark: "Default Dark Modern",
  contrast: "Default High Contrast",
};

interface State {
  readonly name: string;
  readonly server: ScriptedOptions;
  /** What the status item says. */
  readonly says: RegExp;
  /** The first entry of its menu. */
  readonly next: string;
}

const memory = "model requires more system memory (21.5 GiB) than is available (8.0 GiB)";

const states: readonly State[] = [
  {
    name: "too-old",
    server: { script: ({ path: asked }) => (asked === "/api/version" ? old : undefined) },
    says: /old server/,
    next: "Set Up…",
  },
  { name: "no-model", server: { models: [] }, says: /no model/, next: "Get a Model…" },
  { name: "loading", server: { loadTime: 600_000 }, says: /Loading llemma/, next: "Show Log" },
  { name: "ready", server: {}, says: /llemma-scripted/, next: "Suggest Next Step" },
  {
    name: "slow",
    server: { models: [{ name: "llemma:7b", size: 6e9, sizeVram: 2e9 }] },
    says: /llemma:7b · 33% GPU/,
    next: "Suggest Next Step",
  },
  {
    name: "failing",
    server: {
      script: ({ path: asked }) =>
        asked === "/api/generate"
          ? { kind: "status", status: 500, body: { error: memory } }
          : undefined,
    },
    says: /not working/,
    next: "Select Model…",
  },
];
const old = { kind: "status", status: 200, body: { version: "0.9.0" } } as const;

suite("every state in a real window", () => {
  let folder = "";
  let window: VsCodeWindow;
  let page: Page;
  let server: ScriptedServer | undefined;

  before(async () => {
    await mkdir(screenshots, { recursive: true });
    folder = path.join(await mkdtemp(path.join(tmpdir(), "llemma-e2e-")), "examples");
    await cp(path.join(repository, "examples"), folder, { recursive: true });
    window = await openVsCodeWindow({
      release: "newest",
      folder,
      vsix: [packagedExtension()],
      // Nothing but the model is looked at here.
      settings: { "llemma.server.url": "http://127.0.0.1:9", "llemma.lean.check": "off" },
    });
    page = window.page;
    await page.keyboard.press("ControlOrMeta+P");
    await page.locator(".quick-input-widget input").first().fill("sums.tex");
    await row("sums.tex").click();
    await languageReady(page);
    await moveToEnd(page, "sums.tex");
    for (let line = 0; line < 4; line += 1) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("End");
  });
  afterEach(async () => {
    await page.keyboard.press("Escape");
    await server?.close();
    server = undefined;
  });
  after(async () => {
    await window.close();
    await rm(path.dirname(folder), { recursive: true, force: true });
  });

  const status = (text: RegExp): Locator =>
    page.locator(".statusbar-item[id*='llemma.status']", { hasText: text });
  function row(text: string): Locator {
    return page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
  }
  async function picture(name: string): Promise<void> {
    // What has just appeared is still half transparent.
    await page.waitForTimeout(400);
    await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
  }
  async function configure(settings: Readonly<Record<string, unknown>>): Promise<void> {
    for (const owner of ["User", "Machine"])
      await writeSettings(path.join(window.data, "data", owner), settings);
  }

  /** The status with its menu, whose first entry is the next step, in every theme. */
  async function shows({ name, says, next }: Omit<State, "server">): Promise<void> {
    await status(says).waitFor();
    for (const [theme, id] of Object.entries(themes)) {
      await configure({ "workbench.colorTheme": id });
      await page
        .locator(
          `.monaco-workbench.${theme === "light" ? "vs" : theme === "dark" ? "vs-dark" : "hc-black"}`,
        )
        .waitFor();
      await runCommand(page, "Llemma: Show Status and Actions");
      // The list of commands has no title, and goes away a moment later.
      await page.locator(".quick-input-title", { hasText: /^Llemma$/ }).waitFor();
      await row("Open Settings").waitFor();
      await picture(`${name}-${theme}`);
      const first = page.locator(".quick-input-list .monaco-list-row").first();
      assert.equal((await first.innerText()).trim(), next);
      await page.keyboard.press("Escape");
    }
    await runCommand(page, "Notifications: Clear All Notifications");
  }
  async function type(): Promise<void> {
    await page.keyboard.type(" ");
    await page.keyboard.press("Backspace");
  }

  test("no-server", async () => {
    await type();
    await shows({ name: "no-server", says: /no server/, next: "Set Up…" });
  });

  for (const state of states) {
    test(state.name, async () => {
      server = await startScriptedServer(state.server);
      await configure({ "llemma.server.url": server.url });
      await status(/^\s*Llemma$/).waitFor();
      await type();
      await shows(state);
    });
  }

  // To open the menu ends a request that was made for the editor, so this one is without.
  test("busy", async () => {
    server = await startScriptedServer({ tokensPerSecond: 0.5 });
    await configure({ "llemma.server.url": server.url });
    await status(/^\s*Llemma$/).waitFor();
    for (const [theme, id] of Object.entries(themes)) {
      await configure({ "workbench.colorTheme": id });
      await runCommand(page, "Llemma: Suggest Next Step");
      await page.locator(".statusbar-item[id*='llemma.status'] .codicon-loading").waitFor();
      await status(/llemma-scripted/).waitFor();
      await picture(`busy-${theme}`);
    }
  });

  test("the walkthrough's pages are there, and its buttons work", async () => {
    server = await startScriptedServer({ models: [] });
    await configure({ "llemma.server.url": server.url, "workbench.colorTheme": themes.light });
    await runCommand(page, "Welcome: Open Walkthrough...");
    await page.locator(".quick-input-widget input").first().fill("Get started with Llemma");
    await row("Get started with Llemma").waitFor();
    await page.keyboard.press("Enter");
    const steps = page.locator(".getting-started-step");
    await steps.first().waitFor();
    const titles = [
      "Install and start Ollama",
      "Get a model",
      "Try a Lean proof",
      "Try a LaTeX proof",
      "What is checked",
      "What leaves your machine",
    ];
    for (const [index, title] of titles.entries()) {
      await steps.filter({ hasText: title }).click();
      await page.locator(".getting-started-step.expanded", { hasText: title }).waitFor();
      await picture(`walkthrough-${index + 1}`);
    }
    assert.equal(await steps.count(), titles.length);
    const done = (title: string): Locator =>
      steps.filter({ hasText: title }).locator(".codicon.complete");
    await steps.filter({ hasText: "Get a model" }).click();
    await page
      .locator(".getting-started-step.expanded .monaco-button", { hasText: "Get a Model" })
      .click();
    await row("Demo model").waitFor();
    await page.keyboard.press("Escape");
    await steps.filter({ hasText: "Install and start Ollama" }).click();
    await page
      .locator(".getting-started-step.expanded .monaco-button", { hasText: "Set Up Step by Step" })
      .click();
    await row("Demo model").waitFor();
    await page.keyboard.press("Escape");
    // A server has been found, so the first step is done, and the second is not.
    await done("Install and start Ollama").first().waitFor();
    await picture("walkthrough-done");
    await steps.filter({ hasText: "Try a Lean proof" }).click();
    await page
      .locator(".getting-started-step.expanded .monaco-button", { hasText: "Open a Lean Example" })
      .click();
    await page.waitForSelector(".tab.active[data-resource-name^='Untitled']");
    await picture("walkthrough-example");
  });
});
