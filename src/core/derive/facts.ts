import { tokens } from "../context/latex/cursor.ts";
import { advance, file, type Open } from "../context/latex/nesting.ts";
import type { Domain } from "../maths/sample.ts";
import { lettersOf, type Expression, type Relation } from "../maths/expression.ts";
import { parse } from "../maths/parse.ts";

/** A relation that the text takes for granted. */
export interface Given {
  readonly left: Expression;
  readonly relation: Relation;
  readonly right: Expression;
}

/** What the text around a derivation says of its letters. */
export interface Facts {
  readonly domains: ReadonlyMap<string, Domain>;
  readonly given: readonly Given[];
  /** Words such as "matrix", after which products may not commute. */
  readonly mayNotCommute: boolean;
}

const kinds = String.raw`(?:positive|negative|non-?negative|real|complex|natural|whole|even|odd|prime|rational|numbers?|integers?|reals?|primes?)`;
const before = new RegExp(String.raw`((?:\b${kinds}\s+)+)(?:(?:\$[^$]*\$|and|,|or)\s*)*$`, "i");
const after = new RegExp(
  String.raw`^(?:\s*(?:,|and|or|\$[^$]*\$))*\s*(?:be|is|are|denotes?|stands? for)?\s*(?:an?|any|some|two|three|arbitrary|fixed|all|both|distinct|given)?\s*(?:an?|arbitrary|fixed|distinct)?\s*((?:\b${kinds}\b\s*)+)`,
  "i",
);
const noncommutative =
  /\b(?:matri(?:x|ces)|operators?|non-?commut|quaternions?|groups?|endomorphisms?|linear maps?|permutations?|algebras?)\b/i;

/** Reads the formulas of a text, and the words right beside those that are nothing but letters. */
export function factsIn(text: string): Facts {
  const domains = new Map<string, Domain>();
  const given: Given[] = [];
  for (const { tex, at, end } of formulasIn(text)) {
    const parsed = parse(tex);
    if (parsed.kind !== "formula") continue;
    const words = wordsBeside(text, at, end);
    for (const letter of bareLetters(parsed.formula)) {
      const domain = domainIn(words);
      if (domain !== undefined) domains.set(letter, domain);
    }
    given.push(...relationsIn(parsed.formula, domains));
  }
  return { domains, given, mayNotCommute: noncommutative.test(text) };
}

function wordsBeside(text: string, at: number, end: number): string {
  const left = before.exec(text.slice(Math.max(0, at - 80), at))?.[1] ?? "";
  const right = after.exec(text.slice(end, end + 100))?.[1] ?? "";
  return `${left} ${right}`.toLowerCase();
}

function domainIn(words: string): Domain | undefined {
  if (/natural|prime/.test(words)) return "natural";
  if (/integer|whole|even|odd/.test(words)) return /positive/.test(words) ? "natural" : "integer";
  if (words.includes("complex")) return "complex";
  if (/non-?negative|positive/.test(words)) return "positive";
  return /real|rational/.test(words) ? "real" : undefined;
}

/** The letters of `n` or `a, b`. */
function bareLetters(formula: Expression): readonly string[] {
  if (formula.kind === "symbol") return [formula.name];
  return formula.kind === "list" ? formula.items.flatMap(bareLetters) : [];
}

/** The relations of a chain or of a list that ends in one; what tells a domain is put there. */
function relationsIn(formula: Expression, domains: Map<string, Domain>): readonly Given[] {
  if (formula.kind === "list") {
    const last = formula.items.at(-1);
    const [first, relation] =
      last?.kind === "chain" ? [last.sides[0], last.relations[0]] : [undefined, undefined];
    if (last?.kind !== "chain" || first === undefined || relation === undefined) {
      return formula.items.flatMap((item) => relationsIn(item, domains));
    }
    // `a, b > 0` says it of both.
    const others = formula.items.slice(0, -1).filter(({ kind }) => kind === "symbol");
    const chains = others.map((other) => ({ ...last, sides: [other, ...last.sides.slice(1)] }));
    return [...chains, last].flatMap((chain) => relationsIn(chain, domains));
  }
  if (formula.kind !== "chain") return [];
  return formula.relations.flatMap((relation, index) => {
    const [left, right] = [formula.sides[index], formula.sides[index + 1]];
    if (left === undefined || right === undefined) return [];
    return relation === "∈" ? membership(left, right, domains) : [{ left, relation, right }];
  });
}

const sets: Readonly<Record<string, Domain>> = {
  ℝ: "real",
  ℚ: "real",
  ℤ: "integer",
  ℕ: "natural",
  ℂ: "complex",
};

function membership(
  left: Expression,
  right: Expression,
  domains: Map<string, Domain>,
): readonly Given[] {
  const set = right.kind === "power" ? right.base : right;
  const domain = set.kind === "constant" ? sets[set.name] : undefined;
  if (domain !== undefined) for (const letter of bareLetters(left)) domains.set(letter, domain);
  return right.kind === "tuple" ? within(left, right) : [];
}

/** `x \in (0, 1]` */
function within(
  left: Expression,
  right: Extract<Expression, { readonly kind: "tuple" }>,
): readonly Given[] {
  const [low, high] = right.items;
  if (low === undefined || high === undefined) return [];
  return [
    { left: low, relation: right.open === "[" ? "≤" : "<", right: left },
    { left, relation: right.close === "]" ? "≤" : "<", right: high },
  ];
}

interface Formula {
  readonly tex: string;
  /** Of the opening delimiter and behind the closing one. */
  readonly at: number;
  readonly end: number;
}

/** The formulas of a text, inline and displayed. */
function* formulasIn(text: string): Generator<Formula> {
  let open: Open = file;
  let start = 0;
  let from = 0;
  for (const { token, at, end, previous } of tokens(text, () => open)) {
    const next = advance(open, { token, at, previous });
    if (open.mode === "text" && next.mode !== "text") [start, from] = [at, end];
    if (open.mode !== "text" && next.mode === "text") {
      yield { tex: text.slice(from, at), at: start, end };
    }
    open = next;
  }
}

/** The letters that a given relation is about. */
export function lettersOfGiven({ left, right }: Given): readonly string[] {
  return lettersOf(left, right);
}
