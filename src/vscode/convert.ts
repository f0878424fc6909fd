import {
  Range,
  workspace,
  type CancellationToken,
  type SelectedCompletionInfo,
  type TextDocument,
} from "vscode";
import type { Replacement } from "../core/complete/completer.ts";
import type { Document } from "../core/document.ts";

/** The document as it is when its text is first looked at: most events of large files need no look. */
export function documentOf(document: TextDocument): Document {
  let text: string | undefined;
  return {
    uri: document.uri.toString(),
    languageId: document.languageId,
    get text() {
      text ??= document.getText();
      return text;
    },
    get verbatim() {
      return verbatimIn(document);
    },
  };
}

/** Environments that LaTeX-Workshop is told to leave alone, if that extension is there: its users name their own. */
function verbatimIn(document: TextDocument): readonly string[] {
  const setting = workspace.getConfiguration("latex-workshop", document);
  const names: unknown = setting.get("latex.verbatimEnvs");
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}

/** A signal that aborts with the token, until it is disposed of. */
export function signalOf(token: CancellationToken): {
  readonly signal: AbortSignal;
  dispose(): void;
} {
  const controller = new AbortController();
  const listener = token.onCancellationRequested(() => {
    controller.abort();
  });
  // VS Code does not call listeners that come after the cancellation within the same turn.
  if (token.isCancellationRequested) controller.abort();
  return {
    signal: controller.signal,
    dispose: () => {
      listener.dispose();
    },
  };
}

export function rangeOf(
  document: TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}

/** The entry marked in the editor's list of completions. */
export function replacementOf(
  document: TextDocument,
  { range, text }: SelectedCompletionInfo,
): Replacement {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end), text };
}
