/-
Go to the very end of this file and press Enter: the next step of the last proof
appears in grey. Press Tab to take it, and Enter for the next one.
-/

theorem modus_ponens (p q : Prop) (hp : p) (h : p → q) : q := by
  apply h
  exact hp

theorem chain (p q r : Prop) (hpq : p → q) (hqr : q → r) : p → r := by
  intro hp
  exact hqr (hpq hp)

theorem swap_and (p q : Prop) (h : p ∧ q) : q ∧ p := by
  rcases h with ⟨hp, hq⟩
  exact ⟨hq, hp⟩

theorem swap_or (p q : Prop) (h : p ∨ q) : q ∨ p := by
  rcases h with hp | hq
  · exact Or.inr hp
  · exact Or.inl hq

theorem zero_plus (n : Nat) : 0 + n = n := by
  induction n with
  | zero => rfl
  | succ n ih => rw [Nat.add_succ, ih]

theorem specialise (P : Nat → Prop) (n : Nat) (h : ∀ x, P x) : P n := by