import type { Head } from "./heads.ts";
import { place } from "./prose.ts";

/**
 * How much a sentence says about a symbol in it: `defines` what it is, `types` of what kind it is, `mentions` it in a
 * way that tells something ("for all $x \in X$", "the group $G$").
 */
export type Strength = "defines" | "types" | "mentions";

const nouns =
  "integers?|numbers?|reals?|primes?|scalars?|constants?|variables?|unknowns?|parameters?|values?|quantit(?:y|ies)|groups?|subgroups?|rings?|subrings?|fields?|subfields?|ideals?|modules?|algebras?|vectors?|matri(?:x|ces)|tensors?|spaces?|subspaces?|sets?|subsets?|famil(?:y|ies)|collections?|intervals?|functions?|functionals?|maps?|mappings?|morphisms?|homomorphisms?|isomorphisms?|functors?|categor(?:y|ies)|objects?|operators?|transformations?|permutations?|sequences?|series|graphs?|digraphs?|trees?|paths?|cycles?|edges?|vert(?:ex|ices)|nodes?|points?|lines?|planes?|circles?|triangles?|angles?|curves?|surfaces?|manifolds?|polynomials?|roots?|coefficients?|degrees?|dimensions?|ranks?|orders?|index|indices|bas(?:is|es)|radi(?:us|i)|diameters?|centers?|centres?|lengths?|heights?|areas?|volumes?|mass(?:es)?|energy|time|speed|velocity|acceleration|forces?|temperature|pressure|density|frequency|probabilit(?:y|ies)|measures?|distributions?|events?|processes|process|samples?|estimators?|mean|variance|norms?|metrics?|topolog(?:y|ies)|kernels?|images?|elements?|members?|solutions?|eigenvalues?|eigenvectors?|bounds?|distances?|weights?|probability|cardinality|size|characteristic|modulus|modul[io]|period|exponents?|powers?|base|words?|strings?|languages?|formulas?|events?|sheaf|sheaves|schemes?|variet(?:y|ies)|bundles?|sections?|chains?|complex(?:es)?|cocycles?|forms?|potentials?|fields?|states?|actions?|loss|rate|step|times?|partitions?|divisors?|factors?|terms?|lattices?|posets?|relations?|classes|class|orbits?|stabili[sz]ers?|characters?|representations?";

const list = String.raw`(?:${place}(?:\s*,?\s*(?:and|or)\s+|\s*,\s*))*`;
const article = String.raw`(?:an?|any|some|every|each|two|three|four|finitely many|infinitely many|distinct|one|its|all)`;

/** Before the symbol: `Let`, `We denote by`, `Given a prime`. */
const opened = new RegExp(
  String.raw`\b(?:let|lets|fix(?:ing)?|set|put|define|denote(?: by)?|introduce|write|abbreviate|choose|pick|take|given|draw)\s+(?:(?:now|also|then|us|further|moreover|again|by|the|${article}|arbitrary|fixed|[a-z-]+)\s+){0,5}${list}$`,
  "i",
);
const considered = new RegExp(
  String.raw`\bconsider(?:ing)?\s+(?:(?:the|now|${article}|[a-z-]+)\s+){0,5}${list}$`,
  "i",
);
const supposed = new RegExp(
  String.raw`\b(?:suppose|assume|assuming|if|when|whenever|provided|assumption|such)\s+(?:that\s+)?${list}$`,
  "i",
);
const where = new RegExp(
  String.raw`\b(?:where|here|wherein|in which|and)\s*,?\s*(?:as usual,?\s+|again\s+|now\s+)?${list}$`,
  "i",
);
const withIt = new RegExp(String.raw`\b(?:with|having|for)\s+(?:fixed\s+)?${list}$`, "i");
const named = new RegExp(
  String.raw`(?:\b(?:denoted|called|named|say|write it|written|labell?ed|abbreviated)\s*(?:by|as)?|\b(?:denote|denotes|call|write|abbreviate|label)\s+[^.;:${place}]{1,80}?(?:\s(?:by|as))?)\s+${list}$`,
  "i",
);
const quantified = new RegExp(
  String.raw`\bfor\s+(?:all|every|each|any|some|almost all|almost every|infinitely many|sufficiently (?:large|small))\s+(?:[a-z-]+\s+){0,2}${list}$`,
  "i",
);
const nounBefore = new RegExp(String.raw`\b(?:${nouns})\s+${list}$`, "i");
/** With what tells that the symbol is new: `a group $G$`, `of order $n$`. */
const someNoun = new RegExp(
  String.raw`\b(?:${article}|of|with|our)\s+(?:[a-z-]+\s+){0,3}(?:${nouns})\s+${list}$`,
  "i",
);
const givenBy =
  /\b(?:defined?|given|introduced?|obtained|denoted?|set|let)\s+(?:[a-z]+\s+){0,3}(?:by|as|via|through)\s*:?\s*$/i;

/** What follows the symbol, behind the others of its list. */
const rest = new RegExp(String.raw`^(?:\s*,?\s*(?:and|or)\s+${place}|\s*,\s*${place})*`);
const says =
  /^\s*,?\s*(?:be\b|denotes?\b|denoting\b|stands? for\b|represents?\b|(?:is|are) (?:defined|called|given by|the|denoted)\b|(?:will|shall|always) (?:denote|be)\b|means\b|for (?:the|an?|its)\b)/i;
const copula =
  /^\s*(?:is|are|being|runs (?:over|through)|ranges over|varies (?:over|in))\s+(?:an?|the|some|any|its|our|two|three|distinct|now an?)\s+(?!(?:multiple|divisor|factor|contradiction|consequence|special case)\b)/i;
const apposed =
  /^\s*(?:an?|the|some|its|two|three|positive|real|complex|independent|distinct)\s+[a-z]/i;
const listed = /^\s*(?:[:–—=&\]]|--?-?)\s*(?:is\s+)?[a-z]/i;
const means = /^\s*(?:,\s*)?we\s+(?:mean|denote|understand|write|abbreviate)\b/i;

/** The words in a clause after which it claims something of what is known already. */
const claims =
  /\b(?:then|hence|thus|therefore|so|consequently|follows|prove[sd]?|proving|shows?|showing|see|conclude|claims?|deduce|implies|imply|knows?|since|because|whether|obtain|means|iff|only if|gives?|yields?|get|not|cannot|neither|nor|there (?:is|are|exists?) no|without)\b[^,;]*$/i;

/** "Hence there is an integer $k$" claims something, and introduces it at once. */
const exists = /\b(?:there (?:is|are|exists?)|(?:for|with) some)\s+(?!no\b)[^,;]*$/i;

export interface Spot {
  /** The sentence before the formula and behind it, with `◆` for the other formulas. */
  readonly before: string;
  readonly after: string;
  readonly head: Head;
}

type Rule = readonly [
  Strength,
  (spot: Spot & { readonly follows: string; readonly isClaim: boolean }) => boolean,
];

const rules: readonly Rule[] = [
  ["defines", ({ head }) => head.kind === "assigned" || head.kind === "mapped"],
  ["defines", ({ before, after, head }) => opened.test(before) && !isSubstituted(head, after)],
  [
    "defines",
    ({ before, head }) => considered.test(before) && (head.kind !== "equal" || head.called),
  ],
  [
    "defines",
    ({ before, head }) => named.test(before) && (head.kind === "bare" || head.kind === "equal"),
  ],
  [
    "defines",
    ({ before, follows, head }) =>
      /\bby\s+$/i.test(before) && head.kind === "bare" && means.test(follows),
  ],
  ["defines", ({ before, head }) => givenBy.test(before) && head.kind === "equal"],
  [
    "defines",
    ({ before, follows, head, isClaim }) =>
      !isClaim &&
      head.kind === "bare" &&
      says.test(follows) &&
      !/^\s*(?:is|are)\s+the\s+same/.test(follows) &&
      !/\bif\s*$/i.test(before),
  ],
  [
    "defines",
    ({ before, follows, head }) =>
      /^\s*\[?\s*$/.test(before) && head.kind === "bare" && listed.test(follows),
  ],
  [
    "defines",
    ({ before, head }) => where.test(before) && !/\band\s*$/i.test(before) && head.kind !== "bare",
  ],
  [
    "types",
    ({ before, follows, head }) =>
      supposed.test(before) &&
      (head.kind === "bare" ? copula.test(follows) : head.kind === "member"),
  ],
  [
    "types",
    ({ follows, head, isClaim }) => !isClaim && head.kind === "bare" && copula.test(follows),
  ],
  [
    "types",
    ({ before, follows, head, isClaim }) =>
      !isClaim &&
      head.kind === "bare" &&
      apposed.test(follows) &&
      /\b(?:let|fix|suppose|assume|given|with|where|for|take|choose|(?:is|are|be) an?)\b/i.test(
        before,
      ),
  ],
  [
    "types",
    ({ before, head, isClaim }) => !isClaim && head.kind !== "equal" && someNoun.test(before),
  ],
  ["mentions", ({ before, head }) => withIt.test(before) && isRelation(head)],
  ["mentions", ({ before, head }) => quantified.test(before) && isRelation(head)],
  [
    "mentions",
    ({ before, head }) =>
      head.kind !== "equal" && nounBefore.test(before) && !/\bno\s[^,;]*$/i.test(before),
  ],
];

/** What a sentence says of the symbols that a formula in it begins with; undefined when nothing. */
export function strengthOf({ before, after, head }: Spot): Strength | undefined {
  // `$n$-th`, `$k$-algebra`, `$G$'s`: a part of a word.
  if (/^-\w|^th\b/.test(after)) return undefined;
  const follows = after.replace(rest, "");
  const clause = before.replace(/^.*\b(?:where|here)\b/i, "");
  const isClaim = claims.test(clause) && !exists.test(clause);
  return rules.find(([, fits]) => fits({ before, after, head, follows, isClaim }))?.[0];
}

function isRelation({ kind }: Head): boolean {
  return kind === "member" || kind === "bounded";
}

/** "Set $x = 0$ in (2)" puts something in. */
function isSubstituted({ kind }: Head, after: string): boolean {
  return kind === "equal" && /^\s*(?:in|into|above|here)\b/.test(after);
}
