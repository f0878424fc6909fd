import { closerOf, isCloser, tokensOf, type Token } from "../context/lean/tokens.ts";
import { leanCode } from "../context/lean/code.ts";

/** Mathlib's limit (its style page). */
const columns = 100;
/** Tactics that speak of more goals than the first, or focus by themselves: no dot goes before them. */
const structuring =
  /^(?:[·.]\s|case'?\b|next\b|all_goals\b|any_goals\b|rotate|swap\b|pick_goal\b|on_goal\b|focus\b|exacts\b|iterate\b|repeat)/u;

/** Where a tactic is going to stand. */
export interface Spacing {
  /** What of the tactic is in the document already. */
  readonly typed: string;
  /** The column at which the tactic begins. */
  readonly column: number;
  /** The tactic begins its line, apart from spaces. */
  readonly fresh: boolean;
  /** What has to come before it: a space after `by`, the indentation in a line that has too little. */
  readonly lead: string;
}

/**
 * The texts to insert for what a model wrote from the cursor on, in Mathlib's style, better ones first: with several
 * goals left, a tactic for the first one stands under a dot.
 */
export function insertions(written: string, spacing: Spacing, goals: number): readonly string[] {
  const { text, lead, column, fresh } = placed(written, spacing);
  const typed = spacing.typed.length;
  const tactic = spacing.typed + text;
  const styled = fresh ? oneALine(tactic, column) : tactic;
  const plain = lead + wrap(styled, column, typed).slice(typed);
  if (goals < 2 || !fresh || typed > 0 || structuring.test(tactic)) return [plain];
  const body = wrap(styled.replaceAll("\n", "\n  "), column + 2, 0);
  return [`${lead}· ${body}`, plain];
}

/** Where the first token goes: to the place's own column, or to the line of its own that the model began. */
function placed(
  written: string,
  { typed, lead, column, fresh }: Spacing,
): Omit<Spacing, "typed"> & { readonly text: string } {
  if (typed !== "") return { text: written, lead: "", column, fresh };
  const text = written.trimStart();
  const begun = written.slice(0, written.length - text.length);
  const own = /\n( *)$/.exec(begun)?.[1];
  if (own !== undefined) return { text, lead: `\n${own}`, column: own.length, fresh: true };
  return { text: shifted(text, lead.length - begun.length), lead, column, fresh };
}

function shifted(text: string, by: number): string {
  if (by >= 0) return indented(text, by);
  return text.replaceAll(new RegExp(`\n {1,${-by}}`, "g"), "\n");
}

/** Lines after the first moved right, as for a tactic that was written at column 0. */
export function indented(tactic: string, column: number): string {
  return tactic.replaceAll(/\n(?=[^\n])/g, `\n${" ".repeat(column)}`);
}

/** `a; b` as two lines. After a `by` in the same line it would be another tactic's `;`. */
function oneALine(tactic: string, column: number): string {
  if (tactic.includes("\n") || /\bby\b|=>/.test(tactic)) return tactic;
  const cuts = outerTokens(tactic).filter(({ text }) => text === ";");
  let from = 0;
  const parts = cuts.map(({ index }) => {
    const part = tactic.slice(from, index);
    from = index + 1;
    return part;
  });
  return [...parts, tactic.slice(from)]
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join(`\n${" ".repeat(column)}`);
}

/** Breaks lines that are too long where Lean does not mind, behind the first `typed` characters. */
function wrap(tactic: string, column: number, typed: number): string {
  return tactic
    .split("\n")
    .map((line, index) =>
      index === 0
        ? wrapLine(line, { start: column, indent: column + 2, from: typed })
        : wrapLine(line, { start: 0, indent: line.search(/\S|$/) + 2, from: 0 }),
    )
    .join("\n");
}

interface Margins {
  /** The column of the line's first character. */
  readonly start: number;
  /** Of lines that go on with it. */
  readonly indent: number;
  /** Where it may be broken first. */
  readonly from: number;
}

/** At a space within brackets, or before `<;>`; a line that offers neither stays. */
function wrapLine(line: string, { start, indent, from }: Margins): string {
  if (start + line.length <= columns) return line;
  const depths = bracketDepths(line);
  let cut = 0;
  for (let index = from; index + start <= columns && index < line.length; index += 1) {
    const inBrackets = line[index] === " " && (depths[index] ?? 0) > 0;
    if (inBrackets || line.startsWith(" <;>", index)) cut = index;
  }
  if (line.slice(0, cut).trim() === "") return line;
  const rest = wrapLine(line.slice(cut + 1), { start: indent, indent, from: 1 });
  return `${line.slice(0, cut)}\n${" ".repeat(indent)}${rest}`;
}

function outerTokens(line: string): readonly Token[] {
  const depths = bracketDepths(line);
  return [...tokensOf(leanCode(line).code)].filter(({ index }) => depths[index] === 0);
}

/** For each character how many brackets are open before it; those in strings and comments do not count. */
function bracketDepths(line: string): readonly number[] {
  const depths: number[] = [];
  let depth = 0;
  let from = 0;
  for (const { text, index } of tokensOf(leanCode(line).code)) {
    for (; from <= index; from += 1) depths.push(depth);
    if (closerOf(text) !== undefined) depth += 1;
    else if (isCloser(text)) depth = Math.max(0, depth - 1);
  }
  for (; from < line.length; from += 1) depths.push(depth);
  return depths;
}
