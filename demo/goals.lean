/-
Fifty goals written by hand, in the style of textbook exercises. None of them is in the training text, under
whatever names (see README.md). The first forty need only the small core library; the last ten need Lean's whole one.
-/

theorem and_three (p q r : Prop) (hp : p) (hq : q) (hr : r) : r ∧ (p ∧ q) := by
  exact ⟨hr, hp, hq⟩

theorem syllogism (a b c d : Prop) (hab : a → b) (hbc : b → c) (hcd : c → d) (ha : a) : d := by
  exact hcd (hbc (hab ha))

theorem use_both (p q r : Prop) (h : p → q → r) (hpq : p ∧ q) : r := by
  exact h hpq.left hpq.right

theorem first_or_third (p q r : Prop) (h : p ∧ q) : r ∨ p := by
  exact Or.inr h.left

theorem modus_tollens (p q : Prop) (h : p → q) (hnq : ¬q) : ¬p := by
  exact fun hp => hnq (h hp)

theorem explosion (p q : Prop) (h : p ∧ ¬p) : q := by
  exact absurd h.left h.right

theorem or_assoc_left (p q r : Prop) (h : p ∨ (q ∨ r)) : (p ∨ q) ∨ r := by
  rcases h with hp | hq | hr
  · exact Or.inl (Or.inl hp)
  · exact Or.inl (Or.inr hq)
  · exact Or.inr hr

theorem or_elimination (p q r : Prop) (h : p ∨ q) (hp : p → r) (hq : q → r) : r := by
  exact h.elim hp hq

theorem disjunctive (p q : Prop) (h : p ∨ q) (hn : ¬p) : q := by
  exact h.elim (fun hp => absurd hp hn) id

theorem iff_forward (p q r : Prop) (h : p ↔ q) (hqr : q → r) (hp : p) : r := by
  exact hqr (h.mp hp)

theorem iff_back (p q : Prop) (h : p ↔ q) (hq : q) : p ∧ q := by
  exact ⟨h.mpr hq, hq⟩

theorem iff_chain (p q r : Prop) (hpq : p ↔ q) (hqr : q ↔ r) : p ↔ r := by
  exact hpq.trans hqr

theorem iff_of_both (p q : Prop) (hp : p) (hq : q) : p ↔ q := by
  exact ⟨fun _ => hq, fun _ => hp⟩

theorem double_negation_map (p q : Prop) (h : p → q) (hp : p) : ¬¬q := by
  exact fun hnq => hnq (h hp)

theorem triple_negation (p : Prop) (h : ¬¬¬p) : ¬p := by
  exact fun hp => h fun hn => hn hp

theorem export_conj (p q r : Prop) (h : p ∧ q → r) (hp : p) (hq : q) : r := by
  exact h ⟨hp, hq⟩

theorem weaken (p q r : Prop) (h : p ∨ q → r) (hp : p) : r := by
  exact h (Or.inl hp)

theorem weaken_right (p q r s : Prop) (h : p ∨ q → r) (hq : q) : r ∨ s := by
  exact Or.inl (h (Or.inr hq))

theorem factor (p q r : Prop) (h : p → q ∧ r) (hp : p) : r := by
  exact (h hp).right

theorem two_cases (p q r : Prop) (h : (p ∧ r) ∨ (q ∧ r)) : r := by
  exact h.elim And.right And.right

theorem no_middle (p : Prop) : ¬¬(p ∨ ¬p) := by
  exact fun h => h (Or.inr fun hp => h (Or.inl hp))

theorem both_refuted (p q : Prop) (hp : ¬p) (hq : ¬q) : ¬(p ∨ q) := by
  exact fun h => h.elim hp hq

theorem specialise (P Q : Nat → Prop) (n : Nat) (h : ∀ k, P k → Q k) (hn : P n) : Q n := by
  exact h n hn

theorem socrates {α : Type} (Man Mortal : α → Prop) (s : α) (h : ∀ x, Man x → Mortal x) (hs : Man s) : ∃ x, Mortal x := by
  exact ⟨s, h s hs⟩

theorem witness_pair {α : Type} (P Q : α → Prop) (a : α) (hP : P a) (hQ : Q a) : ∃ x, Q x ∧ P x := by
  exact ⟨a, hQ, hP⟩

theorem exists_map {α : Type} (P Q : α → Prop) (h : ∃ x, P x) (hPQ : ∀ x, P x → Q x) : ∃ x, Q x := by
  obtain ⟨x, hx⟩ := h
  exact ⟨x, hPQ x hx⟩

theorem exists_or_right {α : Type} (P Q : α → Prop) (h : ∃ x, Q x) : ∃ x, P x ∨ Q x := by
  obtain ⟨x, hx⟩ := h
  exact ⟨x, Or.inr hx⟩

theorem counterexample {α : Type} (P : α → Prop) (a : α) (h : ¬P a) : ¬∀ x, P x := by
  exact fun k => h (k a)

theorem both_for_each {α : Type} (P Q : α → Prop) (h : ∀ x, P x ∧ Q x) (a : α) : Q a ∧ P a := by
  exact ⟨(h a).right, (h a).left⟩

theorem apply_twice {α : Type} (P : α → Prop) (f : α → α) (a : α) (h : ∀ x, P x → P (f x)) (ha : P a) : P (f (f a)) := by
  exact h (f a) (h a ha)

theorem equal_back (a b c : Nat) (hba : b = a) (hbc : b = c) : a = c := by
  exact hba.symm.trans hbc

theorem equal_images (f : Nat → Nat) (a b c : Nat) (hab : a = b) (hbc : b = c) : f c = f a := by
  rw [hab, hbc]

theorem carry_over (P : Nat → Prop) (a b : Nat) (h : a = b) (ha : P a) : P b := by
  exact h ▸ ha

theorem four_equal (w x y z : Nat) (h₁ : w = x) (h₂ : y = x) (h₃ : y = z) : w = z := by
  rw [h₁, ← h₂, h₃]

theorem swap_sum (a b c : Nat) : a + b + c = b + a + c := by
  rw [Nat.add_comm a b]

theorem bracket (a b c d : Nat) : a + b + c + d = a + (b + c) + d := by
  rw [Nat.add_assoc a b c]

theorem zero_in_front (a b : Nat) : 0 + (a + b) + 0 = a + b := by
  rw [Nat.add_zero, Nat.zero_add]

theorem times_nothing (n m : Nat) : n * 0 + m * 0 = 0 := by
  rw [Nat.mul_zero, Nat.mul_zero]

theorem some_number (n : Nat) : ∃ k, k = n + 2 := by
  exact ⟨n + 2, rfl⟩

theorem root_of_sum : ∃ x, x + 17 = 20 := by
  exact ⟨3, rfl⟩

/-! With the whole core library -/

theorem between (a b c : Nat) (h₁ : a < b) (h₂ : b ≤ c) : a + 1 ≤ c := by
  omega

theorem le_of_double (a b : Nat) (h : 2 * a ≤ 2 * b) : a ≤ b := by
  omega

theorem not_below (m n : Nat) (h : m ≤ n) : ¬n < m := by
  omega

theorem even_sum (a b k l : Nat) (h₁ : a = 2 * k) (h₂ : b = 2 * l) : a + b = 2 * (k + l) := by
  omega

theorem positive_succ (n : Nat) : 0 < n + 1 := by
  exact Nat.succ_pos n

theorem member_middle {α : Type} (xs ys zs : List α) (a : α) (h : a ∈ ys) : a ∈ xs ++ ys ++ zs := by
  simp [h]

theorem append_three (xs ys : List Nat) (n : Nat) : xs ++ [n] ++ ys = xs ++ n :: ys := by
  simp

theorem same_length {α : Type} (xs ys : List α) (h : xs = ys.reverse) : xs.length = ys.length := by
  rw [h, List.length_reverse]

theorem empty_append {α : Type} (xs ys : List α) (h : xs = []) : xs ++ ys ++ [] = ys := by
  simp [h]

theorem head_member {α : Type} (x y : α) (zs : List α) : y ∈ x :: y :: zs := by
  simp
