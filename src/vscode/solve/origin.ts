import { Range, Uri, workspace, WorkspaceEdit, type Disposable, type TextDocument } from "vscode";
import { endOf, fitted, movedBy, type InsertionForm } from "../../core/solve/insertion.ts";
import type { Problem } from "../../core/solve/problem.ts";

/** Where a run started, moved along with what is typed since. */
export interface Origin {
  readonly languageId: string;
  /** Puts text behind the problem as one step to undo; false when the place is gone. */
  insert(text: string, form: InsertionForm): Promise<boolean>;
  dispose(): void;
}

export function followOrigin(
  document: TextDocument,
  problem: Pick<Problem, "start" | "end">,
): Origin {
  const uri = document.uri.toString();
  const raw = document.getText().slice(problem.start, problem.end);
  let mark = { raw, end: problem.end, followed: true };

  const listeners: readonly Disposable[] = [
    workspace.onDidChangeTextDocument((event) => {
      if (event.document.uri.toString() !== uri) return;
      // From the end of the text to its start, all in offsets of the text before: none moves the others.
      for (const { rangeOffset: start, rangeLength, text } of event.contentChanges) {
        mark = { ...mark, end: movedBy(mark.end, { start, end: start + rangeLength, text }) };
      }
    }),
    workspace.onDidCloseTextDocument((closed) => {
      // It may change now without our knowledge.
      if (closed.uri.toString() === uri) mark = { ...mark, followed: false };
    }),
  ];

  return {
    languageId: document.languageId,
    insert: async (text, form) => {
      const target = await opened(Uri.parse(uri));
      const offset = target === undefined ? undefined : endOf(mark, target.getText());
      if (target === undefined || offset === undefined) return false;
      const at = target.positionAt(offset);
      const { text: line } = target.lineAt(at.line);
      const parts = { before: line.slice(0, at.character), after: line.slice(at.character) };
      const edit = new WorkspaceEdit();
      edit.replace(target.uri, new Range(at, at), fitted(text, parts, form));
      return workspace.applyEdit(edit);
    },
    dispose: () => {
      for (const listener of listeners) listener.dispose();
    },
  };
}

async function opened(uri: Uri): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
