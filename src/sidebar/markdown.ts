import MarkdownIt, { type Token } from "markdown-it";
import { addMaths, type Reading } from "./mathsRules.ts";

/** A piece of Markdown that has been read. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "break" }
  | { readonly kind: "rule" }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "codeBlock"; readonly language: string; readonly text: string }
  | { readonly kind: "formula"; readonly tex: string; readonly display: boolean }
  | { readonly kind: "pending"; readonly tex: string; readonly display: boolean }
  /** A link or a picture leads nowhere: its words, and where it would have led. */
  | { readonly kind: "reference"; readonly target: string; readonly content: readonly Piece[] }
  | {
      readonly kind: "element";
      readonly tag: Tag;
      readonly start?: number;
      readonly content: readonly Piece[];
    };

const tags = [
  ...(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li"] as const),
  ...(["em", "strong", "s", "table", "thead", "tbody", "tr", "th", "td"] as const),
] as const;
export type Tag = (typeof tags)[number];

export type ReadMarkdown = (text: string, reading: Reading) => readonly Piece[];

/** Reads Markdown with formulas. No HTML is taken from it: what looks like some is text. */
export function createMarkdown(): ReadMarkdown {
  const parser = new MarkdownIt({ html: false, linkify: false, maxNesting: 40 } as const);
  addMaths(parser);
  return (text, reading) => treeOf(parser.parse(text, { ...reading }));
}

function treeOf(tokens: readonly Token[]): readonly Piece[] {
  const root: Piece[] = [];
  const stack: { readonly content: Piece[]; readonly close: (content: Piece[]) => Piece }[] = [];
  for (const token of tokens) {
    const content = stack.at(-1)?.content ?? root;
    if (token.nesting === 1) {
      stack.push({ content: [], close: (inner) => enclosing(token, inner) });
    } else if (token.nesting === -1) {
      const done = stack.pop();
      if (done !== undefined) (stack.at(-1)?.content ?? root).push(done.close(done.content));
    } else if (token.type === "inline") {
      content.push(...treeOf(token.children ?? []));
    } else {
      content.push(pieceOf(token));
    }
  }
  return root;
}

function enclosing(token: Token, content: readonly Piece[]): Piece {
  if (token.type === "link_open") {
    return { kind: "reference", target: String(token.attrGet("href") ?? ""), content };
  }
  const tag = tags.find((one) => one === token.tag) ?? "p";
  const start = Number(token.attrGet("start") ?? "1");
  return { kind: "element", tag, content, ...(start === 1 ? {} : { start }) };
}

function pieceOf(token: Token): Piece {
  const { content, info, type } = token;
  const display = info === "display";
  switch (type) {
    case "softbreak":
      return { kind: "text", text: "\n" };
    case "hardbreak":
      return { kind: "break" };
    case "hr":
      return { kind: "rule" };
    case "code_inline":
      return { kind: "code", text: content };
    case "code_block":
    case "fence":
      return { kind: "codeBlock", language: /^[\w+#-]*/.exec(info)?.[0] ?? "", text: content };
    case "maths":
    case "maths_block":
      return { kind: "formula", tex: content, display };
    case "maths_pending":
      return { kind: "pending", tex: content, display };
    case "image":
      return {
        kind: "reference",
        target: String(token.attrGet("src") ?? ""),
        content: treeOf(token.children ?? []),
      };
    default:
      return { kind: "text", text: content };
  }
}
