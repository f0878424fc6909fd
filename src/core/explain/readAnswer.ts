import { runsInCircles } from "../complete/quality.ts";
import type { Finished } from "../solve/write.ts";

/** Commands that no explanation in words contains: from here on it is something else. */
const garbage =
  /\\(?:begin\{(?:document|theorem|proof|lemma|figure|table|tikzpicture|center)\}|end\{|documentclass|usepackage|(?:sub)*section|chapter|bibliography|newcommand|includegraphics|maketitle|item\b)|<\/?[a-z]+>|\[asy\]|```|https?:|#include|\bdef \w+\(|\bimport \w+$/m;

/**
 * What can be shown of an answer while it comes: without what follows its paragraph, circles, and what is no
 * explanation. `end`: how it ended, if it has: a sentence that lacks its end is dropped.
 */
export function readAnswer(written: string, end?: Finished["kind"]): string {
  const paragraph =
    written
      .trimStart()
      .split(/\n[ \t]*\n|\n(?=(?:Text|Symbols|Line before|Equation|Explanation):)/)[0] ?? "";
  const cut = garbage.exec(paragraph)?.index;
  const clean = withoutCircles(printable(paragraph.slice(0, cut)));
  const isWhole = end === "whole" && cut === undefined && isBalanced(clean);
  const isGrowing = end === undefined && cut === undefined;
  return (isWhole || isGrowing ? clean : wholeSentences(clean)).trimEnd();
}

/** On one line, since it is one paragraph. */
function printable(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\p{Cc}\p{Co}\p{Cn}\uFFFD]/gu, "");
}

/** One round of what goes round and round at the end. */
function withoutCircles(text: string): string {
  let end = text.length;
  while (end > 0 && runsInCircles(text.slice(0, end))) end -= 1;
  return text.slice(0, end);
}

/** Up to the last full stop outside of a formula. */
function wholeSentences(text: string): string {
  let end = 0;
  for (const { index, 0: found } of text.matchAll(/[.?!](?:["')\]]|\$)*(?=\s|$)/g)) {
    const until = index + found.length;
    if (isBalanced(text.slice(0, until))) end = until;
  }
  return text.slice(0, end);
}

function isBalanced(text: string): boolean {
  return (text.replaceAll(/\\[^]/g, "").split("$").length - 1) % 2 === 0;
}
