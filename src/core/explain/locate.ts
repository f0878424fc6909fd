import { environmentFacts } from "../context/latex/names.ts";
import { siteAt } from "../context/latex/site.ts";
import type { Structure } from "../context/latex/structure.ts";
import { mathsSiteAt } from "../context/mathsSite.ts";
import { formulaAt, formulaIn } from "../derive/derivationAt.ts";
import type { Document } from "../document.ts";
import { sentencesOf } from "./prose.ts";

/** Longer texts, in UTF-16 code units, are not read for definitions. */
const longest = 4_000_000;

/** An equation in a text. */
export interface Located {
  readonly kind: "located";
  /** Without its delimiters. */
  readonly tex: string;
  readonly at: number;
  readonly end: number;
  /** The whole formula that it is or is a part of, delimiters and all. */
  readonly outer: { readonly at: number; readonly end: number };
  readonly isDisplay: boolean;
}

/** Why there is nothing to explain. */
export type Refusal =
  | { readonly kind: "noEquation" }
  | { readonly kind: "noEquationSelected" }
  | { readonly kind: "severalSelected"; readonly count: number }
  /** The selection ends in another part of the document than it starts in. */
  | { readonly kind: "acrossParts"; readonly parts: readonly [string, string] }
  /** It cuts through a formula. */
  | { readonly kind: "acrossEdge" }
  | { readonly kind: "tooLarge"; readonly characters: number; readonly most: number }
  | { readonly kind: "notText" }
  | { readonly kind: "otherLanguage"; readonly languageId: string };

interface Span {
  readonly start: number;
  readonly end: number;
}

function isExplained(languageId: string): boolean {
  return ["latex", "tex", "markdown"].includes(languageId);
}

/** The equation that is selected, or with an empty selection the one at the cursor. */
export function locate(
  document: Document,
  structure: () => Structure,
  { start, end }: Span,
): Located | Refusal {
  const { languageId } = document;
  if (!isExplained(languageId)) return { kind: "otherLanguage", languageId };
  const { text } = document;
  if (text.length > longest) return { kind: "tooLarge", characters: text.length, most: longest };
  if (text.includes("\0")) return { kind: "notText" };
  const part = { document, structure: structure() };
  return start === end ? atCursor(part, start) : inSelection(part, { start, end });
}

interface Part {
  readonly document: Document;
  readonly structure: Structure;
}

function atCursor(part: Part, offset: number): Located | Refusal {
  const { document, structure } = part;
  for (const place of [offset, ...besides(document.text, offset)]) {
    const { mode } = mathsSiteAt(document, place);
    const isMaths = mode === "inlineMath" || mode === "displayMath";
    const formula = isMaths ? formulaAt(structure, place) : undefined;
    if (formula === undefined || formula.tex.trim() === "") continue;
    if (document.languageId === "markdown" && isPrice(document.text, formula)) continue;
    return located(part, formula);
  }
  return { kind: "noEquation" };
}

/** `$5 and $6`: in Markdown no dollar before a digit ends a formula. */
function isPrice(text: string, { end }: { readonly end: number }): boolean {
  return /^\$\d/.test(text.slice(end, end + 2));
}

/** The inside of a formula that begins or ends at a place. */
function* besides(text: string, offset: number): Generator<number> {
  const opener = /^\s*(?:\$\$?|\\[[(]|\\begin\{[^{}]*\})/.exec(
    text.slice(offset, offset + 64),
  )?.[0];
  if (opener !== undefined) yield offset + opener.length;
  const before = text.slice(Math.max(0, offset - 64), offset);
  const closer = /(?:\$\$?|\\[\])]|\\end\{[^{}]*\})$/.exec(before)?.[0];
  if (closer !== undefined) yield offset - closer.length;
}

function inSelection(part: Part, selection: Span): Located | Refusal {
  const { document, structure } = part;
  const { start, end } = trimmed(document.text, selection);
  if (start === end) return atCursor(part, start);
  const [first, last] = [partAt(part, start), partAt(part, end)];
  if (first !== last) return { kind: "acrossParts", parts: [first, last] };
  const formula = formulaIn(structure, { at: start, end });
  if (formula !== undefined && isFormula(part, formula)) return located(part, formula);
  return formula === undefined ? onlyOne(part, { start, end }) : { kind: "noEquationSelected" };
}

function trimmed(text: string, { start, end }: Span): Span {
  const selected = text.slice(start, end);
  const leading = selected.length - selected.trimStart().length;
  return {
    start: start + leading,
    end: Math.max(start + leading, start + selected.trimEnd().length),
  };
}

/** Words without any sign are none. */
function isFormula(
  { structure }: Part,
  { at, tex }: { readonly at: number; readonly tex: string },
): boolean {
  if (tex.trim() === "") return false;
  return siteAt(structure, at).formula !== undefined || /[=<>≤≥∈\\^_]/.test(tex);
}

/** The one formula in a selection of text. */
function onlyOne(part: Part, { start, end }: Span): Located | Refusal {
  const { document, structure } = part;
  const isInside = (at: number): boolean => siteAt(structure, at).formula !== undefined;
  if (isInside(start) || isInside(end)) return { kind: "acrossEdge" };
  const formulas = [...sentencesOf(document.text.slice(start, end), document.languageId)].flatMap(
    (one) => one.formulas,
  );
  const [only] = formulas;
  if (only === undefined) return { kind: "noEquationSelected" };
  if (formulas.length > 1) return { kind: "severalSelected", count: formulas.length };
  const at =
    start + only.at + document.text.slice(start + only.at, start + only.end).indexOf(only.tex);
  return located(part, { tex: only.tex, at, end: at + only.tex.length });
}

/** What a place belongs to: the preamble, or the innermost environment of text. */
function partAt({ document, structure }: Part, offset: number): string {
  const { mode, environments } =
    document.languageId === "markdown" ? mathsSiteAt(document, offset) : siteAt(structure, offset);
  if (mode === "preamble") return "preamble";
  const inner = environments.findLast(({ name }) => {
    const { role } = environmentFacts(name);
    return role === "block" || role === "unknown";
  });
  return inner === undefined ? "text" : `${inner.name}@${inner.at}`;
}

function located(
  { document, structure }: Part,
  formula: { readonly tex: string; readonly at: number; readonly end: number },
): Located {
  const { text } = document;
  const { tex, at, end } = formula;
  const site = siteAt(structure, at);
  const whole = site.formula === undefined ? undefined : formulaAt(structure, at);
  const opener = site.formula?.at ?? at;
  const inner = whole?.end ?? end;
  const closer =
    site.formula === undefined
      ? ""
      : (/^\s*(?:\$\$?|\\[\])]|\\end\s*\{[^{}]*\})/.exec(text.slice(inner, inner + 64))?.[0] ?? "");
  const isDisplay = site.mode === "displayMath";
  return {
    kind: "located",
    tex,
    at,
    end,
    outer: { at: opener, end: inner + closer.length },
    isDisplay,
  };
}
