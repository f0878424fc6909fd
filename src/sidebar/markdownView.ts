import { Fragment, h, type ComponentChild } from "preact";
import { useContext } from "preact/hooks";
import type { Macros } from "../core/panel/panelState.ts";
import { blocksOf } from "./blocks.ts";
import { CodeBlock } from "./codeBlock.ts";
import { Formula, Unfinished } from "./formula.ts";
import { proseAsMarkdown } from "./latexProse.ts";
import type { Piece } from "./markdown.ts";
import { memo } from "./memo.ts";
import { ToolsContext } from "./tools.ts";
import { bounded, visible } from "./visible.ts";

interface Props {
  readonly text: string;
  readonly macros: Macros;
  /** More is to come at its end. */
  readonly isGrowing: boolean;
}

/** Markdown or LaTeX prose with formulas. Of a text that grows only the last block is read and drawn anew. */
export const Markdown = memo(({ text, macros, isGrowing }: Props): ComponentChild => {
  const { text: shown, isCut } = bounded(text);
  const blocks = blocksOf(proseAsMarkdown(shown));
  const last = isGrowing && !isCut ? blocks.length - 1 : -1;
  return h(
    "div",
    { class: "markdown" },
    blocks.map((block, index) =>
      h(Block, { key: index, text: block, macros, isGrowing: index === last }),
    ),
    isCut && h("p", { class: "quiet" }, "The rest is too long to be shown."),
  );
});

const Block = memo(({ text, macros, isGrowing }: Props): ComponentChild => {
  const { read } = useContext(ToolsContext);
  const pieces = read(text, { isGrowing });
  // What is still being written is not read aloud before it is whole.
  const props = { class: "block", ...(isGrowing ? { "aria-busy": true } : {}) };
  return h("div", props, draw(pieces, { macros, isGrowing }));
});

/** One line with formulas, without a paragraph around it. */
export const Line = memo(({ text, macros }: Omit<Props, "isGrowing">): ComponentChild => {
  const { read } = useContext(ToolsContext);
  const { text: shown } = bounded(text.replaceAll(/\s+/g, " "), 2_000);
  const pieces = read(shown, { isGrowing: false });
  const inner = pieces.flatMap((piece) => (piece.kind === "element" ? piece.content : [piece]));
  return h("span", { class: "line" }, draw(inner, { macros, isGrowing: false }));
});

type Drawing = Omit<Props, "text">;

function draw(pieces: readonly Piece[], drawing: Drawing): ComponentChild[] {
  return pieces.map((piece, index) => h(Fragment, { key: index }, drawPiece(piece, drawing)));
}

// eslint-disable-next-line complexity -- one case a kind of piece
function drawPiece(piece: Piece, drawing: Drawing): ComponentChild {
  switch (piece.kind) {
    case "text":
      return visible(piece.text);
    case "break":
      return h("br", null);
    case "rule":
      return h("hr", null);
    case "code":
      return h("code", null, visible(piece.text));
    case "codeBlock":
      return h(CodeBlock, {
        language: piece.language,
        text: piece.text,
        isGrowing: drawing.isGrowing,
      });
    case "formula":
      return h(Formula, { tex: piece.tex, display: piece.display, macros: drawing.macros });
    case "pending":
      return h(Unfinished, { tex: piece.tex, display: piece.display });
    case "reference":
      return h(
        "span",
        { class: "reference", title: visible(piece.target) },
        draw(piece.content, drawing),
        piece.target !== "" && h("span", { class: "quiet" }, ` (${visible(piece.target)})`),
      );
    case "element":
      return drawElement(piece, drawing);
  }
}

type ElementPiece = Extract<Piece, { kind: "element" }>;

function drawElement({ tag, start, content }: ElementPiece, drawing: Drawing): ComponentChild {
  const inner = draw(content, drawing);
  // The outline of the page is the panel's alone.
  if (/^h\d$/.test(tag)) return h("p", { class: "heading" }, inner);
  if (tag === "table") return h("div", { class: "scroll", tabIndex: 0 }, h("table", null, inner));
  return h(tag, start === undefined ? null : { start }, inner);
}
