import type { Expression } from "./expression.ts";
import { isNought, minus, negate, none, over, times, whole, type Value } from "./value.ts";
import { charge, type Work } from "./work.ts";

type Rows = readonly (readonly Expression[])[];

const mostCells = 100;
const here = { from: 0, to: 0 };

/** The entries of a formula that is a matrix; `undefined` for any other. Products keep the order of their factors. */
export function matrixOf(of: Expression): Rows | undefined {
  switch (of.kind) {
    case "matrix":
      return of.rows.flat().length <= mostCells ? of.rows : undefined;
    case "negative":
      return matrixOf(of.of)?.map((row) =>
        row.map((cell) => ({ kind: "negative", of: cell, ...here })),
      );
    case "sum":
      return add(of.terms);
    case "product":
      return multiply(of.factors);
    case "quotient":
      return scale(matrixOf(of.over), {
        kind: "quotient",
        over: number(1n),
        under: of.under,
        ...here,
      });
    case "power":
      return raise(of.base, of.exponent);
    default:
      return undefined;
  }
}

function number(value: bigint): Expression {
  return { kind: "number", value: { top: value, bottom: 1n }, ...here };
}

function scale(rows: Rows | undefined, by: Expression): Rows | undefined {
  return rows?.map((row) => row.map((cell) => ({ kind: "product", factors: [by, cell], ...here })));
}

function add(terms: readonly Expression[]): Rows | undefined {
  const [first, ...rest] = terms.map(matrixOf);
  return rest.reduce<Rows | undefined>((sum, rows) => {
    if (sum === undefined || rows === undefined || !haveOneShape(sum, rows)) return undefined;
    return sum.map((row, y) =>
      row.map((cell, x) => ({ kind: "sum", terms: [cell, rows[y]?.[x] ?? cell], ...here })),
    );
  }, first);
}

function haveOneShape(a: Rows, b: Rows): boolean {
  return a.length === b.length && a[0]?.length === b[0]?.length;
}

function multiply(factors: readonly Expression[]): Rows | undefined {
  let result: Rows | undefined;
  const scalars: Expression[] = [];
  for (const factor of factors) {
    const rows = matrixOf(factor);
    if (rows === undefined) scalars.push(factor);
    else {
      result = result === undefined ? rows : product(result, rows);
      if (result === undefined) return undefined;
    }
  }
  const [only] = scalars;
  if (only === undefined) return result;
  return scale(
    result,
    scalars.length === 1 ? only : { kind: "product", factors: scalars, ...here },
  );
}

function product(a: Rows, b: Rows): Rows | undefined {
  if (a[0]?.length !== b.length || a.length * b.length * (b[0]?.length ?? 0) > mostCells)
    return undefined;
  return a.map((row) =>
    (b[0] ?? []).map((_, x) => ({
      kind: "sum",
      terms: row.map((cell, k) => ({
        kind: "product",
        factors: [cell, b[k]?.[x] ?? number(0n)],
        ...here,
      })),
      ...here,
    })),
  );
}

/** Small whole powers, and the transpose. */
function raise(base: Expression, exponent: Expression): Rows | undefined {
  const rows = matrixOf(base);
  if (rows === undefined) return undefined;
  if (exponent.kind === "symbol" && exponent.name === "T") return transpose(rows);
  if (exponent.kind !== "number" || exponent.value.bottom !== 1n) return undefined;
  const count = exponent.value.top;
  if (count < 1n || count > 4n) return undefined;
  let result: Rows | undefined = rows;
  for (let index = 1n; index < count; index += 1n) {
    result = result === undefined ? undefined : product(result, rows);
  }
  return result;
}

function transpose(rows: Rows): Rows {
  return (rows[0] ?? []).map((_, x) => rows.map((row) => row[x] ?? number(0n)));
}

/** Exact where the entries are. */
export function determinant(entries: readonly (readonly Value[])[], work: Work): Value {
  const lacking = entries.flat().find((cell) => cell.kind === "none");
  if (lacking !== undefined) return lacking;
  if (entries.some((row) => row.length !== entries.length)) return none("unsupported");
  const result = eliminate(
    entries.map((row) => [...row]),
    work,
  );
  return work.left > 0 ? result : none("tooLong");
}

function eliminate(rows: Value[][], work: Work): Value {
  let result: Value = whole(1);
  for (let column = 0; column < rows.length; column += 1) {
    const pivot = rows.findIndex((row, y) => y >= column && !isNought(row[column] ?? whole(0)));
    const top = rows[pivot];
    if (top === undefined) return whole(0);
    rows[pivot] = rows[column] ?? top;
    rows[column] = top;
    const head = top[column] ?? whole(0);
    result = times(pivot === column ? result : negate(result), head);
    for (const row of rows.slice(column + 1)) clear(row, { top, column, head, work });
  }
  return result;
}

interface Pivot {
  readonly top: readonly Value[];
  readonly column: number;
  readonly head: Value;
  readonly work: Work;
}

function clear(row: Value[], { top, column, head, work }: Pivot): void {
  const factor = over(row[column] ?? whole(0), head);
  for (const [x, cell] of top.entries()) {
    if (x < column || work.left <= 0) continue;
    const rest = minus(row[x] ?? whole(0), times(factor, cell));
    charge(work, rest);
    row[x] = rest;
  }
}
