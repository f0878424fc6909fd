import type { CheckedStep } from "./checkDerivation.ts";
import type { StepVerdict } from "./checkStep.ts";

type Refuted = Extract<StepVerdict, { readonly kind: "refuted" }>;

/** ` at a = 1/2, b = 3`; empty where there are no letters. */
export function pointInWords({ counterexample }: Pick<Refuted, "counterexample">): string {
  const values = Object.entries(counterexample).map(([name, value]) => `${name} = ${value}`);
  return values.length === 0 ? "" : ` at ${values.join(", ")}`;
}

/** What a person is told of one step: numbers can refute it, and prove nothing. */
export function stepInWords({ from, to, relation, verdict }: CheckedStep): string {
  const step = `${oneLine(from.tex)} ${relation} ${oneLine(to.tex)}`;
  switch (verdict.kind) {
    case "holds":
      return `holds on ${counted(verdict.samples, "sample")}; not a proof: ${step}`;
    case "refuted":
      return `false${pointInWords(verdict)}: ${step}`;
    case "untested":
      return `not tested, ${verdict.reason}: ${step}`;
  }
}

/** `3 steps hold on samples, 1 refuted, 2 untested` */
export function summaryOf(steps: readonly CheckedStep[]): string {
  const count = (kind: StepVerdict["kind"]): number =>
    steps.filter(({ verdict }) => verdict.kind === kind).length;
  const [holds, refuted, untested] = [count("holds"), count("refuted"), count("untested")];
  const verb = holds === 1 ? "holds" : "hold";
  return `${counted(holds, "step")} ${verb} on samples, ${refuted} refuted, ${untested} untested`;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function oneLine(tex: string): string {
  return tex.trim().replace(/\s+/g, " ");
}
