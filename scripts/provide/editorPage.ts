import type { Locator, Page } from "playwright-core";

const ghost = ".monaco-editor .ghost-text-decoration, .monaco-editor .ghost-text";

/** Waits until the editor with this file is there, and puts the cursor at the file's end. */
export async function moveToEnd(page: Page, file: string): Promise<void> {
  await page.waitForSelector(`.tab.active[data-resource-name="${file}"]`, { timeout: 60_000 });
  await page.locator(".monaco-editor .view-lines").first().click();
  await page.keyboard.press("ControlOrMeta+End");
}

/** Waits until the file has colours, and with them the rules of its language, such as those for Enter. */
export async function languageReady(page: Page): Promise<void> {
  // Plain text has one class of token; a grammar makes several.
  const kinds =
    "new Set([...document.querySelectorAll('.view-line [class^=mtk]')].map((s) => s.className))";
  await page.waitForFunction(`${kinds}.size > 4`);
  await page.locator(".statusbar-item[id*='llemma']").waitFor();
}

/** Runs a command from the palette, by the keyboard. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").first().fill(`>${title}`);
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: title }).waitFor();
  await page.keyboard.press("Enter");
}

/** Types until a suggestion is shown, and returns its text; undefined when none comes. */
export async function suggestionText(page: Page, limitMs: number): Promise<string | undefined> {
  const shown = page.locator(ghost).first();
  for (const end = Date.now() + limitMs; Date.now() < end;) {
    // VS Code asks for suggestions when something is typed, not when the cursor moves.
    await page.keyboard.type(" ");
    await page.keyboard.press("Backspace");
    if (await shown.waitFor({ timeout: 5_000 }).then(isTrue, isFalse)) {
      const first = await page.locator(".monaco-editor .ghost-text-decoration").allTextContents();
      const others = await page.locator(".suggest-preview-text .view-line").allTextContents();
      // The editor draws spaces that do not break.
      return [first.join(""), ...others].join("\n").replaceAll("\u00A0", " ");
    }
  }
  return undefined;
}

/** What the status bar and the notifications say about Llemma. */
export async function statusText(page: Page): Promise<string> {
  const status = page.locator(".statusbar-item", { hasText: "Llemma" }).locator("a[aria-label]");
  const items = await status.all();
  const labels = await Promise.all(items.map((item) => item.getAttribute("aria-label")));
  const toasts = await page.locator(".notification-list-item-message").allTextContents();
  return [...labels, ...toasts].filter((text) => text !== null).join("\n");
}

/** The text that an editor shows, from top to bottom; its rows are one text, as if nothing were wrapped. */
export async function shownText(viewLines: Locator): Promise<string> {
  const rows = await viewLines.locator(".view-line").all();
  const placed = await Promise.all(
    rows.map(async (row) => ({
      top: (await row.boundingBox())?.y ?? 0,
      text: (await row.textContent()) ?? "",
    })),
  );
  // VS Code keeps the rows in the order in which they were drawn.
  const sorted = placed.sort((a, b) => a.top - b.top).map(({ text }) => text);
  return sorted.join("").replaceAll("\u00A0", " ");
}

/** Takes the suggestion that is shown and saves the file. */
export async function acceptAndSave(page: Page): Promise<void> {
  await page.keyboard.press("Tab");
  await page.locator(ghost).first().waitFor({ state: "detached", timeout: 5_000 }).catch(isFalse);
  await page.keyboard.press("ControlOrMeta+S");
  await page.waitForSelector(".tab.active:not(.dirty)", { timeout: 10_000 });
}

function isTrue(): boolean {
  return true;
}

function isFalse(): boolean {
  return false;
}
