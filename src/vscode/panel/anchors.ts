import { Range, Uri, workspace, WorkspaceEdit, type Disposable, type TextDocument } from "vscode";
import { anchorAfter, find, type Anchor } from "../../core/anchor.ts";
import { fitted, type Manner } from "../../core/insertion.ts";
import type { ItemManner } from "../../core/panel/items.ts";
import type { TaskPlace } from "../../core/panel/tasks.ts";

/** Where a task started, moved along with what is typed since. */
export interface Place extends TaskPlace {
  /** Puts text in the place instead of what is there, or behind it, as one step to undo; undefined when it is gone. */
  put(text: string, manner: ItemManner): Promise<Inserted | undefined>;
}

/** Something that was put into a document. */
export interface Inserted {
  readonly document: TextDocument;
  /** Where it is now. */
  readonly range: Range;
}

export function followAnchor(known: Anchor): Place {
  let anchor = known;
  const { uri } = anchor;
  const listeners: readonly Disposable[] = [
    workspace.onDidChangeTextDocument((event) => {
      if (event.document.uri.toString() !== uri) return;
      // From the end of the text to its start, all in offsets of the text before: none moves the others.
      for (const { rangeOffset: start, rangeLength, text } of event.contentChanges) {
        anchor = anchorAfter(anchor, { start, end: start + rangeLength, text });
      }
    }),
    workspace.onDidCloseTextDocument((closed) => {
      // It may change now without our knowledge.
      if (closed.uri.toString() === uri) anchor = { ...anchor, followed: false };
    }),
  ];

  return {
    get anchor() {
      return anchor;
    },
    put: async (text, manner) => {
      const document = await opened(Uri.parse(uri));
      const found = document && find(anchor, document.getText());
      if (document === undefined || found === undefined) return undefined;
      anchor = { ...anchor, ...found, followed: true };
      if (manner === "place") return await putInto(document, found, text);
      const inserted = await putBehind(document, found.end, { text, manner });
      // What is inserted next comes behind it.
      if (inserted !== undefined) {
        anchor = { ...anchor, end: document.offsetAt(inserted.range.end) };
      }
      return inserted;
    },
    dispose: () => {
      for (const listener of listeners) listener.dispose();
    },
  };
}

/** Behind an offset, with the line breaks or spaces that are needed there. */
export async function putBehind(
  document: TextDocument,
  offset: number,
  { text, manner }: { readonly text: string; readonly manner: "behind" | Manner },
): Promise<Inserted | undefined> {
  if (manner === "behind") return await putInto(document, { start: offset, end: offset }, text);
  const at = document.positionAt(offset);
  const { text: line } = document.lineAt(at.line);
  const parts = { before: line.slice(0, at.character), after: line.slice(at.character) };
  return await putInto(document, { start: offset, end: offset }, fitted(text, parts, manner));
}

async function putInto(
  document: TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
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

async function opened(uri: Uri): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
