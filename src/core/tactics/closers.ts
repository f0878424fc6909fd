import type { Checked, Cursor } from "../lean.ts";
import type { Document } from "../document.ts";

/** Tactics that close a goal by themselves, cheap ones first. Without Mathlib the last four are unknown. */
const tactics =
  "rfl assumption simp omega decide simp_all grind norm_num ring linarith aesop".split(" ");
/** Hypotheses that are tried by name at most: more are the same one over and over. */
const mostHypotheses = 4;
/**
 * From so many UTF-16 code units before the cursor on, reading them again costs Lean more than all closers together
 * (`bench/README.md`: some 1,000 declarations).
 */
const longText = 50_000;

/** What is likeliest to close a goal, by how its target reads. */
const likeliest: readonly (readonly [target: RegExp, tactic: string])[] = [
  [/^(?<side>.+) (?:=|↔|≤) \k<side>$/u, "rfl"],
  [/^[\d\s()+*^/%<>=≤≥≠∣¬∧∨-]+$/u, "decide"],
  [/[<>≤≥]|\d|[+-].* [=≠]|[=≠] .*[+-]/u, "omega"],
  [/[=↔∈]/u, "simp"],
  [/(?:)/u, "simp_all"],
];

/** Remembers which closers there are; files with the same imports in one folder have the same. */
export class Closers {
  readonly #unknown = new Map<string, Set<string>>();

  /**
   * What to try on a goal, as whole tactics that go on as `typed`: first what is all but certain to close it, alone,
   * so that Lean has little to do; then what is likeliest to; then the rest, at once where a version costs more.
   */
  for({ document, offset }: Cursor, goal: string, typed: string): readonly (readonly string[])[] {
    const unknown = this.#unknown.get(kindOf(document));
    const fits = (tactic: string): boolean =>
      unknown?.has(tactic) !== true && tactic.startsWith(typed) && tactic !== typed;
    const all = tactics.filter(fits);
    const sure = exactHypotheses(goal).filter(fits);
    const likely = likeliestFor(goal);
    if (offset >= longText || !all.includes(likely)) return [sure, all];
    return [sure, [likely], all.filter((tactic) => tactic !== likely)];
  }

  /** Whether Lean does not know this tactic here, so that trying it says nothing. It is not tried again. */
  learn(document: Document, tactic: string, { verdict, message }: Checked): boolean {
    if (verdict !== "error" || !/unknown tactic|unexpected identifier/.test(message ?? "")) {
      return false;
    }
    const kind = kindOf(document);
    this.#unknown.set(kind, (this.#unknown.get(kind) ?? new Set()).add(tactic));
    return true;
  }
}

function kindOf({ uri, text }: Document): string {
  const imports = text.match(/^(?:public )?(?:meta )?import[^\n]*/gm) ?? [];
  return [uri.slice(0, uri.lastIndexOf("/")), ...imports].join("\n");
}

/** `exact h` for each hypothesis that says what the goal says. */
function exactHypotheses(goal: string): readonly string[] {
  const [above = "", target] = splitGoal(goal);
  if (target === undefined) return [];
  return hypotheses(above)
    .filter(({ type }) => type === target)
    .flatMap(({ names }) => names)
    .filter((name) => !name.includes("✝"))
    .toReversed()
    .slice(0, mostHypotheses)
    .map((name) => `exact ${name}`);
}

function likeliestFor(goal: string): string {
  const [, target = ""] = splitGoal(goal);
  return likeliest.find(([reads]) => reads.test(target))?.[1] ?? "";
}

function splitGoal(goal: string): readonly [above?: string, target?: string] {
  const turnstile = /^⊢ /mu.exec(goal);
  if (turnstile === null) return [];
  return [goal.slice(0, turnstile.index), oneLine(goal.slice(turnstile.index + 2))];
}

/** `a b : Nat` and the lines that are indented under it. */
function hypotheses(
  above: string,
): readonly { readonly names: readonly string[]; readonly type: string }[] {
  return above
    .split(/\n(?! )/)
    .map((text) => /^(?<names>\S+(?: \S+)*?) : (?<type>[^]*)$/u.exec(text)?.groups)
    .flatMap((groups) =>
      groups === undefined
        ? []
        : [{ names: (groups["names"] ?? "").split(" "), type: oneLine(groups["type"] ?? "") }],
    );
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}
