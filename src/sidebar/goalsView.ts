import { h, type ComponentChild } from "preact";
import { type Goal, type Hypothesis, readGoal } from "./goal.ts";
import { bounded, visible } from "./visible.ts";

/** More are not drawn. */
const most = 20;

/** Goals in the editor's font: case names, hypotheses and targets in colours of their own. */
export function Goals({ goals }: { readonly goals: readonly string[] }): ComponentChild {
  const shown = goals.slice(0, most);
  const more = goals.length - shown.length;
  return h(
    "div",
    { class: "goals" },
    shown.map((text, index) =>
      h(OneGoal, { key: index, goal: readGoal(visible(bounded(text, 20_000).text)) }),
    ),
    more > 0 && h("p", { class: "quiet" }, `and ${more} more`),
  );
}

function OneGoal({
  goal: { caseName, hypotheses, target },
}: {
  readonly goal: Goal;
}): ComponentChild {
  return h(
    "div",
    { class: "goal" },
    caseName !== undefined &&
      h(
        "div",
        null,
        h("span", { class: "keyword" }, "case "),
        h("span", { class: "case" }, caseName),
      ),
    hypotheses.map((one, index) => h(OneHypothesis, { key: index, one })),
    h("div", { class: "target" }, targetParts(target)),
  );
}

function OneHypothesis({ one: { names, type } }: { readonly one: Hypothesis }): ComponentChild {
  return h(
    "div",
    { class: "hypothesis" },
    names !== "" && [h("span", { class: "names" }, names), " : "],
    type,
  );
}

function targetParts(target: string): readonly ComponentChild[] {
  return target.startsWith("⊢")
    ? [h("span", { class: "keyword" }, "⊢"), target.slice(1)]
    : [target];
}
