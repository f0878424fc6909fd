import type { LanguageFn } from "highlight.js";

/** As the grammar in `syntaxes`, with what matters in a few lines of proof. */
export const lean: LanguageFn = (hljs) => {
  const comment = hljs.COMMENT("/-", "-/", { contains: ["self"] });
  return {
    name: "Lean",
    keywords: {
      keyword:
        "theorem lemma example def abbrev instance structure class inductive where by fun match with do let have show from suffices calc if then else at open namespace section end variable import universe deriving mutual set_option attribute private protected noncomputable return in using generalizing obtain rcases rintro intro intros exact apply refine rw rewrite simp simp_all simpa ring ring_nf linarith nlinarith norm_num norm_cast push_cast omega decide constructor left right cases induction exists use ext funext congr unfold rfl trivial contradiction exfalso assumption aesop positivity field_simp gcongr subst specialize all_goals any_goals repeat try first",
      literal: "true false True False",
      built_in: "sorry admit axiom native_decide",
      type: "Prop Type Sort Nat Int Rat Real Complex Bool String List Set Finset Fin",
    },
    contains: [
      hljs.COMMENT("--", "$"),
      comment,
      hljs.QUOTE_STRING_MODE,
      hljs.C_NUMBER_MODE,
      { scope: "symbol", match: /[⊢∀∃λ→←↔∧∨¬≠≤≥∈∉⊆∩∪∘×∑∏∫ℕℤℚℝℂ▸⟨⟩]|:=|=>|<;>/ },
    ],
  };
};
