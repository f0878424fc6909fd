import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { runToEnd } from "../../scripts/provide/children.ts";
import { provideLean } from "../../scripts/provide/lean.ts";
import { checkWithLeanWasm, provideLeanWasm } from "../../scripts/provide/leanWasm.ts";

suite("the Lean programs that the other suites ask", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "llemma-lean-"));
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  test("the native one accepts a proof and refuses a wrong one", async (t) => {
    const lean = await provideLean();
    if (lean.kind === "missing") {
      t.skip(lean.reason);
      return;
    }
    const right = path.join(folder, "right.lean");
    await writeFile(right, "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩\n");
    assert.equal(await runToEnd(lean.program, ["--json", right]), "");
    const wrong = path.join(folder, "wrong.lean");
    await writeFile(wrong, "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.1, h.2⟩\n");
    await assert.rejects(runToEnd(lean.program, ["--json", wrong]), /mismatch/);
  });

  test("the one in WebAssembly knows omega, and says where a proof ends too early", async () => {
    const file = path.join(folder, "whole.lean");
    await writeFile(
      file,
      "example (a b : Nat) (h : a < b) : a + 1 ≤ b := by omega\nexample (p : Prop) : p → p := by intro h\n",
    );
    const messages = await checkWithLeanWasm(await provideLeanWasm(), file);
    assert.deepEqual(
      messages.map(({ severity, kind, pos }) => ({ severity, kind, line: pos.line })),
      [{ severity: "error", kind: "Tactic.unsolvedGoals", line: 2 }],
    );
  });
});
