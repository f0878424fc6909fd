import { l10n, Range, Uri, window, workspace } from "vscode";
import type { ExplainFeature } from "../explain/explaining.ts";

/** Explains the equation at the place that a hover names, or what is selected in the editor. */
export async function explain(feature: ExplainFeature, about: unknown): Promise<void> {
  const place = placeIn(about);
  if (place !== undefined) {
    const document = await workspace.openTextDocument(Uri.parse(place.uri));
    await feature.explain(
      document,
      new Range(place.line, place.character, place.line, place.character),
    );
    return;
  }
  const editor = window.activeTextEditor;
  if (editor === undefined) {
    await window.showInformationMessage(
      l10n.t("Llemma: there is no text open in an editor, so there is no equation to explain."),
    );
    return;
  }
  await feature.explain(editor.document, editor.selection);
}

/** What the hover's link gives along. Anything may call a command. */
function placeIn(
  about: unknown,
): { readonly uri: string; readonly line: number; readonly character: number } | undefined {
  const given: readonly unknown[] = Array.isArray(about) ? about : [];
  const [uri, line, character] = given;
  const isPlace = typeof uri === "string" && isCount(line) && isCount(character);
  return isPlace ? { uri, line, character } : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}
