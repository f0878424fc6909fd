import { fitsBefore } from "../context/latex/closers.ts";
import { latexAt, type LatexCursor } from "../context/latex/cursor.ts";
import { nearest, type Nested } from "../context/latex/nesting.ts";
import { prefaceFor } from "../context/latex/preface.ts";
import { macrosAt, withFile, type Project } from "../context/latex/project.ts";
import { structureOf } from "../context/latex/structure.ts";
import { longestRead } from "../context/readable.ts";
import { stableStart } from "../context/window.ts";
import { lineEnd, withLineFeeds, type Document } from "../document.ts";
import { latexCharactersPerToken, latexMaxTokens, latexStop } from "../prompts/latexStep.ts";
import type { Language, Place, Refusal } from "./language.ts";
import { latexReader } from "./latexStep.ts";

/** LaTeX: the next sentence, row or display, anywhere in the body of a document. */
export const latex: Language = {
  place(document, offset, explicit) {
    const cursor = latexAt(document.text, offset, document.verbatim);
    if (cursor.kind !== "cursor") return { kind: "refused", reason: cursor.kind };
    const reason = crowded(cursor, explicit);
    if (reason !== undefined) return { kind: "refused", reason };
    return latexPlace(cursor, document, offset);
  },
};

/** The place of a cursor at which nothing speaks against a step. */
export function latexPlace(cursor: LatexCursor, document: Document, offset: number): Place {
  const { text } = document;
  const whole = withLineFeeds(text.slice(stableStart(offset), offset));
  const prefix = whole.replace(/[ \t]+$/, "");
  const gap = whole.slice(prefix.length);
  return {
    kind: "place",
    description: describe(cursor),
    prefix,
    preface: (length, project) => {
      // Line breaks of two characters make the part longer than what is sent of it.
      const shown = length === prefix.length ? stableStart(offset) : offset - gap.length - length;
      return prefaceAt(document, { offset, shown }, project);
    },
    gap,
    charactersPerToken: latexCharactersPerToken,
    maxTokens: latexMaxTokens[cursor.open.mode],
    stop: latexStop,
    read: latexReader(cursor),
  };
}

/** Read only when it is needed: for long texts and for documents of several files. */
function prefaceAt(
  { uri, text, verbatim }: Document,
  place: { readonly offset: number; readonly shown: number },
  project: Project | undefined,
): string {
  if (text.length > longestRead) return "";
  const structure = structureOf(text, project?.files.get(uri), verbatim);
  const all = withFile(project, uri, structure);
  const others = [...all.files.values()].filter((file) => file !== structure);
  const macros = macrosAt(all, { uri, offset: place.offset });
  return prefaceFor(structure, place, { others, macros });
}

/** What close to the cursor speaks against a step. */
export function crowded(cursor: LatexCursor, explicit: boolean): Refusal | undefined {
  const { before, after, tail } = cursor;
  const rest = after.slice(0, lineEnd(after, 0));
  if (isMidWord(before.slice(tail), rest, explicit)) return "midWord";
  return fitsBefore(rest, cursor.open.mode !== "text") ? undefined : "midLine";
}

/** `touching`: the token that ends at the cursor and may go on. */
function isMidWord(touching: string, rest: string, explicit: boolean): boolean {
  // The name of an environment is a matter of the editor's own list.
  if (/^\\(?:\\|(?:begin|end)(?![a-zA-Z]))/.test(touching)) return true;
  const lacksDelimiter = /^\\(?:left|right|middle)?[ \t]*$/.test(touching);
  if (lacksDelimiter && rest.trim() !== "") return true;
  const isSplit = /\p{L}$/u.test(touching) && /^\p{L}/u.test(rest);
  return !explicit && (touching === "\\" || isSplit);
}

function describe({ open, statement }: LatexCursor): string {
  if (open.mode === "inline") return "inline maths";
  const environment = nearest(open, (node) => node.kind === "environment");
  if (open.mode === "display") {
    const around = nearest(open, isDisplay);
    return around?.kind === "environment" ? `display maths in ${around.name}` : "display maths";
  }
  if (environment === undefined || environment.name === "document") return "text";
  if (environment.name !== "proof") return `text in ${environment.name}`;
  return statement === undefined ? "proof" : `proof of ${statement}`;
}

function isDisplay({ kind }: Nested): boolean {
  return kind === "environment" || kind === "maths";
}
