import { macrosAt } from "../core/context/latex/project.ts";
import { structureOf } from "../core/context/latex/structure.ts";
import { checkDerivation as check, type CheckedStep } from "../core/derive/checkDerivation.ts";
import { formulaAt } from "../core/derive/derivationAt.ts";
import { pointInWords } from "../core/derive/words.ts";
import { openWhole, type Outcome, type Request } from "./host.ts";
import { readFiles } from "./latexPlace.ts";

/** `llemma check-derivation`: tests the steps of the display at a place with numbers. */
export async function checkDerivation(request: Request): Promise<Outcome> {
  const { document, offset } = await openWhole(request);
  const { uri, text } = document;
  const structure = structureOf(text);
  const project = await readFiles(document, structure);
  const others = [...project.files].flatMap(([name, file]) => (name === uri ? [] : [file]));
  const formula = formulaAt(structure, offset, others);
  if (formula === undefined)
    return { found: false, output: "", note: "There is no equation at that place." };
  const steps = check({ ...formula, macros: macrosAt(project, { uri, offset }) });
  if (steps.length === 0) {
    return {
      found: false,
      output: "",
      note: "The formula there has no steps to test: no chain of relations.",
    };
  }
  const print = request.json ? asJson : inWords;
  return { found: true, output: steps.map(print).join("\n") };
}

function asJson({ from, to, relation, verdict }: CheckedStep): string {
  return JSON.stringify({
    from: from.tex.trim(),
    to: to.tex.trim(),
    relation,
    verdict: verdict.kind,
    samples: verdict.kind === "untested" ? 0 : verdict.samples,
    counterexample: verdict.kind === "refuted" ? verdict.counterexample : null,
    reason: verdict.kind === "untested" ? verdict.reason : null,
  });
}

function inWords({ from, to, relation, verdict }: CheckedStep): string {
  const step = `${from.tex.trim()} ${relation} ${to.tex.trim()}`;
  switch (verdict.kind) {
    case "holds":
      return `holds on ${verdict.samples} samples: ${step}`;
    case "refuted":
      return `refuted${pointInWords(verdict)}: ${step}`;
    case "untested":
      return `untested, ${verdict.reason}: ${step}`;
  }
}
