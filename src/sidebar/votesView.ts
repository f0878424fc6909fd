import { h, type ComponentChild } from "preact";
import type {
  Abstentions,
  Macros,
  SampleText,
  VotedAnswer,
  Votes,
} from "../core/panel/panelState.ts";
import { Disclosure, Icon, ItemButtons } from "./controls.ts";
import { Line, Markdown } from "./markdownView.ts";
import { memo } from "./memo.ts";
import { Rows } from "./rows.ts";
import { visible } from "./visible.ts";

interface Common {
  readonly task: string;
  readonly macros: Macros;
  readonly canInsert: boolean;
}

/** The tally: a bar for each answer, and behind it who voted so and what was counted as the same. */
export const VotesView = memo(
  ({ votes, ...common }: Common & { readonly votes: Votes }): ComponentChild => {
    const { headline, written, planned, answers, abstentions } = votes;
    return h(
      "section",
      { class: "votes", "aria-label": "Votes" },
      h("p", { class: "headline" }, h(Line, { text: headline, macros: common.macros })),
      h(Rows, { label: "Answers" }, [
        ...answers.map((answer) => h(AnswerRow, { ...common, key: answer.id, answer, written })),
        ...(abstentions.count === 0
          ? []
          : [h(AbstentionRow, { ...common, key: "none", abstentions, written })]),
      ]),
      planned > written &&
        h("p", { class: "quiet" }, `${written} of ${planned} solutions are written.`),
    );
  },
);

interface AnswerProps extends Common {
  readonly answer: VotedAnswer;
  readonly written: number;
}

const AnswerRow = memo(({ answer: voted, written, ...common }: AnswerProps): ComponentChild => {
  const { id, answer, votes, pooled, samples } = voted;
  const spoken = visible(answer.replaceAll(/\s+/g, " ").slice(0, 60));
  return h(
    "div",
    { class: "vote" },
    h(Disclosure, {
      summary: h(
        "span",
        { class: "tally" },
        h("span", { class: "answer-text" }, h(Line, { text: answer, macros: common.macros })),
        h("span", { class: "count" }, countOf(votes, written)),
        h(Bar, { votes, written }),
      ),
      content: () => [
        pooled.length > 0 && h(Pooled, { pooled, macros: common.macros }),
        h(Samples, { ...common, samples }),
        votes > samples.length &&
          h("p", { class: "quiet" }, `and ${votes - samples.length} more with this answer`),
      ],
    }),
    h(ItemButtons, {
      task: common.task,
      item: id,
      canInsert: common.canInsert,
      about: `answer ${spoken}`,
      form: "latex",
    }),
  );
});

function AbstentionRow({
  abstentions: { count, reasons, samples },
  written,
  ...common
}: Common & { readonly abstentions: Abstentions; readonly written: number }): ComponentChild {
  return h(
    "div",
    { class: "vote abstained" },
    h(Disclosure, {
      summary: h(
        "span",
        { class: "tally" },
        h("span", { class: "answer-text" }, "no answer"),
        h("span", { class: "count" }, countOf(count, written)),
        h(Bar, { votes: count, written }),
      ),
      content: () => [
        reasons.length > 0 && h("p", null, `${reasons.map(visible).join(", ")}.`),
        h(Samples, { ...common, samples }),
      ],
    }),
  );
}

function countOf(votes: number, written: number): string {
  return `${votes} of ${written}`;
}

/** For the eye; the words beside it say the same. */
function Bar({
  votes,
  written,
}: {
  readonly votes: number;
  readonly written: number;
}): ComponentChild {
  const share = written <= 0 ? 0 : Math.min(1, Math.max(0, votes / written));
  return h(
    "span",
    { class: "bar", "aria-hidden": true },
    h("span", { style: { width: `${(share * 100).toFixed(1)}%` } }),
  );
}

function Pooled({
  pooled,
  macros,
}: {
  readonly pooled: VotedAnswer["pooled"];
  readonly macros: Macros;
}): ComponentChild {
  return h(
    "div",
    { class: "pooled" },
    h("p", null, h(Icon, { name: "combine" }), "Counted as the same answer:"),
    h(
      "ul",
      null,
      pooled.map(({ answer, reason }, index) =>
        h(
          "li",
          { key: index },
          h(Line, { text: answer, macros }),
          reason !== "" && h("span", { class: "quiet" }, ` ${visible(reason)}`),
        ),
      ),
    ),
  );
}

function Samples({
  samples,
  task,
  macros,
  canInsert,
}: Common & { readonly samples: readonly SampleText[] }): ComponentChild {
  return h(
    "div",
    { class: "samples" },
    samples.map(({ id, label, markdown }) =>
      h(
        "div",
        { key: id, class: "sample" },
        h(
          "div",
          { class: "sample-head" },
          h("span", { class: "quiet" }, visible(label)),
          h(ItemButtons, { task, item: id, canInsert, about: label, form: "latex" }),
        ),
        h(Markdown, { text: markdown, macros, isGrowing: false }),
      ),
    ),
  );
}
