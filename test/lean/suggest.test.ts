import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, suite, test } from "node:test";
import { provideOllama } from "../../scripts/provide/ollama.ts";
import { startOllama, type ModelServer } from "../../scripts/provide/ollamaServer.ts";
import { run } from "../../src/cli/run.ts";
import { createCheckedCompleter } from "../../src/core/complete/createCheckedCompleter.ts";
import { createCompleter } from "../../src/core/complete/createCompleter.ts";
import type { Model } from "../../src/core/model.ts";
import { createSession } from "../../src/core/session.ts";
import { readSettings } from "../../src/core/settings.ts";
import { createSuggester } from "../../src/core/tactics/createSuggester.ts";
import { summaryOf } from "../../src/core/tactics/summary.ts";
import type { SuggestJob, TacticSuggestion } from "../../src/core/tactics/suggester.ts";
import { createOllama } from "../../src/node/ollama.ts";
import { serverAddress } from "../../src/node/serverAddress.ts";
import { systemClock as clock } from "../../src/node/systemClock.ts";
import { ScriptedModel, type Script } from "../fakes/scriptedModel.ts";
import { silentLog as log } from "../fakes/silentLog.ts";
import { leanProgram, noLean, RealChecker } from "../support/leanChecker.ts";

const defaults = readSettings(() => undefined).settings;
const settings = () => ({ ...defaults, "lean.frames": ["fewShot", "file"] as const });

/** As Lean sees a whole file: no output means that it has nothing to say. */
function elaborate(file: string): string {
  const { stdout, stderr } = spawnSync(leanProgram, [file], { encoding: "utf8" });
  return stdout + stderr;
}

suite("suggesting tactics with a real Lean", { skip: noLean }, () => {
  let real: RealChecker;

  before(async () => {
    real = await RealChecker.start();
  });

  after(async () => {
    await real.end();
  });

  async function suggest(marked: string, model: Model): Promise<SuggestJob> {
    const job = createSuggester({ checker: real.checker, model, log, settings }).suggest(
      real.cursor(marked),
      "all",
    );
    await job.done;
    return job;
  }

  function says(script: Script): Model {
    return new ScriptedModel(clock, script, { first: 1, piece: 0 });
  }

  /** The n-th answer to the n-th request. */
  function answers(...texts: readonly string[]): Model {
    return says(({ seed }) => texts[seed] ?? texts[0] ?? "");
  }

  const none = (): Model => {
    const model = answers("");
    model.ready = () => Promise.resolve({ kind: "noModel" });
    return model;
  };

  /** The text with a suggestion in it says nothing but what is expected when Lean reads it as a file. */
  async function accept(marked: string, { start, end, text }: TacticSuggestion): Promise<string> {
    const { document } = real.cursor(marked);
    const whole = document.text.slice(0, start) + text + document.text.slice(end);
    const file = path.join(real.folder, "accepted.lean");
    await writeFile(file, whole);
    assert.equal(elaborate(file), "", whole);
    return whole;
  }

  test("closers need no model, and those that this Lean lacks are not counted", async () => {
    const marked =
      "theorem t (p q : Prop) (h : p) (k : q) : p ∧ q := by\n  constructor\n  · exact h\n  · █\n";
    const job = await suggest(marked, none());
    assert.deepEqual(job.model, { kind: "noModel" });
    const [best] = job.results;
    assert.deepEqual([best?.text, best?.verdict], ["exact k", "closesAll"]);
    const tried = [...job.results, ...job.failed].map(({ text }) => text);
    assert.ok(tried.includes("simp") && !tried.includes("ring") && !tried.includes("grind"));
    assert.ok(best !== undefined);
    await accept(marked, best);
  });

  test("the model's candidates by Lean's verdict, and why the others failed", async () => {
    const marked = "theorem t (p q r : Prop) (h : p → q → r) (k : p ∧ q) : r := by\n  █\n";
    const model = answers(
      "obtain ⟨hp, hq⟩ := k\n---\n",
      "exact h k\n",
      "exact h k.1 k.2\n",
      "skip\n",
      "run_tac pure ()\n",
      "  sorry\n",
    );
    const job = await suggest(marked, model);
    assert.deepEqual(
      job.results.map(({ text, verdict, goals }) => [text, verdict, goals.length]).slice(-2),
      [
        ["exact h k.1 k.2", "closesAll", 0],
        ["obtain ⟨hp, hq⟩ := k", "progress", 1],
      ],
    );
    const failed = Object.fromEntries(job.failed.map(({ text, verdict }) => [text, verdict]));
    assert.equal(failed["exact h k"], "error");
    assert.equal(failed["skip"], "noChange");
    assert.equal(failed["sorry"], "refused");
    assert.match(summaryOf(job), /passed, \d+ failed \(.*1 without effect/);
  });

  test("several goals: the one that is closed stands under a dot", async () => {
    const marked =
      "theorem t (p q : Prop) (h : p) (k : q) : p ∧ q := by\n  constructor\n  █\n  · exact k\n";
    const job = await suggest(marked, none());
    const [best] = job.results;
    assert.deepEqual([best?.text, best?.verdict], ["· exact h", "closesGoal"]);
    assert.ok(best !== undefined);
    await accept(marked, best);
  });

  test("several lines keep their shape where they are inserted, and are what was checked", async () => {
    const marked =
      "theorem t (p q : Prop) (h : p ∨ q) : q ∨ p := by\n  have k := h\n  clear h\n  █\n";
    const model = answers(
      "cases k with\n| inl hp => exact Or.inr hp\n| inr hq => exact Or.inl hq\n---",
    );
    const best = (await suggest(marked, model)).results.find(({ origin }) => origin === "fewShot");
    assert.equal(best?.verdict, "closesAll");
    assert.equal(
      best.text,
      "cases k with\n  | inl hp => exact Or.inr hp\n  | inr hq => exact Or.inl hq",
    );
    await accept(marked, best);
  });

  test("Lean 3's spelling of a proof is taken in Lean 4's", async () => {
    const marked = "theorem t (p q : Prop) (h : p → q) (k : ¬q) : ¬p := by\n  █\n";
    const job = await suggest(marked, answers("begin\n  exact λ hp, k (h hp),\nend\n---"));
    const best = job.results.find(({ origin }) => origin === "fewShot");
    assert.deepEqual([best?.text, best?.verdict], ["exact fun hp => k (h hp)", "closesAll"]);
    assert.ok(best !== undefined);
    await accept(marked, best);
  });

  test("what is typed of a tactic is gone on with", async () => {
    const marked = "theorem t (a b : Nat) (h : a = b) : a + b = b + b := by\n  rw [█\n";
    const job = await suggest(marked, answers("h]\n", "rw [h]\n"));
    const [best] = job.results;
    assert.deepEqual([best?.text, best?.verdict], ["h]", "closesAll"]);
    assert.ok(best !== undefined);
    await accept(marked, best);
  });

  test("what rests on the person's own sorry is last, and says so", async () => {
    const marked =
      "theorem owed (p : Prop) : p := by\n  sorry\n\ntheorem t (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  █\n";
    const job = await suggest(marked, answers("exact owed _\n", "exact ⟨h.2, h.1⟩\n"));
    const rest = job.results.at(-1);
    assert.deepEqual([rest?.text, rest?.verdict], ["exact owed _", "sorry"]);
    assert.match(rest?.message ?? "", /owed/);
    assert.ok(job.results.some(({ text }) => text === "exact ⟨h.2, h.1⟩"));
  });

  test("the prompt holds the goal as Lean prints it", async () => {
    const marked = "theorem t (p q : Prop) (h : p ∧ q) : q := by\n  obtain ⟨hp, hq⟩ := h\n  █\n";
    let prompt = "";
    await suggest(
      marked,
      says((request) => {
        if (request.temperature === 0) ({ prompt } = request);
        return "exact hq\n";
      }),
    );
    assert.ok(
      prompt.endsWith("---\np q : Prop\nhp : p\nhq : q\n⊢ q\n---\nNext tactic:\n---"),
      prompt,
    );
  });

  test("the inline pipeline shows what Lean accepted; where an error stands before, nothing", async () => {
    const model = answers("exact ⟨h.2, h.1⟩\n");
    const ports = { checker: real.checker, model, clock, log, settings };
    const suggester = createSuggester(ports);
    const completer = createCheckedCompleter({
      ...ports,
      suggester,
      completer: createCompleter(ports),
    });
    const { signal } = new AbortController();
    const good = real.cursor("theorem t (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  exact █\n");
    const result = await completer.complete({ ...good, trigger: "automatic" }, signal);
    assert.ok(result.kind === "suggestions", JSON.stringify(result));
    assert.equal(result.suggestions[0]?.verdict, "closesAll");
    const bad = real.cursor(
      "theorem t (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  exact nothing\n  █\n",
    );
    assert.deepEqual(await completer.complete({ ...bad, trigger: "automatic" }, signal), {
      kind: "none",
      reason: "notChecked",
    });
  });

  test("the command line prints what Lean accepted, and the goals that are left", async () => {
    const file = path.join(real.folder, "cli.lean");
    await writeFile(
      file,
      "theorem t (p q : Prop) (h : p) (k : q) : p ∧ q := by\n  constructor\n  \n",
    );
    // Nothing listens there: closers work without a model.
    const args = [
      "suggest",
      file,
      "--at",
      "3:3",
      "--lean",
      leanProgram,
      "--server",
      "http://127.0.0.1:9",
    ];
    const { code, out, err } = await run(args, {});
    assert.equal(code, 0, err);
    assert.ok(out.startsWith("closesGoal: · exact h\n    case right\n"), out);
    assert.match(err, /No Ollama server/);
    const json: unknown = JSON.parse((await run([...args, "--json"], {})).out);
    assert.ok(typeof json === "object" && json !== null && "goals" in json);
    assert.equal(Array.isArray(json.goals) && json.goals.length, 2);
  });
});

const ollama = noLean === false ? await provideOllama() : undefined;
const missing = ollama?.kind === "missing" ? ollama.reason : noLean;

suite("suggesting tactics with a real Lean and a real Ollama", { skip: missing }, () => {
  let real: RealChecker;
  let server: ModelServer;

  before(async () => {
    real = await RealChecker.start();
    if (ollama?.kind === "found") server = await startOllama(ollama.program);
  });

  after(async () => {
    await server.stop();
    await real.end();
  });

  test("from a goal to a whole proof, step by step, that Lean accepts as a file", async () => {
    const address = serverAddress({
      setting: server.url,
      ollamaHost: undefined,
      fallback: server.url,
    });
    const model = createSession({
      server: () =>
        createOllama({ address, headers: () => ({}), keepAlive: () => "5m", clock, log }),
      model: () => server.model,
      clock,
      log,
    });
    const suggester = createSuggester({
      checker: real.checker,
      model,
      log,
      settings: () => defaults,
    });
    const file = path.join(real.folder, "whole.lean");
    let text = `${await readFile("examples/first.lean", "utf8")}\n  `;
    const steps: (readonly [string, string])[] = [];
    for (let step = 0; step < 4; step += 1) {
      const document = { uri: pathToFileURL(file).href, languageId: "lean4", text };
      const job = suggester.suggest({ document, offset: text.length }, "all");
      await job.done;
      // The model's own steps, not the closers': this is about the model.
      const best = job.results.find(({ origin }) => origin !== "closer");
      assert.ok(best !== undefined, `${summaryOf(job)} ${JSON.stringify(job.model)}`);
      steps.push([best.text, best.verdict]);
      text += best.text;
      if (best.verdict === "closesAll") break;
      text += "\n  ";
    }
    assert.equal(steps.at(-1)?.[1], "closesAll", JSON.stringify(steps));
    await writeFile(file, `${text}\n`);
    assert.equal(elaborate(file), "", text);
  });
});
