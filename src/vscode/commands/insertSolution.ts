import { l10n, window } from "vscode";
import type { InsertionForm } from "../../core/solve/insertion.ts";
import type { SolveFeature } from "../solve/solving.ts";

/** Lets a person choose what of the last run goes into the text. */
export async function insertSolution(feature: SolveFeature): Promise<void> {
  const chosen = await window.showQuickPick<{
    readonly label: string;
    readonly form: InsertionForm;
  }>(
    [
      { label: l10n.t("Solution"), form: "solution" },
      { label: l10n.t("Solution as a Comment"), form: "comment" },
      { label: l10n.t("Only the Answer"), form: "answer" },
    ],
    { placeHolder: l10n.t("What to insert behind the problem") },
  );
  if (chosen !== undefined) await feature.insert(chosen.form);
}
