import {
  Disposable,
  Range,
  Uri,
  workspace,
  WorkspaceEdit,
  type TextDocument,
  type TextDocumentChangeEvent,
} from "vscode";
import {
  endOf,
  fitted,
  movedBy,
  spanAfter,
  type Manner,
  type Mark,
  type Span,
} from "../core/insertion.ts";

/** The place that an answer is about, moved along with what is typed since. */
export interface Origin {
  readonly languageId: string;
  /** Puts text behind the place as one step to undo; false when the place is gone. */
  insert(text: string, manner: Manner): Promise<boolean>;
  /** Puts text right behind the place as it is, and belongs to the place from then on; undefined when that is gone. */
  add(text: string): Promise<Added | undefined>;
  dispose(): void;
}

/** Text that was added. */
export interface Added {
  /** Whether anything of it is still there: an undo takes it away. */
  readonly stands: () => boolean;
}

/** What tells the place from others in a text that was closed: so much before it, in UTF-16 code units. */
const tellingPart = 400;

export function followOrigin(
  document: TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): Origin {
  const place = new Place(document, { start, end });
  return {
    languageId: document.languageId,
    insert: async (text, manner) => {
      const found = await place.find();
      if (found === undefined) return false;
      const { target, offset } = found;
      const at = target.positionAt(offset);
      const { text: line } = target.lineAt(at.line);
      const parts = { before: line.slice(0, at.character), after: line.slice(at.character) };
      return await put(found, fitted(text, parts, manner));
    },
    add: async (text) => {
      const found = await place.find();
      if (found === undefined) return undefined;
      const added = place.expect(found.offset);
      return (await put(found, text)) ? added(found.target) : undefined;
    },
    dispose: () => {
      place.dispose();
    },
  };
}

interface Found {
  readonly target: TextDocument;
  readonly offset: number;
}

/** A place that moves along with its text. */
class Place {
  readonly #uri: string;
  readonly #listeners: Disposable;
  #mark: Mark;
  /** What was added, in its order, and where more of it comes. */
  #added: readonly Span[] = [];
  #coming: number | undefined;

  constructor(document: TextDocument, { start, end }: Span) {
    this.#uri = document.uri.toString();
    this.#mark = { raw: document.getText().slice(start, end), end, followed: true };
    this.#listeners = Disposable.from(
      workspace.onDidChangeTextDocument((event) => {
        if (event.document.uri.toString() === this.#uri) this.#changed(event);
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        // It may change now without our knowledge.
        if (uri.toString() === this.#uri) this.#mark = { ...this.#mark, followed: false };
      }),
    );
  }

  async find(): Promise<Found | undefined> {
    const target = await opened(Uri.parse(this.#uri));
    const offset = target === undefined ? undefined : endOf(this.#mark, target.getText());
    return target === undefined || offset === undefined ? undefined : { target, offset };
  }

  /** The text that comes next to this place is ours. What comes back is to be called once it is there. */
  expect(offset: number): (target: TextDocument) => Added {
    this.#coming = offset;
    const index = this.#added.length;
    return (target) => {
      const raw = target.getText().slice(0, this.#mark.end).slice(-tellingPart);
      this.#mark = { ...this.#mark, raw };
      return {
        stands: () => {
          const span = this.#added[index];
          return span !== undefined && span.end > span.start;
        },
      };
    };
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  /** From the end of the text to its start, all in offsets of the text before: none moves the others. */
  #changed({ contentChanges }: TextDocumentChangeEvent): void {
    for (const { rangeOffset: start, rangeLength, text } of contentChanges) {
      const change = { start, end: start + rangeLength, text };
      const isOwn = start === this.#coming && rangeLength === 0;
      const end = start + text.length;
      this.#mark = { ...this.#mark, end: isOwn ? end : movedBy(this.#mark.end, change) };
      this.#added = this.#added.map((span) => spanAfter(span, change));
      if (!isOwn) continue;
      this.#coming = undefined;
      this.#added = [...this.#added, { start, end }];
    }
  }
}

function put({ target, offset }: Found, text: string): Thenable<boolean> {
  const at = target.positionAt(offset);
  const edit = new WorkspaceEdit();
  edit.replace(target.uri, new Range(at, at), text);
  return workspace.applyEdit(edit);
}

async function opened(uri: Uri): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
