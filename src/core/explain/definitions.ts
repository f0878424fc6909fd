import { itemsOf, type Structure } from "../context/latex/structure.ts";
import { isStatement } from "../context/latex/names.ts";
import type { Project } from "../context/latex/project.ts";
import { regionsOf, type Region } from "../context/latex/regions.ts";
import { statementAt } from "../context/latex/statement.ts";
import type { Place, SymbolMeaning } from "./explanation.ts";
import { headOf, introduces, type Head } from "./heads.ts";
import { strengthOf, type Strength } from "./introduce.ts";
import { nameOf, type Macros, type Symbol } from "./notation.ts";
import { place, sentencesOf, type ProseFormula, type Sentence } from "./prose.ts";

/** How far around a formula its sentence is looked at, in characters. */
const reach = { before: 240, after: 160 } as const;
/** How far behind an equation "where …" still belongs to it, in UTF-16 code units. */
const nearBehind = 600;
/** The longest quotation, in UTF-16 code units. */
const longestQuote = 320;

/** Where an equation stands. */
export interface Ground {
  readonly uri: string;
  readonly languageId: string;
  /** In the text of that file. */
  readonly at: number;
  readonly end: number;
  readonly project: Project;
  readonly macros: Macros;
}

interface Candidate {
  readonly uri: string;
  readonly structure: Structure;
  readonly sentence: Sentence;
  readonly formula: ProseFormula;
  readonly head: Head;
  readonly strength: Strength;
  /** Whether it counts only in a statement or proof that the equation is in too. */
  readonly isLocal: boolean;
}

/** What the document says of each symbol; in the order of the symbols. */
export function meaningsOf(symbols: readonly Symbol[], ground: Ground): readonly SymbolMeaning[] {
  const candidates = candidatesFor(symbols, ground);
  return symbols.map((symbol) => {
    const fitting = candidates.filter(({ head }) => introduces(head, symbol, ground.macros));
    const [best] = fitting.toSorted((a, b) => compare(rankOf(a, ground), rankOf(b, ground)));
    return best === undefined ? { kind: "none" } : meaningOf(best);
  });
}

function candidatesFor(symbols: readonly Symbol[], ground: Ground): readonly Candidate[] {
  const letters = new Set(symbols.flatMap(({ base }) => lettersOf(base, ground.macros)));
  if (letters.size === 0) return [];
  const wanted = new RegExp([...letters].map(escaped).join("|"), "u");
  const scopes = new Scopes(ground);
  const found: Candidate[] = [];
  for (const [uri, structure] of ground.project.files) {
    for (const sentence of sentencesOf(structure.text, ground.languageId)) {
      const offered = introducedIn(sentence, wanted, ground.macros);
      const scope = offered.length === 0 ? "out" : scopes.of(uri, sentence.at);
      if (scope === "out") continue;
      const common = { uri, structure, sentence, isLocal: scope === "local" };
      found.push(...offered.map((one) => ({ ...one, ...common })));
    }
  }
  return found;
}

/** Texts one of which a formula about the symbol has in it: its letter, and macros for that. */
function lettersOf(base: string, macros: Macros): readonly string[] {
  const letter = lastLetter(macros.get(base.slice(1))?.text ?? base) ?? base;
  const names = [...macros.values()].filter(({ text }) => lastLetter(text) === letter);
  return [base, letter, ...names.map(({ name }) => `\\${name}`)];
}

/** The letter in `\hat{\theta}`, or what a macro ends with. */
function lastLetter(tex: string): string | undefined {
  return /\\?\p{L}+(?=\}*$)/u.exec(tex)?.[0];
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

type Introduced = Pick<Candidate, "formula" | "head" | "strength">;

function introducedIn(
  { words, formulas }: Sentence,
  wanted: RegExp,
  macros: Macros,
): readonly Introduced[] {
  const found: Introduced[] = [];
  let at = -1;
  for (const formula of formulas) {
    at = words.indexOf(place, at + 1);
    if (at < 0) break;
    const head = wanted.test(formula.tex) ? headOf(formula.tex, macros) : undefined;
    if (head === undefined) continue;
    const before = words.slice(Math.max(0, at - reach.before), at);
    const strength = strengthOf({ before, after: words.slice(at + 1, at + 1 + reach.after), head });
    if (strength !== undefined) found.push({ formula, head, strength });
  }
  return found;
}

/** Which sentences hold where the equation stands. */
class Scopes {
  readonly #ground: Ground;
  readonly #statements: ReadonlyMap<string, string>;
  readonly #locals = new Map<string, readonly Region[]>();
  readonly #proved: { readonly structure: Structure; readonly at: number } | undefined;

  constructor(ground: Ground) {
    this.#ground = ground;
    const { files } = ground.project;
    const names = [...files.values()].flatMap((file) =>
      [...itemsOf(file)].flatMap((item) =>
        item.kind === "statement" ? [[item.name, item.title] as const] : [],
      ),
    );
    this.#statements = new Map(names);
    const own = files.get(ground.uri);
    const others = [...files.values()].filter((file) => file !== own);
    this.#proved = own === undefined ? undefined : statementAt(own, ground.at, others);
  }

  /** `out`: in another statement or proof; `local`: in that of the equation. */
  of(uri: string, at: number): "global" | "local" | "out" {
    const around = this.#localsOf(uri).filter((region) => region.at <= at && at <= region.end);
    if (around.length === 0) return "global";
    return around.every((region) => this.#holds(uri, region)) ? "local" : "out";
  }

  #holds(uri: string, { at, end }: Region): boolean {
    const { ground, file } = { ground: this.#ground, file: this.#ground.project.files.get(uri) };
    if (uri === ground.uri && at <= ground.at && ground.at <= end) return true;
    return file === this.#proved?.structure && at === this.#proved?.at;
  }

  #localsOf(uri: string): readonly Region[] {
    const known = this.#locals.get(uri);
    if (known !== undefined) return known;
    const file = this.#ground.project.files.get(uri);
    const isProse = this.#ground.languageId === "markdown" || file === undefined;
    const found = isProse ? [] : regionsOf(file).regions.filter(({ name }) => this.#isLocal(name));
    this.#locals.set(uri, found);
    return found;
  }

  /** Definitions and conventions count everywhere behind them. */
  #isLocal(name: string): boolean {
    const plain = name.replace(/\*$/, "");
    const title = this.#statements.get(name) ?? this.#statements.get(plain);
    if (
      /^(?:def|notation|convention|assumption|setting|setup|hypothes|axiom)/i.test(title ?? plain)
    )
      return false;
    return title !== undefined || isStatement(plain) || /proof|solution/i.test(plain);
  }
}

/** The smaller, the better. */
function rankOf(candidate: Candidate, ground: Ground): readonly number[] {
  const { formula, strength, isLocal } = candidate;
  const isOwn = candidate.uri === ground.uri;
  const isBefore = formula.at < ground.end;
  const belongs = isOwn && !isBefore && isAppended(candidate, ground);
  return [
    strength === "mentions" ? 1 : 0,
    isLocal ? 0 : 1,
    isOwn ? 0 : 1,
    isBefore || belongs ? 0 : 1,
    belongs ? 0 : Math.abs(formula.at - ground.at),
  ];
}

/** "… where $n$ is", "Here $n$ is": what follows an equation, and belongs to it. */
function isAppended({ sentence, formula }: Candidate, { at, end }: Ground): boolean {
  if (sentence.at <= at) return true;
  return formula.at - end < nearBehind && /^(?:where|here|with|in which)\b/i.test(sentence.words);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((one, place) => one !== b[place]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}

function meaningOf({ uri, structure, sentence, formula, strength }: Candidate): SymbolMeaning {
  const where: Place = { uri, at: formula.at, end: formula.end };
  const label = labelAround(structure, formula);
  return {
    kind: "defined",
    quote: quoteOf(structure.text, sentence, formula),
    how: strength,
    place: where,
    ...(label !== undefined && { label }),
  };
}

function labelAround(structure: Structure, { at, end }: ProseFormula): string | undefined {
  const around = regionsOf(structure).regions.filter(
    (region) => region.at <= at && end <= region.end && region.labels.length > 0,
  );
  return around.toSorted((a, b) => b.at - a.at)[0]?.labels[0];
}

/** The sentence as it stands there, without the displays beside what is quoted, or a part of it around the formula. */
function quoteOf(text: string, { at, end, formulas }: Sentence, formula: ProseFormula): string {
  const displays = formulas.filter((one) => one.isDisplay && one !== formula);
  const before = displays.findLast(
    (one) => one.end < formula.at && /\w/.test(text.slice(one.end, formula.at)),
  );
  const after = displays.find((one) => one.at > formula.end);
  const [first, last] = [before?.end ?? at, after?.at ?? end];
  const isLong = last - first > longestQuote;
  const from = isLong ? Math.max(first, formula.at - longestQuote / 2) : first;
  const to = isLong ? Math.min(last, Math.max(formula.end, from + longestQuote)) : last;
  const quote = text
    .slice(from, to)
    .replaceAll(/(?<!\\)%[^\n]*|\\label\{[^{}]*\}/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return `${from > at ? "… " : ""}${quote}${to < end ? " …" : ""}`;
}

/** The symbols of a formula in their order, each once, with those in its running indices. */
export function distinct(symbols: readonly Symbol[]): readonly Symbol[] {
  const named = new Map<string, Symbol>();
  for (const symbol of symbols) {
    if (!named.has(nameOf(symbol))) named.set(nameOf(symbol), symbol);
  }
  return [...named.values()];
}
