/-! Elementary facts about propositions and natural numbers. -/

theorem modus_ponens (p q : Prop) (hp : p) (h : p → q) : q := by
  exact h hp

theorem chain (p q r : Prop) (hpq : p → q) (hqr : q → r) : p → r := by
  intro hp
  apply hqr
  exact hpq hp

theorem and_swap (p q : Prop) (h : p ∧ q) : q ∧ p := by
  obtain ⟨hp, hq⟩ := h
  constructor
  · exact hq
  · exact hp

theorem or_swap (p q : Prop) (h : p ∨ q) : q ∨ p := by
  cases h with
  | inl hp => exact Or.inr hp
  | inr hq => exact Or.inl hq

theorem contrapositive (p q : Prop) (h : p → q) : ¬q → ¬p := by
  intro hnq hp
  apply hnq
  exact h hp

theorem not_not_intro' (p : Prop) (hp : p) : ¬¬p := by
  intro hnp
  exact hnp hp

theorem zero_add' (n : Nat) : 0 + n = n := by
  induction n with
  | zero => rfl
  | succ n ih =>
    rw [Nat.add_succ]
    rw [ih]

theorem succ_add' (m n : Nat) : Nat.succ m + n = Nat.succ (m + n) := by
  induction n with
  | zero => rfl
  | succ n ih =>
    rw [Nat.add_succ]
    rw [ih]
    rfl

theorem add_comm' (m n : Nat) : m + n = n + m := by
  induction n with
  | zero =>
    rw [zero_add']
    rfl
  | succ n ih =>
    rw [succ_add']
    rw [← ih]
    rfl

theorem and_assoc' (p q r : Prop) (h : (p ∧ q) ∧ r) : p ∧ (q ∧ r) := by
  obtain ⟨⟨hp, hq⟩, hr⟩ := h
  constructor
  · exact hp
  · █constructor
    · exact hq
    · exact hr

theorem distribute (p q r : Prop) : p ∧ (q ∨ r) ↔ (p ∧ q) ∨ (p ∧ r) := by
  constructor
  · intro h
    obtain ⟨hp, hqr⟩ := h
    cases hqr with
    | inl hq =>
      apply Or.inl
      exact ⟨hp, hq⟩
    | inr hr =>
      apply Or.inr
      exact ⟨hp, hr⟩
  · intro h
    cases h with
    | inl hpq =>
      obtain ⟨hp, hq⟩ := hpq
      constructor
      · exact hp
      · exact Or.inl hq
    | inr hpr =>
      obtain ⟨hp, hr⟩ := hpr
      constructor
      · exact hp
      · exact Or.inr hr

theorem add_assoc' (k m n : Nat) : (k + m) + n = k + (m + n) := by
  induction n with
  | zero => rfl
  | succ n ih =>
    rw [Nat.add_succ]
    rw [ih]
    rfl

theorem add_left_comm' (k m n : Nat) : k + (m + n) = m + (k + n) := by
  rw [← add_assoc']
  rw [add_comm' k m]
  rw [add_assoc']

theorem iff_comm' (p q : Prop) (h : p ↔ q) : q ↔ p := by
  constructor
  · intro hq
    exact h.mpr hq
  · intro hp
    exact h.mp hp

theorem de_morgan (p q : Prop) : ¬(p ∨ q) ↔ ¬p ∧ ¬q := by
  constructor
  · intro h
    constructor
    · intro hp
      apply h
      exact Or.inl hp
    · intro hq
      apply h
      exact Or.inr hq
  · intro h hpq
    obtain ⟨hnp, hnq⟩ := h
    cases hpq with
    | inl hp => exact hnp hp
    | inr hq => exact hnq hq
