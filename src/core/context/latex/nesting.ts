import { environmentFacts, headings, textCommands } from "./names.ts";
import { isIncomplete, type Token, type TokenKind } from "./tokens.ts";

export type Mode = "text" | "inline" | "display";

/** Something open at a place, with what it stands in: a list from the innermost to the file. */
export type Open = File | Nested;

interface File {
  readonly kind: "file";
  readonly mode: "text";
  /** Environments that TeX does not read, beside those that it never reads. */
  readonly verbatim?: readonly string[];
  /** All of it is one formula: a display in it is no sign that the formula was left open. */
  readonly isFormula?: true;
}

export interface Nested {
  /** `group`: a parenthesis or bracket. */
  readonly kind: "environment" | "maths" | "left" | "brace" | "group";
  /** An environment's name, or the token that opened it. */
  readonly name: string;
  /** Where its token starts. */
  readonly at: number;
  /** What its content is. */
  readonly mode: Mode;
  readonly outer: Open;
}

/** The place outside of everything. */
export const file: Open = { kind: "file", mode: "text" };

/** The outside of a text in which TeX does not read these environments either. */
export function fileWith(verbatim: readonly string[] = []): Open {
  return verbatim.length === 0 ? file : { kind: "file", mode: "text", verbatim };
}

/** The inside of a formula that is looked at by itself. */
export function formulaFile(opener: string, mode: "inline" | "display"): Nested {
  const outer = { kind: "file", mode: "text", isFormula: true } as const;
  return nest(outer, { kind: "maths", name: opener, at: 0, mode });
}

/** The outside of everything around a place. */
export function outermost(open: Open): File {
  let node = open;
  while (node.kind !== "file") node = node.outer;
  return node;
}

/** Puts something into a place. */
export function nest(outer: Open, opened: Omit<Nested, "outer">): Nested {
  return { ...opened, outer };
}

interface Step {
  readonly token: Token;
  /** Where the token starts. */
  readonly at: number;
  /** The token before it. */
  readonly previous: Token | undefined;
}

/**
 * What is open after a token. Forgives everything: an `\end` closes the nearest environment of its name, a blank
 * line or a block ends inline maths, a heading ends all but the document, and an end without its beginning
 * changes nothing.
 */
export function advance(open: Open, step: Step): Open {
  return handlers[step.token.kind]?.(open, step) ?? open;
}

/**
 * What a token closed when it led from one place to another, innermost first. Undefined when it did anything
 * but open one thing or close one thing, together with parentheses left open in it.
 */
export function closedBetween(from: Open, to: Open): readonly Nested[] | undefined {
  if (to !== from && to.kind !== "file" && to.outer === from) return [];
  const closed: Nested[] = [];
  let node = from;
  while (node !== to) {
    const last = closed.at(-1);
    if (node.kind === "file" || (last !== undefined && last.kind !== "group")) return undefined;
    closed.push(node);
    node = node.outer;
  }
  return closed;
}

/** Everything open at a place, innermost first. */
export function enclosing(open: Open): readonly Nested[] {
  const found: Nested[] = [];
  for (let node = open; node.kind !== "file"; node = node.outer) found.push(node);
  return found;
}

/** The nearest enclosing thing that `matches`, or undefined. */
export function nearest(open: Open, matches: (node: Nested) => boolean): Nested | undefined {
  let node = open;
  while (node.kind !== "file") {
    if (matches(node)) return node;
    node = node.outer;
  }
  return undefined;
}

type Handler = (open: Open, step: Step) => Open;

const handlers: Partial<Record<TokenKind, Handler>> = {
  begin,
  end: (open, { token }) =>
    nearest(open, (node) => node.kind === "environment" && node.name === token.name)?.outer ?? open,
  maths,
  mathsEnd,
  left: (open, step) => (isIncomplete(step.token) ? open : put(open, step, "left")),
  right: (open, { token }) => (isIncomplete(token) ? open : outOf(open, "left", ["group"])),
  brace: (open, step) =>
    nest(open, {
      kind: "brace",
      name: "{",
      at: step.at,
      mode: textCommands.has(step.previous?.name ?? "") ? "text" : open.mode,
    }),
  braceEnd: (open) => outOf(open, "brace", ["group", "left", "maths"]),
  group: openGroup,
  groupEnd: closeGroup,
  blank: afterBlank,
  command: (open, { token }) => (headings.has(token.name) ? afterHeading(open) : open),
};

/** An opening token that leaves the mode as it is. */
function put(open: Open, { token, at }: Step, kind: "left" | "group"): Open {
  return nest(open, { kind, name: token.text, at, mode: open.mode });
}

/** Closes the nearest thing of a kind if only things of the kinds `over` are open inside of it. */
function outOf(open: Open, kind: Nested["kind"], over: readonly Nested["kind"][]): Open {
  let node = open;
  while (node.kind !== "file" && node.kind !== kind && over.includes(node.kind)) node = node.outer;
  return node.kind === kind ? node.outer : open;
}

function begin(open: Open, { token, at, previous }: Step): Open {
  const { role } = environmentFacts(token.name);
  const startsLine = previous === undefined || previous.text.includes("\n");
  const leavesMaths =
    role === "block" ||
    role === "display" ||
    (role === "unknown" && open.mode === "inline" && startsLine);
  const outer = leavesMaths ? outsideMaths(open) : open;
  return nest(outer, { kind: "environment", name: token.name, at, mode: modeIn(role, outer.mode) });
}

function modeIn(role: ReturnType<typeof environmentFacts>["role"], around: Mode): Mode {
  if (role === "display") return "display";
  if (role === "block") return "text";
  return role === "inner" && around === "text" ? "display" : around;
}

function outsideMaths(open: Open): Open {
  let node = open;
  while (node.mode !== "text" && !isWholeFormula(node)) node = node.outer;
  return node;
}

function isWholeFormula(node: Nested): boolean {
  return node.outer.kind === "file" && node.outer.isFormula === true;
}

function maths(open: Open, { token, at }: Step): Open {
  const opened = {
    kind: "maths",
    name: token.text,
    at,
    mode: token.text === "$" || token.text === "\\(" ? "inline" : "display",
  } as const;
  if (open.mode === "text") return nest(open, opened);
  const around = dollarsAround(open);
  if (around?.name === token.text) return around.outer;
  // The argument of a macro that we do not know may well be text.
  if (token.text === "$" && open.kind === "brace" && open.mode === "display") {
    return nest(open, opened);
  }
  return nest(outsideMaths(open), opened);
}

/** The dollars that dollars at this place close, if they are the same. */
function dollarsAround(open: Open): Nested | undefined {
  const inner = aroundMaths(open);
  const around = inner?.kind === "environment" ? nearest(open, isWholeFormula) : inner;
  return around?.name.startsWith("$") === true ? around : undefined;
}

function mathsEnd(open: Open, { token }: Step): Open {
  const opener = token.text === "\\)" ? "\\(" : "\\[";
  const around = nearest(open, (node) => node.kind === "maths" || isBlock(node));
  return around?.name === opener ? around.outer : open;
}

/** What makes this place maths. */
function aroundMaths(open: Open): Nested | undefined {
  return nearest(
    open,
    (node) =>
      node.kind === "maths" ||
      (node.kind === "environment" && environmentFacts(node.name).role === "display"),
  );
}

function isBlock(node: Nested): boolean {
  return node.kind === "environment" && node.mode === "text";
}

function openGroup(open: Open, step: Step): Open {
  // `[0, 1[` is an interval; `[a, [b, c]]` and `[0, \sqrt[3]{2}]` are not.
  const closes =
    step.token.text === "[" &&
    open.kind === "group" &&
    open.mode !== "text" &&
    open.name !== "(" &&
    /^(?:\}|\\infty|[^\\]*[\p{L}\p{N}])$/u.test(step.previous?.text ?? "");
  return closes ? open.outer : put(open, step, "group");
}

function closeGroup(open: Open, step: Step): Open {
  // Any of the two closes any: `[0, 1)`. One that closes nothing begins an interval such as `]0, 1]`.
  if (open.kind === "group") return open.outer;
  return step.token.text === "]" && open.mode !== "text" ? put(open, step, "group") : open;
}

function afterBlank(open: Open): Open {
  let node = open;
  while (
    node.kind !== "file" &&
    (node.mode === "inline" || node.kind === "group" || node.kind === "left")
  ) {
    node = node.outer;
  }
  return node;
}

function afterHeading(open: Open): Open {
  return (
    nearest(open, (node) => node.kind === "environment" && node.name === "document") ??
    outermost(open)
  );
}
