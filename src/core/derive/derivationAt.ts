import { tokens } from "../context/latex/cursor.ts";
import { advance, file, type Open } from "../context/latex/nesting.ts";
import { regionsOf } from "../context/latex/regions.ts";
import { siteAt } from "../context/latex/site.ts";
import { statementAt } from "../context/latex/statement.ts";
import type { Structure } from "../context/latex/structure.ts";

/** How far around a derivation is read for what its letters are, in UTF-16 code units. */
const reach = { before: 6_000, after: 300 } as const;

/** A formula in a text, without its delimiters, and what is said around it. */
export interface FoundFormula {
  readonly tex: string;
  readonly at: number;
  readonly end: number;
  readonly context: string;
}

/** The display or the inline formula at a place; undefined in text. At the edge of one, that one. */
export function formulaAt(
  structure: Structure,
  offset: number,
  others: readonly Structure[] = [],
): FoundFormula | undefined {
  const { text } = structure;
  const { formula } = siteAt(structure, offset);
  const from = formula?.at ?? openerBeside(text, offset);
  if (from === undefined) return undefined;
  const { at, end } = insideOf(text, from);
  return { tex: text.slice(at, end), at, end, context: contextOf(structure, at, end, others) };
}

/** The start of a formula that begins right behind the place or ended right before it. */
function openerBeside(text: string, offset: number): number | undefined {
  const next =
    /^\s*(?:\$|\\[[(]|\\begin\{(?:align|equation|gather|multline|eqnarray|flalign))/.exec(
      text.slice(offset, offset + 64),
    );
  return next === null ? undefined : offset + (/\S/.exec(next[0])?.index ?? 0);
}

/** Where the formula that opens at `from` has its inside: up to its end, or to the end of the text. */
function insideOf(text: string, from: number): { readonly at: number; readonly end: number } {
  const part = text.slice(from, from + 65_536);
  let open: Open = file;
  let at = 0;
  for (const { token, at: start, end, previous } of tokens(part, () => open)) {
    const next = advance(open, { token, at: start, previous });
    if (start === 0) at = end;
    else if (next.mode === "text" && next.kind === "file")
      return { at: from + at, end: from + start };
    open = next;
  }
  return { at: from + at, end: from + part.length };
}

/** What the statement, the proof up to here, and the rest of the sentence say. */
function contextOf(
  structure: Structure,
  at: number,
  end: number,
  others: readonly Structure[],
): string {
  const { text } = structure;
  const statement = statementAt(structure, at, others)?.text ?? "";
  const around = regionsOf(structure).regions.filter(
    (region) => region.from <= at && end <= region.to && at - region.from < reach.before,
  );
  const outermost = Math.min(...around.map(({ from }) => from), paragraphBefore(text, at));
  const after = /^[^]*?(?=\n\s*\n|\.\s|$)/.exec(text.slice(end, end + reach.after))?.[0] ?? "";
  return `${statement}\n\n${text.slice(Math.max(0, at - reach.before, outermost), at)}\n\n${after}`;
}

/** Where the paragraph before the one of `at` starts. */
function paragraphBefore(text: string, at: number): number {
  const part = text.slice(Math.max(0, at - reach.before), at);
  const breaks = [...part.matchAll(/\n\s*\n/g)];
  const second = breaks.at(-2);
  return at - part.length + (second === undefined ? 0 : second.index + second[0].length);
}
