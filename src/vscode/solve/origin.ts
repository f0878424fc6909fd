import { Range, Uri, workspace, WorkspaceEdit, type Disposable, type TextDocument } from "vscode";
import type { Problem } from "../../core/solve/problem.ts";
import { movedBy } from "../../core/solve/insertion.ts";

/** Where a run started, moved along with what is typed since. */
export interface Origin {
  readonly languageId: string;
  /** Puts text behind the problem as one step to undo; false when the place is gone. */
  insert(text: string, newLine: boolean): Promise<boolean>;
  dispose(): void;
}

export function followOrigin(document: TextDocument, problem: Problem): Origin {
  const uri = document.uri.toString();
  const raw = document.getText().slice(problem.start, problem.end);
  let end = problem.end;
  let isOpen = true;

  const listeners: readonly Disposable[] = [
    workspace.onDidChangeTextDocument((event) => {
      if (event.document.uri.toString() !== uri) return;
      // VS Code lists changes from the end of the text to its start, in offsets of the text before.
      for (const { rangeOffset, rangeLength, text } of event.contentChanges) {
        end = movedBy(end, { start: rangeOffset, end: rangeOffset + rangeLength, text });
      }
    }),
    workspace.onDidCloseTextDocument((closed) => {
      if (closed.uri.toString() === uri) isOpen = false;
    }),
  ];

  /** A text that was closed may have changed without our knowledge: the problem has to be found in it. */
  function placeIn(text: string): number | undefined {
    if (isOpen) return Math.min(end, text.length);
    const start = text.indexOf(raw);
    const isThere = raw !== "" && start >= 0 && !text.includes(raw, start + 1);
    return isThere ? start + raw.length : undefined;
  }

  return {
    languageId: document.languageId,
    insert: async (text, newLine) => {
      const target = await workspace.openTextDocument(Uri.parse(uri)).then(
        (opened) => opened,
        () => undefined,
      );
      const offset = target === undefined ? undefined : placeIn(target.getText());
      if (target === undefined || offset === undefined) return false;
      const at = target.positionAt(offset);
      const edit = new WorkspaceEdit();
      const { text: line } = target.lineAt(at.line);
      const before = line.slice(0, at.character);
      const gap = newLine ? "\n" : before === "" || /\s$/.test(before) ? "" : " ";
      const rest = newLine && line.slice(at.character).trim() !== "" ? "\n" : "";
      edit.replace(target.uri, new Range(at, at), `${gap}${text}${rest}`);
      return workspace.applyEdit(edit);
    },
    dispose: () => {
      for (const listener of listeners) listener.dispose();
    },
  };
}
