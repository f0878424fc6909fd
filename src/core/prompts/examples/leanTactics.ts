/** A state as Lean 4 prints it and a tactic that Mathlib's authors would write there. */
export interface TacticExample {
  readonly state: string;
  readonly tactic: string;
}

/** Ours, in the names of a current Mathlib: a lemma, a rewrite and a case distinction, so that no form is favoured. */
export const tacticExamples: readonly TacticExample[] = [
  {
    state: `a b c : ℝ
hab : a ≤ b
hc : 0 ≤ c
⊢ a * c ≤ b * c`,
    tactic: "exact mul_le_mul_of_nonneg_right hab hc",
  },
  {
    state: `m n : ℕ
h : m.Coprime n
⊢ n.gcd m = 1`,
    tactic: "rw [Nat.gcd_comm, h.gcd_eq_one]",
  },
  {
    state: `α : Type u_1
s t : Set α
x : α
hx : x ∈ s ∪ t
⊢ x ∈ t ∪ s`,
    tactic: "rcases hx with hs | ht",
  },
];
