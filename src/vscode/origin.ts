import { Range, Uri, workspace, WorkspaceEdit, type Disposable, type TextDocument } from "vscode";
import { anchorAt, find, moved, type Anchor } from "../core/anchor.ts";
import { fitted, type Manner } from "../core/insertion.ts";
import { documentOf } from "./convert.ts";

/** Where something started, moved along with what is typed since. */
export interface Origin {
  readonly languageId: string;
  /** As it is known now. */
  readonly anchor: Anchor;
  /** Puts text behind the place as one step to undo; false when the place is gone. */
  insert(text: string, manner: Manner): Promise<boolean>;
  /** Puts text in the place instead of what is there, likewise. */
  replace(text: string): Promise<boolean>;
  dispose(): void;
}

export function followOrigin(
  document: TextDocument,
  span: { readonly start: number; readonly end: number },
): Origin {
  return followAnchor(anchorAt(documentOf(document), span));
}

export function followAnchor(known: Anchor): Origin {
  let anchor = known;
  const { uri } = anchor;
  const listeners: readonly Disposable[] = [
    workspace.onDidChangeTextDocument((event) => {
      if (event.document.uri.toString() !== uri) return;
      // From the end of the text to its start, all in offsets of the text before: none moves the others.
      for (const { rangeOffset: start, rangeLength, text } of event.contentChanges) {
        anchor = moved(anchor, { start, end: start + rangeLength, text });
      }
    }),
    workspace.onDidCloseTextDocument((closed) => {
      // It may change now without our knowledge.
      if (closed.uri.toString() === uri) anchor = { ...anchor, followed: false };
    }),
  ];

  async function put(fill: (place: Place) => Filling): Promise<boolean> {
    const document = await opened(Uri.parse(uri));
    const found = document && find(anchor, document.getText());
    if (document === undefined || found === undefined) return false;
    const { range, text } = fill({ document, ...found });
    return await putInto(document, range, text);
  }

  return {
    languageId: anchor.languageId,
    get anchor() {
      return anchor;
    },
    insert: (text, manner) => put(({ document, end }) => behind(document, end, { text, manner })),
    replace: (text) =>
      put(({ document, start, end }) => ({
        range: new Range(document.positionAt(start), document.positionAt(end)),
        text,
      })),
    dispose: () => {
      for (const listener of listeners) listener.dispose();
    },
  };
}

interface Place {
  readonly document: TextDocument;
  readonly start: number;
  readonly end: number;
}

interface Filling {
  readonly range: Range;
  readonly text: string;
}

/** Behind an offset, with the line breaks or spaces that are needed there. */
export function behind(
  document: TextDocument,
  offset: number,
  { text, manner }: { readonly text: string; readonly manner: Manner },
): Filling {
  const at = document.positionAt(offset);
  const { text: line } = document.lineAt(at.line);
  const parts = { before: line.slice(0, at.character), after: line.slice(at.character) };
  return { range: new Range(at, at), text: fitted(text, parts, manner) };
}

/** As one step to undo. */
export async function putInto({ uri }: TextDocument, range: Range, text: string): Promise<boolean> {
  const edit = new WorkspaceEdit();
  edit.replace(uri, range, text);
  return await workspace.applyEdit(edit);
}

async function opened(uri: Uri): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
