import type { Grammar } from "./cursor.ts";
import type { Expression } from "./expression.ts";
import { lookUp, openers } from "./vocabulary.ts";

const calls: Readonly<Record<string, string>> = {
  "\\lfloor": "floor",
  "⌊": "floor",
  "\\lceil": "ceil",
  "⌈": "ceil",
  "\\lvert": "abs",
  "\\lVert": "norm",
};

/** Brackets of every kind but bars: a group, a point, an interval, a set, a rounding. */
export function readBrackets(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const { text: open, from } = cursor.next();
  const call = lookUp(calls, open);
  const close = lookUp(openers, open) ?? ")";
  if (close === "\\}") return readSet(grammar, from);
  const inside = cursor.within(open, () => grammar.list());
  const end = cursor.peek();
  // An interval may close with the other bracket.
  const isMixed = inside.kind === "list" && /^[([]$/.test(open) && cursor.is(")", "]");
  if (isMixed) cursor.next();
  else cursor.expect(close);
  const to = end.to;
  if (call !== undefined) return { kind: "call", name: call, args: [inside], from, to };
  if (inside.kind !== "list")
    return open === "\\langle" ? cursor.fail("unsupported", end) : { ...inside, from, to };
  return {
    kind: "tuple",
    open: open === "⟨" ? "\\langle" : open,
    close: end.text,
    items: inside.items,
    from,
    to,
  };
}

function readSet(grammar: Grammar, from: number): Expression {
  const { cursor } = grammar;
  if (cursor.is("\\}")) {
    const { to } = cursor.next();
    return { kind: "constant", name: "∅", from, to };
  }
  const inside = cursor.within("\\{", () => grammar.list());
  if (cursor.accept("|", ":", "\\mid", "\\vert", "\\colon")) {
    const where = cursor.within("\\{", () => grammar.list());
    cursor.expect("\\}");
    return { kind: "builder", of: inside, where, from, to: cursor.peek(-1).to };
  }
  cursor.expect("\\}");
  const items = inside.kind === "list" ? inside.items : [inside];
  return { kind: "set", items, from, to: cursor.peek(-1).to };
}

/** `|x|`, `\|v\|`; the opening one has been read. */
export function readBars(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const { text, from } = cursor.peek(-1);
  const inside = cursor.within(text, () => grammar.sum());
  const { to } = cursor.peek();
  cursor.expect(text);
  return { kind: "call", name: text === "|" ? "abs" : "norm", args: [inside], from, to };
}
