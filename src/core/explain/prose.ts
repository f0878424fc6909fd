/** A formula in a text. */
export interface ProseFormula {
  /** Without its delimiters. */
  readonly tex: string;
  /** Where it starts and ends, delimiters and all. */
  readonly at: number;
  readonly end: number;
  readonly isDisplay: boolean;
}

/** A sentence, or what comes nearest to one. */
export interface Sentence {
  /** In plain words with single spaces; `◆` stands for each formula. */
  readonly words: string;
  readonly formulas: readonly ProseFormula[];
  readonly at: number;
  readonly end: number;
}

export const place = "◆";

/** A sentence that is longer, in UTF-16 code units, is cut. */
const longest = 2_000;

const displays =
  "equation|align|alignat|gather|multline|eqnarray|flalign|displaymath|math|dmath|darray|IEEEeqnarray";
const unread = "verbatim|Verbatim|lstlisting|minted|comment|filecontents|luacode|tikzpicture|alltt";

const latex = new RegExp(
  [
    String.raw`(?<comment>%[^\n]*\n?)`,
    String.raw`(?<skip>\\begin\{(?<unread>(?:${unread})\*?)\}[^]*?(?:\\end\{\k<unread>\}|$)|\\(?:label|ref|eqref|[cC]ref|autoref|cite[a-z]*|input|include|index|footnotemark)(?:\[[^\]\n]*\])?\{[^{}\n]*\}|\\verb\*?(?<bar>[^a-zA-Z\s*{])[^\n]{0,500}?\k<bar>)`,
    String.raw`\\begin\{(?<display>(?:${displays})\*?)\}(?<rows>(?:(?!\\begin\{\k<display>\})[^]){0,6000}?)\\end\{\k<display>\}`,
    String.raw`\\\[(?<bracket>(?:\\\\|(?!\\\[)[^]){0,6000}?)\\\]`,
    String.raw`\\\((?<round>(?:\\\\|(?!\\\()[^]){0,6000}?)\\\)`,
    String.raw`\$\$(?<dollars>[^$]{0,6000})\$\$`,
    String.raw`\$(?<dollar>(?:\\[^]|(?!\n[ \t]*\r?\n)[^$\\]){1,6000}?)\$`,
    String.raw`(?<break>\n[ \t]*\r?\n\s*|\\(?:begin|end)\{[^{}\n]*\}(?:\[[^\]\n]{0,80}\])?|\\(?:section|subsection|subsubsection|chapter|part|paragraph)\*?\{[^{}\n]*\}|\\item(?![a-zA-Z])|\\par(?![a-zA-Z])|\\\\)`,
    String.raw`\\[a-zA-Z@]+\*?(?<gap>[ \t]*)|\\(?<escape>[^])|(?<brace>[{}~])`,
    String.raw`(?<plain>[^\\$%{}~\n]+|[^])`,
  ].join("|"),
  "gu",
);

const markdown = new RegExp(
  [
    String.raw`(?<skip><!--[^]*?(?:-->|$)|(?<=^|\n)[ \t>]*(?<fence>\x60{3,}|~{3,})(?![ \t]*math[ \t]*\n)[^]*?(?:\n[ \t>]*\k<fence>|$)|(?<ticks>\x60+)(?!\x60)[^\n]{1,500}?\k<ticks>)`,
    String.raw`\\\[(?<bracket>(?:\\\\|(?!\\\[)[^]){0,6000}?)\\\]`,
    String.raw`\\\((?<round>(?:\\\\|(?!\\\()[^]){0,6000}?)\\\)`,
    String.raw`\$\$(?<dollars>[^$]{0,6000})\$\$`,
    String.raw`(?<=^|\n)[ \t>]*\x60{3}[ \t]*math[ \t]*\n(?<rows>[^]{0,6000}?)\n[ \t>]*\x60{3}`,
    String.raw`(?<![\p{L}\p{N}\\])\$(?!\s)(?<dollar>(?:\\[^]|(?!\n[ \t]*\r?\n)[^$\\]){1,6000}?)(?<!\s)\$(?!\d)`,
    String.raw`(?<break>\n[ \t]*\r?\n\s*|(?:^|\n)[ \t>]*(?:#{1,6}|[-*+]|\d{1,9}[.)])[ \t]+)`,
    String.raw`(?<brace>[*_]{1,3})|\\(?<escape>[^])`,
    String.raw`(?<plain>[^\\$\x60<\n*_]+|[^])`,
  ].join("|"),
  "gu",
);

type Groups = Readonly<Record<string, string | undefined>>;

/** The sentences of a text that have a formula in them, in their order. Time is linear in its length. */
export function* sentencesOf(text: string, languageId: string): Generator<Sentence> {
  const draft = new Draft();
  for (const found of text.matchAll(languageId === "markdown" ? markdown : latex)) {
    const { index, groups = {} } = found;
    const end = index + found[0].length;
    const formula = formulaIn(groups);
    if (formula !== undefined) {
      draft.formula({ ...formula, at: index, end });
      if (draft.isLong || isLast(formula)) yield* draft.ended(end, end);
    } else if (groups["break"] !== undefined) yield* draft.ended(index, end);
    else yield* draft.words(wordsIn(groups), { text, at: index });
  }
  yield* draft.ended(text.length, text.length);
}

function formulaIn(groups: Groups): Pick<ProseFormula, "tex" | "isDisplay"> | undefined {
  const display = groups["rows"] ?? groups["bracket"] ?? groups["dollars"];
  const tex = display ?? groups["round"] ?? groups["dollar"];
  if (tex === undefined || tex.trim() === "" || /\n[ \t]*\r?\n/.test(tex)) return undefined;
  return { tex, isDisplay: display !== undefined };
}

/** Whether the full stop of a display ends its sentence. */
function isLast({ tex, isDisplay }: Pick<ProseFormula, "tex" | "isDisplay">): boolean {
  return isDisplay && /\.\s*(?:\\label\{[^{}]*\}\s*)?$/.test(tex);
}

function wordsIn({ plain, gap, escape }: Groups): string {
  return plain ?? gap ?? escape ?? " ";
}

/** A text cut behind every full stop. */
function* pieces(words: string, at: number): Generator<readonly [string, number]> {
  let from = 0;
  for (const found of words.matchAll(/[.?!]["')\]]*(?=\s|$)/g)) {
    const end = found.index + found[0].length;
    yield [words.slice(from, end), at + end];
    from = end;
  }
  if (from < words.length) yield [words.slice(from), at + words.length];
}

/** Whether a new sentence may begin here: not behind `e.g.`, and not before a small letter. */
function beginsAnew(text: string, at: number): boolean {
  return /^\s*(?:[^\sa-z]|$)/.test(text.slice(at, at + 16));
}

class Draft {
  #from = 0;
  #formulas: ProseFormula[] = [];
  #words = "";

  get isLong(): boolean {
    return this.#words.length > longest;
  }

  /** Takes words that stand at a place, and gives the sentences that end in them. */
  *words(
    words: string,
    { text, at: index }: { readonly text: string; readonly at: number },
  ): Generator<Sentence> {
    for (const [piece, at] of pieces(words, index)) {
      this.#words += piece.slice(0, longest).replaceAll(place, " ");
      const isEnd = this.#seemsEnded() && beginsAnew(text, at);
      if (this.isLong || isEnd) yield* this.ended(at, at);
    }
  }

  formula(formula: ProseFormula): void {
    this.#words += place;
    this.#formulas.push(formula);
  }

  /** Gives what there is up to `end`, and begins the next one at `next`. */
  *ended(end: number, next: number): Generator<Sentence> {
    const words = this.#words
      .replaceAll(/\s+/g, " ")
      .replaceAll(/ (?=[,.;:?!)])/g, "")
      .trim();
    // Only those with a formula say anything here.
    if (this.#formulas.length > 0) yield { words, formulas: this.#formulas, at: this.#from, end };
    [this.#from, this.#formulas, this.#words] = [next, [], ""];
  }

  #seemsEnded(): boolean {
    const last = this.#words.slice(-16);
    return (
      /[.?!]["')\]]*\s*$/.test(last) &&
      !/\b(?:e\.g|i\.e|cf|resp|w\.r\.t|s\.t|etc|vs|Eq|Fig|Thm|Sec|[A-Z])\.$/.test(last)
    );
  }
}
