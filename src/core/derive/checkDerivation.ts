import { expandMacros } from "../context/latex/expand.ts";
import type { Definition } from "../context/latex/definitions.ts";
import { lettersOf } from "../maths/expression.ts";
import { parse } from "../maths/parse.ts";
import { checkStep, type StepVerdict } from "./checkStep.ts";
import { factsIn } from "./facts.ts";
import { stepsOf, type DerivationStep, type Side } from "./steps.ts";

/** A step of a derivation and what numbers say of it. */
export type CheckedStep = DerivationStep & { readonly verdict: StepVerdict };

interface Derivation {
  /** The display or the inline chain, without its delimiters. */
  readonly tex: string;
  /** Where that starts in the document. */
  readonly at: number;
  /** The text before it that may say what its letters are. */
  readonly context: string;
  readonly macros: ReadonlyMap<string, Definition>;
}

/** Tests every step of a derivation at random points. Pure, and the same each time. */
export function checkDerivation({ tex, at, context, macros }: Derivation): readonly CheckedStep[] {
  const facts = factsIn(expandMacros(context, macros));
  const written = (side: Side): Side => ({ ...side, tex: expandMacros(side.tex, macros) });
  let earlier = new Set<string>();
  return stepsOf(tex, at).map((step) => {
    if (step.first) earlier = new Set();
    const verdict = checkStep(
      { ...step, from: written(step.from), to: written(step.to) },
      facts,
      earlier,
    );
    for (const side of [step.from, step.to]) {
      const parsed = parse(written(side).tex);
      if (parsed.kind === "formula")
        for (const letter of lettersOf(parsed.formula)) earlier.add(letter);
    }
    return { ...step, verdict };
  });
}
