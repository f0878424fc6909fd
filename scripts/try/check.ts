import { cp, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { called } from "../../src/core/demoModel.ts";
import { cacheFolder, progress, repository } from "../provide/cache.ts";
import { languageReady, moveToEnd, statusText } from "../provide/editorPage.ts";
import { inWords, type LeanReport } from "../provide/leanCheck.ts";
import { proofSteps } from "../provide/proofSteps.ts";
import { type VsCodeWindow, openVsCodeWindow } from "../provide/vscodeWindow.ts";
import type { Model } from "./modelSource.ts";

const fileName = "first.lean";

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
async function prove({ window, model, file, results }: Trial): Promise<void> {
  const { page } = window;
  const picture = async (name: string): Promise<void> => {
    await page.screenshot({ path: path.join(results, `${name}.png`) });
  };
  const taken: LeanReport["verdict"][] = [];
  for await (const { suggestion, report } of proofSteps(page, file, picture)) {
    taken.push(report.verdict);
    console.log(`step ${taken.length}, by ${called(model.name)}:\n${indented(suggestion)}`);
    console.log(`Lean: ${told[report.verdict]}`);
    if (report.verdict === "refused") console.log(indented(inWords(report)));
  }
  const [first] = taken;
  if (first === undefined) throw new Error(await whyNot(window, model));
  if (first === "refused") throw new Error("Lean does not accept what was suggested first.");
  if (taken.at(-1) !== "whole") console.log("The proof is not finished.");
}

const told: Readonly<Record<LeanReport["verdict"], string>> = {
  whole: "accepted, and the whole file is proved",
  unfinished: "accepted, and there are goals left",
  refused: "not accepted",
};

function indented(text: string): string {
  return text.replaceAll(/^/gm, "  | ");
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
