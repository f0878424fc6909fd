import { formulaAt } from "./formulas.ts";

const listItem = /^ {0,3}(?:[-*+]|\d{1,9}[.)])\s/;

/**
 * The pieces of a Markdown text that can be read one by one, so that of a text that grows only the last one is read
 * anew. Put together they are the text.
 */
export function blocksOf(text: string): readonly string[] {
  const lines = text.split(/(?<=\n)/);
  const blocks: string[] = [];
  let block = "";
  let open: Open = undefined;
  let isAfterEmpty = false;
  for (const line of lines) {
    const isEmpty = line.trim() === "";
    const isNext = open === undefined && isAfterEmpty && !isEmpty && block !== "";
    if (isNext && !belongsTo(block, line)) {
      blocks.push(block);
      block = "";
    }
    block += line;
    open = openAfter(line, open);
    isAfterEmpty = isEmpty;
  }
  return block === "" ? blocks : [...blocks, block];
}

/** What a line is in that goes on over empty lines: the fence of code, or what closes a formula. */
type Open = string | undefined;

function openAfter(line: string, open: Open): Open {
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
  if (open === undefined) return fence ?? displayIn(line);
  const isClosed = /^[`~]/.test(open) ? fence?.startsWith(open) === true : line.includes(open);
  return isClosed ? undefined : open;
}

/** What closes the display that a line begins with. */
function displayIn(line: string): Open {
  const start = line.search(/\S/);
  const formula = start < 0 ? undefined : formulaAt(line, start);
  const isOpen = formula?.display === true && !formula.isComplete;
  return isOpen ? closerOf(line.trimStart()) : undefined;
}

function closerOf(line: string): string {
  if (line.startsWith("$$")) return "$$";
  if (line.startsWith("\\[")) return "\\]";
  const name = /^\\begin\s*\{([^}]*)\}/.exec(line)?.[1] ?? "";
  return `\\end{${name}}`;
}

/** An item of the same list, or more of what is indented. */
function belongsTo(block: string, line: string): boolean {
  return /^(?: {2,}|\t)/.test(line) || (listItem.test(line) && listItem.test(block));
}
