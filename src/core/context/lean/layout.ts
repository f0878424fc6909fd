import { closerOf, isCloser, isWord, type Token } from "./tokens.ts";

/** A list of items at one column: tactics, steps of a calculation, fields after `where`. */
interface Block {
  readonly kind: "block";
  readonly role: "declaration" | "tactics" | "calc" | "fields";
  /** Undefined until its first token has come. */
  column: number | undefined;
  /** A line that begins here or further left is outside of the block. Less than `column` for one that began within a line. */
  floor: number;
  /** First token of the current item. */
  head: string | undefined;
  /** The current item has a `fun` whose `=>` has not come yet. */
  binder: boolean;
  /** Quantifiers of the current item whose comma has not come yet. */
  quantifiers: number;
}

interface Bracket {
  readonly kind: "bracket";
  readonly close: string;
}

type Frame = Block | Bracket;

/** Deeper nesting than this is no Lean that people write; it is not followed, so that garbage costs no time. */
const deepest = 200;

/** Tactics whose `=>`, `|` or `else` belongs to them and opens tactics. */
const armed = new Set(
  "induction induction' cases cases' match case case' next conv conv_lhs conv_rhs on_goal first if rcases obtain intro rintro fun_induction fun_cases".split(
    " ",
  ),
);
/** Tactics that take tactics. */
const combinators = new Set(
  "all_goals any_goals try repeat repeat' focus fail_if_success".split(" "),
);
/** Words that want something after them. */
const wanting = new Set("by calc using from with at then else fun in only have show".split(" "));
/** Tokens that begin no tactic: a line that begins with one goes on with the tactic above it. */
const going = /^(?:<;>|:=|=>|[,*/:^∘•▸]|(?![¬∀∃←])\p{Sm}|using|at|with|from|then|else)$/u;

/**
 * Follows how Lean nests blocks by columns and brackets, token by token, from the start of a declaration.
 * It is tolerant: text under work is seldom correct. The innermost block tells what a line may be.
 */
export class Layout {
  readonly #frames: Frame[];
  #last: string;

  /** From the column of the declaration, or a copy. */
  constructor(from: number | Layout) {
    this.#frames =
      from instanceof Layout
        ? from.#frames.map((frame) => ({ ...frame }))
        : [{ ...block("declaration", from), column: from }];
    this.#last = from instanceof Layout ? from.#last : "";
  }

  /** Number of the innermost block; 0 is the declaration. Blocks and brackets count. */
  get depth(): number {
    return this.#frames.findLastIndex((frame) => frame.kind === "block");
  }

  /** Whether we are inside of tactics or a calculation. */
  get inProof(): boolean {
    return this.#frames.some(
      (frame) => frame.kind === "block" && (frame.role === "tactics" || frame.role === "calc"),
    );
  }

  /** Whether a block has been opened and has nothing in it: after `by`. */
  get waits(): boolean {
    return this.#pending() !== undefined;
  }

  /** A line that begins here or further left is outside of the innermost block. */
  get floor(): number {
    return this.#innermost().floor;
  }

  get column(): number {
    const innermost = this.#innermost();
    return innermost.column ?? innermost.floor + 1;
  }

  /** Open brackets, outermost first. */
  get brackets(): readonly { readonly depth: number; readonly close: string }[] {
    return this.#frames.flatMap((frame, depth) =>
      frame.kind === "bracket" ? [{ depth, close: frame.close }] : [],
    );
  }

  /** Depth of the bracket that this closer would close, or -1. */
  closes(close: string): number {
    return this.#frames.findLastIndex((frame) => frame.kind === "bracket" && frame.close === close);
  }

  /** Leaves the blocks that a line with this first token is not part of. Whether the token begins an item. */
  startLine(token: Token): boolean {
    // A closer belongs to its bracket, wherever it stands.
    if (isCloser(token.text)) return false;
    const pending = this.#pending();
    if (pending !== undefined) {
      if (token.column > pending.floor) {
        pending.column = pending.floor = token.column;
        return true;
      }
      this.#frames.pop();
    }
    this.#leave(token);
    const innermost = this.#innermost();
    if (innermost.role === "declaration") return token.column <= innermost.floor;
    if (token.column !== innermost.column || going.test(token.text)) return false;
    this.#frames.length = this.depth + 1;
    startItem(innermost);
    return true;
  }

  /** Takes a token into account; `startLine` comes before for the first of a line. */
  feed(token: Token): void {
    const pending = this.#pending();
    if (pending !== undefined) pending.column = token.column;
    this.#last = token.text;
    const top = this.#top();
    if (top.kind === "block" && top.role !== "declaration" && top.head === undefined) {
      top.head = token.text;
      if (top.role === "tactics" && this.#opensTactics(token.text)) return;
    }
    if (!this.#nest(token.text) && top.kind === "block") this.#read(top, token.text);
  }

  /** Gives a line that is deeper than its block, without a reason to be, a block of its own. */
  indent(token: Token): void {
    const loose = this.#top().kind === "block" && token.column > this.column;
    if (!loose || continues(this.#last, token.text)) return;
    this.#open("tactics");
    this.startLine(token);
  }

  #top(): Frame {
    return this.#frames.at(-1) ?? block("declaration", 0);
  }

  #innermost(): Block {
    return this.#frames.findLast((frame) => frame.kind === "block") ?? block("declaration", 0);
  }

  #pending(): Block | undefined {
    const top = this.#top();
    return top.kind === "block" && top.column === undefined ? top : undefined;
  }

  #open(role: Block["role"]): void {
    if (this.#frames.length < deepest) this.#frames.push(block(role, this.floor));
  }

  #leave(token: Token): void {
    if (token.text === "_" && this.#backToCalc(token.column)) return;
    const depth = this.#frames.findIndex(
      (frame, index) => frame.kind === "block" && this.#ends(frame, index, token),
    );
    if (depth > 0) this.#frames.length = depth;
  }

  #ends(block: Block, depth: number, { text, column }: Token): boolean {
    if (block.role === "declaration" || block.column === undefined || column >= block.column) {
      return false;
    }
    if (column <= block.floor || block.floor === block.column) return true;
    // Left of a block that began within a line: only unfinished business goes on here.
    if (text === "|" || text === "else") return !armed.has(block.head ?? "");
    const held = this.#frames
      .slice(depth + 1)
      .some((inner) => inner.kind === "bracket" || (inner.column ?? 0) <= column);
    return !held && !continues(this.#last, text);
  }

  /** A line that begins with `_` is the next step of a calculation; the first `_` tells their column. */
  #backToCalc(column: number): boolean {
    const depth = this.#frames.findLastIndex(
      (frame, index) =>
        frame.kind === "block" &&
        frame.role === "calc" &&
        (frame.column === column || (frame.head !== "_" && column > this.#floorBelow(index))),
    );
    const calc = this.#frames[depth];
    if (calc?.kind !== "block") return false;
    this.#frames.length = depth + 1;
    calc.column = calc.floor = column;
    return true;
  }

  #floorBelow(depth: number): number {
    const below = this.#frames.slice(0, depth).findLast((frame) => frame.kind === "block");
    return below?.floor ?? 0;
  }

  /** The token begins a tactic; true if that was all there is to it. */
  #opensTactics(text: string): boolean {
    const bracket = text === "(" || text === "{";
    if (bracket) this.#nest(text);
    if (bracket || text === "·" || text === "." || combinators.has(text)) {
      this.#open("tactics");
      return true;
    }
    return false;
  }

  /** Whether the token was a bracket or opened a block wherever it stands. */
  #nest(text: string): boolean {
    const close = closerOf(text);
    if (close !== undefined) {
      if (this.#frames.length < deepest) this.#frames.push({ kind: "bracket", close });
    } else if (isCloser(text)) {
      const depth = this.closes(text);
      if (depth > 0) this.#frames.length = depth;
    } else if (text === "by" || text === "decreasing_by") {
      this.#open("tactics");
    } else if (text === "calc") {
      this.#open("calc");
    } else {
      return false;
    }
    return true;
  }

  #read(top: Block, text: string): void {
    if (text === "where" && !this.inProof) this.#open("fields");
    else if (text === ",") this.#comma(top);
    else if (isQuantifier(text)) top.quantifiers += 1;
    else if (top.role === "tactics") this.#readTactic(top, text);
  }

  #readTactic(top: Block, text: string): void {
    switch (text) {
      case ";":
      case "<;>":
        startItem(top);
        break;
      case "fun":
      case "λ":
      case "↦":
        top.binder = text !== "↦";
        break;
      case "=>":
        this.#arrow(top);
        break;
      case "then":
      case "else":
        if (top.head === "if") this.#open("tactics");
    }
  }

  #arrow(top: Block): void {
    if (!top.binder && armed.has(top.head ?? "")) this.#open("tactics");
    top.binder = false;
  }

  /** `⟨by simp, …`: a comma ends a block that began within the brackets' line. */
  #comma(top: Block): void {
    if (top.quantifiers > 0) {
      top.quantifiers -= 1;
      return;
    }
    const bracket = this.#frames.findLastIndex((frame) => frame.kind === "bracket");
    const inner = this.#frames.slice(bracket + 1);
    const inline = inner.every((frame) => frame.kind === "block" && frame.floor !== frame.column);
    if (bracket > 0 && inline) this.#frames.length = bracket + 1;
  }
}

function block(role: Block["role"], floor: number): Block {
  return {
    kind: "block",
    role,
    column: undefined,
    floor,
    head: undefined,
    binder: false,
    quantifiers: 0,
  };
}

function startItem(block: Block): void {
  block.head = undefined;
  block.binder = false;
  block.quantifiers = 0;
}

/** Whether a line is unfinished business: by the last token before it or by its first. */
function continues(last: string, first: string): boolean {
  const wants = isWord(last) ? wanting.has(last) : !isCloser(last);
  return wants || going.test(first);
}

function isQuantifier(text: string): boolean {
  return /^[∀∃∑∏⋃⋂]$/u.test(text);
}
