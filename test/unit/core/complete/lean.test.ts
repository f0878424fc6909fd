import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { lean } from "../../../../src/core/complete/lean.ts";
import type { Place, Reading } from "../../../../src/core/complete/language.ts";
import { atCursor, withInserted } from "../../../support/cursor.ts";

function placeAt(marked: string, explicit = false): Place {
  const { document: text, offset } = atCursor(marked);
  const place = lean.place({ uri: "file:///a.lean", languageId: "lean4", text }, offset, explicit);
  assert.ok(place.kind === "place", JSON.stringify(place));
  return place;
}

/** What the pipeline does before it reads: the gap stands in the document already. */
function withoutGap(place: Place, answer: string): string {
  const spaces = /^[ \t]*/.exec(answer)?.[0].length ?? 0;
  return answer.slice(Math.min(spaces, place.gap.length));
}

/** Reads the answer as it grows: what is finished or dropped early must stay, and parts must be parts. */
function readGrowing(place: Place, answer: string): Reading {
  let early: Reading | undefined;
  const parts: string[] = [];
  const body = withoutGap(place, answer);
  for (let length = 0; length <= body.length; length += 1) {
    const reading = place.read(body.slice(0, length), false);
    if (early !== undefined)
      assert.deepEqual(reading, early, JSON.stringify(body.slice(0, length)));
    else if (reading.kind !== "unfinished") early = reading;
    else if (reading.soFar !== undefined) parts.push(reading.soFar);
  }
  const last = place.read(body, true);
  if (early !== undefined) assert.deepEqual(last, early);
  if (last.kind === "finished") {
    for (const part of parts)
      assert.ok(last.text.startsWith(part), JSON.stringify([part, last.text]));
  }
  return last;
}

function shown(marked: string, answer: string, explicit = false): string {
  const reading = readGrowing(placeAt(marked, explicit), answer);
  if (reading.kind === "finished") return withInserted(marked, reading.text);
  return reading.kind === "dropped" ? reading.reason : reading.kind;
}

/** How much of the answer the server has to send before the step is known to have ended. */
function neededOf(marked: string, answer: string): string {
  const place = placeAt(marked);
  const body = withoutGap(place, answer);
  for (let length = 0; length <= body.length; length += 1) {
    if (place.read(body.slice(0, length), false).kind !== "unfinished")
      return body.slice(0, length);
  }
  return "all";
}

interface Case {
  readonly at: string;
  readonly answer: string;
  readonly shown: string;
}

const steps: Readonly<Record<string, Case>> = {
  "one tactic": {
    at: "theorem thm : a + b = b + a := by\n  █",
    answer: "  rw [add_comm]\n  simp\n",
    shown: "theorem thm : a + b = b + a := by\n  ├rw [add_comm]┤",
  },
  "one tactic, then the next theorem": {
    at: "theorem thm : p := by\n  █\n",
    answer: "  simp\ntheorem y : q := by\n  simp",
    shown: "theorem thm : p := by\n  ├simp┤\n",
  },
  "one tactic, then a blank line": {
    at: "theorem thm : p := by\n  █",
    answer: "  simp\n\n  ring\n",
    shown: "theorem thm : p := by\n  ├simp┤",
  },
  "the model began further right": {
    at: "theorem thm : p := by\n  █",
    answer: "    have h : q := by\n      simp\n    exact h\n",
    shown: "theorem thm : p := by\n  ├have h : q := by\n    simp┤",
  },
  "an indented block": {
    at: "theorem thm : p := by\n  █",
    answer: "  have h : q := by\n    rw [foo]\n    simp\n  exact h\n",
    shown: "theorem thm : p := by\n  ├have h : q := by\n    rw [foo]\n    simp┤",
  },
  "a bullet": {
    at: "theorem thm : p ∧ q := by\n  constructor\n  █",
    answer: "  · intro h\n    exact h.1\n  · simp\n",
    shown: "theorem thm : p ∧ q := by\n  constructor\n  ├· intro h\n    exact h.1┤",
  },
  "after a bullet, one tactic": {
    at: "theorem thm : p ∧ q := by\n  constructor\n  · █",
    answer: " intro h\n    exact h.1\n  · simp\n",
    shown: "theorem thm : p ∧ q := by\n  constructor\n  · ├intro h┤",
  },
  "induction with its arms": {
    at: "theorem thm (n : ℕ) : 0 + n = n := by\n  █",
    answer:
      "  induction n with\n  | zero => rfl\n  | succ n ih => rw [Nat.add_succ, ih]\n\ntheorem",
    shown:
      "theorem thm (n : ℕ) : 0 + n = n := by\n  ├induction n with\n  | zero => rfl\n  | succ n ih => rw [Nat.add_succ, ih]┤",
  },
  "one arm": {
    at: "theorem thm (n : ℕ) : 0 + n = n := by\n  induction n with\n  █",
    answer: "  | zero => rfl\n  | succ n ih => rw [Nat.add_succ, ih]\n",
    shown: "theorem thm (n : ℕ) : 0 + n = n := by\n  induction n with\n  ├| zero => rfl┤",
  },
  "the next arm": {
    at: "theorem thm (n : ℕ) : 0 + n = n := by\n  induction n with\n  | zero => rfl\n  █",
    answer: "  | succ n ih =>\n    rw [Nat.add_succ]\n    rw [ih]\n  done",
    shown:
      "theorem thm (n : ℕ) : 0 + n = n := by\n  induction n with\n  | zero => rfl\n  ├| succ n ih =>\n    rw [Nat.add_succ]\n    rw [ih]┤",
  },
  "after the arrow of an arm": {
    at: "theorem thm : 0 + n = n := by\n  induction n with\n  | zero =>█",
    answer: " rfl\n  | succ n ih => rw [Nat.add_succ, ih]\n",
    shown: "theorem thm : 0 + n = n := by\n  induction n with\n  | zero =>├ rfl┤",
  },
  "after the arrow, on the next line": {
    at: "theorem thm : 0 + n = n := by\n  induction n with\n  | zero =>█",
    answer: "\n    simp\n    rfl\n  | succ n ih => rw [Nat.add_succ, ih]\n",
    shown: "theorem thm : 0 + n = n := by\n  induction n with\n  | zero =>├\n    simp┤",
  },
  "after `by`": {
    at: "theorem thm : p := by█",
    answer: "\n  simp\n  ring\n",
    shown: "theorem thm : p := by├\n  simp┤",
  },
  "after `by`, in the line": {
    at: "theorem thm : p := by█",
    answer: " simp\n\ntheorem",
    shown: "theorem thm : p := by├ simp┤",
  },
  "after `by` and a space": {
    at: "theorem thm : p := by █",
    answer: " simp [foo,\n    bar]\n\n",
    shown: "theorem thm : p := by ├simp [foo,\n    bar]┤",
  },
  "after `by` inside of a proof": {
    at: "theorem thm : p := by\n  have h : q := by█\n  exact h",
    answer: "\n    simp\n  exact h\n",
    shown: "theorem thm : p := by\n  have h : q := by├\n    simp┤\n  exact h",
  },
  "a `by` that the model forgets": {
    at: "theorem thm : p := by\n  have h : q := by█",
    answer: "\n  exact h\n",
    shown: "empty",
  },
  "the rest of a tactic": {
    at: "theorem thm : a * b = b * a := by\n  rw [█",
    answer: "mul_comm]\n  simp\n",
    shown: "theorem thm : a * b = b * a := by\n  rw [├mul_comm]┤",
  },
  "the rest of a word": {
    at: "theorem thm : p := by\n  ind█",
    answer: "uction n with\n  | zero => simp\n  | succ n ih => simp\n  done\n",
    shown: "theorem thm : p := by\n  ind├uction n with\n  | zero => simp\n  | succ n ih => simp┤",
  },
  "a closer that stands after the cursor": {
    at: "theorem thm : a * b = b * a := by\n  rw [█]",
    answer: "mul_comm, add_comm]\n  simp\n",
    shown: "theorem thm : a * b = b * a := by\n  rw [├mul_comm, add_comm┤]",
  },
  "a closer and more stand after the cursor": {
    at: "theorem thm : a * b = b * a := by\n  rw [█] at h",
    answer: "mul_comm] at h\n  simp\n",
    shown: "theorem thm : a * b = b * a := by\n  rw [├mul_comm┤] at h",
  },
  "one of two closers stands after the cursor": {
    at: "theorem thm : p := by\n  exact ⟨foo (█⟩",
    answer: "bar (baz 1)), qux⟩\n",
    shown: "theorem thm : p := by\n  exact ⟨foo (├bar (baz 1)), qux┤⟩",
  },
  "a closer on a later line": {
    at: "theorem thm : p := by\n  simp only [foo,\n    █\n    ]\n  done",
    answer: "    bar (a := 1)]\n  exact",
    shown: "theorem thm : p := by\n  simp only [foo,\n    ├bar (a := 1)┤\n    ]\n  done",
  },
  "brackets of its own over several lines": {
    at: "theorem thm : p := by\n  █",
    answer: "  simp only [\n    foo,\n    bar\n  ] at h\n  exact h\n",
    shown: "theorem thm : p := by\n  ├simp only [\n    foo,\n    bar\n  ] at h┤",
  },
  "arguments on the next line": {
    at: "theorem thm : p := by\n  █",
    answer: "  exact foo (fun x ↦ by simp)\n    bar\n  done\n",
    shown: "theorem thm : p := by\n  ├exact foo (fun x ↦ by simp)\n    bar┤",
  },
  "a calculation": {
    at: "theorem thm : a = c := by\n  █",
    answer: "  calc a = b := by rw [hab]\n    _ = c := by\n      rw [hbc]\n  done",
    shown:
      "theorem thm : a = c := by\n  ├calc a = b := by rw [hab]\n    _ = c := by\n      rw [hbc]┤",
  },
  "one step of a calculation": {
    at: "theorem thm : a = d := by\n  calc a = b := by rw [hab]\n    █",
    answer: "    _ = c := by rw [hbc]\n    _ = d := by rw [hcd]\n",
    shown: "theorem thm : a = d := by\n  calc a = b := by rw [hab]\n    ├_ = c := by rw [hbc]┤",
  },
  "the proof of a step of a calculation": {
    at: "theorem thm : a = d :=\n  calc\n    a = b := by █",
    answer: " rw [hab]\n    _ = c := by rw [hbc]\n",
    shown: "theorem thm : a = d :=\n  calc\n    a = b := by ├rw [hab]┤",
  },
  "the first step in the line of `calc`": {
    at: "theorem thm : a = d := by\n  calc a = b := by █",
    answer: " rw [hab]\n    _ = c := by rw [hbc]\n",
    shown: "theorem thm : a = d := by\n  calc a = b := by ├rw [hab]┤",
  },
  "if … then … else": {
    at: "theorem thm : p := by\n  █",
    answer: "  if h : a = b then\n    simp [h]\n  else\n    exact foo h\n  done",
    shown: "theorem thm : p := by\n  ├if h : a = b then\n    simp [h]\n  else\n    exact foo h┤",
  },
  "a line that begins with <;>": {
    at: "theorem thm : p := by\n  █",
    answer: "  constructor\n  <;> simp\n  done",
    shown: "theorem thm : p := by\n  ├constructor\n  <;> simp┤",
  },
  "tactics in parentheses": {
    at: "theorem thm : p := by\n  █",
    answer: "  all_goals (\n    simp\n    ring\n  )\n  done",
    shown: "theorem thm : p := by\n  ├all_goals (\n    simp\n    ring\n  )┤",
  },
  "a comment before the tactic stays, one after it goes": {
    at: "theorem thm : p := by\n  █",
    answer: "  -- now we simplify\n  simp -- done\n  -- and so on\n  ring\n",
    shown: "theorem thm : p := by\n  ├-- now we simplify\n  simp┤",
  },
  "a comment within a block": {
    at: "theorem thm : p := by\n  █",
    answer: "  have h : q := by -- easy\n    -- indeed\n    simp\n  exact h",
    shown: "theorem thm : p := by\n  ├have h : q := by -- easy\n    -- indeed\n    simp┤",
  },
  "a name that a comment could hide": {
    at: "theorem thm : p := by\n  █",
    answer: '  exact foo "--" \'"\' /- note -/ bar\n  done',
    shown: 'theorem thm : p := by\n  ├exact foo "--" \'"\' /- note -/ bar┤',
  },
  "the mark of a frame": {
    at: "theorem thm : p := by\n  █",
    answer: "  simp\n---\n\nTactic state:",
    shown: "theorem thm : p := by\n  ├simp┤",
  },
  "the model ends": {
    at: "theorem thm : p := by\n  █",
    answer: "  exact h",
    shown: "theorem thm : p := by\n  ├exact h┤",
  },
  "the next tactic after a complete one": {
    at: "theorem thm : p := by\n  intro h█",
    answer: "\n  exact h\n  done",
    shown: "theorem thm : p := by\n  intro h├\n  exact h┤",
  },
  "the next tactic one block further out": {
    at: "theorem thm : p := by\n  have h : q := by\n    simp█",
    answer: "\n  exact h\n",
    shown: "theorem thm : p := by\n  have h : q := by\n    simp├\n  exact h┤",
  },
  "the next arm after a complete one": {
    at: "theorem thm : p := by\n  induction n with\n  | zero => simp█",
    answer: "\n  | succ n ih => simp [ih]\n\n",
    shown:
      "theorem thm : p := by\n  induction n with\n  | zero => simp├\n  | succ n ih => simp [ih]┤",
  },
  "the end of the proof": {
    at: "theorem thm : p := by\n  simp█",
    answer: "\n\ntheorem y",
    shown: "empty",
  },
  "the next declaration": {
    at: "theorem thm : p := by\n  simp█",
    answer: "\ntheorem y : q := by simp",
    shown: "empty",
  },
  "a dedent at once": {
    at: "instance : Foo where\n  bar := by\n    simp█",
    answer: "\n  baz := by simp\n",
    shown: "empty",
  },
  CRLF: {
    at: "theorem thm : p := by\r\n  █\r\n",
    answer: "  have h : q := by\r\n    simp\r\n  exact h\r\n",
    shown: "theorem thm : p := by\r\n  ├have h : q := by\n    simp┤\r\n",
  },
  tabs: {
    at: "theorem thm : p := by\n\t█",
    answer: "\thave h : q := by\n\t\tsimp\n\texact h",
    shown: "theorem thm : p := by\n\t├have h : q := by\n    simp┤",
  },
  "astral characters": {
    at: "theorem 𝓍 (𝕜 : Type) : 𝓝 𝕜 = 𝓝 𝕜 := by\n  rw [█]",
    answer: "𝓝_eq 𝕜]\n  simp",
    shown: "theorem 𝓍 (𝕜 : Type) : 𝓝 𝕜 = 𝓝 𝕜 := by\n  rw [├𝓝_eq 𝕜┤]",
  },
  "a closer for which nothing is open": {
    at: "theorem thm : p := by\n  exact foo█",
    answer: " bar) baz\n",
    shown: "theorem thm : p := by\n  exact foo├ bar┤",
  },
  "an opener that is never closed": {
    at: "theorem thm : p := by\n  █",
    answer: "  exact foo (bar\n  simp\n",
    shown: "unbalanced",
  },
  "an opener that is never closed, in a block": {
    at: "theorem thm : p := by\n  █",
    answer: "  have h : q := by\n    intro y\n    exact foo (bar\n  simp\n",
    shown: "theorem thm : p := by\n  ├have h : q := by\n    intro y┤",
  },
  "the person's bracket is never closed": {
    at: "theorem thm : p := by\n  rw [█",
    answer: "foo\n  simp\n",
    shown: "unbalanced",
  },
  "a bracket around a block, which is closed later": {
    at: "theorem thm : p := by\n  all_goals (\n    █",
    answer: "    simp\n    ring)\n",
    shown: "theorem thm : p := by\n  all_goals (\n    ├simp┤",
  },
  "a string that is never closed": {
    at: "theorem thm : p := by\n  █",
    answer: '  exact foo "bar\n  simp\n',
    shown: "unbalanced",
  },
  "a combinator without a tactic": {
    at: "theorem thm : p := by\n  █",
    answer: "  simp <;>\n\n",
    shown: "theorem thm : p := by\n  ├simp┤",
  },
  "the next line of the document": {
    at: "theorem thm : p := by\n  █\n\n  exact h\n",
    answer: "  exact h\n",
    shown: "suffix",
  },
  "the next lines of the document at the end of a block": {
    at: "theorem thm : p := by\n  have h : q := by\n    █\n    simp\n  exact h\n",
    answer: "    refine foo ?_ fun y ↦ by\n      intro z\n    simp\n  exact h\n",
    shown:
      "theorem thm : p := by\n  have h : q := by\n    ├refine foo ?_ fun y ↦ by\n      intro z┤\n    simp\n  exact h\n",
  },
  "the block's last line stands there": {
    at: "theorem thm : p := by\n  █\n    simp\n  exact h\n",
    answer: "  have h : q := by\n    simp\n  exact h\n",
    shown: "theorem thm : p := by\n  ├have h : q := by┤\n    simp\n  exact h\n",
  },
  "only what the document closes": {
    at: "theorem thm : p := by\n  exact (by simp█)",
    answer: ")\n",
    shown: "suffix",
  },
  "a comma that stands there": {
    at: "theorem thm : p := by\n  simp [foo█,\n    bar]",
    answer: "_bar,\n\n",
    shown: "theorem thm : p := by\n  simp [foo├_bar┤,\n    bar]",
  },
  nothing: { at: "theorem thm : p := by\n  █", answer: "", shown: "empty" },
  "only spaces": { at: "theorem thm : p := by\n  █", answer: "    ", shown: "empty" },
  "a blank line first": {
    at: "theorem thm : p := by\n  █",
    answer: "  \n  simp\n",
    shown: "empty",
  },
  "only a comment": { at: "theorem thm : p := by\n  █", answer: "  -- hm\n\n", shown: "empty" },
  sorry: { at: "theorem thm : p := by\n  █", answer: "  sorry\n", shown: "refusedWord" },
  "sorry in a block": {
    at: "theorem thm : p := by\n  █",
    answer: "  have h : q := by\n    simp\n    exact ⟨a, (sorry)⟩\n  exact h",
    shown: "refusedWord",
  },
  "sorry that the person began": {
    at: "theorem thm : p := by\n  sor█",
    answer: "ry\n",
    shown: "refusedWord",
  },
  admit: { at: "theorem thm : p := by\n  █", answer: "  admit", shown: "refusedWord" },
  stop: { at: "theorem thm : p := by\n  █", answer: "  stop\n  simp", shown: "refusedWord" },
  "sorry in a string or a longer word": {
    at: "theorem thm : p := by\n  █",
    answer: '  exact not_sorry "sorry" h_sorry\n',
    shown: 'theorem thm : p := by\n  ├exact not_sorry "sorry" h_sorry┤',
  },
  "its own name": {
    at: "theorem and_swap : p ∧ q → q ∧ p := by\n  █",
    answer: "  exact and_swap\n",
    shown: "refusedWord",
  },
  "its own name, from the root and half typed": {
    at: "theorem and_swap : p ∧ q → q ∧ p := by\n  exact _root_.and_s█",
    answer: "wap\n",
    shown: "refusedWord",
  },
  "longer names": {
    at: "theorem add_comm : a + b = b + a := by\n  █",
    answer: "  rw [Nat.add_comm, add_comm']\n",
    shown: "theorem add_comm : a + b = b + a := by\n  ├rw [Nat.add_comm, add_comm']┤",
  },
  "a tactic that is called as the theorem is": {
    at: "theorem ext : s = t := by\n  █",
    answer: "  ext x\n",
    shown: "theorem ext : s = t := by\n  ├ext x┤",
  },
  "a command": { at: "theorem thm : p := by\n  █", answer: "  #check foo\n", shown: "refusedWord" },
  "a number of elements": {
    at: "theorem thm : p := by\n  █",
    answer: "  have : #s ≤ #t := by simp\n",
    shown: "theorem thm : p := by\n  ├have : #s ≤ #t := by simp┤",
  },
  "a declaration": {
    at: "theorem thm : p := by\n  █",
    answer: "  theorem y : q := by simp\n",
    shown: "refusedWord",
  },
  "a program": {
    at: "theorem thm : p := by\n  █",
    answer: "  run_tac IO.FS.removeFile\n",
    shown: "refusedWord",
  },
};

suite("Lean steps", () => {
  for (const [name, { at, answer, shown: expected }] of Object.entries(steps)) {
    test(name, () => {
      assert.equal(shown(at, answer), expected);
    });
  }

  test("outside of proofs for one who asks", () => {
    assert.equal(
      shown(
        "theorem thm : p ∧ q → q ∧ p := █",
        " by\n  intro h\n  exact ⟨h.2, h.1⟩\n\ntheorem",
        true,
      ),
      "theorem thm : p ∧ q → q ∧ p := ├by\n  intro h\n  exact ⟨h.2, h.1⟩┤",
    );
    assert.equal(
      shown("theorem thm : p :=\n  █", "  fun h =>\n    h\n\n", true),
      "theorem thm : p :=\n  ├fun h =>\n    h┤",
    );
    assert.equal(
      shown("theorem thm : p := by\n█", "  simp\n  ring\n", true),
      "theorem thm : p := by\n├  simp┤",
    );
    assert.equal(
      shown("theorem thm : p := by\n  simp\n\n█", "theorem y : q := by\n  simp\n\nend", true),
      "theorem thm : p := by\n  simp\n\n├theorem y : q := by\n  simp┤",
    );
    assert.equal(shown("theorem thm : p :=\n  █", "  by sorry\n\n", true), "refusedWord");
    assert.equal(
      shown("theorem thm : p := by\n  exact (m█m)", "ul_comm)\n", true),
      "theorem thm : p := by\n  exact (m├ul_com┤m)",
    );
  });

  test("the server can stop as soon as the next line is known not to belong", () => {
    const at = "theorem thm : p := by\n  █";
    assert.equal(neededOf(at, "  simp\n  ring\n"), "simp\n  r");
    assert.equal(neededOf(at, "  simp\n  exact h\n"), "simp\n  ex");
    assert.equal(neededOf(at, "  simp\ntheorem"), "simp\ntheo");
    assert.equal(neededOf(at, "  simp\n\n"), "simp\n\n");
    assert.equal(neededOf(at, "  sorry\n"), "sorry\n");
    assert.equal(
      neededOf(at, "  have h : q := by\n    simp\n  exact h"),
      "have h : q := by\n    simp\n  ex",
    );
    assert.equal(neededOf("theorem thm : p := by\n  rw [█]", "foo]\n"), "foo]");
  });

  test("a part of a block is offered once its last tactic is complete", () => {
    const place = placeAt("theorem thm : p := by\n  █");
    const part = (text: string): unknown => place.read(text, false);
    assert.deepEqual(part("have h : q := by\n    simp"), { kind: "unfinished", soFar: undefined });
    assert.deepEqual(part("have h : q := by\n    simp\n    ri"), {
      kind: "unfinished",
      soFar: "have h : q := by\n    simp",
    });
    assert.deepEqual(part("have h : q := by\n    simp\n      ri"), {
      kind: "unfinished",
      soFar: undefined,
    });
    assert.deepEqual(part("simp"), { kind: "unfinished", soFar: undefined });
  });

  test("what the limit of tokens may have cut is not trusted", () => {
    const place = placeAt("theorem thm : p := by\n  █");
    const long = `exact ${"foo ".repeat(40)}`;
    assert.deepEqual(place.read(long, true), { kind: "dropped", reason: "unbalanced" });
    assert.deepEqual(place.read(`${long}\n`, true), { kind: "finished", text: long.trim() });
    assert.deepEqual(place.read(`have h : q := by\n    simp\n    ${long}`, true), {
      kind: "finished",
      text: "have h : q := by\n    simp",
    });
  });
});

suite("Lean places", () => {
  test("prefix and gap", () => {
    const place = placeAt("theorem thm : p := by\r\n  simp\r\n  █\r\n");
    assert.equal(place.prefix, "theorem thm : p := by\n  simp\n");
    assert.equal(place.gap, "  ");
    const inLine = placeAt("theorem thm : p := by\n  exact █");
    assert.equal(inLine.prefix, "theorem thm : p := by\n  exact");
    assert.equal(inLine.gap, " ");
  });

  test("the prefix is bounded and its left edge rests", () => {
    const file = `${"theorem y : 1 + 1 = 2 := by norm_num\n".repeat(10_000)}theorem thm : p := by\n  `;
    const place = placeAt(`${file}█`);
    const later = placeAt(`${file}exact foo█`);
    assert.ok(place.prefix.length >= 32_768 - 2 && place.prefix.length <= 65_536);
    assert.ok(later.prefix.startsWith(place.prefix));
  });

  test("descriptions", () => {
    const of = (marked: string, explicit = false): string => placeAt(marked, explicit).description;
    assert.equal(of("theorem and_swap : p := by █"), "tactic proof of `and_swap`");
    assert.equal(of("@[simp] lemma Foo.bar.{u} (x : p) : p := by █"), "tactic proof of `Foo.bar`");
    assert.equal(of("example : p := by █"), "tactic proof of an example");
    assert.equal(of("instance : Foo where\n  bar := by █"), "tactic proof of an instance");
    assert.equal(of("def f : p := █", true), "Lean code of `f`");
    assert.equal(of("█", true), "Lean code");
  });
});
