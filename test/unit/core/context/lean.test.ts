import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { leanCode } from "../../../../src/core/context/lean/code.ts";
import { leanSite } from "../../../../src/core/context/lean/site.ts";
import { atCursor } from "../../../support/cursor.ts";

/** `proof`, `outside` (only for one who asks) or why nothing is suggested at the `█`. */
function at(marked: string, explicit = false): string {
  const { document, offset } = atCursor(marked);
  const site = leanSite(document, offset, explicit);
  if (site.kind === "refused") return site.reason;
  return site.inProof ? "proof" : "outside";
}

/** The best of some runs: other programs use the machine too. */
function timed(text: string, offset: number): { result: string; milliseconds: number } {
  let result = "";
  let milliseconds = Infinity;
  for (let run = 0; run < 4; run += 1) {
    const start = performance.now();
    const site = leanSite(text, offset, false);
    milliseconds = Math.min(milliseconds, performance.now() - start);
    result = site.kind === "refused" ? site.reason : site.kind;
  }
  return { result, milliseconds };
}

suite("Lean code", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["a -- b\nc", "a     \nc", "code"],
    ["a -- b", "a     ", "comment"],
    ["a /- b /- c -/ d -/ e", "a                   e", "code"],
    ["a /- b /- c -/ d", "a               ", "comment"],
    ["/-- doc\n-/\nx", "       \n  \nx", "code"],
    ['f "a -- b" c', "f xxxxxxxx c", "code"],
    ['f "a \\" b" c', "f xxxxxxxx c", "code"],
    ['f "a \\', "f xxxx", "string"],
    ['f s!"{x} b" c', "f s!xxxxxxx c", "code"],
    ['f r"\\" c', "f xxxx c", "code"],
    ['f r#"a " b"# c', "f xxxxxxxxxx c", "code"],
    ['f r#"a " b', "f xxxxxxxx", "string"],
    ["f '\"' c", "f xxx c", "code"],
    ["f '\\'' h' c'", "f xxxx h' c'", "code"],
    ["f '' s -- t\n", "f '' s     \n", "code"],
    ["f ⁻¹' s ∩ f ⁻¹' t", "f ⁻¹' s ∩ f ⁻¹' t", "code"],
    ["f '𝓝' 𝓝 -- 𝓝\n", "f xxxx 𝓝      \n", "code"],
  ];
  for (const [text, code, end] of cases) {
    test(JSON.stringify(text), () => {
      assert.deepEqual(leanCode(text), { code, end });
    });
  }

  test("a part of a file that begins in a comment", () => {
    assert.deepEqual(leanCode("it's \" -/ a", false), { code: `${" ".repeat(9)} a`, end: "code" });
    assert.deepEqual(leanCode("a /- b -/ c", false), { code: "a         c", end: "code" });
  });
});

suite("place of a Lean cursor", () => {
  const places: readonly (readonly [string, string])[] = [
    // Tactic blocks.
    ["theorem x : p := by█", "proof"],
    ["theorem x : p := by █", "proof"],
    ["theorem x : p := by\n  █", "proof"],
    ["theorem x : p := by\n█", "outsideProof"],
    ["theorem x : p := by\n  simp█", "proof"],
    ["theorem x : p := by\n  simp\n  █", "proof"],
    ["theorem x : p := by\n  simp\n\n  █", "proof"],
    ["theorem x : p := by\n  simp\n█", "outsideProof"],
    ["theorem x : p := by\n  simp\n █", "outsideProof"],
    ["theorem x : p := by\n  simp\n\n█", "outsideProof"],
    ["theorem x : p := by\n  rw [█", "proof"],
    ["theorem x : p := by\n  rw [█]", "proof"],
    ["theorem x : p := by\n  -- first\n  █", "proof"],
    ["theorem x : p := foo (by █)", "proof"],
    ["theorem x : p := foo (by simp) █", "outsideProof"],
    ["theorem x : p ∧ q := ⟨by simp, █⟩", "outsideProof"],
    ["theorem x : p ∧ q := ⟨by simp, by █⟩", "proof"],
    ["theorem x : p := fun h => by\n  █", "proof"],
    ["theorem x : p := by\n  constructor\n  · █", "proof"],
    ["theorem x : p := by\n  constructor\n  · simp\n    █", "proof"],
    ["theorem x : p := by\n  constructor\n  · simp\n  █", "proof"],
    ["theorem x : p := by\n  induction n with\n  | zero => █", "proof"],
    ["theorem x : p := by\n  induction n with\n  | zero => simp\n  | succ n ih =>\n    █", "proof"],
    ["theorem x : p := by\n  induction n with\n  | zero => simp\n  █", "proof"],
    ["theorem x : p := by\n  have h : q := by\n    █", "proof"],
    ["theorem x : p := by\n  have h : q := by simp\n  █", "proof"],
    ["theorem x : p := by\n  simp <;> █", "proof"],
    ["theorem x : p := by\n  { █ }", "proof"],
    ["theorem x : p := by\n  calc a = b := by simp\n    _ = c := █", "proof"],
    ["theorem x : p := by\n  calc a = b := by simp\n    █", "proof"],
    ["theorem x : a = c :=\n  calc a = b := by simp\n    _ = c := █", "proof"],
    ["theorem x : p := by\n  case inl h => █", "proof"],
    ["theorem x : p := by\n  exact fun h => █", "proof"],
    ["def f (n : ℕ) : ℕ := g n\ntermination_by n\ndecreasing_by\n  █", "proof"],
    ["instance : Foo where\n  bar := by\n    █", "proof"],
    ["@[simp] theorem x : p := by\n  █", "proof"],
    ["open Foo in\n@[simp]\nprivate theorem x : p := by\n  █", "proof"],
    ["namespace A\n  theorem x : p := by\n    █", "proof"],
    ["theorem x : p := by\r\n  simp\r\n  █", "proof"],
    ["theorem x : p := by\n\tsimp\n\t█", "proof"],
    ["theorem 𝓝x : 𝓝 p := by\n  rw [𝓝]\n  █\n", "proof"],
    // Not in a proof.
    ["█", "outsideProof"],
    ["\n\n█", "outsideProof"],
    ["theorem x : █", "outsideProof"],
    ["theorem x (h : p) █", "outsideProof"],
    ["theorem x : p := █", "outsideProof"],
    ["theorem x : p :=\n  █", "outsideProof"],
    ["theorem x : p :=\n  have h : q := by simp\n  foo █", "outsideProof"],
    ["theorem x : p → q\n  | a => by simp\n  | b => █", "outsideProof"],
    ["theorem x : p := by\n  simp\n\ntheorem y : █", "outsideProof"],
    ["theorem x : p := by simp\nend A\n  █", "outsideProof"],
    ["instance : Foo where\n  bar := by simp\n  baz := █", "outsideProof"],
    ["instance : Foo where\n  bar := by\n    simp\n  █", "outsideProof"],
    ["/-- theorem x : p := by -/\n  █", "outsideProof"],
    ['def s := "\ntheorem x : p := by\n"\n  █', "outsideProof"],
    // Comments, strings, abbreviations, the middle of things.
    ["theorem x : p := by\n  -- █", "comment"],
    ["theorem x : p := by\n  /- a\n  █", "comment"],
    ["theorem x : p := by\n  /- a /- b -/ █ -/", "comment"],
    ['theorem x : p := by\n  exact f "█"', "string"],
    ['theorem x : p := by\n  exact f s!"a {█}"', "string"],
    ["theorem x : p := by\n  exact \\█", "abbreviation"],
    ["theorem x : p := by\n  exact \\<█", "abbreviation"],
    ["theorem x : p := by\n  exact ∀ x, a \\forall█", "abbreviation"],
    ["theorem x : p := by\n  exact A \\ B █", "proof"],
    ["theorem x : p := by\n  █simp", "midLine"],
    ["theorem x : p := by\n  rw [█, foo] at h", "midLine"],
    ["theorem x : p := by\n  si█mp", "midWord"],
    ["theorem x : p := by\n  exact f (g █)⟩] }⟫ , ;", "proof"],
    ["theorem x : p := by\n  simp█  \n", "proof"],
  ];
  for (const [marked, expected] of places) {
    test(`${expected}: ${JSON.stringify(marked)}`, () => {
      assert.equal(at(marked), expected);
    });
  }

  test("who asks gets less shyness, but not in comments, strings and abbreviations", () => {
    assert.equal(at("theorem x : p := █", true), "outside");
    assert.equal(at("theorem x : p := by\n█", true), "outside");
    assert.equal(at("theorem x : p := by\n  exact (si█mp)", true), "proof");
    assert.equal(at("theorem x : p := by\n  █simp", true), "midLine");
    assert.equal(at("theorem x : p := by\n  -- █", true), "comment");
    assert.equal(at('theorem x : p := by\n  f "█', true), "string");
    assert.equal(at("theorem x : p := by\n  \\an█", true), "abbreviation");
  });

  test("every cursor after `by` in a proof of Mathlib's style is in the proof", () => {
    const proof = `theorem two_dvd (n : ℕ) (h : 2 ∣ n * n) : 2 ∣ n := by
  have h2 : n % 2 = 0 ∨ n % 2 = 1 := by omega
  rcases h2 with h2 | h2
  · exact Nat.dvd_of_mod_eq_zero h2
  · exfalso
    obtain ⟨k, hk⟩ := h
    have : n * n % 2 = 1 := by
      simp [Nat.mul_mod, h2]
    simp only [
      hk,
      Nat.mul_mod_right] at this
    calc n = n := rfl
      _ = n + 0 := by
        simp
      _ = n := by ring
    induction n with
    | zero => simp at h2
    | succ n ih =>
      by_cases hn : n = 0
      · subst hn; simp_all
      all_goals
        try simp_all
        linarith
    refine ⟨fun x => by simp, ?_⟩ <;> (
      intro y
      simp)
`;
    const begin = proof.indexOf("by\n") + 2;
    for (let end = begin; end < proof.length; end += 1) {
      const site = leanSite(proof.slice(0, end), end, false);
      const line = proof.slice(proof.lastIndexOf("\n", end - 1) + 1, end);
      if (/^ ?$/.test(line)) continue;
      assert.equal(site.kind, "site", JSON.stringify(proof.slice(0, end).slice(-60)));
    }
  });
});

suite("bad input for the Lean scan", () => {
  const head = "theorem x : p := by\n";
  // Against ordinary code that fills the part that is looked at, in the same run: quadratic growth would take far more.
  const ordinary = `${"theorem y : 1 + 1 = 2 := by\n  norm_num [foo, bar]\n\n".repeat(1_000)}${head}  `;
  const within = 30 * Math.max(0.5, timed(ordinary, ordinary.length).milliseconds);

  test("a file of 5 MB", () => {
    const text = `${"theorem y : 1 + 1 = 2 := by\n  norm_num [foo, bar]\n\n".repeat(100_000)}${head}  simp\n  `;
    assert.ok(text.length > 4_900_000);
    const { result, milliseconds } = timed(text, text.length);
    assert.equal(result, "site");
    assert.ok(milliseconds < within, `${milliseconds} ms`);
    assert.ok(timed(text, text.length / 2).milliseconds < within);
  });

  test("a comment that begins before the left edge", () => {
    const text = `/-${" the cat's \"theorem\n".repeat(9_000)}theorem y := by\n-/\n${head}  `;
    assert.equal(timed(text, text.length).result, "site");
  });

  test("a proof that begins before the left edge counts as outside", () => {
    const text = `${head}${"  simp\n".repeat(20_000)}  `;
    assert.equal(timed(text, text.length).result, "outsideProof");
  });

  const longLines = [
    "a ",
    "(",
    ")",
    "⟨",
    '"',
    "'",
    "`",
    "\\",
    "/-",
    "-/",
    "--",
    "«",
    "by ",
    "· ",
    "=> ",
    "calc ",
    " ",
    "𝓝",
    "_",
    "∃",
  ];
  for (const piece of longLines) {
    test(`one line of 200,000 characters: ${piece}`, () => {
      const text = head + piece.repeat(200_000 / piece.length);
      for (const offset of [text.length, head.length + 30_000, 100_000]) {
        const { milliseconds } = timed(text, offset);
        assert.ok(milliseconds < within, `${milliseconds} ms`);
      }
    });
  }
});
