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
import { checkWithLean, inWords, type LeanReport } from "../provide/leanCheck.ts";
import { type VsCodeWindow, openVsCodeWindow } from "../provide/vscodeWindow.ts";
import type { Model } from "./modelSource.ts";

const fileName = "first.lean";
/** After so many steps a proof of this length goes round in circles. */
const mostSteps = 6;

/**
 * Takes suggestions in a real window without a person, and has a real Lean judge each. Throws with what is missing in
 * words: no suggestion, one that was not inserted, or a first one that Lean does not accept.
 */
export async function check(model: Model, vsix: string): Promise<void> {
  const results = path.join(cacheFolder(), "try", "check");
  await rm(results, { recursive: true, force: true });
  await mkdir(results, { recursive: true });
  // A copy: the examples stay as they are.
  const folder = path.join(results, "examples");
  await cp(path.join(repository, "examples"), folder, { recursive: true });
  const file = path.join(folder, fileName);
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
    await prove({ window, model, file, results });
    console.log(`screenshots: in ${results}`);
  } finally {
    await window.close();
  }
}

interface Trial {
  readonly window: VsCodeWindow;
  readonly model: Model;
  readonly file: string;
  readonly results: string;
}

/** Takes one step after the other until Lean accepts the whole file. */
async function prove(trial: Trial): Promise<void> {
  const { model } = trial;
  for (let step = 1; step <= mostSteps; step += 1) {
    const suggestion = await takeStep(trial, step);
    if (suggestion === undefined) {
      if (step === 1) throw new Error(await whyNot(trial));
      console.log("Then nothing more was suggested, and the proof has open goals.");
      return;
    }
    console.log(`step ${step}, from ${model.name}: ${suggestion.trim()}`);
    const report = await checkWithLean(await readFile(trial.file, "utf8"));
    console.log(`Lean: ${told[report.verdict]}`);
    if (report.verdict === "refused") {
      const words = `Lean does not accept ${JSON.stringify(suggestion)}:\n${inWords(report)}`;
      if (step === 1) throw new Error(words);
      console.log(`${words}\nThe steps before it are accepted.`);
    }
    if (report.verdict !== "unfinished") return;
  }
  console.log(`Each of ${mostSteps} steps is accepted, and the proof has open goals still.`);
}

const told: Readonly<Record<LeanReport["verdict"], string>> = {
  whole: "accepted, and the whole file is proved",
  unfinished: "accepted, with goals left",
  refused: "not accepted",
};

/** Enter, ghost text, Tab, save; gives what was suggested. */
async function takeStep(
  { window: { page }, file, results }: Trial,
  step: number,
): Promise<string | undefined> {
  const before = await readFile(file, "utf8");
  await page.keyboard.press("Enter");
  const suggestion = await suggestionText(page, step === 1 ? 60_000 : 20_000);
  await page.screenshot({ path: path.join(results, `${step}-suggestion.png`) });
  if (suggestion === undefined) return undefined;
  await acceptAndSave(page);
  await page.screenshot({ path: path.join(results, `${step}-accepted.png`) });
  const after = await readFile(file, "utf8");
  if (!after.startsWith(before) || after.slice(before.length).trim() !== suggestion.trim()) {
    throw new Error(`Tab did not insert exactly ${JSON.stringify(suggestion)}:\n${after}`);
  }
  return suggestion;
}

async function whyNot({ window, model }: Trial): Promise<string> {
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
