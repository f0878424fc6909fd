import type { TextDocument } from "vscode";
import { structureOf, type Structure } from "../../core/context/latex/structure.ts";
import { documentOf } from "../convert.ts";

/** Reads documents, each from what was read of it before: cursors move more often than texts change. */
export type Structures = (document: TextDocument) => Structure;

export function createStructures(): Structures {
  const known = new WeakMap<TextDocument, Structure>();
  return (document) => {
    const { text, verbatim } = documentOf(document);
    const structure = structureOf(text, known.get(document), verbatim);
    known.set(document, structure);
    return structure;
  };
}
