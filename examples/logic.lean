/-
Twelve small facts about logic and the natural numbers, each with its whole proof.
Delete the last steps of one, put the cursor there, and let them come back.
-/

theorem and_to_right (p q r : Prop) (h : (p ∧ q) ∧ r) : p ∧ (q ∧ r) := by
  obtain ⟨⟨hp, hq⟩, hr⟩ := h
  exact ⟨hp, hq, hr⟩

theorem or_to_right (p q r : Prop) (h : (p ∨ q) ∨ r) : p ∨ (q ∨ r) := by
  rcases h with (hp | hq) | hr
  · exact Or.inl hp
  · exact Or.inr (Or.inl hq)
  · exact Or.inr (Or.inr hr)

theorem contrapositive (p q : Prop) (h : p → q) : ¬q → ¬p := by
  intro hq hp
  exact hq (h hp)

theorem twice_negated (p : Prop) (hp : p) : ¬¬p := by
  intro h
  exact h hp

theorem from_contradiction (p q : Prop) (hp : p) (hn : ¬p) : q := by
  exact absurd hp hn

theorem curry (p q r : Prop) : (p ∧ q → r) ↔ (p → q → r) := by
  constructor
  · intro h hp hq
    exact h ⟨hp, hq⟩
  · intro h hpq
    exact h hpq.left hpq.right

theorem not_or_iff (p q : Prop) : ¬(p ∨ q) ↔ ¬p ∧ ¬q := by
  constructor
  · intro h
    constructor
    · intro hp
      exact h (Or.inl hp)
    · intro hq
      exact h (Or.inr hq)
  · intro h hpq
    rcases hpq with hp | hq
    · exact h.left hp
    · exact h.right hq

theorem none_exists {α : Type} (P : α → Prop) (h : ¬∃ x, P x) : ∀ x, ¬P x := by
  intro x hx
  exact h ⟨x, hx⟩

theorem exists_left {α : Type} (P Q : α → Prop) (h : ∃ x, P x ∧ Q x) : ∃ x, P x := by
  obtain ⟨x, hP, hQ⟩ := h
  exact ⟨x, hP⟩

theorem equal_chain (a b c : Nat) (hab : a = b) (hbc : b = c) : a = c := by
  rw [hab, hbc]

theorem drop_true (p : Prop) (hp : p) : p ∧ True := by
  simp
  exact hp

theorem swap_middle (a b c : Nat) : a + b + c = a + c + b := by
  rw [Nat.add_assoc, Nat.add_comm b c, ← Nat.add_assoc]
