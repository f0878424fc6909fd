import type { TextDocument } from "vscode";
import { structureOf, type Structure } from "../../core/context/latex/structure.ts";

/** Reads documents, each from what was read of it before: cursors move more often than texts change. */
export type Structures = (document: TextDocument) => Structure;

export function createStructures(): Structures {
  const known = new WeakMap<TextDocument, Structure>();
  return (document) => {
    const structure = structureOf(document.getText(), known.get(document));
    known.set(document, structure);
    return structure;
  };
}
