import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createCheckedCompleter } from "../../../../src/core/complete/createCheckedCompleter.ts";
import { createCompleter } from "../../../../src/core/complete/createCompleter.ts";
import type { CompletionResult } from "../../../../src/core/complete/completer.ts";
import type { CompletionRequest } from "../../../../src/core/model.ts";
import { readSettings, type Settings } from "../../../../src/core/settings.ts";
import { createSuggester } from "../../../../src/core/tactics/createSuggester.ts";
import { Editor } from "../../../fakes/editor.ts";
import { ManualClock } from "../../../fakes/manualClock.ts";
import { ScriptedChecker, type Says } from "../../../fakes/scriptedChecker.ts";
import { ScriptedModel, type Script } from "../../../fakes/scriptedModel.ts";
import { silentLog } from "../../../fakes/silentLog.ts";

const head = "theorem self (p : Prop) (h : p) : p := by";
const proof = `${head}\n  █`;
const closed = { verdict: "closesAll" } as const;

interface Options {
  readonly text?: string;
  readonly languageId?: string;
  readonly model?: Script;
  readonly settings?: Partial<Settings>;
}

function open(says: Says, options: Options = {}) {
  const clock = new ManualClock();
  const checker = new ScriptedChecker(clock, says);
  const model = new ScriptedModel(clock, options.model ?? seeded);
  const all = { ...readSettings(() => undefined).settings, ...options.settings };
  const ports = { checker, model, clock, log: silentLog, settings: () => all };
  const suggester = createSuggester(ports);
  const plain = createCompleter(ports);
  const completer = createCheckedCompleter({ ...ports, completer: plain, suggester });
  const text = options.text ?? proof;
  const editor = new Editor({ completer, clock }, text, options.languageId ?? "lean4");
  return { clock, checker, model, completer, suggester, editor };
}

function seeded({ seed, temperature }: CompletionRequest): string {
  return temperature === 0 ? "exact greedy\n" : `exact sample${seed}\n`;
}

function shownBy(result: CompletionResult | undefined) {
  assert.ok(result?.kind === "suggestions", JSON.stringify(result));
  return result.suggestions.map(({ text, verdict }) => [text, verdict]);
}

suite("inline pipeline with Lean", () => {
  test("what Lean accepted appears, with its verdict", async () => {
    const { clock, editor } = open((text) => (text === "exact greedy" ? closed : {}));
    editor.invoke("automatic");
    await clock.advance(5_000);
    assert.equal(editor.ghost, `${head}\n  ├exact greedy┤`);
    assert.deepEqual(shownBy(editor.result), [["exact greedy", "closesAll"]]);
  });

  test("it appears as soon as one good verdict is in, before the model has answered", async () => {
    const { clock, editor } = open((text) => (text === "simp_all" ? closed : {}));
    editor.invoke("automatic");
    await clock.advance(100);
    assert.deepEqual(shownBy(editor.result), [["simp_all", "closesAll"]]);
  });

  test("what Lean refuses is not shown", async () => {
    const { clock, editor } = open(() => ({}));
    editor.invoke("automatic");
    await clock.advance(10_000);
    assert.deepEqual(editor.result, { kind: "none", reason: "notAccepted" });
  });

  test("a closer that leaves something open waits for the model", async () => {
    const { clock, editor } = open((text) => {
      if (text === "simp") return { verdict: "progress", goals: ["⊢ q"] };
      return text === "exact greedy" ? { verdict: "progress", goals: ["⊢ q"] } : {};
    });
    editor.invoke("automatic");
    await clock.advance(10_000);
    assert.deepEqual(shownBy(editor.result), [["exact greedy", "progress"]]);
    assert.ok(editor.result?.kind === "suggestions");
    assert.deepEqual(editor.result.suggestions[0]?.goals, ["⊢ q"]);
  });

  test("it does not change when better ones come; they are there to cycle through, it first", async () => {
    const { clock, editor, model } = open((text) => {
      if (text === "exact greedy") return { verdict: "progress", goals: ["⊢ q"] };
      if (text === "exact sample1") return { verdict: "sorry", message: "foo" };
      return text === "exact sample2" ? closed : {};
    });
    editor.invoke("automatic");
    await clock.advance(5_000);
    editor.invoke("explicit");
    await clock.advance(5_000);
    assert.deepEqual(shownBy(editor.result), [
      ["exact greedy", "progress"],
      ["exact sample2", "closesAll"],
      ["exact sample1", "sorry"],
    ]);
    editor.invoke("automatic");
    await clock.advance(5_000);
    assert.deepEqual(shownBy(editor.result), [["exact greedy", "progress"]]);
    assert.equal(model.sent.length, 8);
  });

  test("cycling is answered at once when there is a second one", async () => {
    const { clock, editor } = open((text) => (/^(?:simp|omega)$/.test(text) ? closed : {}));
    editor.invoke("automatic");
    await clock.advance(200);
    editor.invoke("explicit");
    await clock.advance(0);
    assert.equal(shownBy(editor.result).length, 2);
  });

  test("typing what the ghost says asks nobody, and the verdict stays", async () => {
    const { clock, editor, model, checker } = open((text) =>
      text === "exact greedy" ? closed : {},
    );
    editor.invoke("automatic");
    await clock.advance(5_000);
    const asked = [model.sent.length, checker.checked.length];
    for (const key of "exact ") {
      editor.type(key);
      await clock.advance(90);
      assert.equal(editor.result?.kind, "suggestions");
    }
    await clock.advance(2_000);
    assert.deepEqual([model.sent.length, checker.checked.length], asked);
    assert.deepEqual(shownBy(editor.result), [["greedy", "closesAll"]]);
  });

  test("typing something else stops the job and the request at once", async () => {
    const { clock, editor, model } = open(() => ({}));
    editor.invoke("automatic");
    await clock.advance(120);
    editor.type("r");
    await clock.advance(0);
    assert.equal(model.sent[0]?.abortedAt, 120);
  });

  test("nothing is asked before the person has paused", async () => {
    const { clock, editor, checker } = open(() => ({}));
    for (let key = 0; key < 10; key += 1) {
      editor.type("r");
      await clock.advance(200);
    }
    assert.equal(checker.checked.length, 0);
    await clock.advance(5_000);
    assert.ok(checker.calls.includes("goals"));
  });

  test("a cursor in a proof has Lean read the text before it; one elsewhere does not", () => {
    const { editor, checker } = open(() => ({}));
    editor.moveTo(3);
    assert.deepEqual(checker.calls, []);
    editor.moveTo(head.length + 3);
    editor.moveTo(head.length + 2);
    assert.deepEqual(checker.calls, [`enter ${head.length + 3}`], "once for each proof");
  });

  test("leaving the editor stops the job and lets Lean go", async () => {
    const { clock, editor, model, completer, checker } = open(() => ({}));
    editor.invoke("automatic");
    await clock.advance(120);
    completer.left(editor.uri);
    await clock.advance(0);
    assert.equal(model.sent[0]?.abortedAt, 120);
    assert.ok(checker.calls.includes(`left ${editor.uri}`));
    assert.equal(editor.result?.kind, "cancelled");
  });

  test("without Lean the text of the plain pipeline is shown, unchecked", async () => {
    const { clock, editor, checker } = open(() => ({}), { model: () => "exact h\n" });
    checker.reply = { kind: "leanMissing" };
    editor.invoke("automatic");
    await clock.advance(5_000);
    assert.deepEqual(shownBy(editor.result), [["exact h", "unchecked"]]);
  });

  test("once Lean is known to be missing it is not asked again", async () => {
    const { clock, editor, checker } = open(() => ({}), { model: () => "exact h\n" });
    checker.state = { kind: "leanMissing" };
    editor.invoke("automatic");
    await clock.advance(5_000);
    assert.deepEqual(shownBy(editor.result), [["exact h", "unchecked"]]);
    assert.deepEqual(checker.calls, []);
  });

  test("a Lean that stopped shows nothing: the next question starts another", async () => {
    const { clock, editor, checker } = open(() => ({}));
    checker.state = { kind: "leanStopped", detail: "killed" };
    checker.problem = { kind: "leanStopped", detail: "killed" };
    editor.invoke("automatic");
    await clock.advance(10_000);
    assert.deepEqual(editor.result, { kind: "none", reason: "notAccepted" });
  });

  test("with the setting, unchecked text is shown at once; who asks gets Lean's word", async () => {
    const { clock, editor, checker } = open((text) => (text === "omega" ? closed : {}), {
      settings: { "lean.showUnchecked": true },
    });
    editor.invoke("automatic");
    await clock.advance(5_000);
    assert.deepEqual(shownBy(editor.result), [["exact greedy", "unchecked"]]);
    assert.deepEqual(checker.calls, []);
    editor.invoke("explicit");
    await clock.advance(5_000);
    assert.deepEqual(shownBy(editor.result), [["omega", "closesAll"]]);
  });

  test("behind an error nothing comes by itself; who asks gets unchecked text", async () => {
    const { clock, editor, checker } = open(() => ({}));
    checker.reply = { kind: "none", reason: "the line above has an error" };
    editor.invoke("automatic");
    await clock.advance(5_000);
    assert.deepEqual(editor.result, { kind: "none", reason: "notChecked" });
    editor.invoke("explicit");
    await clock.advance(10_000);
    assert.deepEqual(shownBy(editor.result)[0], ["exact greedy", "unchecked"]);
  });

  test("no goal left: nothing to prove", async () => {
    const { clock, editor, checker } = open(() => ({}));
    checker.reply = { kind: "goals", goals: [] };
    editor.invoke("automatic");
    await clock.advance(5_000);
    assert.deepEqual(editor.result, { kind: "none", reason: "nothingToProve" });
  });

  test("no model and no closer: the failure is told", async () => {
    const { clock, editor, model } = open(() => ({}));
    model.readiness = () => Promise.resolve({ kind: "noModel" });
    editor.invoke("automatic");
    await clock.advance(5_000);
    assert.deepEqual(editor.result, { kind: "noModel" });
  });

  test("what rests on a sorry does not come by itself", async () => {
    const { clock, editor } = open((text) =>
      text === "exact greedy" ? { verdict: "sorry", message: "foo" } : {},
    );
    editor.invoke("automatic");
    await clock.advance(10_000);
    assert.deepEqual(editor.result, { kind: "none", reason: "notAccepted" });
    editor.invoke("explicit");
    await clock.advance(10_000);
    assert.deepEqual(shownBy(editor.result), [["exact greedy", "sorry"]]);
  });

  test("other languages never ask Lean, and have no verdict", async () => {
    const { clock, editor, checker } = open(() => ({}), {
      text: "\\begin{proof}\nLet $n$ be even. Then █\n\\end{proof}\n",
      languageId: "latex",
      model: () => " $n^2$ is even.",
    });
    editor.invoke("automatic");
    await clock.advance(5_000);
    assert.deepEqual(shownBy(editor.result), [["$n^2$ is even.", undefined]]);
    assert.deepEqual(checker.calls, []);
  });

  test("the place is asked about as if the entry of the editor's list were in the text", async () => {
    const { clock, editor } = open((text) => (text === " greedy" ? closed : {}), {
      text: `${head}\n  ex█`,
      model: () => " greedy\n",
    });
    const start = head.length + 3;
    editor.invoke("explicit", { start, end: start + 2, text: "exact" });
    await clock.advance(10_000);
    assert.deepEqual(shownBy(editor.result), [["exact greedy", "closesAll"]]);
  });

  test("stop ends the waiting call and the job", async () => {
    const { clock, editor, completer, model } = open(() => ({}));
    editor.invoke("automatic");
    await clock.advance(120);
    completer.stop();
    await clock.advance(0);
    assert.deepEqual(editor.result, { kind: "none", reason: "stopped" });
    assert.equal(model.sent[0]?.abortedAt, 120);
    await clock.advance(60_000);
    assert.equal(clock.waiting, 0);
  });
});
