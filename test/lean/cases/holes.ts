import { all, type Case } from "./case.ts";

const plain = "theorem t (p : Prop) : p := by\n  █\n";
const two = "theorem t (p q : Prop) (hp : p) : p ∧ q := by\n  constructor\n  █\n";

/** Every way to leave a hole, and to rest on one, or on an axiom. */
export const holes: readonly Case[] = [
  {
    what: "holes that a candidate has",
    text: plain,
    candidates: all(
      "sorry",
      "sorry",
      "admit",
      "exact sorry",
      "exact (sorry)",
      "exact (sorry : p)",
      "exact sorryAx p false",
      "exact @sorryAx p false",
      "exact @sorryAx _ true",
      "stop exact foo",
      "stop\n  exact foo",
      "have h : p := sorry\n  exact h",
      "have h : p := by sorry\n  exact h",
      "have h : p := by\n    sorry\n  exact h",
      "exact (by sorry)",
      "exact (fun x => x) sorry",
      "first | exact foo | sorry",
      "first | assumption | admit",
      "try sorry",
      "all_goals sorry",
      "· sorry",
      "skip; sorry",
      "skip <;> sorry",
      "refine ?_; sorry",
      "apply sorryAx",
      "exact let x := sorry; x",
      "exact absurd (a := True) sorry sorry",
      "cases (sorry : False)",
      "exact False.elim sorry",
      "exfalso; sorry",
      "suffices h : True from sorry\n  trivial",
      "rw [show p = True from sorry]; trivial",
    ),
  },
  {
    what: "holes that leave other goals",
    text: two,
    candidates: [
      ...all(
        "sorry",
        "sorry",
        "· sorry",
        "exact sorry",
        "case left => sorry",
        "case right => sorry",
        "stop exact hp",
        "all_goals sorry",
        "have h : q := sorry",
        "have h : q := by sorry",
        "exact hp; sorry",
      ),
      { candidate: "exact hp", verdict: "closesGoal", left: ["q"] },
    ],
  },
  {
    what: "an earlier lemma rests on sorry",
    text: [
      "theorem lemma₁ (p : Prop) : p := sorry",
      "theorem lemma₂ (p : Prop) : p ∧ p := ⟨lemma₁ p, lemma₁ p⟩",
      "theorem t (p : Prop) (h : p) : p := by",
      "  █",
      "",
    ].join("\n"),
    candidates: [
      { candidate: "exact lemma₁ p", verdict: "sorry" },
      { candidate: "exact (lemma₂ p).1", verdict: "sorry" },
      { candidate: "apply lemma₁", verdict: "sorry" },
      { candidate: "have := lemma₁ p\n  exact this", verdict: "sorry" },
      { candidate: "exact h", verdict: "closesAll" },
      { candidate: "assumption", verdict: "closesAll" },
    ],
  },
  {
    what: "the person's own sorry elsewhere in the declaration",
    text: [
      "theorem t (p q : Prop) (hp : p) : p ∧ q := by",
      "  constructor",
      "  · █",
      "  · sorry",
      "",
    ].join("\n"),
    candidates: [
      { candidate: "exact hp", verdict: "closesAll" },
      { candidate: "have k := hp", verdict: "progress", left: ["p"] },
      { candidate: "skip", verdict: "noChange" },
      { candidate: "sorry", verdict: "sorry" },
      { candidate: "exact sorry", verdict: "sorry" },
      { candidate: "exact foo", verdict: "error" },
    ],
  },
  {
    what: "the person's own sorry before",
    text: [
      "theorem t (p q : Prop) (hp : p) : p ∧ q := by",
      "  have hq : q := sorry",
      "  █",
      "",
    ].join("\n"),
    candidates: [
      { candidate: "exact ⟨hp, hq⟩", verdict: "closesAll" },
      { candidate: "exact ⟨hp, sorry⟩", verdict: "sorry" },
      { candidate: "constructor", verdict: "progress" },
      { candidate: "exact ⟨hp, by admit⟩", verdict: "sorry" },
      { candidate: "exact ⟨hq, hp⟩", verdict: "error" },
    ],
  },
  {
    what: "axioms",
    text: [
      "axiom mine (p : Prop) : p",
      "axiom other : 1 = 2",
      "theorem uses (p : Prop) : p ∨ False := Or.inl (mine p)",
      "theorem t (p : Prop) (h : p) : p := by",
      "  █",
      "",
    ].join("\n"),
    candidates: [
      { candidate: "exact mine p", verdict: "axiom", says: /mine/ },
      { candidate: "exact mine _", verdict: "axiom", says: /mine/ },
      { candidate: "apply mine", verdict: "axiom", says: /mine/ },
      { candidate: "exact (uses p).elim id False.elim", verdict: "axiom", says: /mine/ },
      { candidate: "exact lcProof", verdict: "axiom", says: /lcProof/ },
      { candidate: "exact @lcProof p", verdict: "axiom", says: /lcProof/ },
      { candidate: "have h2 := other\n  nomatch h2", verdict: "axiom", says: /other/ },
      { candidate: "cases other", verdict: "axiom", says: /other/ },
      { candidate: "exact absurd other (by intro h; cases h)", verdict: "axiom", says: /other/ },
      { candidate: "exact (mine False).elim", verdict: "axiom", says: /mine/ },
      { candidate: "have k : p := mine p; exact k", verdict: "axiom", says: /mine/ },
      { candidate: "first | exact foo | exact mine p", verdict: "axiom", says: /mine/ },
      { candidate: "exact h", verdict: "closesAll" },
      { candidate: "exact cast (propext ⟨fun _ => h, fun _ => h⟩) h", verdict: "closesAll" },
      { candidate: "exact Classical.choice ⟨h⟩", verdict: "closesAll" },
      { candidate: "exact mine q", verdict: "error" },
    ],
  },
  {
    what: "tactics that search",
    text: "theorem t (a b : Nat) (h : a = b) : b + a = a + b := by\n  █\n",
    candidates: [
      { candidate: "exact?", verdict: "closesAll", text: "exact Nat.add_comm b a" },
      { candidate: "apply?", verdict: "closesAll", text: "exact Nat.add_comm b a" },
      {
        candidate: "show_term exact Nat.add_comm b a",
        verdict: "closesAll",
        text: "exact Nat.add_comm b a",
      },
      { candidate: "simp? [h]", verdict: "closesAll", text: "simp only [h]" },
      { candidate: "have k := h; exact?", verdict: "closesAll" },
      { candidate: "rw [h]\n  exact?", verdict: "error" },
    ],
  },
  {
    what: "tactics that search and find no proof",
    text: "theorem t (f : Nat → Nat) (g : Nat → Nat) : f 0 = g 1 := by\n  █\n",
    candidates: [
      { candidate: "exact?", verdict: "error" },
      { candidate: "simp?", verdict: "error" },
      {
        candidate: "apply?",
        verdict: "progress",
        text: "refine Nat.eq_of_beq_eq_true (f 0) (g 1) ?_",
      },
    ],
  },
];

const endless = "theorem t (p : Prop) (f : p → p) (h : p) : p := by\n  █\n";

/** What never ends, or too late. */
export const late: readonly Case[] = [
  {
    what: "tactics without an end",
    text: endless,
    candidates: [
      ...all(
        "timeout",
        "repeat skip",
        "repeat (skip)",
        "repeat apply f",
        "repeat show p",
        "repeat (have := h)",
        "iterate skip",
        "repeat' apply f",
        "repeat try skip",
      ),
      { candidate: "exact h", verdict: "closesAll" },
      { candidate: "apply f", verdict: "noChange" },
    ],
  },
  {
    what: "too much work",
    text: [
      "theorem t (f : Nat → Nat) (h : ∀ x, f x = f (x + 1)) :",
      "    (Nat.rec (motive := fun _ => Nat) 0 (fun _ r => Nat.succ r) 20000 : Nat) = 20000 := by",
      "  █",
      "",
    ].join("\n"),
    candidates: [
      ...all(
        "timeout",
        "decide",
        "rfl",
        "exact rfl",
        "have := h 0; simp [h] at this",
        "constructor",
      ),
      { candidate: "skip", verdict: "noChange" },
    ],
  },
];
