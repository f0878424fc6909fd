import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Continuing } from "../../../../src/core/continue/continuer.ts";
import type { Explanation } from "../../../../src/core/explain/explanation.ts";
import {
  createContinueContent,
  phaseOfContinuing,
} from "../../../../src/core/panel/continueContent.ts";
import {
  createExplainContent,
  linksOf,
  phaseOfExplanation,
} from "../../../../src/core/panel/explainContent.ts";
import { itemOf } from "../../../../src/core/panel/items.ts";
import { leanPlace } from "../../../../src/core/panel/leanPlace.ts";
import type { TaskContent } from "../../../../src/core/panel/tasks.ts";
import { createSolveContent, phaseOfSolve } from "../../../../src/core/panel/solveContent.ts";
import { createCandidates, phaseOfTactics } from "../../../../src/core/panel/tacticsContent.ts";
import { createPool } from "../../../../src/core/solve/cluster.ts";
import type { Sample, Solving } from "../../../../src/core/solve/solver.ts";
import type { SuggestJob, TacticSuggestion } from "../../../../src/core/tactics/suggester.ts";
import { taskWith } from "../../../support/panelStates.ts";

function solving(answers: readonly (string | undefined)[], change: Partial<Solving> = {}): Solving {
  const pool = createPool();
  for (const answer of answers) pool.add(answer);
  const samples = answers.map((answer, index): Sample => {
    const closing =
      answer === undefined
        ? ""
        : `\nFinal Answer: The final answer is $${answer}$. I hope it is correct.`;
    const text = `Solution ${index}.${closing}`;
    const end = answer === undefined ? "repetition" : "whole";
    return { seed: index, text, answer, end, confidence: -0.5 + index / 100, resumed: false };
  });
  const setup = {
    problem: "What is $1 + 1$?",
    frame: "math",
    samples: 8,
    temperature: 0.6,
    topP: 0.95,
    seed: 7,
    model: "llemma:7b",
  } as const;
  return { setup, samples, unfinished: [], tally: pool.tally(), ending: undefined, ...change };
}

/** What goes into a document of this language, and where. */
function inserted(
  content: TaskContent,
  id: string,
  languageId: string,
  wanted: "inLine" | "below",
) {
  const { texts = {}, ...shown } = content;
  const item = itemOf({ task: taskWith(shown), texts }, id, wanted);
  return item && [item.manner, item.text(languageId)];
}

suite("a run of solutions in the panel", () => {
  test("votes, most first, with the samples behind them and why answers were pooled", () => {
    const { votes, progress } = createSolveContent()(solving(["3", "1/2", "0.5", undefined]));
    assert.equal(votes?.headline, "2 of 4 samples agree, not verified: $1/2$");
    assert.deepEqual(
      votes.answers.map(({ id, answer, votes: count, samples }) => [
        id,
        answer,
        count,
        samples.map(({ label }) => label),
      ]),
      [
        ["answer-0", "$1/2$", 2, ["Sample 3", "Sample 2"]],
        ["answer-1", "$3$", 1, ["Sample 1"]],
      ],
    );
    assert.equal(votes.answers[0]?.pooled[0]?.answer, "$0.5$");
    assert.notEqual(votes.answers[0].pooled[0].reason, "");
    assert.equal(votes.abstentions.count, 1);
    assert.deepEqual(votes.abstentions.reasons, ["1 went in circles and was stopped"]);
    assert.equal(progress, 0.5);
  });

  test("while text streams the votes are the same object, so that text alone is sent", () => {
    const content = createSolveContent();
    const one = solving(["3"], { unfinished: ["We"] });
    const [first, second] = [content(one), content({ ...one, unfinished: ["We have"] })];
    assert.equal(first.votes, second.votes);
    assert.equal(first.sections?.[0]?.id, second.sections?.[0]?.id);
    assert.equal(second.sections?.[0]?.markdown, "We have");
  });

  test("how it ended", () => {
    const kindOf = (ending: Solving["ending"]) =>
      phaseOfSolve({ kind: "solved", solving: solving(["3"], { ending }) }).kind;
    assert.equal(kindOf({ kind: "complete" }), "done");
    assert.equal(kindOf({ kind: "settled" }), "done");
    assert.equal(kindOf({ kind: "cancelled" }), "cancelled");
    assert.equal(kindOf({ kind: "interrupted", detail: "" }), "failed");
    const none = phaseOfSolve({ kind: "notRunning", url: "http://127.0.0.1:11434" });
    assert.equal(none.kind, "failed");
    assert.ok(none.actions.length > 0);
    assert.equal(phaseOfSolve({ kind: "problemTooLong", tokens: 9, room: 5 }).kind, "failed");
  });

  test("an answer goes in as it is, a solution with what is known of it", () => {
    const content = createSolveContent()(solving(["3", "2", "3"]));
    assert.deepEqual(inserted(content, "answer-0", "latex", "inLine"), ["inLine", "$3$"]);
    assert.deepEqual(inserted(content, "answer-0", "python", "below"), ["below", "3"]);
    const [manner, text = ""] = inserted(content, "sample-1", "latex", "inLine") ?? [];
    assert.equal(manner, "below");
    assert.match(text, /^% Llemma: 2 of 3 samples agree, not verified: \$3\$\n\\begin\{proof\}/);
    const [, other = ""] = inserted(content, "sample-2", "markdown", "below") ?? [];
    assert.match(other, /^<!-- Llemma: 1 of 3 samples says so, not verified: \$2\$ -->/);
    assert.equal(inserted(content, "sample-9", "latex", "below"), undefined);
  });
});

const tactic = (text: string, verdict: TacticSuggestion["verdict"]): TacticSuggestion => ({
  ...{ text, verdict, goals: [], message: undefined, start: 3, end: 3 },
  ...{ origin: "file", score: undefined },
});

suite("tactics in the panel", () => {
  test("best first, failed ones behind; each keeps its id when a better one comes", () => {
    const candidates = createCandidates(({ text }) => text);
    const failed = [tactic("rfl", "error"), tactic("rfl", "error")];
    const [one, two, ...rest] = candidates({ results: [tactic("simp", "progress")], failed });
    assert.deepEqual([one?.text, two?.text, rest.length], ["simp", "rfl", 0]);
    const results = [tactic("exact h", "closesAll"), tactic("simp", "progress")];
    const after = candidates({ results, failed });
    assert.deepEqual(
      after.map(({ text }) => text),
      ["exact h", "simp", "rfl"],
    );
    assert.equal(after[1]?.id, one?.id);
    assert.equal(new Set(after.map(({ id }) => id)).size, 3);
    assert.deepEqual(inserted({ candidates: after }, after[0]?.id ?? "", "lean4", "below"), [
      "place",
      "exact h",
    ]);
  });

  test("says why there is no model or no Lean", () => {
    const job: SuggestJob = {
      cursor: { document: { uri: "", languageId: "lean4", text: "" }, offset: 0 },
      state: { kind: "done" },
      goals: [],
      results: [],
      failed: [],
      lean: { kind: "leanMissing" },
      model: { kind: "noModel" },
      onChange: () => () => undefined,
      done: Promise.resolve(),
      stop: () => undefined,
    };
    const { kind, sentence } = phaseOfTactics(job);
    assert.equal(kind, "done");
    assert.match(sentence, /No Lean program was found.*model/);
    assert.equal(phaseOfTactics({ ...job, state: { kind: "stopped" } }).kind, "cancelled");
    assert.equal(phaseOfTactics({ ...job, state: { kind: "running" } }).kind, "running");
  });
});

const at = (line: number) => ({ uri: "file:///a.tex", at: line, end: line });
const explanation: Explanation = {
  question: {
    tex: "a = \\R",
    place: at(9),
    isDisplay: true,
    symbols: [
      {
        written: "a",
        meaning: { kind: "defined", quote: "Let $a$\nbe odd.", how: "defines", place: at(2) },
      },
      { written: "k", meaning: { kind: "bound" } },
      { written: "b", meaning: { kind: "none" } },
      {
        written: "\\R",
        meaning: { kind: "none" },
        macro: { text: "\\newcommand{\\R}{\\mathbb{R}}", place: at(1) },
      },
    ],
    previous: { tex: "a = c", place: at(7) },
    context: "",
  },
  text: "It says so.",
  model: "llemma:7b",
  ending: { kind: "complete" },
};

suite("an explanation in the panel", () => {
  const links = linksOf(explanation.question, (place) => `a.tex:${place.at}`);

  test("what the document says, with the places, apart from what the model wrote", () => {
    const [document, model, ...rest] = createExplainContent(links)(explanation);
    assert.deepEqual(rest, []);
    assert.equal(document?.source, "document");
    assert.match(document.markdown, /- \$a\$: “Let \$a\$ be odd\.”\n/);
    assert.match(document.markdown, /- \$b\$: no definition found\n/);
    assert.match(document.markdown, /- \$\\R\$: a macro of the document/);
    assert.deepEqual(
      document.links.map(({ label }) => label),
      ["a: a.tex:2", "macro \\R: a.tex:1", "the line before: a.tex:7"],
    );
    assert.equal(model?.source, "model");
    assert.deepEqual(model.steps, [{ id: "explanation", markdown: "It says so." }]);
  });

  test("before the model has written there is what the document says", () => {
    const content = createExplainContent(links);
    const [document, ...rest] = content({ ...explanation, text: "", ending: undefined });
    assert.deepEqual(rest, []);
    assert.equal(content(explanation)[0], document);
  });

  test("goes into a text as what it is: unchecked", () => {
    const sections = createExplainContent(links)(explanation);
    assert.deepEqual(inserted({ sections }, "explanation", "latex", "below"), [
      "below",
      "% Llemma, unchecked\nIt says so.",
    ]);
    assert.deepEqual(inserted({ sections }, "explanation", "lean4", "inLine"), [
      "inLine",
      "-- Llemma, unchecked: It says so.",
    ]);
  });

  test("how it ended", () => {
    const kindOf = (ending: Explanation["ending"]) =>
      phaseOfExplanation({ ...explanation, ending }).kind;
    assert.equal(kindOf(undefined), "running");
    assert.equal(kindOf({ kind: "complete" }), "done");
    assert.equal(kindOf({ kind: "repetition" }), "done");
    assert.equal(kindOf({ kind: "cancelled" }), "cancelled");
    assert.equal(kindOf({ kind: "tooLong", tokens: 9, room: 5 }), "failed");
    assert.equal(kindOf({ kind: "noModel" }), "failed");
  });
});

const continuing: Continuing = {
  place: "proof of thm",
  languageId: "latex",
  model: "llemma:7b",
  sample: 0,
  steps: [
    { text: "\n  So $a = b$.", state: { kind: "unchecked" } },
    { text: " Hence $b = c$.", state: { kind: "unchecked" } },
    { text: "\n  But $1 = 2$.", state: { kind: "refuted", words: ["$1 = 2$ is false."] } },
    { text: "\n  Done.", state: { kind: "unchecked" } },
  ],
  unfinished: "",
  ending: { kind: "stop" },
};

suite("a continuation in the panel", () => {
  test("a step that numbers refute stands apart, with what they say", () => {
    const { sections = [] } = createContinueContent()(continuing);
    assert.deepEqual(
      sections.map(({ heading, markdown, steps }) => [
        heading,
        markdown,
        steps.map((step) => step.markdown),
      ]),
      [
        ["From step 1 on", "", ["So $a = b$.", "Hence $b = c$."]],
        ["Step 3, refuted by numbers", "- $1 = 2$ is false.", ["But $1 = 2$."]],
        ["From step 4 on", "", ["Done."]],
      ],
    );
    assert.equal(new Set(sections.map(({ id }) => id)).size, 3);
  });

  test("what is being written cannot be inserted, and what is there stays the same object", () => {
    const content = createContinueContent();
    const running = { ...continuing, ending: undefined, unfinished: " And" };
    const before = content(running);
    const after = content({ ...running, unfinished: " And so" });
    assert.equal(after.sections?.[0], before.sections?.[0]);
    assert.equal(after.sections?.at(-1)?.markdown, "And so");
    assert.deepEqual(after.sections.at(-1)?.steps, []);
    assert.equal(phaseOfContinuing(running).kind, "running");
    assert.equal(phaseOfContinuing(continuing).kind, "done");
  });

  test("a row of a display is drawn as one, and goes in as it is", () => {
    const row = { text: "\n  &= x + y \\\\", state: { kind: "unchecked" } } as const;
    const place = "display maths in align*";
    const content = createContinueContent()({ ...continuing, place, steps: [row] });
    assert.match(content.sections?.[0]?.steps[0]?.markdown ?? "", /^\$\$\n\\begin\{aligned\}/);
    assert.deepEqual(inserted(content, "step-1", "latex", "inLine"), ["behind", row.text]);
    assert.deepEqual(inserted(content, "step-1", "latex", "below"), ["below", "&= x + y \\\\"]);
  });
});

suite("what Lean says of a place, in the panel", () => {
  test("goals, also none", () => {
    assert.deepEqual(leanPlace({ kind: "goals", goals: [] }, "a.lean:1"), {
      kind: "goals",
      where: "a.lean:1",
      goals: [],
    });
  });

  test("why there is none, and what helps", () => {
    const none = leanPlace({ kind: "none", reason: "unknown tactic\nmore" }, "a.lean:1");
    assert.ok(none?.kind === "nothing");
    assert.equal(none.sentence, "unknown tactic");
    const untrusted = leanPlace({ kind: "untrusted" }, "a.lean:1");
    assert.ok(untrusted?.kind === "nothing");
    assert.ok(untrusted.actions.includes("trust"));
    const off = leanPlace({ kind: "leanOff" }, "a.lean:1");
    assert.ok(off?.kind === "nothing" && off.actions.includes("openSettings"));
  });

  test("nothing where it was not asked to the end", () => {
    assert.equal(leanPlace({ kind: "aborted" }, "a.lean:1"), undefined);
  });
});
