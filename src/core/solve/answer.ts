import type { Unread } from "../maths/expression.ts";
import { inBase } from "../maths/names.ts";
import { parse } from "../maths/parse.ts";
import { rational } from "../maths/rational.ts";
import { normaliseText, unwrap } from "./normalise.ts";
import { shapeOf, type Shape } from "./shape.ts";

/** An answer that has been read, to be compared with others. */
export interface Answer {
  readonly text: string;
  /** Its text in one spelling: equal ones are equal answers. */
  readonly normal: string;
  readonly shape: Shape | undefined;
  /** Why it is compared as text only. */
  readonly unread?: Unread["kind"];
}

export function readAnswer(text: string): Answer {
  const normal = normaliseText(text);
  const formula = mathsOf(unwrap(text)).replace(/^([A-Z])\)$/, "$1");
  const based = readBased(formula);
  if (based !== undefined) return { text, normal, shape: based };
  const parsed = parse(formula);
  if (parsed.kind === "unread")
    return { text, normal, shape: undefined, unread: parsed.unread.kind };
  return { text, normal, shape: shapeOf(parsed.formula, formula) };
}

/** The formula of a sentence that has one: "The value is $7$". Amounts and units around it stay. */
function mathsOf(text: string): string {
  if (text.length > 4000 || !/^[a-zA-Z]{2,}[^$]*\$/.test(text)) return text;
  const parts = text.split("$");
  const words = parts.filter((_, index) => index % 2 === 0).join(" ");
  const formula = parts[1];
  return parts.length === 3 && formula !== undefined && !/\b(?:not|no)\b/i.test(words)
    ? formula
    : text;
}

/** `2F_{16}`: digits that are letters are told from a product only here, where they are the whole answer. */
function readBased(text: string): Shape | undefined {
  const [, digits, base] = /^(\d[\dA-F]*[A-F][\dA-F]*|[A-F][\dA-F]+)_\{?(\d+)\}?$/.exec(text) ?? [];
  if (digits === undefined || digits.length > 500) return undefined;
  const value = inBase(digits, Number(base));
  if (value === undefined) return undefined;
  const formula = { kind: "number", value: rational(value), from: 0, to: text.length } as const;
  return { kind: "value", formula };
}
