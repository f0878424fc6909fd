import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  commands,
  DiagnosticSeverity,
  languages,
  Range,
  Selection,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type TextEditor,
} from "vscode";
import { answer, closeAll, eventually, open, actionsAt } from "./editor.ts";

const r = String.raw;

suite("checking derivations", () => {
  let messages: string[] = [];
  let hints: string[] = [];
  let restore: () => void = () => undefined;

  setup(() => {
    messages = [];
    hints = [];
    const end = answer("showInformationMessage", (message) => {
      messages.push(String(message));
    });
    const { setStatusBarMessage } = window;
    Object.assign(window, { setStatusBarMessage: (hint: string) => hints.push(hint) });
    restore = () => {
      end();
      Object.assign(window, { setStatusBarMessage });
    };
  });
  teardown(async () => {
    restore();
    await closeAll();
  });

  /** What the editor shows of ours, a line each: severity and message. */
  function shown({ document }: TextEditor): readonly string[] {
    return languages
      .getDiagnostics(document.uri)
      .filter(({ source }) => source === "Llemma")
      .map(({ severity, message }) => `${DiagnosticSeverity[severity]}: ${message}`);
  }

  async function checked(editor: TextEditor, count = 1): Promise<readonly string[]> {
    await commands.executeCommand("llemma.checkDerivation");
    await eventually("diagnostics", () => shown(editor).length === count);
    return shown(editor);
  }

  const rows = [
    r`\begin{align}`,
    r`(a+b)^2 &= a^2 + 2ab + b^2 \\`,
    r`  &= a^2 + b^2█ \\`,
    r`  &\approx f`,
    r`\end{align}`,
    "Text.\n",
  ].join("\n");

  test("each step says what numbers say of it, and none that it is proved", async () => {
    const editor = await open("sums.tex", rows);
    const [holds, refuted, untested] = await checked(editor, 3);
    assert.equal(holds, "Information: holds on 20 samples; not a proof: (a+b)^2 = a^2 + 2ab + b^2");
    assert.match(
      refuted ?? "",
      /^Warning: false at a = -?[\d/]+, b = -?[\d/]+: a\^2 \+ 2ab \+ b\^2 = a\^2 \+ b\^2$/,
    );
    assert.equal(
      untested,
      r`Information: not tested, this is an approximation: a^2 + b^2 \approx f`,
    );
    const place = languages.getDiagnostics(editor.document.uri).map(({ range }) => range);
    assert.deepEqual(
      place.map((range) => editor.document.getText(range)),
      ["a^2 + 2ab + b^2", "a^2 + b^2", "f"],
    );
    assert.deepEqual(hints, ["Llemma: 1 step holds on samples, 1 refuted, 1 untested"]);
    assert.deepEqual(messages, []);
  });

  test("an edit clears them, and running again finds the text as it is", async () => {
    const editor = await open("sums.tex", rows);
    await checked(editor, 3);
    const edit = new WorkspaceEdit();
    edit.insert(editor.document.uri, editor.document.positionAt(0), "% no\n");
    await workspace.applyEdit(edit);
    await eventually("none", () => shown(editor).length === 0);
    await checked(editor, 3);
    editor.selection = new Selection(6, 2, 6, 2);
    await commands.executeCommand("llemma.checkDerivation");
    assert.deepEqual(shown(editor), []);
    assert.deepEqual(messages, ["Llemma: there is no equation at the cursor."]);
  });

  test("a selection is checked by itself", async () => {
    const editor = await open("sums.tex", "Now $x + x = 2x = 3x$ and $1 = 1$.█\n");
    editor.selection = new Selection(0, 5, 0, 15);
    assert.deepEqual(await checked(editor), [
      "Information: holds on 20 samples; not a proof: x + x = 2x",
    ]);
    editor.selection = new Selection(0, 4, 0, 32);
    await commands.executeCommand("llemma.checkDerivation");
    assert.deepEqual(shown(editor), []);
    assert.match(messages[0] ?? "", /over the edge of a formula/);
  });

  test("a large or binary file is told", async () => {
    for (const [text, words] of [
      [`${"% $x = y$ some words\n".repeat(250_000)}$a = b█$\n`, /too large: it has 5\.\d million/],
      [`${"\u0001\u0002".repeat(50)} $a = b█$\n`, /The file is not text/],
    ] as const) {
      messages = [];
      const editor = await open("sums.tex", text);
      await commands.executeCommand("llemma.checkDerivation");
      assert.match(messages[0] ?? "", words);
      assert.deepEqual(shown(editor), []);
    }
  });

  test("a formula without a relation is no equation", async () => {
    await open("sums.md", "Now $x +█ 1$.\n");
    await commands.executeCommand("llemma.checkDerivation");
    assert.deepEqual(messages, ["Llemma: there is no equation at the cursor."]);
  });

  test("Markdown has derivations too", async () => {
    const editor = await open("sums.md", "Now\n\n$$(x+1)^2 = x^2 + 2x + 1 = x^2 + 1█$$\n");
    const [holds, refuted] = await checked(editor, 2);
    assert.match(holds ?? "", /^Information: holds on 20 samples/);
    assert.match(refuted ?? "", /^Warning: false at x = /);
  });

  test("macros come from a file that is read: as an editor holds it, else from the disk", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "llemma-macros-"));
    try {
      const [main, macros] = [path.join(folder, "main.tex"), path.join(folder, "macros.tex")];
      await writeFile(macros, r`\newcommand{\sq}[1]{#1^2}` + "\n");
      const text = r`\documentclass{article}\input{macros}
\begin{document}
\[ (x+1)(x+1) = \sq{(x+1)} = x^2 + 2x + 1 \]
\end{document}
`;
      await writeFile(main, text);
      const editor = await window.showTextDocument(Uri.file(main));
      editor.selection = new Selection(2, 6, 2, 6);
      const before = await checked(editor, 2);
      assert.ok(before.every((one) => one.startsWith("Information: holds on 20 samples")));
      const other = await workspace.openTextDocument(Uri.file(macros));
      const edit = new WorkspaceEdit();
      edit.replace(other.uri, new Range(0, 0, 1, 0), r`\newcommand{\sq}[1]{#1^3}`);
      await workspace.applyEdit(edit);
      assert.ok(other.isDirty);
      await window.showTextDocument(editor.document);
      await commands.executeCommand("llemma.checkDerivation");
      await eventually("the unsaved macro", () =>
        shown(editor).some((one) => one.startsWith("Warning: false at x = ")),
      );
      await window.showTextDocument(other);
      await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    } finally {
      await closeAll();
      await rm(folder, { recursive: true, force: true });
    }
  });

  test("is offered at a display and a selection that have a step, and only there", async () => {
    const editor = await open("sums.tex", "$a = b$ and\n\\[ a = b \\]\n\\[ a + b \\]\n█");
    async function offered(range: Range): Promise<boolean> {
      const actions = await actionsAt(editor.document, range);
      return actions.some(({ title }) => title === "Check Derivation with Llemma");
    }
    assert.equal(await offered(new Range(1, 5, 1, 5)), true);
    assert.equal(await offered(new Range(0, 0, 0, 7)), true);
    assert.equal(await offered(new Range(0, 2, 0, 2)), false);
    assert.equal(await offered(new Range(2, 5, 2, 5)), false);
    assert.equal(await offered(new Range(0, 0, 1, 5)), false);
  });
});
