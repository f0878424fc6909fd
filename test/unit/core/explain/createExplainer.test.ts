import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createExplainer } from "../../../../src/core/explain/createExplainer.ts";
import type { Explanation, Question } from "../../../../src/core/explain/explanation.ts";
import { failureIn } from "../../../../src/core/explain/words.ts";
import { createTurns } from "../../../../src/core/turns.ts";
import { ManualClock } from "../../../fakes/manualClock.ts";
import { ScriptedModel, type Script } from "../../../fakes/scriptedModel.ts";
import { silentLog } from "../../../fakes/silentLog.ts";

const place = { uri: "file:///a.tex", at: 10, end: 17 };
const question: Question = {
  tex: "a = b",
  place,
  isDisplay: false,
  symbols: [
    { written: "a", meaning: { kind: "defined", quote: "Let $a$ be odd.", how: "defines", place } },
    { written: "b", meaning: { kind: "none" } },
  ],
  previous: { tex: "a = c", place },
  context: "As $a = c$,",
};

const numbered = Array.from(
  { length: 400 },
  (_, index) => `The number ${index} is ${index * 7}. `,
).join("");

function setUp(script: Script, asked = question) {
  const clock = new ManualClock();
  const model = new ScriptedModel(clock, script);
  const { turns, typing } = createTurns(model, clock);
  const explainer = createExplainer({ model, turns, log: silentLog });
  const heard: Explanation[] = [];
  const controller = new AbortController();
  const done = explainer.explain(asked, controller.signal, (one) => heard.push(one));
  return { clock, model, typing, heard, controller, done };
}

async function explained(script: Script, asked = question): Promise<Explanation> {
  const { clock, done } = setUp(script, asked);
  await clock.advance(20_000);
  return await done;
}

suite("explaining", () => {
  test("what the document says is there before the model is; then its text grows", async () => {
    const { clock, heard, done, model } = setUp(() => " It says that $a$ is $b$.");
    assert.deepEqual(heard, [{ question, text: "", model: undefined, ending: undefined }]);
    await clock.advance(20_000);
    const explanation = await done;
    assert.equal(explanation.text, "It says that $a$ is $b$.");
    assert.equal(explanation.model, "llemma");
    assert.deepEqual(explanation.ending, { kind: "complete" });
    assert.deepEqual(heard.at(-1), explanation);
    const texts = heard.map(({ text }) => text);
    assert.ok(texts.every((text, index) => text.startsWith(texts[index - 1] ?? "")));
    assert.ok(new Set(texts).size > 4);
    const [sent] = model.sent;
    assert.equal(sent?.request.temperature, 0);
    assert.match(
      sent.request.prompt,
      /\n\nText: As \$a = c\$,\nSymbols: \$a\$: Let \$a\$ be odd\.; \$b\$: not defined\nLine before: \$a = c\$\nEquation: \$a = b\$\nExplanation:$/,
    );
  });

  for (const [what, script, text, ending] of [
    ["ends at the next example", " It is so.\nText: Let", "It is so.", "complete"],
    ["ends at its paragraph", " It is so.\n\nAnd more.", "It is so.", "complete"],
    ["drops what is no explanation", " It is so. Now \\begin{proof} x", "It is so.", "complete"],
    ["keeps what the model ended itself", " It is so", "It is so", "complete"],
    ["drops a sentence with half a formula", " It is so. And $a. b", "It is so.", "complete"],
    ["stops in circles", ` It is. ${"So it is so. ".repeat(40)}`, undefined, "repetition"],
    ["says when nothing can be read", " \\section{x}", "", "empty"],
    ["says when nothing came", "", "", "empty"],
    ["says when the end is missing", numbered, undefined, "cut"],
  ] as const) {
    test(what, async () => {
      const explanation = await explained(() => script);
      assert.equal(explanation.ending?.kind, ending);
      if (text !== undefined) assert.equal(explanation.text, text);
      else assert.match(explanation.text, /\.$/);
      assert.ok(explanation.text.length < 1_500);
    });
  }

  test("circles are shown once", async () => {
    const { text } = await explained(() => ` It is. ${"So it is so. ".repeat(40)}`);
    assert.ok((text.match(/So it is so\./g) ?? []).length <= 3, text);
  });

  test("a failure keeps what the document says", async () => {
    const failure = { kind: "notRunning", url: "http://127.0.0.1:1" } as const;
    const explanation = await explained(() => failure);
    assert.deepEqual(failureIn(explanation.ending), failure);
    assert.deepEqual(explanation.question, question);
  });

  test("so does a model that cannot be had", async () => {
    const clock = new ManualClock();
    const model = new ScriptedModel(clock, () => "");
    model.readiness = () => Promise.resolve({ kind: "noModel" });
    const { turns } = createTurns(model, clock);
    const explainer = createExplainer({ model, turns, log: silentLog });
    const explanation = await explainer.explain(question, new AbortController().signal);
    assert.deepEqual(explanation, {
      question,
      text: "",
      model: undefined,
      ending: { kind: "noModel" },
    });
  });

  test("cancelling keeps what is there and ends the request", async () => {
    const { clock, model, controller, done } = setUp(() => ` It is so. ${numbered}`);
    await clock.advance(300);
    controller.abort();
    await clock.advance(1);
    const explanation = await done;
    assert.deepEqual(explanation.ending, { kind: "cancelled" });
    assert.match(explanation.text, /^It is so\./);
    assert.ok(model.sent[0]?.abortedAt !== undefined);
  });

  test("gives way to typing, and goes on from its own text", async () => {
    const whole = " The first part is this. The second part is that.";
    const { clock, model, typing, done } = setUp(({ prompt }) => {
      const written = prompt.split("Explanation:").at(-1) ?? "";
      return prompt === "typed" ? "quick" : whole.slice(written.length);
    });
    await clock.advance(170);
    const request = { ...(model.sent[0]?.request ?? assert.fail()), prompt: "typed" };
    const target = { model: "llemma", window: 4096 };
    const typed = typing.complete(target, request, new AbortController().signal);
    const all = (async () => {
      for await (const event of typed) assert.notEqual(event.kind, "aborted");
    })();
    await clock.advance(150);
    await all;
    assert.ok(model.sent[0]?.abortedAt !== undefined);
    await clock.advance(20_000);
    const explanation = await done;
    assert.equal(model.sent.length, 3);
    assert.match(model.sent[2]?.request.prompt ?? "", /Explanation: The/);
    assert.equal(explanation.text, whole.trim());
  });

  test("a long context gives way to the equation; one that does not fit is not sent", async () => {
    const words = "Many words are said here. ".repeat(40).slice(0, 700);
    const symbols = Array.from({ length: 16 }, () => ({
      written: "a",
      meaning: { kind: "defined", quote: words.slice(0, 320), how: "defines", place } as const,
    }));
    const fits = { ...question, context: words, symbols, tex: "x + ".repeat(400) };
    const { clock, model, done } = setUp(() => " It is.", fits);
    await clock.advance(20_000);
    assert.deepEqual((await done).ending, { kind: "complete" });
    assert.ok((model.sent[0]?.request.prompt ?? "").includes(fits.tex.trim()));
    const long = setUp(() => " It is.", { ...question, tex: "x + ".repeat(2_000) });
    await long.clock.advance(20_000);
    assert.equal((await long.done).ending?.kind, "tooLong");
    assert.equal(long.model.sent.length, 0);
  });
});
