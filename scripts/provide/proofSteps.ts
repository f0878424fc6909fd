import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { acceptAndSave, suggestionText } from "./editorPage.ts";
import { checkWithLean, type LeanReport } from "./leanCheck.ts";

/** A suggestion that was taken, and what a real Lean says about the file with it. */
export interface Step {
  readonly suggestion: string;
  readonly report: LeanReport;
}

/** After so many steps a proof of this length goes round in circles. */
const mostSteps = 6;

/**
 * Takes suggestions at the cursor, each on a line of its own, until Lean accepts the whole file or refuses it, or no
 * suggestion comes. Throws when Tab inserts anything but what was shown.
 *
 * @param watch is called with a picture's name whenever there is something to see
 */
export async function* proofSteps(
  page: Page,
  file: string,
  watch: (name: string) => Promise<void>,
): AsyncGenerator<Step> {
  let text = await readFile(file, "utf8");
  let column: number | undefined;
  for (let step = 1; step <= mostSteps; step += 1) {
    await page.keyboard.press("Enter");
    if (column !== undefined) {
      // Enter keeps to the block of the line before, which may be done: a person goes back to the one that is not.
      await page.keyboard.press("Shift+Home");
      await page.keyboard.type(" ".repeat(column));
    }
    const suggestion = await suggestionText(page, step === 1 ? 60_000 : 20_000);
    await watch(`${step}-suggestion`);
    if (suggestion === undefined) return;
    await acceptAndSave(page);
    await watch(`${step}-accepted`);
    text = await savedWith(file, text, suggestion);
    const report = await checkWithLean(text);
    yield { suggestion, report };
    if (report.verdict !== "unfinished") return;
    column = nextColumn(text.split("\n"), report);
  }
}

/** The file once it has the suggestion and nothing else on a new line at its end; saving takes a moment. */
async function savedWith(file: string, before: string, suggestion: string): Promise<string> {
  let text = "";
  for (let wait = 0; wait < 50; wait += 1) {
    text = await readFile(file, "utf8");
    if (text.startsWith(before) && text.slice(before.length).trim() === suggestion.trim())
      return text;
    await sleep(100);
  }
  throw new Error(`Tab did not insert exactly ${JSON.stringify(suggestion)}:\n${text}`);
}

/** The column of the block whose goals are open, the last one that Lean tells of. */
function nextColumn(lines: readonly string[], { messages }: LeanReport): number {
  const open = messages.toSorted((a, b) => a.pos.line - b.pos.line).at(-1);
  const { line, column } = open?.pos ?? { line: 1, column: 0 };
  const opener = lines[line - 1] ?? "";
  if (opener.search(/\S/) === column && opener[column] === "·") return column + 2;
  const next = lines.slice(line).find((text) => text.trim() !== "") ?? "";
  return Math.max(next.search(/\S/), opener.search(/\S/) + 2);
}
