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
type Tag = (typeof tags)[number];

export type ReadMarkdown = (text: string, reading: Reading) => readonly Piece[];

/** Reads Markdown with formulas. No HTML is taken from it: what looks like some is text. */
export function createMarkdown(): ReadMarkdown {
  const parser = new MarkdownIt({ html: false, linkify: false, maxNesting: 40 } as const);
  addMaths(parser);
  return (text, reading) => treeOf(parser.parse(text, { ...reading }));
}

interface Open {
  readonly token: Token;
  readonly content: Piece[];
}

function treeOf(tokens: readonly Token[]): readonly Piece[] {
  const root: Piece[] = [];
  const open: Open[] = [];
  const around = (): Piece[] => open.at(-1)?.content ?? root;
  for (const token of tokens) {
    if (token.nesting === 1) open.push({ token, content: [] });
    else if (token.nesting === 0) around().push(...piecesOf(token));
    else {
      const done = open.pop();
      if (done !== undefined) around().push(enclosing(done));
    }
  }
  return root;
}

function enclosing({ token, content }: Open): Piece {
  if (token.type === "link_open") {
    return { kind: "reference", target: String(token.attrGet("href") ?? ""), content };
  }
  const tag = tags.find((one) => one === token.tag) ?? "p";
  const start = Number(token.attrGet("start") ?? "1");
  return { kind: "element", tag, content, ...(start === 1 ? {} : { start }) };
}

function piecesOf(token: Token): readonly Piece[] {
  const inner = token.children ?? [];
  if (token.type === "inline") return treeOf(inner);
  if (token.type === "image") {
    const target = String(token.attrGet("src") ?? "");
    return [{ kind: "reference", target, content: treeOf(inner) }];
  }
  return [readers[token.type]?.(token) ?? { kind: "text", text: token.content }];
}

const readers: Readonly<Partial<Record<string, (token: Token) => Piece>>> = {
  softbreak: () => ({ kind: "text", text: "\n" }),
  hardbreak: () => ({ kind: "break" }),
  hr: () => ({ kind: "rule" }),
  code_inline: ({ content }) => ({ kind: "code", text: content }),
  code_block: codeBlock,
  fence: codeBlock,
  maths: (token) => ({ kind: "formula", ...formula(token) }),
  maths_block: (token) => ({ kind: "formula", ...formula(token) }),
  maths_pending: (token) => ({ kind: "pending", ...formula(token) }),
};

function codeBlock({ info, content }: Token): Piece {
  return { kind: "codeBlock", language: /^[\w+#-]*/.exec(info)?.[0] ?? "", text: content };
}

function formula({ content, info }: Token): { readonly tex: string; readonly display: boolean } {
  return { tex: content, display: info === "display" };
}
