import { contains, type Constant, type Expression, type Relation } from "../maths/expression.ts";
import { matrixOf } from "../maths/matrixAlgebra.ts";
import { regionOf, type Region } from "./region.ts";
import { resolveSign } from "./resolveSign.ts";
import { normaliseText } from "./normalise.ts";
import { readUnitName, type Unit } from "./units.ts";

/** What an answer is made of; leaves are formulas. */
export type Shape = Labelled &
  (
    | { readonly kind: "value"; readonly formula: Expression; readonly unit?: Unit | "degrees" }
    /** A set, a list, or both values of ±: order and repetition do not count. */
    | { readonly kind: "collection"; readonly items: readonly Shape[] }
    | {
        readonly kind: "tuple";
        readonly open: string;
        readonly close: string;
        readonly items: readonly Shape[];
        /** The same brackets read as an interval, where they can be one. */
        readonly region?: Region;
      }
    | { readonly kind: "region"; readonly region: Region }
    | { readonly kind: "matrix"; readonly rows: readonly (readonly Expression[])[] }
    /** `f = 0`, `f < 0` … with f as left minus right. */
    | { readonly kind: "relation"; readonly relation: Relation; readonly sides: Sides }
    | { readonly kind: "congruence"; readonly sides: Sides; readonly modulus: Expression }
    | { readonly kind: "named"; readonly name: Constant }
    | { readonly kind: "text"; readonly text: string }
    /** Read as a formula, but of no kind that is compared. */
    | { readonly kind: "other" }
  );

interface Labelled {
  /** What the answer is said to be: the `x` of `x = 5` and `x \in [2, 5)`. */
  readonly label?: string;
  /** The whole equation that the label is from. */
  readonly equation?: Sides;
}

export interface Sides {
  readonly left: Expression;
  readonly right: Expression;
}

/** The structure of a formula that was read from this text. */
export function shapeOf(formula: Expression, text: string): Shape {
  if (contains(formula, (part) => part.kind === "text"))
    return { kind: "text", text: plainWords(text) };
  return shape(formula, text);
}

/** Words without case, braces and punctuation. */
function plainWords(text: string): string {
  return normaliseText(text)
    .toLowerCase()
    .replaceAll(/[{}.,!?"]/g, "")
    .trim();
}

function shape(of: Expression, text: string): Shape {
  switch (of.kind) {
    case "list":
      return listShape(of.items, text);
    case "set":
      return { kind: "collection", items: of.items.flatMap((item) => itemsOf(item, text)) };
    default:
      return contains(of, isEither) ? bothSigns(of, text) : single(of, text);
  }
}

function isEither(part: Expression): boolean {
  return part.kind === "either";
}

/** Both values of an item with ±. */
function itemsOf(item: Expression, text: string): readonly Shape[] {
  const one = shape(item, text);
  return one.kind === "collection" && item.kind !== "set" ? spread(one) : [one];
}

function single(of: Expression, text: string): Shape {
  switch (of.kind) {
    case "tuple":
      return tupleShape(of, text);
    case "chain":
      return chainShape(of, text);
    case "builder":
    case "setOperation":
      return setShape(of, text);
    case "constant":
      return constantShape(of);
    default: {
      const rows = matrixOf(of);
      return rows === undefined ? valueShape(of) : { kind: "matrix", rows };
    }
  }
}

function bothSigns(of: Expression, text: string): Shape {
  const signed = [resolveSign(of, 1), resolveSign(of, -1)];
  if (signed.some((one) => contains(one, isEither))) return { kind: "other" };
  const items = signed.map((one) => shape(one, text));
  const [first] = items;
  const label = first?.label === undefined ? {} : { label: first.label };
  return { kind: "collection", items: items.map(withoutLabel), ...label };
}

function constantShape(of: Expression & { kind: "constant" }): Shape {
  if (of.name === "ℝ") {
    const region = regionOf(of);
    if (region !== undefined) return { kind: "region", region };
  }
  if (of.name === "∅") return { kind: "collection", items: [] };
  return /[ℤℚℕℂ]/.test(of.name) ? { kind: "named", name: of.name } : { kind: "value", formula: of };
}

function setShape(of: Expression, text: string): Shape {
  if (of.kind === "setOperation" && of.by === "∪") {
    const parts = of.parts.map((part) => shape(part, text));
    if (parts.every((part) => part.kind === "collection")) {
      return { kind: "collection", items: parts.flatMap((part) => part.items) };
    }
  }
  const region = regionOf(of);
  return region === undefined ? { kind: "other" } : { kind: "region", region };
}

function tupleShape(of: Expression & { kind: "tuple" }, text: string): Shape {
  const region = regionOf(of);
  const { open, close } = of;
  const items = of.items.map((item) => shape(item, text));
  return { kind: "tuple", open, close, items, ...(region && { region }) };
}

/** `x = 1, -2` and `x = 1 or x = 2` are values of x; inequalities between `or` are one region. */
function listShape(items: readonly Expression[], text: string): Shape {
  const shapes = items.flatMap((item) => itemsOf(item, text));
  const [label, ...others] = [
    ...new Set(shapes.map((one) => one.label).filter((name) => name !== undefined)),
  ];
  const regions = regionOf({ kind: "list", items, from: 0, to: 0 });
  if (regions !== undefined) return { kind: "region", region: regions };
  if (label === undefined || others.length > 0) return { kind: "collection", items: shapes };
  // The label may stand before the first item only.
  const isShared =
    shapes.every((one) => one.label === label) ||
    shapes.slice(1).every((one) => one.label === undefined);
  return isShared
    ? { kind: "collection", items: shapes.map(withoutLabel), label }
    : { kind: "collection", items: shapes };
}

function spread(of: Shape & { kind: "collection" }): readonly Shape[] {
  return of.label === undefined
    ? of.items
    : of.items.map((item) => ({ ...item, label: of.label ?? "" }));
}

function withoutLabel(of: Shape): Shape {
  const rest: { label?: string; equation?: Sides } & Shape = { ...of };
  delete rest.label;
  delete rest.equation;
  return rest;
}

function chainShape(of: Expression & { kind: "chain" }, text: string): Shape {
  const [left] = of.sides;
  const right = of.sides.at(-1);
  if (left === undefined || right === undefined) return { kind: "other" };
  const sides = { left, right };
  if (of.relations.every((one) => one === "=")) return equationShape(of.sides, sides, text);
  const region = regionOf(of);
  if (region !== undefined)
    return { kind: "region", region, ...(region.of && { label: region.of }) };
  const [relation, ...more] = of.relations;
  return relation === undefined || more.length > 0
    ? { kind: "other" }
    : relationShape(relation, sides, { of, text });
}

function relationShape(
  relation: Relation,
  sides: Sides,
  { of, text }: { readonly of: Expression & { kind: "chain" }; readonly text: string },
): Shape {
  const { left, right } = sides;
  if (relation === "∈" && isName(left, text))
    return { ...shape(right, text), label: nameOf(left, text) };
  if (relation === "≡" && of.modulus) return { kind: "congruence", sides, modulus: of.modulus };
  return { kind: "relation", relation, sides };
}

function equationShape(all: readonly Expression[], sides: Sides, text: string): Shape {
  const { left, right } = sides;
  // `x = 2 + 3 = 5` works out x; `a = b = 1` says more.
  if (all.slice(1, -1).some((side) => isName(side, text))) return { kind: "other" };
  const isLeft = isName(left, text);
  if (isLeft || (isName(right, text) && all.length === 2)) {
    const [name, value] = isLeft ? [left, right] : [right, left];
    const found = shape(value, text);
    return { ...found, label: nameOf(name, text), equation: sides };
  }
  return all.length === 2 ? { kind: "relation", relation: "=", sides } : { kind: "other" };
}

/** `T(n)`, `|A|`, `P(A \cap B)`: what has a name but is read as a product or worse. */
const namings =
  /^(?:[A-Za-z](?:_\w|_\{\w+\}|'|\^\{-1\})*\((?:\w|\w,\w|\w=\w+)\)|\|[A-Z]\||\\det ?\(?[A-Z]\)?|[PE][([].*[)\]])$/;

/** `x`, `f(x)`, `(x, y)`, `AB`: what a value can be given to. */
function isName(of: Expression, text: string): boolean {
  if (of.kind === "symbol" || of.kind === "apply") return true;
  if (of.kind === "tuple") return of.items.every((item) => item.kind === "symbol");
  if (of.kind === "product" && of.factors.every(isPoint)) return true;
  return namings.test(nameOf(of, text));
}

/** `AB` is a length. */
function isPoint(of: Expression): boolean {
  return of.kind === "symbol" && /^[A-Z]$/.test(of.name);
}

function nameOf(of: Expression, text: string): string {
  return of.kind === "symbol" ? of.name : normaliseText(text.slice(of.from, of.to));
}

/** The unit that all summands have is the unit of the sum. */
function valueShape(of: Expression): Shape {
  switch (of.kind) {
    case "quantity": {
      const unit = readUnitName(of.unit);
      return { kind: "value", formula: of.of, ...(unit.dimension !== "" && { unit }) };
    }
    case "degrees":
      return { kind: "value", formula: of.of, unit: "degrees" };
    case "negative": {
      const inner = valueShape(of.of);
      return inner.kind === "value" ? { ...inner, formula: { ...of, of: inner.formula } } : inner;
    }
    default:
      return { kind: "value", formula: of };
  }
}
