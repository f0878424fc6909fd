import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { createRegistry } from "vscode-tmgrammar-test/dist/common/index.js";
import { parseGrammarTestCase, runGrammarTestCase } from "vscode-tmgrammar-test/dist/unit/index.js";
import configuration from "../../../syntaxes/lean4.configuration.json" with { type: "json" };

const root = join(import.meta.dirname, "../../..");
const grammar = {
  scopeName: "source.lean4",
  path: join(root, "syntaxes/lean4.tmLanguage.json"),
};

suite("Lean grammar", () => {
  test("scopes in proofs.test.lean", async () => {
    const source = readFileSync(join(import.meta.dirname, "proofs.test.lean"), "utf8");
    const marked = parseGrammarTestCase(source);
    assert.ok(marked.assertions.length > 20);
    const failures = await runGrammarTestCase(createRegistry([grammar]), marked);
    const lines = source.split("\n");
    const words = failures.map(
      ({ line, start, end, ...what }) =>
        `${lines[line] ?? ""} ${start}-${end} ${JSON.stringify(what)}`,
    );
    assert.deepEqual(words, []);
  });
});

/** Columns by which VS Code moves the next line, by the first rule that matches: relative to this line. */
function enter(line: string): number {
  const rule = configuration.onEnterRules.find(({ beforeText }) =>
    new RegExp(beforeText).test(line),
  );
  const steps = { indent: 2, outdent: -2, none: 0 };
  const appended = rule !== undefined && "appendText" in rule.action ? rule.action.appendText : "";
  const indent = Object.entries(steps).find(([name]) => name === rule?.action.indent);
  return (indent?.[1] ?? 0) + appended.length;
}

suite("Lean language configuration", () => {
  const lines: readonly (readonly [string, number])[] = [
    ["theorem foo : p := by", 2],
    ["theorem foo : p := by -- easy", 2],
    ["    (h : q) : p := by", -2],
    ["    a + b = b + a :=", -2],
    ["    have h : q := by", 2],
    ["    _ = c := by", 2],
    ["  have h : q :=", 2],
    ["  | succ n ih =>", 2],
    ["  | zero => simp", 0],
    ["instance : Foo where", 2],
    ["  calc", 2],
    ["  induction n with", 0],
    ["  simp", 0],
    ["  · intro x", 2],
    ["  · have h : q := by", 4],
    ["  · exact Or.inl hp", 0],
    ["  · exact Or.inl ⟨hp,", 4],
    ["  · exact_mod_cast h", 2],
    ["  · rfl", 0],
    ["  · omega -- at last", 0],
    ["  · simp at h", 2],
    ["  rw [foo,", 2],
    ["    bar,", 0],
    ["  rw [foo, bar]", 0],
    ["  exact ⟨", 2],
    ["  constructor <;>", 2],
    ["  -- by", 0],
    ["  exact foo_by", 0],
  ];
  for (const [line, columns] of lines) {
    test(`Enter after ${JSON.stringify(line)} moves by ${columns}`, () => {
      assert.equal(enter(line), columns);
    });
  }

  test("brackets of Lean are known and closed", () => {
    for (const pair of ["⟨⟩", "⟪⟫", "‹›", "«»", "()", "[]", "{}"]) {
      const [open, close] = pair;
      assert.ok(
        configuration.brackets.some((each) => each.join("") === pair),
        pair,
      );
      assert.ok(
        configuration.autoClosingPairs.some((each) => each.open === open && each.close === close),
      );
      assert.ok(
        configuration.surroundingPairs.some((each) => each.join("") === pair),
        pair,
      );
    }
  });

  test("words are identifiers", () => {
    const word = new RegExp(
      configuration.wordPattern.pattern,
      `${configuration.wordPattern.flags}g`,
    );
    assert.deepEqual("exact foo'.bar₁ (h x)".match(word), ["exact", "foo'", "bar₁", "h", "x"]);
  });
});
