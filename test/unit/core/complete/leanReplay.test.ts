import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { lean } from "../../../../src/core/complete/lean.ts";
import type { Place } from "../../../../src/core/complete/language.ts";

/** Proofs in the styles of Mathlib and of Lean's core library. The model knows them by heart here. */
const proofs: readonly string[] = [
  `theorem exists_infinite_primes (n : ℕ) : ∃ p, n ≤ p ∧ Prime p := by
  let p := minFac (n ! + 1)
  have f1 : n ! + 1 ≠ 1 := ne_of_gt <| succ_lt_succ <| factorial_pos _
  have pp : Prime p := minFac_prime f1
  have np : n ≤ p :=
    le_of_not_ge fun h =>
      have h₁ : p ∣ n ! := dvd_factorial (minFac_pos _) h
      have h₂ : p ∣ 1 := (Nat.dvd_add_iff_right h₁).2 (minFac_dvd _)
      pp.not_dvd_one h₂
  exact ⟨p, np, pp⟩
`,
  `theorem irrational_sqrt_two' : Irrational (√2) := by
  rintro ⟨⟨n, d, h, c⟩, rfl⟩
  simp only [Rat.cast_mk', ne_eq] at *
  obtain ⟨k, hk⟩ : 2 ∣ n := by
    refine (Nat.Prime.dvd_mul Nat.prime_two).1 ?_ |>.elim id id
    exact_mod_cast Dvd.intro _ (by linarith [sq_nonneg n])
  rw [hk, mul_pow, sq (2 : ℤ), mul_assoc,
    mul_right_inj' two_ne_zero] at h
  nlinarith [sq_nonneg (k - 1), sq_nonneg (k + 1),
    mul_self_nonneg (d : ℤ)]
`,
  `lemma sum_range_id_mul_two (n : ℕ) :
    (∑ i ∈ range n, i) * 2 = n * (n - 1) :=
  calc
    (∑ i ∈ range n, i) * 2 = (∑ i ∈ range n, i) + ∑ i ∈ range n, (n - 1 - i) := by
      rw [sum_range_reflect (fun i => i) n, mul_two]
    _ = ∑ i ∈ range n, (i + (n - 1 - i)) := sum_add_distrib.symm
    _ = ∑ _ ∈ range n, (n - 1) :=
      sum_congr rfl fun i hi => add_tsub_cancel_of_le <| Nat.le_sub_one_of_lt <| mem_range.1 hi
    _ = n * (n - 1) := by rw [sum_const, card_range, Nat.nsmul_eq_mul]
`,
  `@[simp] theorem length_reverse' {α : Type u} (l : List α) : l.reverse.length = l.length := by
  induction l with
  | nil => rfl
  | cons a t ih =>
    -- the tail is what counts
    rw [List.reverse_cons, List.length_append]
    simp [ih]
`,
  `theorem tendsto_of_le {f g : ℕ → ℝ} (h : ∀ n, |f n| ≤ g n)
    (hg : Tendsto g atTop (𝓝 0)) : Tendsto f atTop (𝓝 0) := by
  rw [Metric.tendsto_atTop] at hg ⊢
  intro ε hε
  obtain ⟨N, hN⟩ := hg ε hε
  refine ⟨N, fun n hn => ?_⟩
  specialize hN n hn
  calc dist (f n) 0 = |f n| := by simp
    _ ≤ g n := h n
    _ ≤ |g n| := le_abs_self _
    _ < ε := by
      simpa [Real.dist_eq] using hN
`,
  `theorem and_or_distrib (p q r : Prop) : p ∧ (q ∨ r) ↔ (p ∧ q) ∨ (p ∧ r) := by
  constructor
  · rintro ⟨hp, hq | hr⟩
    · exact Or.inl ⟨hp, hq⟩
    · exact Or.inr ⟨hp, hr⟩
  · rintro (⟨hp, hq⟩ | ⟨hp, hr⟩) <;> refine ⟨hp, ?_⟩
    · left; exact hq
    · right
      exact hr
`,
  `theorem odd_or_even (n : ℕ) : n % 2 = 0 ∨ n % 2 = 1 := by
  match n with
  | 0 => exact Or.inl rfl
  | 1 =>
    right
    rfl
  | n + 2 =>
    have := odd_or_even' n
    omega
`,
  `theorem abs_cases' (a : ℤ) : |a| = a ∨ |a| = -a := by
  by_cases h : 0 ≤ a
  case pos =>
    left
    exact abs_of_nonneg h
  case neg =>
    right
    have h' : a < 0 := by
      push_neg at h
      exact h
    exact abs_of_neg h'
`,
  `theorem continuous_sq' : Continuous fun x : ℝ => x ^ 2 := by
  have key : ∀ x : ℝ, x ^ 2 = x * x := by
    intro x
    ring
  simp_rw [key]
  exact
    continuous_id.mul
      continuous_id
`,
  `instance : CommMonoid Foo where
  mul_assoc a b c := by
    ext
    simp [mul_assoc]
  one_mul a := by ext; simp
  mul_comm a b := by
    ext
    · rw [mul_comm]
    · simp only [foo,
        bar (x := 1)]
      all_goals
        try simp_all
        linarith
`,
  `theorem small (n : ℕ) (h : n < 3) : n = 0 ∨ n = 1 ∨ n = 2 := by
  interval_cases n
  all_goals (
    simp
    done)
`,
  `theorem if_pos' (h : p) : (if p then a else b) = a := by
  if hp : p then
    simp [hp]
  else
    exact absurd h hp
`,
  `theorem quot_ind (x : Quotient s) : P x := by
  induction x using Quotient.inductionOn with | h a => ?_
  have ⟨b, hb⟩ := exists_rep a
  suffices h : P ⟦b⟧ by
    rw [← hb]
    exact h
  first
  | exact foo
  | simpa using bar b
`,
];

function placeIn(text: string): Place | undefined {
  const document = { uri: "file:///a.lean", languageId: "lean4", text };
  const place = lean.place(document, text.length, false);
  return place.kind === "place" ? place : undefined;
}

/** In the middle of an indentation the step is fitted to the cursor, so only the columns differ. */
function flat(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

suite("proofs written step by step", () => {
  const ending = "\nend Foo\n";
  for (const proof of proofs) {
    const name = proof.slice(0, proof.indexOf("\n"));

    test(`every step is accepted: ${name}`, () => {
      let at = proof.indexOf("by\n") + 2;
      if (proof.includes(":=\n  calc")) at = proof.indexOf("calc") + 4;
      let steps = 0;
      while (proof.slice(at).trim() !== "") {
        const place = placeIn(proof.slice(0, at));
        // Fields are no part of a proof; a person writes them.
        if (place === undefined) {
          at = proof.indexOf("by", at) + 2;
          continue;
        }
        const reading = place.read(proof.slice(at) + ending, true);
        if (reading.kind === "dropped" && reading.reason === "empty") {
          at = proof.indexOf("by", at) + 2;
          continue;
        }
        assert.ok(
          reading.kind === "finished",
          `${JSON.stringify(reading)} at ${proof.slice(0, at)}█`,
        );
        assert.ok(proof.startsWith(reading.text, at), `${proof.slice(0, at)}├${reading.text}┤`);
        at += reading.text.length;
        const rest = /^ *(?:--.*)?\n/.exec(proof.slice(at))?.[0];
        const within = proof.slice(at).startsWith("; ");
        assert.ok(rest !== undefined || within, `${proof.slice(0, at)}█ is no end of a step`);
        steps += 1;
      }
      assert.ok(steps >= 1);
    });

    test(`wherever a person stops typing: ${name}`, () => {
      const from = proof.indexOf("by\n") + 2;
      let suggested = 0;
      let places = 0;
      for (let at = from; at < proof.length - 1; at += 1) {
        const place = placeIn(proof.slice(0, at));
        if (place === undefined) continue;
        places += 1;
        // The place has the gap already.
        const reading = place.read(proof.slice(at) + ending, true);
        if (reading.kind !== "finished") continue;
        suggested += 1;
        const shown = `${proof.slice(0, at)}├${reading.text}┤`;
        assert.ok(flat(proof).startsWith(flat(proof.slice(0, at) + reading.text)), shown);
      }
      assert.ok(suggested / places > 0.9, `${suggested} of ${places}`);
    });
  }
});
