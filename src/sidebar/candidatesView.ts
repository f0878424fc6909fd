import { h, type ComponentChild } from "preact";
import type { Candidate } from "../core/panel/panelState.ts";
import { explainVerdict, isAccepted } from "../core/verdict.ts";
import { Disclosure, Icon, IconButton } from "./controls.ts";
import { Goals } from "./goalsView.ts";
import type { IconName } from "./icons.ts";
import { memo } from "./memo.ts";
import { Rows } from "./rows.ts";
import { bounded, visible } from "./visible.ts";

interface Props {
  readonly task: string;
  readonly candidates: readonly Candidate[];
  readonly canInsert: boolean;
}

/** Tactics, best first; those that did not pass are behind a line of their own. */
export const Candidates = memo(({ task, candidates, canInsert }: Props): ComponentChild => {
  const worthIt = candidates.filter(isWorthInserting);
  const others = candidates.filter((one) => !isWorthInserting(one));
  const rows = (some: readonly Candidate[], label: string): ComponentChild =>
    h(
      Rows,
      { label },
      some.map((candidate) => h(Row, { key: candidate.id, task, candidate, canInsert })),
    );
  return h(
    "div",
    { class: "candidates" },
    worthIt.length > 0 && rows(worthIt, "Tactics"),
    others.length > 0 &&
      h(Disclosure, {
        summary: `${others.length} did not pass`,
        content: () => rows(others, "Tactics that did not pass"),
        isOpenAtFirst: worthIt.length === 0 && others.length < 4,
      }),
  );
});

function isWorthInserting({ verdict }: Candidate): boolean {
  return isAccepted(verdict) || ["sorry", "axiom", "unchecked"].includes(verdict);
}

interface RowProps {
  readonly task: string;
  readonly candidate: Candidate;
  readonly canInsert: boolean;
}

const Row = memo(({ task, candidate, canInsert }: RowProps): ComponentChild => {
  const { id: item, text, verdict, goals, message } = candidate;
  const name = bounded(text.trim().replaceAll(/\s+/g, " "), 60).text;
  return h(
    "div",
    { class: `candidate ${toneOf(candidate)}` },
    h("div", { class: "verdict" }, h(Icon, { name: iconOf(candidate) })),
    h(
      "div",
      { class: "what" },
      h("code", { class: "tactic" }, visible(bounded(text.trim(), 4_000).text)),
      h("p", { class: "quiet" }, visible(bounded(explainVerdict(candidate), 400).text)),
      goals.length > 0 &&
        verdict !== "closesAll" &&
        h(Disclosure, {
          summary: goals.length === 1 ? "the goal left" : `the ${goals.length} goals left`,
          content: () => h(Goals, { goals }),
        }),
      message?.includes("\n") === true &&
        h(Disclosure, {
          summary: "all that Lean says",
          content: () =>
            h("pre", { class: "message", tabIndex: 0 }, visible(bounded(message, 8_000).text)),
        }),
    ),
    h(
      "span",
      { class: "item-buttons" },
      canInsert &&
        isWorthInserting(candidate) &&
        h(IconButton, {
          icon: "insert",
          label: `Insert (${visible(name)})`,
          message: { kind: "insert", task, item, where: "cursor" },
        }),
      h(IconButton, {
        icon: "copy",
        label: `Copy (${visible(name)})`,
        message: { kind: "copy", task, item, form: "text" },
      }),
    ),
  );
});

/** A tick is for what Lean accepted alone. */
function iconOf({ verdict }: Candidate): IconName {
  if (verdict === "closesAll") return "check-all";
  if (isAccepted(verdict)) return "check";
  switch (verdict) {
    case "unchecked":
      return "circle-large-outline";
    case "sorry":
    case "axiom":
      return "warning";
    case "timeout":
      return "watch";
    case "noChange":
    case "refused":
      return "circle-slash";
    default:
      return "close";
  }
}

function toneOf({ verdict }: Candidate): string {
  if (isAccepted(verdict)) return "accepted";
  if (verdict === "sorry" || verdict === "axiom") return "doubtful";
  return verdict === "unchecked" ? "unchecked" : "failed";
}
