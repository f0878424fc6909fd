import { Disposable, Range, Uri, workspace, WorkspaceEdit, type TextDocument } from "vscode";
import { fitted, type Change, type Manner, type Span } from "../core/insertion.ts";

/** Something that was put into a document. */
export interface Inserted {
  readonly document: TextDocument;
  /** Where it is now. */
  readonly range: Range;
}

/** Tells of the changes of a text, in offsets that none of the others moves, and of its closing: what comes then is not heard. */
export function followText(
  uri: string,
  on: { readonly change: (change: Change) => void; readonly close: () => void },
): Disposable {
  return Disposable.from(
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.uri.toString() !== uri) return;
      // From the end of the text to its start, all in offsets of the text before.
      for (const { rangeOffset: start, rangeLength, text } of contentChanges) {
        on.change({ start, end: start + rangeLength, text });
      }
    }),
    workspace.onDidCloseTextDocument((closed) => {
      if (closed.uri.toString() === uri) on.close();
    }),
  );
}

/** The document, read anew where it was closed; undefined when it is not there any more. */
export async function openText(uri: string): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(Uri.parse(uri));
  } catch {
    return undefined;
  }
}

/** Behind an offset, with the line breaks or spaces that are needed there. */
export async function putBehind(
  document: TextDocument,
  offset: number,
  { text, manner }: { readonly text: string; readonly manner: "behind" | Manner },
): Promise<Inserted | undefined> {
  const span = { start: offset, end: offset };
  if (manner === "behind") return await putInto(document, span, text);
  const at = document.positionAt(offset);
  const { text: line } = document.lineAt(at.line);
  const parts = { before: line.slice(0, at.character), after: line.slice(at.character) };
  return await putInto(document, span, fitted(text, parts, manner));
}

/** In place of a part, as one step to undo; undefined when VS Code does not take it. */
export async function putInto(
  document: TextDocument,
  { start, end }: Span,
  text: string,
): Promise<Inserted | undefined> {
  const at = document.positionAt(start);
  const before = document.getText().length;
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(at, document.positionAt(end)), text);
  if (!(await workspace.applyEdit(edit))) return undefined;
  // Its line breaks are the document's by now.
  const length = document.getText().length - before + (end - start);
  return { document, range: new Range(at, document.positionAt(start + length)) };
}
