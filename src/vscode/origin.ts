import { Range, Uri, workspace, WorkspaceEdit, type Disposable, type TextDocument } from "vscode";
import { endOf, fitted, movedBy, type Manner } from "../core/insertion.ts";

/** The place that an answer is about, moved along with what is typed since. */
export interface Origin {
  readonly languageId: string;
  /** Puts text behind the place as one step to undo; false when the place is gone. */
  insert(text: string, manner: Manner): Promise<boolean>;
  dispose(): void;
}

export function followOrigin(
  document: TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): Origin {
  const uri = document.uri.toString();
  const raw = document.getText().slice(start, end);
  let mark = { raw, end, followed: true };

  const listeners: readonly Disposable[] = [
    workspace.onDidChangeTextDocument((event) => {
      if (event.document.uri.toString() !== uri) return;
      // From the end of the text to its start, all in offsets of the text before: none moves the others.
      for (const { rangeOffset, rangeLength, text } of event.contentChanges) {
        const change = { start: rangeOffset, end: rangeOffset + rangeLength, text };
        mark = { ...mark, end: movedBy(mark.end, change) };
      }
    }),
    workspace.onDidCloseTextDocument((closed) => {
      // It may change now without our knowledge.
      if (closed.uri.toString() === uri) mark = { ...mark, followed: false };
    }),
  ];

  return {
    languageId: document.languageId,
    insert: async (text, manner) => {
      const target = await opened(Uri.parse(uri));
      const offset = target === undefined ? undefined : endOf(mark, target.getText());
      if (target === undefined || offset === undefined) return false;
      const at = target.positionAt(offset);
      const { text: line } = target.lineAt(at.line);
      const parts = { before: line.slice(0, at.character), after: line.slice(at.character) };
      const edit = new WorkspaceEdit();
      edit.replace(target.uri, new Range(at, at), fitted(text, parts, manner));
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
