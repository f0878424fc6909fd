-- SYNTAX TEST "source.lean4" "declarations, proofs, comments, strings"

import Mathlib.Tactic
-- <------ keyword.other.command.lean4
--     ^^^^^^^^^^^^^^ - keyword.control.lean4 keyword.declaration.lean4 keyword.other.command.lean4 support.function.tactic.lean4

/-- A doc /- with another -/ inside -/ theorem
-- <--- comment.block.documentation.lean4
--  ^^^^^^ comment.block.documentation.lean4
--        ^^^^^^^^^^^^^^^^^^ comment.block.documentation.lean4 comment.block.lean4
--                          ^^^^^^^^^^ comment.block.documentation.lean4
--                                     ^^^^^^^ keyword.declaration.lean4 - comment.block.lean4 comment.line.double-dash.lean4 comment.block.documentation.lean4

/-! # Title -/
-- <--- comment.block.documentation.lean4
/- plain /- nested -/ still -/ end
-- <-- comment.block.lean4
--                    ^^^^^^^^ comment.block.lean4
--                             ^^^ keyword.other.command.lean4 - comment.block.lean4 comment.line.double-dash.lean4 comment.block.documentation.lean4
/--/ def
--   ^^^ keyword.declaration.lean4 - comment.block.lean4 comment.line.double-dash.lean4 comment.block.documentation.lean4

@[simp, to_additive (attr := norm_cast) foo] private theorem Nat.add_comm' {a b : ℕ} : a + b = b + a := by
-- <-- meta.attribute.lean4
--^^^^ meta.attribute.lean4 entity.other.attribute-name.lean4
--      ^^^^^^^^^^^ entity.other.attribute-name.lean4
--                                           ^^^^^^^ storage.modifier.lean4
--                                                   ^^^^^^^ keyword.declaration.lean4
--                                                           ^^^^^^^^^^^^^ entity.name.function.lean4
--                                                                                ^ storage.type.lean4
--                                                                                     ^ - keyword.control.lean4 keyword.declaration.lean4 keyword.other.command.lean4 entity.name.function.lean4
--                                                                                       ^ keyword.operator.lean4
--                                                                                                   ^^ keyword.operator.lean4
--                                                                                                      ^^ keyword.control.lean4
  induction a with
--^^^^^^^^^ support.function.tactic.lean4
--            ^^^^ keyword.control.lean4
  | zero => simp [Nat.add_comm]
--^ keyword.operator.lean4
--       ^^ keyword.operator.lean4
--          ^^^^ support.function.tactic.lean4
--                ^^^^^^^^^^^^ - keyword.control.lean4 keyword.declaration.lean4 keyword.other.command.lean4 support.function.tactic.lean4 entity.name.function.lean4
  | succ n ih => exact h.left.symm ▸ foo.by.exact -- done
--               ^^^^^ support.function.tactic.lean4
--                     ^^^^^^^^^^^ - support.function.tactic.lean4
--                                 ^ keyword.operator.lean4
--                                   ^^^^^^^^^^^^ - keyword.control.lean4 keyword.declaration.lean4 keyword.other.command.lean4 support.function.tactic.lean4
--                                                ^^^^^^^ comment.line.double-dash.lean4
  · sorry
--^ keyword.operator.lean4
--  ^^^^^ invalid.illegal.hole.lean4
  have not_sorry : (by simp) = "sorry" := admit
--     ^^^^^^^^^ - invalid.illegal.hole.lean4
--                              ^^^^^ string.quoted.double.lean4 - invalid.illegal.hole.lean4
--                                        ^^^^^ invalid.illegal.hole.lean4
  rcases h with ⟨x, hx⟩ <;> refine ⟨?_, _, ?x⟩
--                      ^^^ keyword.operator.lean4
--                                  ^^ variable.language.hole.lean4
--                                      ^ variable.language.hole.lean4
--                                         ^^ variable.language.hole.lean4
  simp?
--^^^^^ support.function.tactic.lean4
  exact? using fun x ↦ ∀ y, x ≤ y ∧ ¬ y < x
--^^^^^^ support.function.tactic.lean4
--       ^^^^^ keyword.control.lean4
--             ^^^ keyword.control.lean4
--                   ^ keyword.operator.lean4
--                     ^ keyword.operator.lean4
--                            ^ keyword.operator.lean4
--                                ^ keyword.operator.lean4

def f' (α : Type) : Char := 'a'
-- <--- keyword.declaration.lean4
--  ^^ entity.name.function.lean4
--          ^^^^ storage.type.lean4
--                          ^^^ string.quoted.single.lean4
def g := h' '\n' '"' x'
--       ^^ - string.quoted.single.lean4 string.quoted.double.lean4
--          ^^^^ string.quoted.single.lean4
--           ^^ constant.character.escape.lean4
--               ^^^ string.quoted.single.lean4
--                   ^^ - string.quoted.single.lean4 string.quoted.double.lean4
def img := f '' s ∩ f ⁻¹' t
--           ^^ - string.quoted.single.lean4 string.quoted.double.lean4
--                      ^ - string.quoted.single.lean4 string.quoted.double.lean4
def s := "a \" -- /- \n \q" ++ r"\" ++ r#"a " b"# ++ s!"x {by simp} y"
--        ^ string.quoted.double.lean4
--          ^^ constant.character.escape.lean4
--             ^^ string.quoted.double.lean4 - comment.block.lean4 comment.line.double-dash.lean4 comment.block.documentation.lean4
--                   ^^ constant.character.escape.lean4
--                      ^^ invalid.illegal.escape.lean4
--                          ^^ keyword.operator.lean4
--                             ^^^^ string.quoted.double.raw.lean4
--                                     ^^^^^^^^^^ string.quoted.double.raw.lean4
--                                                ^^ keyword.operator.lean4
--                                                     ^ string.quoted.double.interpolated.lean4
--                                                         ^^ meta.embedded.hole.lean4 keyword.control.lean4
--                                                                  ^ string.quoted.double.interpolated.lean4 - meta.embedded.hole.lean4
def n := 0xFF + 0b101 + 0o17 + 1.5e-3 + x1 + «by def»
--       ^^^^ constant.numeric.hex.lean4
--              ^^^^^ constant.numeric.binary.lean4
--                      ^^^^ constant.numeric.octal.lean4
--                             ^^^^^^ constant.numeric.decimal.lean4
--                                      ^^ - constant.numeric.decimal.lean4
--                                           ^^^^^^^^ - keyword.control.lean4 keyword.declaration.lean4 keyword.other.command.lean4
structure Foo.Bar extends Baz where
-- <--------- keyword.declaration.lean4
--        ^^^^^^^ entity.name.type.lean4
--                ^^^^^^^ keyword.other.command.lean4
--                            ^^^^^ keyword.control.lean4
namespace A.B
-- <--------- keyword.other.command.lean4
--        ^^^ entity.name.section.lean4
#check foo
-- <------ keyword.other.command.lean4
attribute [local simp] foo
-- <--------- keyword.other.command.lean4
--         ^^^^^ storage.modifier.attribute.lean4
--               ^^^^ entity.other.attribute-name.lean4
instance : Foo 𝓝 where by
-- <-------- keyword.declaration.lean4
--       ^ - entity.name.function.lean4
--                ^^^^^ keyword.control.lean4
--                      ^^ keyword.control.lean4
