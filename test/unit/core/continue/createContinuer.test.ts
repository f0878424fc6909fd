import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createContinuer } from "../../../../src/core/continue/createContinuer.ts";
import type { Ask, ContinueResult, Continuing } from "../../../../src/core/continue/continuer.ts";
import { report, stepLines } from "../../../../src/core/continue/report.ts";
import { readProject } from "../../../../src/core/context/latex/project.ts";
import { structureOf } from "../../../../src/core/context/latex/structure.ts";
import { createTurns } from "../../../../src/core/turns.ts";
import { ManualClock, settle } from "../../../fakes/manualClock.ts";
import { ScriptedModel, type Script } from "../../../fakes/scriptedModel.ts";
import { silentLog } from "../../../fakes/silentLog.ts";
import { atCursor } from "../../../support/cursor.ts";

const r = String.raw;
const proof = "\\begin{theorem}$1 = 1$.\\end{theorem}\n\\begin{proof}\nWe count.█\n\\end{proof}\n";

function start(
  marked: string,
  script: Script | string,
  { languageId = "latex", ...more }: Partial<Ask> & { languageId?: string } = {},
) {
  const { document: text, offset } = atCursor(marked);
  const document = { uri: "file:///a.tex", languageId, text };
  const clock = new ManualClock();
  const model = new ScriptedModel(clock, typeof script === "string" ? () => script : script);
  const { typing, turns } = createTurns(model, clock);
  const continuer = createContinuer({ model, turns, log: silentLog });
  const abort = new AbortController();
  const progress: Continuing[] = [];
  let result: ContinueResult | undefined;
  const done = continuer
    .continue(
      { document, selected: { start: offset, end: offset }, sample: 0, ...more },
      abort.signal,
      (one) => progress.push(one),
    )
    .then((found) => (result = found));
  return {
    ...{ clock, model, typing, abort, progress, done },
    async ended(): Promise<ContinueResult> {
      for (let step = 0; step < 1_000 && result === undefined; step += 1) await clock.advance(100);
      return result ?? assert.fail("it does not end");
    },
    async continued(): Promise<Continuing> {
      const ended = await this.ended();
      if (ended.kind !== "continued") assert.fail(JSON.stringify(ended));
      return ended.continuing;
    },
  };
}

function texts({ steps }: Continuing): readonly string[] {
  return steps.map(({ text }) => text);
}

suite("continuing a proof", () => {
  test("several steps in one request, up to the end of the proof, as plain data", async () => {
    const run = start(proof, " There is one.\nSo $1 = 1$.\n\\end{proof}\n\\begin{theorem}More");
    const continuing = await run.continued();
    assert.deepEqual(structuredClone(continuing), {
      place: "proof of theorem",
      languageId: "latex",
      model: "llemma",
      sample: 0,
      steps: [
        { text: " There is one.", state: { kind: "unchecked" } },
        { text: "\nSo $1 = 1$.", state: { kind: "unchecked" } },
      ],
      unfinished: "",
      ending: { kind: "proofEnd" },
    });
    const [sent, ...others] = run.model.sent;
    assert.deepEqual(others, []);
    assert.ok(sent);
    assert.equal(sent.request.prompt, proof.slice(0, proof.indexOf("█")));
    assert.equal(sent.request.temperature, 0);
    assert.ok(!sent.request.stop.includes("\n\n"));
    // What comes after the end is not waited for.
    assert.notEqual(sent.abortedAt, undefined);
  });

  test("progress shows steps as they come, and what is being written", async () => {
    const run = start(proof, " There is one.\nSo $1 = 1$.\n\\end{proof}");
    await run.continued();
    const growing = run.progress.map(({ steps, unfinished }) => `${steps.length} ${unfinished}`);
    assert.ok(growing.includes("0 There i"), growing.join("|"));
    assert.ok(growing.some((one) => one.startsWith("1 So $1")));
  });

  test("a sample after the first is drawn at random", async () => {
    const run = start(proof, " So it is.", { sample: 2 });
    await run.continued();
    const { temperature, seed } = run.model.sent[0]?.request ?? {};
    assert.deepEqual([temperature, seed], [0.6, 2]);
  });

  test("what numbers refute is said with the values; what they do not refute stays unchecked", async () => {
    const answer = [
      " Indeed",
      r`\[ (c+d)^2 = c^2 + 2cd + d^2 \]`,
      "holds for all reals.",
      r`Hence $(a+b)^2 = a^2 + 2ab + b^2 = a^2 + b^2$.`,
    ].join("\n");
    const { steps } = await start(proof, answer).continued();
    const states = steps.map(({ state }) => state.kind);
    assert.deepEqual(states, ["unchecked", "unchecked", "refuted"], JSON.stringify(steps));
    const [, , last] = steps;
    assert.ok(last?.state.kind === "refuted");
    assert.match(
      last.state.words[0] ?? "",
      /^false at a = \S+, b = \S+: a\^2 \+ 2ab \+ b\^2 = a\^2 \+ b\^2$/,
    );
  });

  test("a row is tested against the document's row before it", async () => {
    const marked = "\\begin{align*}\n  (x+1)^2 &= x^2 + 2x + 1 \\\\█\n\\end{align*}\n";
    const { steps } = await start(marked, "\n  &= x^2 + 1 \\\\\n  &= 1 + x^2\n").continued();
    assert.deepEqual(
      steps.map(({ state }) => state.kind),
      ["refuted", "unchecked"],
    );
  });

  test("what is said of the letters behind a display counts", async () => {
    const display = r` Now \[ \sqrt{x^2} = |x| = x \]`;
    const alone = await start(proof, `${display}. So it is.`).continued();
    assert.deepEqual(alone.steps[0]?.state.kind, "refuted");
    const { steps } = await start(proof, `${display} for all $x > 0$. So it is.`).continued();
    assert.ok(
      steps.every(({ state }) => state.kind === "unchecked"),
      JSON.stringify(steps),
    );
  });

  test("macros and other files of the document count", async () => {
    const main = String.raw`\newcommand{\sq}[1]{#1^3}\begin{document}\input{a}\end{document}`;
    const marked = "\\begin{proof}\nWe have $x = 1$ or not.█\n\\end{proof}\n";
    const { document: text } = atCursor(marked);
    const project = await readProject(
      {
        uri: "file:///a.tex",
        structure: structureOf(text),
        candidates: ["file:///main.tex"],
      },
      (uri) => Promise.resolve(uri === "file:///main.tex" ? main : undefined),
    );
    const { steps } = await start(marked, " So $y \\cdot y = y^2 = \\sq{y}$.", {
      project,
    }).continued();
    assert.deepEqual(
      steps.map(({ state }) => state.kind),
      ["refuted"],
    );
  });

  test("going in circles ends it, without what is said again", async () => {
    const run = start(proof, ` First.${" Then we add one to it.".repeat(40)}`);
    const continuing = await run.continued();
    assert.deepEqual(texts(continuing), [" First.", " Then we add one to it."]);
    assert.deepEqual(continuing.ending, { kind: "circles" });
    assert.equal(continuing.unfinished, "");
  });

  test("circles within a sentence end it too", async () => {
    const continuing = await start(proof, ` First. And${" and so on and".repeat(60)}`).continued();
    assert.deepEqual(texts(continuing), [" First."]);
    assert.deepEqual(continuing.ending, { kind: "circles" });
  });

  test("the limit of tokens ends it, and the step that is cut is none", async () => {
    let number = 0;
    const sentence = (): string => ` Then $x_{${(number += 1)}} > ${number}$ by the same lemma.`;
    const answer = Array.from({ length: 200 }, sentence).join("");
    const continuing = await start(proof, answer).continued();
    assert.deepEqual(continuing.ending, { kind: "limit" });
    assert.ok(continuing.steps.length > 20);
    assert.ok(texts(continuing).every((text) => text.endsWith("lemma.")));
    assert.notEqual(continuing.unfinished, "");
  });

  test("cancelling keeps the steps that are there, and ends the request", async () => {
    const run = start(proof, " There is one. And now comes another one. And one more.");
    for (let step = 0; step < 100 && run.progress.at(-1)?.steps.length !== 1; step += 1)
      await run.clock.advance(10);
    run.abort.abort();
    const continuing = await run.continued();
    assert.deepEqual(texts(continuing), [" There is one."]);
    assert.deepEqual(continuing.ending, { kind: "cancelled" });
    assert.notEqual(run.model.sent[0]?.abortedAt, undefined);
  });

  test("cancelling while the model loads ends at once", async () => {
    const run = start(proof, "");
    run.model.readiness = () => new Promise(() => undefined);
    await settle();
    run.abort.abort();
    await settle();
  });

  test("typing comes first: it gives way, and goes on from its text", async () => {
    const whole = " There is one. Now comes another one. And one more.";
    const run = start(proof, ({ prompt }) => {
      const said = prompt.split("We count.")[1] ?? "";
      return prompt.endsWith("typed") ? "x" : whole.slice(said.length);
    });
    await run.clock.advance(150);
    const before = run.progress.at(-1);
    assert.ok(before !== undefined && before.unfinished !== "");
    const signal = new AbortController().signal;
    const request = { prompt: "typed", maxTokens: 1, temperature: 0, topP: 1, seed: 0, stop: [] };
    const typed = run.typing.complete({ model: "llemma", window: 4096 }, request, signal);
    let typedTo = "";
    void (async () => {
      for await (const { kind } of typed) typedTo = kind;
    })();
    await run.clock.advance(200);
    assert.equal(typedTo, "end");
    const [first] = run.model.sent;
    assert.notEqual(first?.abortedAt, undefined);
    assert.equal(run.model.sent.length, 2);
    const continuing = await run.continued();
    assert.deepEqual(texts(continuing), [
      " There is one.",
      " Now comes another one.",
      " And one more.",
    ]);
    const again = run.model.sent[2];
    assert.ok(again !== undefined);
    assert.ok(again.request.prompt.startsWith(`${first?.request.prompt ?? "-"} `));
    assert.ok(again.at - (first?.abortedAt ?? 0) >= 2_000);
  });

  test("a server that is lost leaves what is there; one that is not there is told as such", async () => {
    const lost = start(proof, () => ({ kind: "interrupted", detail: "reset" }));
    assert.deepEqual((await lost.continued()).ending, { kind: "interrupted", detail: "reset" });
    const absent = start(proof, "");
    absent.model.readiness = () => Promise.resolve({ kind: "notRunning", url: "http://x" });
    const other = createContinuer({
      model: absent.model,
      turns: createTurns(absent.model, absent.clock).turns,
      log: silentLog,
    });
    const { document: text, offset } = atCursor(proof);
    const document = { uri: "a", languageId: "latex", text };
    const result = await other.continue(
      { document, selected: { start: offset, end: offset }, sample: 0 },
      new AbortController().signal,
    );
    assert.deepEqual(result, { kind: "notRunning", url: "http://x" });
  });

  for (const [marked, languageId, words] of [
    ["theorem a : 1 = 1 := by\n  █", "lean4", /Suggest Tactics/],
    ["Let x = 1.█", "plaintext", /LaTeX and Markdown/],
    ["\\title{$x$}█\n\\begin{document}\\end{document}", "latex", /preamble/],
    ["$x$ % so █", "latex", /comment/],
    ["\\begin{verbatim}\n$x$ █\n\\end{verbatim}", "latex", /shown as it is/],
    ["So $x = █1$ and more words.", "latex", /middle of a line/],
    ["Milk, bread and butter. █", "latex", /no proof or derivation/],
    ["# Shopping\n\nMilk and bread.\n█", "markdown", /no proof or derivation/],
  ] as const) {
    test(`nothing to continue: ${JSON.stringify(marked)}`, async () => {
      const run = start(marked, "no", { languageId });
      const result = await run.ended();
      assert.ok(result.kind === "noPlace");
      assert.match(result.words, words);
      assert.equal(run.model.sent.length, 0);
    });
  }

  test("a file that is too large or no text, and a selection over an edge, are told", async () => {
    const words = async (text: string, start = text.length): Promise<string> => {
      const run = start_(text, start);
      const result = await run.ended();
      assert.ok(result.kind === "noPlace");
      assert.equal(run.model.sent.length, 0);
      return result.words;
    };
    const start_ = (text: string, from: number) =>
      start(`${text}█`, "no", { selected: { start: from, end: text.length } });
    assert.match(await words("% $x$ words\n".repeat(420_000)), /too large: it has 5\.0 million/);
    assert.match(await words("\0\u0001 $x$"), /not text/);
    assert.match(await words("\ufffd".repeat(50)), /not text/);
    assert.match(await words("\\begin{proof}\nSo $x$.\n\\end{proof}\n", 15), /over the edge/);
  });

  test("the prompt has room for what is written", async () => {
    const long = `${"Some words take room. ".repeat(2_000)}$x$\n${proof}`;
    const run = start(long, " So it is.");
    await run.continued();
    const [sent] = run.model.sent;
    assert.ok((sent?.request.prompt.length ?? 0) / 2.6 + (sent?.request.maxTokens ?? 0) < 4096);
  });
});

suite("the report of a continuation", () => {
  const continuing: Continuing = {
    place: "proof of theorem",
    languageId: "latex",
    model: "llemma",
    sample: 0,
    steps: [
      { text: " There ``is`` one.\n## Step 7\n```", state: { kind: "unchecked" } },
      { text: "\n$1 = 2$.", state: { kind: "refuted", words: ["false: 1 = 2"] } },
    ],
    unfinished: "So",
    ending: undefined,
  };

  test("is headed Llemma, unchecked, and tells what is refuted", () => {
    const text = report(continuing);
    assert.match(
      text,
      /^# Llemma, unchecked\n\n2 steps, 1 refuted by numbers, to go on with the proof of theorem\. /,
    );
    assert.match(
      text,
      /## Step 2, refuted by numbers\n\n- false: 1 = 2\n\n```latex\n\$1 = 2\$\.\n```/,
    );
    assert.match(text, /## Being written\n\n```latex\nSo\n```/);
    assert.doesNotMatch(text, /✓|✔|proved|verified|correct/i);
  });

  test("says of a demo model that it is one", () => {
    const text = report({ ...continuing, model: "llemma-demo:latest" });
    assert.match(text, /llemma-demo:latest \(demo model\), /);
  });

  test("finds the lines of its steps, whatever the model wrote", () => {
    const lines = report(continuing).split("\n");
    const found = stepLines(report(continuing)).map((line) => lines[line]);
    assert.deepEqual(found, ["## Step 1", "## Step 2, refuted by numbers"]);
  });

  for (const [ending, words] of [
    [{ kind: "proofEnd" }, /the end of the proof, which does not make it one/],
    [{ kind: "document" }, /what the document says next/],
    [{ kind: "stop" }, /goes no further/],
    [{ kind: "circles" }, /circles/],
    [{ kind: "limit" }, /asked for at once/],
    [{ kind: "cancelled" }, /Cancelled\./],
    [{ kind: "interrupted", detail: "reset" }, /broke off/],
  ] as const) {
    test(`says how it ended: ${ending.kind}`, () => {
      assert.match(report({ ...continuing, ending }), words);
    });
  }
});
