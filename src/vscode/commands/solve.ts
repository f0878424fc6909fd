import { l10n, window, type TextDocument, type TextEditor } from "vscode";
import { anchorAt } from "../../core/anchor.ts";
import { hasMathematics, problemAt } from "../../core/solve/problem.ts";
import { documentOf } from "../convert.ts";
import { followOrigin } from "../origin.ts";
import { whereIs } from "../panel/place.ts";
import type { Found, Manner, SolveFeature } from "../solve/solving.ts";

/** Solves what is selected, the problem at the cursor or one that the person writes. */
export async function solve(
  feature: SolveFeature,
  manner: () => Manner | Promise<Manner | undefined>,
): Promise<void> {
  const found = await findProblem(window.activeTextEditor);
  if (found === undefined || !(await isWanted(found.text))) return;
  const chosen = await manner();
  if (chosen !== undefined) await feature.start(found, chosen);
}

async function findProblem(editor: TextEditor | undefined): Promise<Found | undefined> {
  if (editor === undefined) return await askFor(undefined);
  const { document, selection } = editor;
  const [start, end] = [document.offsetAt(selection.start), document.offsetAt(selection.end)];
  const problem = problemAt(documentOf(document), { start, end });
  if (problem !== undefined) return { text: problem.text, place: placeOf(document, problem) };
  const cursor = document.offsetAt(selection.active);
  return await askFor(placeOf(document, { start: cursor, end: cursor }));
}

function placeOf(
  document: TextDocument,
  span: { readonly start: number; readonly end: number },
): Found["place"] {
  const origin = followOrigin(document, span);
  const anchor = anchorAt(documentOf(document), span);
  return { origin, anchor, where: whereIs(document, span.start) };
}

async function askFor(place: Found["place"]): Promise<Found | undefined> {
  const text = await window.showInputBox({
    title: l10n.t("Llemma: Solve"),
    prompt: l10n.t("There is no problem at the cursor. Write one."),
    placeHolder: l10n.t("What is the sum of the first ten odd numbers?"),
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === "" ? l10n.t("Write a problem.") : undefined),
  });
  return text === undefined || text.trim() === "" ? undefined : { text, place };
}

/** Asks first where there is nothing to calculate with. */
async function isWanted(problem: string): Promise<boolean> {
  if (hasMathematics(problem)) return true;
  const anyway = l10n.t("Solve Anyway");
  const chosen = await window.showWarningMessage(
    l10n.t("Llemma finds no mathematics in this text, and it solves nothing else."),
    anyway,
  );
  return chosen === anyway;
}
