import { l10n, window } from "vscode";
import type { ExplanationForm } from "../../core/explain/insertion.ts";
import type { ExplainFeature } from "../explain/explaining.ts";

/** Lets a person choose how the last explanation goes into the text. */
export async function insertExplanation(feature: ExplainFeature): Promise<void> {
  const chosen = await window.showQuickPick<{
    readonly label: string;
    readonly form: ExplanationForm;
  }>(
    [
      { label: l10n.t("As a Comment"), form: "comment" },
      { label: l10n.t("As Text Below"), form: "text" },
    ],
    { placeHolder: l10n.t("How to insert the explanation behind its equation") },
  );
  if (chosen !== undefined) await feature.insert(chosen.form);
}
