import { leanCode } from "../context/lean/code.ts";
import { closerOf, isCloser, tokensOf } from "../context/lean/tokens.ts";
import type { Position } from "../document.ts";
import { offsetAt } from "../document.ts";
import type { Message } from "./messages.ts";

const searching =
  /(?<![\p{L}\p{N}_'.!?«])(?:[\p{L}_]+\?|hint|show_term|says|library_search)(?![\p{L}\p{N}_'!?»])/u;

/** Whether a candidate has a tactic in it that answers with other text; it may leave a hole without a word. */
export function searches(candidate: string): boolean {
  return searching.test(leanCode(candidate).code);
}

/**
 * The candidate with what Lean suggests in the places of its searching tactics; undefined where it suggests nothing.
 *
 * @param start where the candidate stands in the lines that the messages speak of
 */
export function withSuggestions(
  candidate: string,
  messages: readonly Message[],
  start: Position,
): string | undefined {
  const edits = messages.flatMap((message) => {
    const text = suggestionIn(message.text);
    if (message.severity !== "info" || text === undefined) return [];
    const from = offsetIn(candidate, message.start, start);
    return from === undefined ? [] : [{ from, to: endOfTactic(candidate, from), text }];
  });
  let result = candidate;
  for (const { from, to, text } of edits.toSorted((a, b) => b.from - a.from)) {
    result = result.slice(0, from) + text + result.slice(to);
  }
  return edits.length === 0 || searches(result) ? undefined : result;
}

/** The message stands at the first word, `simp?`, and is about all of `simp? [h] at k`. */
function endOfTactic(candidate: string, from: number): number {
  const column = from - (candidate.lastIndexOf("\n", from - 1) + 1);
  let end = from;
  let depth = 0;
  for (const token of tokensOf(leanCode(candidate).code.slice(from), column, false)) {
    const ends = isCloser(token.text) || /^(?:;|<;>|\|)$/.test(token.text);
    if (depth === 0 && (ends || (token.first && token.column <= column))) break;
    if (closerOf(token.text) !== undefined) depth += 1;
    else if (isCloser(token.text)) depth -= 1;
    end = from + token.index + token.text.length;
  }
  return end;
}

function offsetIn(candidate: string, place: Position, start: Position): number | undefined {
  const line = place.line - start.line;
  const character = line === 0 ? place.character - start.character : place.character;
  return line < 0 || character < 0 ? undefined : offsetAt(candidate, { line, character });
}

/** The first text that a "Try this" message offers. */
function suggestionIn(message: string): string | undefined {
  const found = /^Try (?:this|these|any of these):\s*(?:\[apply\] |• )?/.exec(message);
  if (found === null) return undefined;
  const rest = message.slice(found[0].length);
  const [first = ""] = rest.split(/\n\s*(?:\[apply\] |• |(?:-- )?Remaining subgoals:)/);
  return first.trim();
}
