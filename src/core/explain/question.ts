import { environmentFacts } from "../context/latex/names.ts";
import { macrosAt, type Project } from "../context/latex/project.ts";
import { itemsOf } from "../context/latex/structure.ts";
import type { Document } from "../document.ts";
import { distinct, meaningsOf, type Ground } from "./definitions.ts";
import type { ExplainedSymbol, Place, Question } from "./explanation.ts";
import { isRunning } from "./heads.ts";
import type { Located } from "./locate.ts";
import { nameOf, notationOf, type Macros, type Symbol } from "./notation.ts";
import { sentencesOf } from "./prose.ts";

/** How far back the argument is looked at, and how much of it is told, in UTF-16 code units. */
const reach = { argument: 6_000, context: 700 } as const;
const mostSymbols = 16;
/** Of a display of several rows only the last one is the line before, if it is longer than this. */
const longestLine = 300;

/** Reads from the document all that it says of an equation in it. */
export function questionOf(located: Located, document: Document, project: Project): Question {
  const { tex, at, end, outer, isDisplay } = located;
  const { uri, languageId } = document;
  const macros = macrosAt(project, { uri, offset: at });
  const { symbols: written, bound } = symbolsIn(tex, macros);
  const ground = { uri, languageId, at, end, project, macros };
  const symbols = withoutPrimes(written, ground);
  const meanings = meaningsOf(symbols, ground);
  return {
    tex: tex.trim(),
    place: { uri, at: outer.at, end: outer.end },
    isDisplay,
    symbols: symbols.map((symbol, index) => ({
      written: symbol.written,
      meaning: bound.has(nameOf(symbol))
        ? { kind: "bound" }
        : (meanings[index] ?? { kind: "none" }),
      ...macroOf(symbol, macros, project),
    })),
    previous: previousOf(located, document),
    context: contextOf(located, document),
  };
}

function symbolsIn(
  tex: string,
  macros: Macros,
): { readonly symbols: readonly Symbol[]; readonly bound: ReadonlySet<string> } {
  const { lexemes, bound } = notationOf(tex, macros);
  const found = lexemes.filter((lexeme) => lexeme.kind === "symbol");
  const indices = found.filter(({ index }) => isRunning(index));
  const inside = indices.flatMap(({ index }) => symbolsIn(index, macros).symbols);
  return { symbols: distinct([...found, ...inside]).slice(0, mostSymbols), bound };
}

/** A derivative `f'(x)` that nothing is said of is a matter of `f`. */
function withoutPrimes(symbols: readonly Symbol[], ground: Ground): readonly Symbol[] {
  if (!symbols.some(isDerivative)) return symbols;
  const meanings = meaningsOf(symbols, ground);
  const plain = symbols.map((symbol, index): Symbol => {
    const isUnknown = isDerivative(symbol) && meanings[index]?.kind === "none";
    return isUnknown
      ? { ...symbol, written: symbol.written.replace(/'+$/, ""), marks: "" }
      : symbol;
  });
  return distinct(plain);
}

function isDerivative({ marks, called }: Symbol): boolean {
  return called && /^'+$/.test(marks);
}

function macroOf(
  { base }: Symbol,
  macros: Macros,
  { files }: Project,
): Pick<ExplainedSymbol, "macro"> {
  const definition = base.startsWith("\\") ? macros.get(base.slice(1)) : undefined;
  if (definition === undefined) return {};
  const { text, at, end } = definition;
  const found = [...files].find(
    ([, file]) => file.text.startsWith(text, at) && [...itemsOf(file, at + 1, at)].length > 0,
  );
  const place: Place | undefined = found === undefined ? undefined : { uri: found[0], at, end };
  return { macro: { text: text.replaceAll(/\s+/g, " "), place } };
}

/** The text from where the argument starts: the statement, the proof, the section. */
function argumentBefore({ text, languageId }: Document, at: number): string {
  const part = text.slice(Math.max(0, at - reach.argument), at);
  const edge =
    languageId === "markdown"
      ? /^#{1,6}[ \t].*$/gm
      : /\\(?:begin|end)\{([^{}\n]*)\}(?:\[[^\]\n]*\])?|\\(?:sub)*section\*?\{[^{}\n]*\}/g;
  const edges = [...part.matchAll(edge)].filter(
    ([, name]) => name === undefined || !["display", "inner"].includes(environmentFacts(name).role),
  );
  const last = edges.at(-1);
  return part.slice(last === undefined ? 0 : last.index + last[0].length);
}

/** The row before in the same display, else the formula before with a relation in it, displayed or not. */
function previousOf({ at, outer }: Located, document: Document): Question["previous"] {
  const { uri, text } = document;
  const row = rowBefore(text, { from: outer.at, to: at });
  if (row !== undefined)
    return { tex: row.tex, place: { uri, at: row.at, end: row.at + row.tex.length } };
  const before = argumentBefore(document, outer.at);
  const start = outer.at - before.length;
  const formulas = [...sentencesOf(before, document.languageId)].flatMap((one) => one.formulas);
  const last = formulas.findLast(
    ({ tex, isDisplay }) =>
      isDisplay || /[=<>≤≥]|\\(?:le|ge|leq|geq|equiv|in|to|implies|subset|approx|sim)\b/.test(tex),
  );
  if (last === undefined) return undefined;
  const place = { uri, at: start + last.at, end: start + last.end };
  return { tex: lineOf(last.tex), place };
}

function rowBefore(
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
): { readonly tex: string; readonly at: number } | undefined {
  const rows = text.slice(from, to).split(/\\\\(?:\[[^\]\n]*\])?/);
  const [before] = rows.slice(-2, -1);
  if (rows.length < 2 || before === undefined) return undefined;
  const tex = before.replace(/^\s*\\begin\{[^{}]*\}(?:\{[^{}]*\})?/, "").trim();
  return tex === "" ? undefined : { tex: plain(tex), at: text.lastIndexOf(tex, to) };
}

function lineOf(tex: string): string {
  const rows = tex.split(/\\\\(?:\[[^\]\n]*\])?/).filter((row) => row.trim() !== "");
  return plain(tex.length <= longestLine ? tex : (rows.at(-1) ?? tex));
}

/** On one line, without labels. */
function plain(tex: string): string {
  return tex
    .replaceAll(/\\(?:label|tag)\*?\{[^{}]*\}|\\(?:notag|nonumber)\b/g, "")
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/[.,;]$/, "");
}

/** The last sentences before the equation. */
function contextOf({ outer }: Located, document: Document): string {
  const before = argumentBefore(document, outer.at)
    .replaceAll(/(?<!\\)%[^\n]*\n?/g, "")
    .replaceAll(/\\label\{[^{}\n]*\}/g, "")
    .trim();
  if (before.length <= reach.context) return before;
  const part = before.slice(-reach.context);
  const start = /(?:[.?!]|\n)\s+(?=\S)/.exec(part);
  return part.slice(start === null ? 0 : start.index + start[0].length);
}
