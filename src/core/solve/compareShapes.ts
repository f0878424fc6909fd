import type { Work } from "../maths/work.ts";
import type { Expression } from "../maths/expression.ts";
import {
  compareCongruences,
  compareFormulas,
  compareRelations,
  different,
  equal,
  unknown,
  type Comparison,
} from "./compareFormulas.ts";
import { compareValues } from "./compareValues.ts";
import { sameRegion, type Region } from "./region.ts";
import type { Shape } from "./shape.ts";

/** What a comparison may cost, in microseconds or less. */
const mostWork = 7_500;
const mostItems = 40;

export function compareShapes(a: Shape, b: Shape): Comparison {
  return compareLabelled(a, b, { left: mostWork });
}

/** `x = 5` is 5 where the other names nothing, but not `y = 5`; equations may still be the same one, rearranged. */
function compareLabelled(a: Shape, b: Shape, work: Work): Comparison {
  const found = compareKinds(a, b, work);
  const label = a.label ?? b.label;
  if (label === undefined) return found;
  if (a.label === undefined || b.label === undefined) {
    return found.verdict === "equal" ? equal(`${found.reason}; only one names ${label}`) : found;
  }
  if (a.label === b.label && found.verdict === "equal") return found;
  if (a.equation === undefined || b.equation === undefined)
    return different("other letters or values");
  return compareRelations(
    { relation: "=", sides: a.equation },
    { relation: "=", sides: b.equation },
    work,
  );
}

// One case a kind.
// eslint-disable-next-line complexity
function compareKinds(a: Shape, b: Shape, work: Work): Comparison {
  if (a.kind === "value" && b.kind === "value") return compareValues(a, b, work);
  if (a.kind === "collection" && b.kind === "collection")
    return compareCollections(a.items, b.items, work);
  if (a.kind === "tuple" && b.kind === "tuple") return compareTuples(a, b, work);
  if (a.kind === "matrix" && b.kind === "matrix") return compareMatrices(a.rows, b.rows, work);
  if (a.kind === "relation" && b.kind === "relation") return compareRelations(a, b, work);
  if (a.kind === "congruence" && b.kind === "congruence") return compareCongruences(a, b, work);
  if (a.kind === "text" && b.kind === "text")
    return a.text === b.text ? equal("the same words") : different("other words");
  if (a.kind === "named" && b.kind === "named")
    return a.name === b.name ? equal("the same set") : different("other sets");
  const [left, right] = [regionIn(a), regionIn(b)];
  return left !== undefined && right !== undefined
    ? compareRegions(left, right)
    : compareMixed(a, b, work);
}

/** Two kinds that can still say the same: an equation, and the one that a named value is from. */
function compareMixed(a: Shape, b: Shape, work: Work): Comparison {
  const kinds = new Set([a.kind, b.kind]);
  const [tuple, list] = a.kind === "tuple" ? [a, b] : [b, a];
  if (tuple.kind === "tuple" && tuple.label !== undefined && list.kind === "collection") {
    return compareCollections(named(tuple, tuple.label), list.items, work);
  }
  if (kinds.has("other") || kinds.has("text")) return unknown("one is of no kind that is compared");
  const [relation, other] = a.kind === "relation" ? [a, b] : [b, a];
  if (relation.kind === "relation" && other.equation !== undefined) {
    return compareRelations(relation, { relation: "=", sides: other.equation }, work);
  }
  return different("they are of different kinds");
}

/** `(x, y) = (1, 2)` as `x = 1, y = 2`. */
function named({ items }: Tuple, label: string): readonly Shape[] {
  const names = label.replaceAll(/[()]/g, "").split(",");
  return items.map((item, index) => ({ ...item, label: names[index] ?? "" }));
}

function regionIn(of: Shape): Region | undefined {
  if (of.kind === "collection" && of.items.length === 0) return { intervals: [] };
  return of.kind === "region" || of.kind === "tuple" ? of.region : undefined;
}

function compareRegions(a: Region, b: Region): Comparison {
  switch (sameRegion(a, b)) {
    case true:
      return equal("the same real numbers");
    case false:
      return different("other real numbers");
    case undefined:
      return unknown("ends that cannot be compared");
  }
}

type Tuple = Shape & { readonly kind: "tuple" };

function compareTuples(a: Tuple, b: Tuple, work: Work): Comparison {
  if (a.open !== b.open || a.close !== b.close) return different("other brackets");
  if (a.items.length !== b.items.length) return different("other lengths");
  return all(
    a.items.map((item, index) => {
      const other = b.items[index];
      return () =>
        other === undefined ? different("other lengths") : compareLabelled(item, other, work);
    }),
    "item by item",
  );
}

type Rows = readonly (readonly Expression[])[];

function compareMatrices(a: Rows, b: Rows, work: Work): Comparison {
  if (a.length !== b.length || a[0]?.length !== b[0]?.length)
    return different("matrices of other sizes");
  const others = b.flat();
  return all(
    a.flat().map((cell, index) => {
      const other = others[index];
      return () =>
        other === undefined ? different("other sizes") : compareFormulas(cell, other, work);
    }),
    "entry by entry",
  );
}

/** Different as soon as one is; equal only when all are. */
function all(comparisons: readonly (() => Comparison)[], how: string): Comparison {
  let open: Comparison | undefined;
  for (const compare of comparisons) {
    const found = compare();
    if (found.verdict === "different") return found;
    if (found.verdict === "unknown") open ??= found;
  }
  return open ?? equal(`equal ${how}`);
}

/** As sets: each item of one has an equal one in the other. */
function compareCollections(a: readonly Shape[], b: readonly Shape[], work: Work): Comparison {
  if (Math.max(a.length, b.length) > mostItems) return unknown("too many items");
  const ways = [
    [a, b],
    [b, a],
  ] as const;
  let isOpen = false;
  for (const [items, others] of ways) {
    for (const item of items) {
      const found = others.map((other) => compareLabelled(item, other, work).verdict);
      if (found.includes("equal")) continue;
      if (!found.includes("unknown")) return different("an item of one is not in the other");
      isOpen = true;
    }
  }
  return isOpen ? unknown("items that cannot be compared") : equal("the same items");
}
