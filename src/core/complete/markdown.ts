import { markdownAt } from "../context/markdown.ts";
import type { Language } from "./language.ts";
import { crowded, latexPlace } from "./latex.ts";

/** Markdown: the rest of a formula, and nothing outside of formulas. */
export const markdown: Language = {
  place(document, offset, explicit) {
    const cursor = markdownAt(document.text, offset);
    if (cursor.kind !== "cursor") return { kind: "refused", reason: cursor.kind };
    const reason = crowded(cursor, explicit);
    if (reason !== undefined) return { kind: "refused", reason };
    return latexPlace(cursor, document, offset);
  },
};
