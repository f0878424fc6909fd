import type { Disposable, TextDocument } from "vscode";
import {
  endOf,
  movedBy,
  spanAfter,
  type Change,
  type Manner,
  type Mark,
  type Span,
} from "../core/insertion.ts";
import { followText, openText, putBehind } from "./places.ts";

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
      return (await putBehind(found.target, found.offset, { text, manner })) !== undefined;
    },
    add: async (text) => {
      const found = await place.find();
      if (found === undefined) return undefined;
      const { target, offset } = found;
      const added = place.expect(offset);
      const inserted = await putBehind(target, offset, { text, manner: "behind" });
      return inserted && added(target);
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
  readonly #following: Disposable;
  #mark: Mark;
  /** What was added, in its order, and where more of it comes. */
  #added: readonly Span[] = [];
  #coming: number | undefined;

  constructor(document: TextDocument, { start, end }: Span) {
    this.#uri = document.uri.toString();
    this.#mark = { raw: document.getText().slice(start, end), end, followed: true };
    this.#following = followText(this.#uri, {
      change: (change) => {
        this.#changed(change);
      },
      close: () => {
        // It may change now without our knowledge.
        this.#mark = { ...this.#mark, followed: false };
      },
    });
  }

  async find(): Promise<Found | undefined> {
    const target = await openText(this.#uri);
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
    this.#following.dispose();
  }

  #changed(change: Change): void {
    const { start, text } = change;
    const isOwn = start === this.#coming && change.end === start;
    const end = start + text.length;
    this.#mark = { ...this.#mark, end: isOwn ? end : movedBy(this.#mark.end, change) };
    this.#added = this.#added.map((span) => spanAfter(span, change));
    if (!isOwn) return;
    this.#coming = undefined;
    this.#added = [...this.#added, { start, end }];
  }
}
