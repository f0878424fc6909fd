import { cp, mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { cacheFolder, progress, repository } from "../provide/cache.ts";
import {
  acceptAndSave,
  languageReady,
  moveToEnd,
  statusText,
  suggestionText,
} from "../provide/editorPage.ts";
import { type VsCodeWindow, openVsCodeWindow } from "../provide/vscodeWindow.ts";
import type { Model } from "./modelSource.ts";

const fileName = "first.lean";

/** Takes a suggestion in a real window without a person; throws with what is missing in words. */
export async function check(model: Model, vsix: string): Promise<void> {
  const results = path.join(cacheFolder(), "try", "check");
  await rm(results, { recursive: true, force: true });
  await mkdir(results, { recursive: true });
  // A copy: the examples stay as they are.
  const folder = path.join(results, "examples");
  await cp(path.join(repository, "examples"), folder, { recursive: true });
  const file = path.join(folder, fileName);
  const before = await readFile(file, "utf8");
  progress(`opening ${fileName} in VS Code`);
  const window = await openVsCodeWindow({
    release: "newest",
    folder,
    open: file,
    vsix: [vsix],
    settings: { "llemma.server.url": model.url },
  });
  try {
    await languageReady(window.page);
    await moveToEnd(window.page, fileName);
    await window.page.keyboard.press("Enter");
    const suggestion = await suggestionText(window.page, 60_000);
    await window.page.screenshot({ path: path.join(results, "suggestion.png") });
    if (suggestion === undefined) {
      throw new Error(await whyNot(window, model));
    }
    await acceptAndSave(window.page);
    await window.page.screenshot({ path: path.join(results, "accepted.png") });
    report(before, await readFile(file, "utf8"), suggestion);
    console.log(`screenshots: ${path.join(results, "suggestion.png")} and accepted.png beside it`);
  } finally {
    await window.close();
  }
}

function report(before: string, after: string, suggestion: string): void {
  const last = before.split("\n").length - 1;
  const lines = (text: string): string =>
    text
      .split("\n")
      .slice(Math.max(0, last - 1))
      .map((line) => `  | ${line}`)
      .join("\n");
  console.log(`before:\n${lines(before)}\nsuggested: ${suggestion}\nafter:\n${lines(after)}`);
  if (after === before) {
    throw new Error("Tab did not insert the suggestion.");
  }
}

async function whyNot(window: VsCodeWindow, model: Model): Promise<string> {
  return [
    "No suggestion appeared within a minute.",
    `The window says: ${(await statusText(window.page)) || "nothing of Llemma"}`,
    `The window's log:\n${end(window.log().split("--- server:")[0] ?? "")}`,
    `The model server's log:\n${end(model.log())}`,
  ].join("\n\n");
}

function end(text: string): string {
  return text.trim().split("\n").slice(-15).join("\n") || "(empty)";
}
