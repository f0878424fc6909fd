import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { cacheFolder } from "../scripts/provide/cache.ts";
import { moveToEnd } from "../scripts/provide/editorPage.ts";
import { packageExtension } from "../scripts/provide/vsix.ts";
import { openVsCodeWindow } from "../scripts/provide/vscodeWindow.ts";

/** What is typed is what stands in the text: the editor adds nothing, and shows no list of its own. */
const plainEditor = {
  "editor.autoClosingBrackets": "never",
  "editor.autoClosingQuotes": "never",
  "editor.autoIndent": "none",
  "editor.quickSuggestions": false,
  "editor.suggestOnTriggerCharacters": false,
  "editor.trimAutoWhitespace": false,
  "editor.unicodeHighlight.ambiguousCharacters": false,
  "editor.wordBasedSuggestions": "off",
};

/** A real VS Code window with the packaged extension in it and the cursor at the end of a file. */
export interface BenchWindow {
  press(key: string): Promise<void>;
  /** What was on screen and when, in milliseconds of `performance.now()` of this process. */
  seen(): Promise<Seen>;
  /** Saves the file and gives its text. */
  text(): Promise<string>;
  close(): Promise<void>;
}

export interface Seen {
  readonly ghosts: readonly { readonly at: number; readonly text: string }[];
  readonly keys: readonly { readonly at: number; readonly key: string }[];
}

let packaged: Promise<string> | undefined;

/** Builds and packages the extension, once a run. */
export function vsix(): Promise<string> {
  packaged ??= (async () => {
    const folder = path.join(cacheFolder(), "bench");
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, "llemma.vsix");
    await packageExtension(file);
    return file;
  })();
  return packaged;
}

export async function openBenchWindow(
  server: string,
  fileName: string,
  text: string,
): Promise<BenchWindow> {
  const folder = await mkdtemp(path.join(tmpdir(), "llemma-bench-"));
  const file = path.join(folder, fileName);
  await writeFile(file, text);
  const { page, close } = await openVsCodeWindow({
    release: "newest",
    folder,
    open: file,
    vsix: [await vsix()],
    settings: { ...plainEditor, "llemma.server.url": server },
  });
  await moveToEnd(page, fileName);
  await page.evaluate(await readFile(new URL("observeGhost.js", import.meta.url), "utf8"));
  const ahead = await clockDifference(page);
  return {
    press: (key) => press(page, key),
    seen: async () => {
      const { ghosts, keys } = await page.evaluate<Seen>("benchSeen");
      const here = <T extends { at: number }>(one: T): T => ({ ...one, at: one.at - ahead });
      return { ghosts: ghosts.map(here), keys: keys.map(here) };
    },
    text: async () => {
      await page.keyboard.press("ControlOrMeta+S");
      await page.waitForSelector(".tab.active:not(.dirty)", { timeout: 10_000 });
      return await readFile(file, "utf8");
    },
    close: async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function press(page: Page, key: string): Promise<void> {
  if (key === "\n") await page.keyboard.press("Enter");
  else if (key === "\b") await page.keyboard.press("Backspace");
  else await page.keyboard.type(key);
}

/** How far the page's clock is ahead of ours, from the quickest of some questions. */
async function clockDifference(page: Page): Promise<number> {
  let best = { took: Infinity, ahead: 0 };
  for (let round = 0; round < 20; round += 1) {
    const before = performance.now();
    const there = await page.evaluate<number>("performance.now()");
    const took = performance.now() - before;
    if (took < best.took) best = { took, ahead: there - (before + took / 2) };
  }
  return best.ahead;
}
