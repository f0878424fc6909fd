import type { Grammar } from "./cursor.ts";
import type { Expression } from "./expression.ts";
import { rawArgument } from "./names.ts";

const environments = /^(?:[pbBvV]?matrix|smallmatrix|array)$/;

/** A matrix environment; between single bars its determinant. */
export function readMatrix(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const begin = cursor.next();
  const { text: name, from } = begin;
  if (!environments.test(name)) return cursor.fail("unsupported", begin);
  if (name === "array" && cursor.is("{")) rawArgument(cursor);
  const rows = cursor.within("\\begin", () => readRows(grammar));
  const end = cursor.next();
  if (end.kind !== "end" || end.text !== name) return cursor.fail("unbalanced", end);
  const { to } = end;
  const matrix: Expression = { kind: "matrix", rows, from, to };
  if (rows.some((row) => row.length !== rows[0]?.length)) return cursor.fail("unbalanced", begin);
  return name === "vmatrix" ? { kind: "call", name: "det", args: [matrix], from, to } : matrix;
}

function readRows(grammar: Grammar): readonly (readonly Expression[])[] {
  const { cursor } = grammar;
  const rows: Expression[][] = [];
  do {
    // A break behind the last row begins none.
    if (cursor.peek().kind === "end") break;
    const row = [grammar.chain()];
    while (cursor.accept("&")) row.push(grammar.chain());
    rows.push(row);
  } while (cursor.accept("\\\\"));
  return rows;
}
