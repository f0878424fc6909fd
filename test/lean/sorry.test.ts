import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { readSettings } from "../../src/core/settings.ts";
import { createSuggester } from "../../src/core/tactics/createSuggester.ts";
import type { SuggestJob } from "../../src/core/tactics/suggester.ts";
import { systemClock as clock } from "../../src/node/systemClock.ts";
import { ScriptedModel } from "../fakes/scriptedModel.ts";
import { silentLog as log } from "../fakes/silentLog.ts";
import { leanProgram, noLean, RealChecker } from "../support/leanChecker.ts";

interface Case {
  readonly what: string;
  readonly marked: string;
  /** What the model says. */
  readonly answer?: string;
  /** What becomes of the text. */
  readonly whole: string;
}

const both = "theorem both (p q : Prop) (h : p) (k : q) : p ∧ q";

const cases: readonly Case[] = [
  {
    what: "a step of a proof",
    marked: `${both} := by\n  constructor\n  · exact h\n  · so█rry\n`,
    whole: `${both} := by\n  constructor\n  · exact h\n  · exact k\n`,
  },
  {
    what: "a term in a step that says `exact`",
    marked: `${both} := by\n  constructor\n  · exact h\n  · exact █sorry\n`,
    whole: `${both} := by\n  constructor\n  · exact h\n  · exact k\n`,
  },
  {
    what: "a whole proof",
    marked: "theorem t (q : Prop) (k : q) : q := sorry█\n",
    whole: "theorem t (q : Prop) (k : q) : q := by exact k\n",
  },
  {
    what: "a whole proof on a line of its own, with a comment, in a file with CRLF",
    marked: "-- α\r\ntheorem t (q : Prop) (k : q) : q :=\r\n  █sorry -- later\r\n",
    whole: "-- α\r\ntheorem t (q : Prop) (k : q) : q :=\r\n  by exact k -- later\r\n",
  },
  {
    what: "a whole proof, by several lines of the model",
    marked: "theorem t (p q : Prop) (h : p ∨ q) : q ∨ p := so█rry\n",
    answer: "\n  cases h with\n  | inl hp => exact Or.inr hp\n  | inr hq => exact Or.inl hq\n",
    whole:
      "theorem t (p q : Prop) (h : p ∨ q) : q ∨ p := by\n  cases h with\n  | inl hp => exact Or.inr hp\n  | inr hq => exact Or.inl hq\n",
  },
  {
    what: "a component of a term",
    marked: `${both} := ⟨h, sor█ry⟩\n`,
    whole: `${both} := ⟨h, by exact k⟩\n`,
  },
  {
    what: "an argument of a function, which needs parentheses",
    marked: `${both} := And.intro █sorry k\n`,
    whole: `${both} := And.intro (by exact h) k\n`,
  },
  {
    what: "the proof of a `have` in a proof",
    marked: `${both} := by\n  have l : q := sor█ry\n  exact ⟨h, l⟩\n`,
    whole: `${both} := by\n  have l : q := by exact k\n  exact ⟨h, l⟩\n`,
  },
  {
    what: "a component of a term in a proof",
    marked: `${both} := by\n  refine ⟨█sorry, ?_⟩\n  exact k\n`,
    whole: `${both} := by\n  refine ⟨by exact h, ?_⟩\n  exact k\n`,
  },
];

suite("a sorry is replaced by what Lean accepts there", { skip: noLean }, () => {
  let real: RealChecker;

  before(async () => {
    real = await RealChecker.start();
  });

  after(async () => {
    await real.end();
  });

  async function suggest(marked: string, answer: string): Promise<SuggestJob> {
    const settings = () => ({
      ...readSettings(() => undefined).settings,
      "lean.frames": ["file"] as const,
    });
    const model = new ScriptedModel(clock, () => answer, { first: 1, piece: 0 });
    const suggester = createSuggester({ checker: real.checker, model, log, settings });
    const job = suggester.suggest(real.cursor(marked), "all");
    await job.done;
    return job;
  }

  for (const { what, marked, answer = "", whole } of cases) {
    test(what, async () => {
      const job = await suggest(marked, answer);
      const from = answer === "" ? "closer" : "file";
      const best = job.results.find(({ origin }) => origin === from);
      assert.ok(best !== undefined, JSON.stringify([job.state, job.failed]));
      assert.ok(["closesAll", "closesGoal"].includes(best.verdict), best.verdict);
      const { text } = job.cursor.document;
      const replaced = text.slice(0, best.start) + best.text + text.slice(best.end);
      assert.equal(replaced, whole);
      const file = path.join(real.folder, "replaced.lean");
      await writeFile(file, replaced);
      const { stdout, stderr } = spawnSync(leanProgram, [file], { encoding: "utf8" });
      assert.equal(stdout + stderr, "");
    });
  }
});
