import { anchorAfter, find, type Anchor } from "../../core/anchor.ts";
import type { ItemManner } from "../../core/panel/items.ts";
import type { TaskPlace } from "../../core/panel/tasks.ts";
import { followText, openText, putBehind, putInto, type Inserted } from "../places.ts";

/** Where a task started, moved along with what is typed since. */
export interface Place extends TaskPlace {
  /** Puts text in the place instead of what is there, or behind it, as one step to undo; undefined when it is gone. */
  put(text: string, manner: ItemManner): Promise<Inserted | undefined>;
}

export function followAnchor(known: Anchor): Place {
  let anchor = known;
  const following = followText(anchor.uri, {
    change: (change) => {
      anchor = anchorAfter(anchor, change);
    },
    close: () => {
      // It may change now without our knowledge.
      anchor = { ...anchor, followed: false };
    },
  });

  return {
    get anchor() {
      return anchor;
    },
    put: async (text, manner) => {
      const document = await openText(anchor.uri);
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
      following.dispose();
    },
  };
}
