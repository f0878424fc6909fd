import { leanCode } from "../context/lean/code.ts";
import { withLineFeeds } from "../document.ts";

/**
 * A model's answer to a frame as a tactic of Lean 4: without fences and echoes of the frame, and without what
 * Llemma knows of Lean 3. Pure and for growing text: more of an answer changes only the end of what comes out.
 * `typed` is what stands of the tactic already, which some answers say again.
 */
export function normalise(answer: string, typed = ""): string {
  const plain = withoutFrame(withLineFeeds(answer).replaceAll("\t", "  "));
  const text = typed === "" ? withoutOpening(plain) : withoutEcho(plain, typed);
  return withoutHanging(inLean4(text));
}

/** Marks of the frames, with all that a model may say before the tactic, and what follows the tactic. */
function withoutFrame(answer: string): string {
  const opened = answer.replace(
    /^(?:\s*(?:```[a-z0-9]*[ ]*(?:\n|$)|---[ ]*(?:\n|$)|(?:Next tactic|Tactic|Answer):[ ]*|\[PROOFSTEP\][ ]*(?:\n|$)))+/i,
    "",
  );
  const end = /\n?(?:```|---|\[(?:GOAL|PROOFSTEP|STATE)\]|(?:Tactic state|Next tactic):)/.exec(
    opened,
  );
  return end === null ? opened : opened.slice(0, end.index);
}

/** `:= by`, `by` and Lean 3's `begin` before the first tactic; its indentation is not ours. */
function withoutOpening(text: string): string {
  const opened = text.replace(/^\s*(?:(?::=\s*)?by\b|begin\b)/, "");
  const stray = /^\s*/.exec(opened)?.[0].replace(/^[^]*\n/, "") ?? "";
  const body = opened.trimStart();
  return stray === "" ? body : body.replaceAll(`\n${stray}`, "\n");
}

function withoutEcho(text: string, typed: string): string {
  const body = text.trimStart();
  return body.startsWith(typed) ? body.slice(typed.length) : text;
}

/** What differs in Lean 3 and is nothing in Lean 4; names are left as they are. */
function inLean4(text: string): string {
  return text
    .split("\n")
    .filter((line) => !/^\s*(?:begin|end),?\s*$/.test(line))
    .map(lineInLean4)
    .join("\n");
}

function lineInLean4(line: string): string {
  const commaLess = endsItem(line) ? line.replace(/,\s*$/, "") : line;
  return commaLess
    .replaceAll(/λ\s*([^,⟨⟩=↦λ]+?)\s*,\s*/gu, "fun $1 => ")
    .replace(/^(\s*)refl\s*$/, "$1rfl")
    .replace(/^(\s*)(rwa?)\s+((?:← ?)?[\p{L}_][\p{L}\p{N}_'.]*)(?=\s*$|\s+at\b)/u, "$1$2 [$3]");
}

/** Whether a comma at the end of the line is Lean 3's, being in no bracket. */
function endsItem(line: string): boolean {
  const { code } = leanCode(line);
  if (!/,\s*$/.test(code)) return false;
  const open = (code.match(/[([{⟨]/gu) ?? []).length;
  const closed = (code.match(/[)\]}⟩]/gu) ?? []).length;
  return open <= closed;
}

/** A combinator, separator or comment at the end has nothing to work on. */
function withoutHanging(text: string): string {
  return text.replace(/(?:\s*(?:<;>|;|--[^\n]*))+\s*$/, "").trimEnd();
}
