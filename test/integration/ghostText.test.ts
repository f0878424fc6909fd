import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { commands, CompletionItem, languages } from "vscode";
import type { ScriptedServer } from "../support/scriptedServer.ts";
import {
  accept,
  closeAll,
  commit,
  configure,
  eventually,
  hide,
  longEnough,
  marked,
  open,
  serve,
  trigger,
  type,
} from "./editor.ts";

const lean = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  █\n";
const step = ["  exact ", "⟨h.right, ", "h.left⟩", "\n"];
const inserted = "exact ⟨h.right, h.left⟩";

suite("ghost text", () => {
  let server: ScriptedServer;
  setup(async () => {
    server = await serve();
    server.answerWith(step);
  });
  teardown(async () => {
    await closeAll();
    await server.close();
  });

  test("appears in a Lean proof when asked for, and Tab inserts exactly it", async () => {
    const editor = await open("swap.lean", lean);
    await trigger();
    assert.equal(marked(editor), lean);
    await accept(editor);
    assert.equal(marked(editor), lean.replace("█", `${inserted}█`));
  });

  test("appears while typing in a Lean proof", async () => {
    server.answerWith(step.with(0, "act "));
    const editor = await open("swap.lean", lean);
    await type("ex");
    await accept(editor);
    assert.equal(marked(editor), lean.replace("█", `${inserted}█`));
  });

  test("appears in LaTeX", async () => {
    server.answerWith([" $n = 2k$", " for some", " integer $k$.", "\n\n"]);
    const before = "\\documentclass{article}\n\\begin{document}\n\\begin{proof}\n";
    const after = "\n\\end{proof}\n\\end{document}\n";
    const editor = await open("even.tex", `${before}Let $n$ be even. Then█${after}`);
    await trigger();
    await accept(editor);
    assert.equal(
      marked(editor),
      `${before}Let $n$ be even. Then $n = 2k$ for some integer $k$.█${after}`,
    );
  });

  test("opens a proof behind a theorem, with its end, and goes on inside", async () => {
    server.answerWith(["  \\begin{proof}", "\n", "  By induction."]);
    const before = "\\begin{theorem}\nThere are many primes.\n\\end{theorem}\n\n  ";
    const editor = await open("primes.tex", `${before}█\n`);
    await trigger();
    await accept(editor);
    assert.equal(marked(editor), `${before}\\begin{proof}\n  █\n  \\end{proof}\n`);
  });

  test("appears in the mathematics of Markdown", async () => {
    server.answerWith([" 2k + 1", "$", " and"]);
    const editor = await open("notes.md", "Odd numbers are $n =█$\n");
    await trigger();
    await accept(editor);
    assert.equal(marked(editor), "Odd numbers are $n = 2k + 1█$\n");
  });

  test("Markdown outside of mathematics asks nothing, not even for the model", async () => {
    const editor = await open("notes.md", "Odd numbers █\n\n$n$\n");
    await type("are those of the form");
    await trigger();
    await sleep(longEnough);
    await commit();
    assert.equal(marked(editor), "Odd numbers are those of the form█\n\n$n$\n");
    assert.deepEqual(server.requests, []);
  });

  test("typing along asks nothing and leaves the rest", async () => {
    const editor = await open("swap.lean", lean);
    await trigger();
    const asked = server.requests.length;
    await type("exact");
    await sleep(longEnough);
    assert.equal(server.requests.length, asked);
    await accept(editor);
    assert.equal(marked(editor), lean.replace("█", `${inserted}█`));
  });

  test("a closer that the editor put behind the cursor is not doubled", async () => {
    const editor = await open("swap.lean", lean);
    await trigger();
    const asked = server.requests.length;
    await type("exact ⟨h.");
    assert.equal(marked(editor), lean.replace("█", "exact ⟨h.█⟩"));
    await accept(editor);
    assert.equal(editor.document.getText(), lean.replace("█", inserted));
    assert.equal(server.requests.length, asked);
  });

  test("a word is accepted alone, and the rest stays without a question", async () => {
    const editor = await open("swap.lean", lean);
    await trigger();
    const asked = server.requests.length;
    await eventually("a suggestion", async () => {
      await commands.executeCommand("editor.action.inlineSuggest.acceptNextWord");
      return marked(editor) !== lean;
    });
    assert.match(editor.document.getText(), /by\n {2}exact ?\n/);
    await accept(editor);
    assert.equal(marked(editor), lean.replace("█", `${inserted}█`));
    assert.equal(server.requests.length, asked);
  });

  test("Esc hides it and nothing reappears", async () => {
    const editor = await open("swap.lean", lean);
    await trigger();
    const asked = server.requests.length;
    await hide();
    await sleep(longEnough);
    await commit();
    assert.equal(marked(editor), lean);
    assert.equal(server.requests.length, asked);
  });

  test("alternatives can be cycled through", async () => {
    const tactics = ["exact ⟨h.2, h.1⟩", "constructor", "cases h", "apply And.intro"];
    server.answerWith(({ options }) => [`  ${tactics[Number(options["seed"]) % 4] ?? ""}`, "\n"]);
    const editor = await open("swap.lean", lean);
    await trigger();
    await commands.executeCommand("editor.action.inlineSuggest.showNext");
    await accept(editor);
    assert.equal(marked(editor), lean.replace("█", "constructor█"));
  });

  test("goes on from the entry that is marked in the list of completions", async () => {
    await configure("editor.suggest.preview", true);
    const provider = languages.registerCompletionItemProvider("lean4", {
      provideCompletionItems: () => [new CompletionItem("exact_mod_cast")],
    });
    try {
      server.answerWith([" h.right", "\n"]);
      const editor = await open("swap.lean", lean);
      await type("exa");
      await commands.executeCommand("editor.action.triggerSuggest");
      await eventually("a request for the marked entry", () =>
        server.completions().some(({ prompt }) => prompt.endsWith("exact_mod_cast")),
      );
      await accept(editor);
      assert.equal(marked(editor), lean.replace("█", "exact_mod_cast h.right█"));
    } finally {
      provider.dispose();
      await configure("editor.suggest.preview", undefined);
    }
  });

  test("several lines take the line endings of a file with CRLF", async () => {
    server.answerWith(["  have hp : p := by\n", "    exact h.left\n", "  exact ⟨h.right, hp⟩\n"]);
    const editor = await open("swap.lean", lean.replaceAll("\n", "\r\n"));
    await trigger();
    await accept(editor);
    const block = "have hp : p := by\n    exact h.left█";
    assert.equal(marked(editor), lean.replace("█", block).replaceAll("\n", "\r\n"));
  });
});
