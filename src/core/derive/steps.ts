import { tokens } from "../context/latex/cursor.ts";
import { advance, enclosing, file, nest, type Open } from "../context/latex/nesting.ts";
import type { Token } from "../context/latex/tokens.ts";

/** Two sides of a derivation and what is said to hold between them. */
export interface DerivationStep {
  readonly from: Side;
  readonly to: Side;
  /** As written: `=`, `\le`. */
  readonly relation: string;
  /** Whether the left side is the first of its chain, and whether the chain ends with the right one. */
  readonly first: boolean;
  readonly last: boolean;
  /** The modulus of `\pmod{7}` behind the row, if there is one. */
  readonly modulus: string | undefined;
}

/** A side as it can be read as a formula, and where it stands in the text. */
export interface Side {
  readonly tex: string;
  readonly at: number;
  readonly end: number;
}

/** Relations that a step can stand on, each with the sign that it is tested as; `?` for those that never are. */
export const relationSigns: Readonly<Record<string, string>> = {
  "=": "=",
  "<": "<",
  ">": ">",
  "\\le": "≤",
  "\\leq": "≤",
  "\\leqslant": "≤",
  "\\ge": "≥",
  "\\geq": "≥",
  "\\geqslant": "≥",
  "\\lt": "<",
  "\\gt": ">",
  "\\ne": "≠",
  "\\neq": "≠",
  "\\equiv": "≡",
  "\\approx": "≈",
  "\\sim": "~",
  "\\simeq": "~",
  "\\cong": "~",
  "\\propto": "~",
  "\\to": "→",
  "\\rightarrow": "→",
  "\\longrightarrow": "→",
  "\\mapsto": "→",
  "\\in": "∈",
  "\\subset": "⊂",
  "\\subseteq": "⊂",
  "\\ll": "~",
  "\\gg": "~",
  ":=": ":=",
  "\\coloneqq": ":=",
  "\\triangleq": ":=",
  "≤": "≤",
  "≥": "≥",
  "≠": "≠",
  "≡": "≡",
  "≈": "≈",
};

/** Commands that end one claim and begin another. */
const between = new Set(
  "implies iff Rightarrow Leftrightarrow Longrightarrow Longleftrightarrow quad qquad therefore because land lor"
    .split(" ")
    .map((name) => `\\${name}`),
);
/** Commands that say nothing; with an argument that does not either. */
const silent =
  /^\\(?:label|tag\*?|notag|nonumber|allowbreak|displaystyle|limits|qedhere|intertext|shortintertext)$/;

interface Draft {
  tex: string;
  at: number;
  end: number;
}

/** A row, or a part of one between two arrows: its sides and the relations between them. */
interface Claim {
  readonly sides: Draft[];
  readonly relations: string[];
  modulus: string | undefined;
}

/**
 * The steps of a display or of an inline chain. Rows that begin with a relation go on from the row before; a row
 * that does not begins a chain of its own.
 *
 * @param base where `tex` starts in the document
 */
export function stepsOf(tex: string, base: number): readonly DerivationStep[] {
  return chained(new Reader(tex, base).claims());
}

/** Puts the claims that begin with a relation behind the ones before them. */
function chained(claims: readonly Claim[]): readonly DerivationStep[] {
  const steps: DerivationStep[] = [];
  let last: Draft | undefined;
  for (const claim of claims) {
    const goesOn = isEmpty(claim.sides[0]) && claim.relations.length > 0;
    const before = goesOn ? last : undefined;
    steps.push(...stepsIn(claim, before));
    last = claim.sides.findLast((side) => !isEmpty(side)) ?? last;
  }
  return steps.map((step, index) => ({ ...step, last: steps[index + 1]?.first ?? true }));
}

/** The steps of one claim; `before` is its left side when it has none of its own. */
function stepsIn(
  { sides, relations, modulus }: Claim,
  before: Draft | undefined,
): DerivationStep[] {
  const all = before === undefined ? sides : [before, ...sides.slice(1)];
  return relations.flatMap((relation, index) => {
    const [from, to] = [all[index], all[index + 1]];
    if (from === undefined || to === undefined || isEmpty(from) || isEmpty(to)) return [];
    const first = index === 0 && before === undefined;
    return [{ from, to, relation, first, last: true, modulus }];
  });
}

function isEmpty(side: Draft | undefined): boolean {
  return side === undefined || side.tex.trim() === "";
}

class Reader {
  readonly #tex: string;
  readonly #base: number;
  readonly #claims: Claim[] = [];
  #claim: Claim;
  #skip = 0;

  constructor(tex: string, base: number) {
    this.#tex = tex;
    this.#base = base;
    this.#claim = this.#begin(0);
  }

  claims(): readonly Claim[] {
    const root = nest(file, { kind: "maths", name: "\\[", at: -1, mode: "display" });
    let open: Open = root;
    for (const { token, at, previous } of tokens(this.#tex, () => open)) {
      const next = advance(open, { token, at, previous });
      const depth = depthOf(open);
      if (at >= this.#skip) this.#take(token, at, depth);
      // What ends the display itself is not here.
      if (enclosing(next).includes(root)) open = next;
    }
    return this.#claims;
  }

  #take(token: Token, at: number, depth: number): void {
    const end = at + token.text.length;
    if (token.kind === "comment" || silent.test(token.text)) {
      this.#skip = token.kind === "comment" ? end : argumentEnd(this.#tex, end);
    } else if (depth > 0 || !this.#takeSign(token, at, end)) {
      this.#append(token, at, end);
    }
  }

  /** Takes what stands between sides; false for what belongs to one. */
  #takeSign(token: Token, at: number, end: number): boolean {
    if (this.#ends(token)) {
      this.#claim = this.#begin(end);
      return true;
    }
    if (token.kind === "cell" || this.#modulus(token, end)) return true;
    const relation = token.text === ":" && this.#tex.charAt(at + 1) === "=" ? ":=" : token.text;
    if (!Object.hasOwn(relationSigns, relation)) return false;
    this.#skip = at + relation.length;
    const place = this.#base + this.#skip;
    this.#claim.relations.push(relation);
    this.#claim.sides.push({ tex: "", at: place, end: place });
    return true;
  }

  #append(token: Token, at: number, end: number): void {
    const side = this.#claim.sides.at(-1);
    if (side === undefined) return;
    const isSpace = token.kind === "space" || token.kind === "blank";
    if (side.tex === "" && isSpace) return;
    if (side.tex === "") side.at = this.#base + at;
    side.tex += isSpace ? " " : token.text;
    if (!isSpace) side.end = this.#base + end;
  }

  #ends(token: Token): boolean {
    if (token.kind === "row" || token.kind === "begin" || token.kind === "end") return true;
    return between.has(token.text) || token.text === ";";
  }

  #modulus(token: Token, end: number): boolean {
    if (!/^\\p?mod$/.test(token.text) && token.text !== "\\pod") return false;
    const stop = argumentEnd(this.#tex, end);
    const argument = this.#tex.slice(end, stop).trim();
    this.#claim.modulus = argument.startsWith("{")
      ? argument.slice(1, -1)
      : this.#tex.slice(end).trim();
    this.#skip = argument.startsWith("{") ? stop : this.#tex.length;
    return true;
  }

  #begin(at: number): Claim {
    const claim: Claim = {
      sides: [{ tex: "", at: this.#base + at, end: this.#base + at }],
      relations: [],
      modulus: undefined,
    };
    this.#claims.push(claim);
    return claim;
  }
}

/** How many brackets and inner environments are open. */
function depthOf(open: Open): number {
  const rows =
    /^(?:align|gather|aligned|alignedat|gathered|split|alignat|multline|flalign|eqnarray|equation)\*?$/;
  return enclosing(open).filter(
    ({ kind, name }) => kind !== "maths" && !(kind === "environment" && rows.test(name)),
  ).length;
}

/** Behind the argument in braces that stands here, if one does. */
function argumentEnd(tex: string, at: number): number {
  const open = /^\s*\{/.exec(tex.slice(at, at + 64));
  if (open === null) return at;
  let depth = 0;
  for (let index = at + open[0].length - 1; index < tex.length; index += 1) {
    if (tex.charAt(index) === "\\") index += 1;
    else if (tex.charAt(index) === "{") depth += 1;
    else if (tex.charAt(index) === "}") depth -= 1;
    if (depth === 0) return index + 1;
  }
  return tex.length;
}
