import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createCompleter } from "../../../../src/core/complete/createCompleter.ts";
import type { Project } from "../../../../src/core/context/latex/project.ts";
import { structureOf } from "../../../../src/core/context/latex/structure.ts";
import type { CompletionRequest } from "../../../../src/core/model.ts";
import { readSettings, type Settings } from "../../../../src/core/settings.ts";
import { Editor } from "../../../fakes/editor.ts";
import { ManualClock } from "../../../fakes/manualClock.ts";
import { ScriptedModel, type Script } from "../../../fakes/scriptedModel.ts";
import { silentLog } from "../../../fakes/silentLog.ts";

const proof = "theorem swap (h : p ∧ q) : q ∧ p := by\n  █";
const sentence = "\\begin{proof}\nLet $n$ be even. Then █\n\\end{proof}\n";
const rest = "$n^2$ is even, because a product with an even factor is even.";

interface Options {
  readonly text?: string;
  readonly languageId?: string;
  readonly pace?: { first: number; piece: number };
  readonly settings?: Partial<Settings>;
  readonly projectOf?: (uri: string) => Project | undefined;
}

function open(script: Script | string, options: Options = {}) {
  const clock = new ManualClock();
  const model = new ScriptedModel(
    clock,
    typeof script === "string" ? () => script : script,
    options.pace,
  );
  const settings = { ...readSettings(() => undefined).settings, ...options.settings };
  const { projectOf = () => undefined } = options;
  const ports = { model, clock, log: silentLog, settings: () => settings, projectOf };
  const completer = createCompleter(ports);
  const text = options.text ?? proof;
  const editor = new Editor({ completer, clock }, text, options.languageId ?? "lean4");
  return { clock, model, completer, editor };
}

/** As `open`, with a suggestion on screen. */
async function shown(script: Script | string, options: Options = {}) {
  const all = open(script, options);
  all.editor.invoke("automatic");
  await all.clock.advance(5_000);
  assert.equal(all.editor.result?.kind, "suggestions", JSON.stringify(all.editor.result));
  return all;
}

const tex = { text: sentence, languageId: "latex" } as const;

suite("inline pipeline", () => {
  test("a tactic appears where the proof goes on", async () => {
    const { editor } = await shown("exact ⟨h.2, h.1⟩\n\ntheorem other");
    assert.equal(editor.ghost, "theorem swap (h : p ∧ q) : q ∧ p := by\n  ├exact ⟨h.2, h.1⟩┤");
  });

  test("the rest of a sentence appears in a proof", async () => {
    const { editor } = await shown(` ${rest} The converse is harder.`, tex);
    assert.equal(editor.ghost, `\\begin{proof}\nLet $n$ be even. Then ├${rest}┤\n\\end{proof}\n`);
  });

  test("the request is greedy, the prompt is the text before the cursor without the spaces", async () => {
    const { model } = await shown("exact h");
    const { request } = model.sent[0]!;
    assert.equal(request.prompt, "theorem swap (h : p ∧ q) : q ∧ p := by\n");
    assert.equal(request.temperature, 0);
    assert.equal(request.topP, 1);
  });

  test("a document's other files are looked up for a request, and not for a key that needs none", async () => {
    let asked = 0;
    const macros = structureOf("\\newcommand{\\even}{x}");
    const projectOf = (uri: string): Project => {
      asked += 1;
      return {
        root: "m",
        files: new Map([
          ["m", macros],
          [uri, structureOf("")],
        ]),
      };
    };
    const { editor, clock, model } = await shown(` ${rest}`, { ...tex, projectOf });
    assert.deepEqual([asked, model.sent.length], [1, 1]);
    editor.type("$n^2$ is");
    await clock.advance(5_000);
    assert.equal(editor.result?.kind, "suggestions");
    assert.deepEqual([asked, model.sent.length], [1, 1]);
  });

  test("where the likeliest answer is of no use, another one is asked for, once", async () => {
    const answers = ["sorry", "exact h"];
    const { editor, model } = await shown(() => answers.shift() ?? "sorry");
    assert.equal(editor.ghost, "theorem swap (h : p ∧ q) : q ∧ p := by\n  ├exact h┤");
    assert.deepEqual(
      model.sent.map(({ request }) => request.temperature),
      [0, 0.6],
    );
    const useless = open("sorry");
    useless.editor.invoke("automatic");
    await useless.clock.advance(60_000);
    assert.deepEqual(useless.editor.result, { kind: "none", reason: "refusedWord" });
    assert.equal(useless.model.sent.length, 2);
  });

  test("the request ends with the step: the server is not asked for more", async () => {
    const { model } = await shown("exact h\n  exact k\n  exact l\n  exact m\n  exact n\n");
    assert.ok(model.sent[0]!.abortedAt !== undefined);
    assert.ok(model.sent[0]!.abortedAt < 100 + 10 * 8);
  });

  test("nothing is sent before the person has paused", async () => {
    const { clock, editor, model } = open("exact h");
    for (let key = 0; key < 20; key += 1) {
      editor.type("e");
      editor.backspace();
      await clock.advance(200);
    }
    assert.equal(model.sent.length, 0);
    await clock.advance(250);
    assert.equal(model.sent.length, 1);
  });

  test("typing what the ghost says asks the server nothing", async () => {
    const { clock, editor, model } = await shown("exact ⟨h.2, h.1⟩\n");
    for (const key of "exact ") {
      editor.type(key);
      await clock.advance(90);
      assert.equal(editor.result?.kind, "suggestions");
    }
    await clock.advance(3_000);
    assert.equal(model.sent.length, 1);
    assert.equal(editor.ghost, "theorem swap (h : p ∧ q) : q ∧ p := by\n  exact ├⟨h.2, h.1⟩┤");
    assert.equal(editor.result?.kind === "suggestions" && editor.result.source, "shown");
  });

  test("a bracket that the editor closes by itself agrees with the ghost", async () => {
    const { clock, editor, model } = await shown("exact (h.2)\n");
    editor.type("exact ");
    editor.type("(", ")");
    await clock.advance(3_000);
    assert.equal(model.sent.length, 1);
    assert.equal(editor.ghost, "theorem swap (h : p ∧ q) : q ∧ p := by\n  exact (├h.2)┤");
  });

  test("typing along while the answer streams adopts the running request", async () => {
    const { clock, editor, model } = open("exact ⟨h.2, h.1⟩\n", {
      pace: { first: 300, piece: 100 },
    });
    editor.invoke("automatic");
    await clock.advance(350);
    editor.type("ex");
    await clock.advance(3_000);
    assert.equal(model.sent.length, 1);
    assert.equal(editor.ghost, "theorem swap (h : p ∧ q) : q ∧ p := by\n  ex├act ⟨h.2, h.1⟩┤");
    assert.equal(editor.result?.kind === "suggestions" && editor.result.source, "adopted");
  });

  test("typing on before anything has streamed keeps the request too", async () => {
    const { clock, editor, model } = open("exact h\n", { pace: { first: 500, piece: 10 } });
    editor.invoke("automatic");
    await clock.advance(100);
    editor.type("exa");
    await clock.advance(3_000);
    assert.equal(model.sent.length, 1);
    assert.match(editor.ghost, /exa├ct h┤$/);
  });

  test("newer typing that disagrees aborts the request at once, and a pause later asks anew", async () => {
    const { clock, editor, model } = open("exact h\n", { pace: { first: 100, piece: 1_000 } });
    editor.invoke("automatic");
    await clock.advance(150);
    editor.type("simp");
    assert.equal(model.sent[0]!.abortedAt, clock.now());
    await clock.advance(1.5 * 500 - 1);
    assert.equal(model.sent.length, 1);
    await clock.advance(100);
    assert.equal(model.sent.length, 2);
    assert.ok(model.sent[1]!.request.prompt.endsWith("simp"));
  });

  test("a request that no call waits for lives for 300 ms", async () => {
    const { clock, editor, model } = open("exact h\n", { pace: { first: 2_000, piece: 10 } });
    editor.invoke("automatic");
    await clock.advance(100);
    editor.cancel();
    await clock.advance(299);
    assert.equal(model.sent[0]!.abortedAt, undefined);
    await clock.advance(2);
    assert.equal(model.sent[0]!.abortedAt, 400);
  });

  test("a second call claims the request that the first one left", async () => {
    const { clock, editor, model } = open("exact h\n", { pace: { first: 2_000, piece: 10 } });
    editor.invoke("automatic");
    await clock.advance(100);
    editor.cancel();
    await clock.advance(200);
    editor.invoke("automatic");
    await clock.advance(3_000);
    assert.equal(model.sent.length, 1);
    assert.match(editor.ghost, /├exact h┤$/);
  });

  for (const [what, act] of [
    [
      "moving the cursor",
      ({ editor }: ReturnType<typeof open>) => {
        editor.moveTo(0);
      },
    ],
    [
      "leaving the editor",
      ({ completer, editor }: ReturnType<typeof open>) => {
        completer.left(editor.uri);
      },
    ],
    [
      "Stop",
      ({ completer }: ReturnType<typeof open>) => {
        completer.stop();
      },
    ],
    [
      "an edit elsewhere in the text",
      ({ editor }: ReturnType<typeof open>) => {
        editor.replace(0, 0, "-");
      },
    ],
  ] as const) {
    test(`${what} aborts the request`, async () => {
      const all = open("exact h\n", { pace: { first: 2_000, piece: 10 } });
      all.editor.invoke("automatic");
      await all.clock.advance(50);
      assert.equal(all.model.sent.length, 1);
      act(all);
      assert.equal(all.model.sent[0]!.abortedAt, 50);
    });

    test(`${what} ends a call that still waits for a pause`, async () => {
      const all = open("exact h\n");
      all.editor.type("e");
      await all.clock.advance(100);
      act(all);
      all.editor.cancel();
      await all.clock.advance(380);
      assert.equal(all.model.sent.length, 0);
    });
  }

  test("events of other documents disturb nothing", async () => {
    const { clock, completer, editor, model } = open("exact h\n", {
      pace: { first: 500, piece: 10 },
    });
    editor.invoke("automatic");
    await clock.advance(100);
    const other = { uri: "file:///other", languageId: "lean4", text: "x" };
    completer.edited(other);
    completer.moved(other, 1);
    completer.left("file:///other");
    await clock.advance(1_000);
    assert.equal(model.sent[0]!.request.prompt.length > 0 && editor.result?.kind, "suggestions");
  });

  test("coming back to a spot shows its answer without a request", async () => {
    const { clock, editor, model } = await shown("exact h\n");
    const here = editor.text.indexOf("█");
    editor.moveTo(3);
    editor.moveTo(here);
    editor.invoke("automatic");
    await clock.advance(10);
    assert.equal(model.sent.length, 1);
    assert.match(editor.ghost, /├exact h┤$/);
  });

  test("an answer that came to nothing is not asked for again at its spot", async () => {
    const { clock, editor, model } = open("\n\n");
    editor.invoke("automatic");
    await clock.advance(2_000);
    assert.equal(editor.result?.kind, "none");
    editor.invoke("automatic");
    await clock.advance(2_000);
    assert.equal(model.sent.length, 1);
  });

  test("a long sentence is shown in part when the person has waited, and grows as it is typed", async () => {
    const { clock, editor, model } = open(` ${rest}`, { ...tex, pace: { first: 100, piece: 40 } });
    editor.type("i");
    editor.backspace();
    await clock.advance(800);
    assert.equal(editor.result?.kind, "suggestions");
    const part = /├(.*)┤/.exec(editor.ghost)?.[1] ?? "";
    assert.ok(part.length > 4 && part.length < rest.length && rest.startsWith(part), part);
    editor.accept();
    await clock.advance(2_000);
    assert.equal(model.sent.length, 1);
    assert.ok(editor.ghost.includes(`Then ${part}├${rest.slice(part.length)}┤`), editor.ghost);
  });

  test("an answer that the limit of tokens cuts off ends at a whole word", async () => {
    const words = Array.from({ length: 400 }, (_, n) => `word${n}`).join(" ");
    const { editor } = await shown(` ${words}`, tex);
    const text = /├([^]*)┤/.exec(editor.ghost)?.[1] ?? "";
    assert.match(words.slice(text.length), /^ word/);
  });

  test("an explicit wish gets up to four different answers, greedy first", async () => {
    const answers = ["exact a", "exact b", "exact a", "exact c", "exact d", "exact e"];
    const { clock, editor, model } = open(
      ({ seed }: CompletionRequest) => `${answers[seed] ?? ""}\n`,
    );
    editor.invoke();
    await clock.advance(4_000);
    assert.equal(editor.result?.kind, "suggestions");
    assert.deepEqual(
      editor.result.suggestions.map(({ text }) => text),
      ["exact a", "exact b", "exact c", "exact d"],
    );
    assert.deepEqual(
      model.sent.map(({ request }) => request.temperature),
      [0, 0.6, 0.6, 0.6, 0.6],
    );
    assert.ok(model.sent.every(({ at }, index) => at >= (model.sent[index - 1]?.at ?? 0)));
    editor.invoke();
    await clock.advance(1);
    assert.equal(model.sent.length, 5);
  });

  test("automatic suggestions are one", async () => {
    const { editor } = await shown("exact h\n");
    assert.equal(editor.result?.kind === "suggestions" && editor.result.suggestions.length, 1);
  });

  test("an explicit wish does not wait for a pause, and a slow server does not keep it for ever", async () => {
    const { clock, editor, model } = open(({ seed }) => `exact h${seed}\n`, {
      pace: { first: 3_000, piece: 10 },
    });
    editor.type("e");
    editor.backspace();
    editor.invoke();
    await clock.advance(10);
    assert.equal(model.sent.length, 1);
    await clock.advance(8_000);
    assert.equal(editor.result?.kind, "suggestions");
  });

  test("the marked entry of the editor's list is gone on from", async () => {
    const { clock, editor, model } = open(" a b]\n", {
      text: proof.replace("█", "rw [add█"),
    });
    const start = editor.document.text.lastIndexOf("add");
    editor.invoke("automatic", { start, end: start + 3, text: "add_comm" });
    await clock.advance(1_000);
    assert.ok(model.sent[0]!.request.prompt.endsWith("rw [add_comm"));
    assert.equal(editor.result?.kind, "suggestions");
    const [first] = editor.result.suggestions;
    assert.equal(first?.start, start);
    assert.equal(first.end, start + 3);
    assert.ok(first.text.startsWith("add_comm"));
  });

  test("off is off for typing, not for a wish", async () => {
    const { clock, editor, model } = open("exact h\n", {
      settings: { "inline.enabled": { lean4: false } },
    });
    editor.type("e");
    await clock.advance(2_000);
    assert.equal(model.sent.length, 0);
    editor.backspace();
    editor.invoke();
    await clock.advance(5_000);
    assert.equal(editor.result?.kind, "suggestions");
  });

  test("a failure is the result, and the text stays as it is", async () => {
    const { clock, editor } = open(() => ({ kind: "interrupted", detail: "reset" }));
    const before = editor.text;
    editor.invoke("automatic");
    await clock.advance(1_000);
    assert.deepEqual(editor.result, { kind: "interrupted", detail: "reset" });
    assert.equal(editor.text, before);
  });

  test("a server that is not there is a result, too", async () => {
    const { clock, editor, model } = open("exact h");
    model.readiness = () => Promise.resolve({ kind: "notRunning", url: "http://127.0.0.1:1" });
    editor.invoke("automatic");
    await clock.advance(10);
    assert.equal(editor.result?.kind, "notRunning");
  });

  test("typing while the model loads does not end the load, and no stale request follows it", async () => {
    const { clock, editor, model } = open("exact h\n");
    const load = Promise.withResolvers<undefined>();
    model.readiness = async () => {
      await load.promise;
      return { kind: "ok", value: { model: "llemma", window: 4096 } };
    };
    editor.invoke("automatic");
    await clock.advance(1_000);
    editor.type("exact");
    await clock.advance(1_000);
    load.resolve(undefined);
    await clock.advance(10);
    assert.equal(model.sent.length, 1);
    assert.ok(model.sent[0]!.request.prompt.endsWith("exact"));
  });

  test("a model that runs in circles is stopped and nothing is shown", async () => {
    const { clock, editor, model } = open(` ${"and so we see that ".repeat(40)}`, tex);
    editor.invoke("automatic");
    await clock.advance(5_000);
    assert.deepEqual(editor.result, { kind: "none", reason: "repetition" });
    assert.ok(model.sent[0]!.abortedAt !== undefined);
  });

  test("what was answered under other settings does not count", async () => {
    const { clock, completer, editor, model } = await shown("exact h\n");
    completer.clear();
    editor.invoke("automatic");
    await clock.advance(1_000);
    assert.equal(model.sent.length, 2);
  });

  test("nothing is left waiting when all is done", async () => {
    const { clock, completer, editor } = await shown("exact h\n");
    editor.type("e");
    await clock.advance(5_000);
    completer.stop();
    await clock.advance(5_000);
    assert.equal(clock.waiting, 0);
  });
});
