import { agree } from "../maths/agree.ts";
import { evaluate } from "../maths/evaluate.ts";
import type { Expression, Relation } from "../maths/expression.ts";
import { realPart } from "../maths/value.ts";

/** A set of real numbers as intervals in order, with gaps between them. */
export interface Region {
  readonly intervals: readonly Interval[];
  /** The letter that it was said of. */
  readonly of?: string;
}

interface Interval {
  readonly low: End;
  readonly high: End;
}

interface End {
  /** Infinite ends have no formula. */
  readonly formula?: Expression;
  /** For the order; NaN where letters make it unknown. */
  readonly at: number;
  readonly closed: boolean;
}

const low: End = { at: -Infinity, closed: false };
const high: End = { at: Infinity, closed: false };
const everything: Region = { intervals: [{ low, high }] };
const mostIntervals = 24;

/** The real numbers that a formula describes; `undefined` where it does not, or where that cannot be told. */
export function regionOf(of: Expression): Region | undefined {
  switch (of.kind) {
    case "constant":
      return of.name === "ℝ" ? everything : of.name === "∅" ? { intervals: [] } : undefined;
    case "tuple":
      return interval(of);
    case "set":
      return points(of.items);
    case "builder":
      return described(of.of, of.where);
    case "chain":
      return inequality(of.sides, of.relations);
    case "list":
      return alternatives(of.items);
    case "setOperation":
      return combine(of.by, of.parts.map(regionOf));
    default:
      return undefined;
  }
}

function interval(of: Expression & { kind: "tuple" }): Region | undefined {
  const [from, to, ...more] = of.items;
  if (from === undefined || to === undefined || more.length > 0) return undefined;
  if (!/^[([]$/.test(of.open) || !/^[)\]]$/.test(of.close)) return undefined;
  const [left, right] = [endOf(from, of.open === "["), endOf(to, of.close === "]")];
  if (left === undefined || right === undefined || left.at > right.at) return undefined;
  return { intervals: [{ low: left, high: right }] };
}

function endOf(of: Expression, closed: boolean): End | undefined {
  const sign = infinity(of);
  if (sign !== 0) return { at: sign * Infinity, closed: false };
  const value = evaluate(of, { letters: new Map(), work: { left: 2000 }, log: "ten" });
  if (value.kind === "none" && value.why !== "unsupported") return undefined;
  return { formula: of, at: realPart(value) ?? NaN, closed };
}

/** 1 for ∞, -1 for -∞, else 0. */
export function infinity(of: Expression): number {
  if (of.kind === "constant" && of.name === "∞") return 1;
  return of.kind === "negative" ? -infinity(of.of) : 0;
}

function points(items: readonly Expression[]): Region | undefined {
  const ends = items.map((item) => endOf(item, true));
  const found: Interval[] = [];
  for (const end of ends) {
    if (end === undefined || Number.isNaN(end.at)) return undefined;
    found.push({ low: end, high: end });
  }
  return union([{ intervals: found }]);
}

function described(of: Expression, where: Expression): Region | undefined {
  const [name, set] = of.kind === "chain" ? of.sides : [of];
  const isReal = set === undefined || (set.kind === "constant" && set.name === "ℝ");
  const region = isReal ? regionOf(where) : undefined;
  return name?.kind === "symbol" && region?.of === name.name ? region : undefined;
}

/** `2 \le x < 5`, `x > 3`, `x \ne 1` */
function inequality(
  sides: readonly Expression[],
  relations: readonly Relation[],
): Region | undefined {
  const index = sides.length === 3 ? 1 : sides.findIndex((side) => side.kind === "symbol");
  const name = sides[index];
  if (name?.kind !== "symbol" || sides.length > 3) return undefined;
  const bounds = relations.map((relation, place) => {
    // As if the letter stood on the left.
    const isLeft = place === index;
    return boundOf(
      sides[isLeft ? place + 1 : place],
      isLeft ? relation : (turned[relation] ?? relation),
    );
  });
  const [one, two] = bounds;
  if (one === undefined) return undefined;
  if (sides.length === 2) return Number.isNaN(one.end.at) ? undefined : halfLine(one, name.name);
  return two === undefined ? undefined : between(one, two, name.name);
}

function between(one: Bound, two: Bound, of: string): Region | undefined {
  const [left, right] = one.side === "above" ? [one, two] : [two, one];
  const isOneWay = left.side === "above" && right.side === "below";
  if (!isOneWay || left.end.at >= right.end.at) return undefined;
  return { intervals: [{ low: left.end, high: right.end }], of };
}

const turned: Partial<Record<Relation, Relation>> = { "<": ">", ">": "<", "≤": "≥", "≥": "≤" };

interface Bound {
  readonly end: End;
  /** Where the letter lies. */
  readonly side: "above" | "below" | "beside";
}

function boundOf(of: Expression | undefined, relation: Relation): Bound | undefined {
  const end = of === undefined ? undefined : endOf(of, relation === "≤" || relation === "≥");
  if (end === undefined || !/^[<>≤≥≠]$/.test(relation)) return undefined;
  return { end, side: relation === "≠" ? "beside" : /[>≥]/.test(relation) ? "above" : "below" };
}

function halfLine({ end, side }: Bound, of: string): Region {
  switch (side) {
    case "above":
      return { intervals: [{ low: end, high }], of };
    case "below":
      return { intervals: [{ low, high: end }], of };
    case "beside":
      return {
        intervals: [
          { low, high: end },
          { low: end, high },
        ],
        of,
      };
  }
}

/** `x < 2 or x > 3`: all of the same letter. */
function alternatives(items: readonly Expression[]): Region | undefined {
  const regions = items.map((item) => (item.kind === "chain" ? regionOf(item) : undefined));
  const [first] = regions;
  if (first?.of === undefined) return undefined;
  const found = combine("∪", regions);
  return found !== undefined && regions.every((region) => region?.of === first.of)
    ? { ...found, of: first.of }
    : undefined;
}

function combine(by: "∪" | "∩" | "∖", parts: readonly (Region | undefined)[]): Region | undefined {
  const known: Region[] = [];
  for (const part of parts) {
    if (part === undefined || part.intervals.some(isUnknown)) return undefined;
    known.push(part);
  }
  if (known.flatMap((part) => part.intervals).length > mostIntervals) return undefined;
  const [first, second] = known;
  if (by === "∪") return union(known);
  if (by === "∩") return complement(union(known.map(complement)));
  if (first === undefined || second === undefined) return undefined;
  return complement(union([complement(first), second]));
}

function isUnknown({ low: from, high: to }: Interval): boolean {
  return Number.isNaN(from.at) || Number.isNaN(to.at);
}

/** Sorted, with what overlaps or touches joined. */
function union(parts: readonly Region[]): Region {
  const all = parts
    .flatMap((part) => part.intervals)
    .sort((a, b) => order(a.low, b.low) || Number(b.low.closed) - Number(a.low.closed));
  const joined: Interval[] = [];
  for (const next of all) {
    const last = joined.at(-1);
    const gap = last === undefined ? 1 : order(next.low, last.high);
    const touches = gap < 0 || (gap === 0 && (next.low.closed || last?.high.closed === true));
    if (last === undefined || !touches) joined.push(next);
    else joined[joined.length - 1] = { low: last.low, high: later(last.high, next.high) };
  }
  return { intervals: joined };
}

function later(a: End, b: End): End {
  const which = order(a, b);
  return which === 0 ? { ...a, closed: a.closed || b.closed } : which > 0 ? a : b;
}

function complement({ intervals }: Region): Region {
  const gaps: Interval[] = [];
  let from = low;
  for (const { low: next, high: end } of intervals) {
    if (from.at !== -Infinity || next.at !== -Infinity)
      gaps.push({ low: from, high: opposite(next) });
    from = opposite(end);
  }
  if (from.at !== Infinity) gaps.push({ low: from, high });
  // Between two closed ends at one place there is nothing.
  return {
    intervals: gaps.filter(
      (gap) => order(gap.low, gap.high) < 0 || (gap.low.closed && gap.high.closed),
    ),
  };
}

function opposite(end: End): End {
  return { ...end, closed: Number.isFinite(end.at) && !end.closed };
}

function order(a: End, b: End): number {
  return sameEnd(a, b) ? 0 : a.at - b.at;
}

function sameEnd(a: End, b: End): boolean {
  if (a.formula === undefined || b.formula === undefined)
    return a.formula === b.formula && a.at === b.at;
  if (Math.abs(a.at - b.at) > 1e-6 * Math.max(1, Math.abs(a.at))) return false;
  return agree(a.formula, b.formula, { log: "ten", work: { left: 2000 } }).kind === "agree";
}

/** `undefined` where an end cannot be compared. */
export function sameRegion(a: Region, b: Region): boolean | undefined {
  if (a.intervals.length !== b.intervals.length) return false;
  const [ends, others] = [a, b].map(({ intervals }) =>
    intervals.flatMap(({ low: from, high: to }) => [from, to]),
  );
  const found = ends?.map((end, index) => compareEnds(end, others?.[index] ?? end)) ?? [];
  if (found.includes(false)) return false;
  return found.includes(undefined) ? undefined : true;
}

function compareEnds(a: End, b: End): boolean | undefined {
  if (a.closed !== b.closed) return false;
  if (sameEnd(a, b)) return true;
  return Number.isNaN(a.at) || Number.isNaN(b.at) || a.at === b.at ? undefined : false;
}
