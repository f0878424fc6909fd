import { l10n, window } from "vscode";
import { isAnswer } from "../answerDocument.ts";
import type { ContinueFeature } from "../continue/continuing.ts";

/** Goes on with the proof or derivation at the cursor, or behind what is selected. */
export async function continueProof(feature: ContinueFeature): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor === undefined || isAnswer(editor.document)) {
    await window.showInformationMessage(
      l10n.t("Llemma: put the cursor behind the last step of a proof or derivation first."),
    );
    return;
  }
  const { document, selection } = editor;
  const [start, end] = [document.offsetAt(selection.start), document.offsetAt(selection.end)];
  await feature.start(document, { start, end });
}
