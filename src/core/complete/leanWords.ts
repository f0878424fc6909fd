import type { Site } from "../context/lean/site.ts";

/** `stop` leaves the rest of the proof open without a word of `sorry`. */
const holes = ["sorry", "sorryAx", "admit", "stop"];
/** Lean runs these while it reads a file, with all rights of the person. */
const running = [
  "run_tac",
  "run_cmd",
  "run_elab",
  "run_meta",
  "by_elab",
  "eval%",
  "unsafe",
  "initialize",
];
const declaring =
  "theorem lemma def example instance abbrev structure class inductive coinductive opaque namespace section universe import variable macro elab syntax notation".split(
    " ",
  );

const always = new Set([...holes, ...running, "axiom"]);
const inProof = new Set([...always, ...declaring]);

/**
 * Whether the step has a word that no step may have: one that leaves a hole, declares, gives a command or runs a
 * program, or the theorem's own name, which proves nothing. `complete`: its last word cannot grow any more.
 */
export function refusedIn(site: Site, step: string, complete: boolean): boolean {
  const refused = site.inProof ? inProof : always;
  const own = site.declaration?.name ?? "";
  const text = site.lineCode + step;
  return [...text.matchAll(/[\p{L}\p{N}_][\p{L}\p{N}_'!?.]*%?|#[a-z_]+/gu)].some((found) => {
    const end = found.index + found[0].length;
    if (end <= site.lineCode.length || (end === text.length && !complete)) return false;
    const word = found[0].replace(/\.+$/, "");
    if (refused.has(word) || isCommand(word)) return true;
    return own !== "" && isName(word, own) && !beginsTactic(text, found.index);
  });
}

/** A command, or a program; `#s` alone is Mathlib's number of elements. */
function isCommand(word: string): boolean {
  return /^IO\.|^#(?:check|eval|print|reduce|synth|exit|guard|help|find|lint|simp|where|loogle)/.test(
    word,
  );
}

function isName(word: string, own: string): boolean {
  return word.replace(/^_root_\./, "") === own.replace(/^_root_\./, "");
}

/** `theorem ext … := by ext x`: a tactic may be called as the theorem is. */
function beginsTactic(text: string, index: number): boolean {
  return /(?:^|[\n;·]|<;>|\bby)\s*$/u.test(text.slice(Math.max(0, index - 100), index));
}
