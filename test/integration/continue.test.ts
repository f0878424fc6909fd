import assert from "node:assert/strict";
import {
  commands,
  env,
  Selection,
  window,
  workspace,
  WorkspaceEdit,
  type CodeLens,
  type TextDocument,
  type TextEditor,
} from "vscode";
import type { ScriptedServer } from "../support/scriptedServer.ts";
import { answer, closeAll, eventually, open, serve, type, hear, cancelling } from "./editor.ts";

const proof =
  "\\begin{lemma}\n  $1 = 1$.\n\\end{lemma}\n\\begin{proof}\n  We count.█\n\\end{proof}\n";
const plain = proof.replace("█", "");
const steps = [" There is one.", "\n  Hence $x + x = 2x = 3x$.", " This was to be shown."] as const;

/** Enough to be stopped in the middle of it. */
const more = Array.from({ length: 90 }, (_, index) => ` Then comes $${index}$.`);

suite("continuing a proof", () => {
  let server: ScriptedServer;
  let messages: string[] = [];
  let buttons: string[] = [];
  let restore: (() => void)[] = [];

  setup(async () => {
    server = await serve();
    server.answerWith(({ prompt }) =>
      prompt === "" ? undefined : [...steps, "\n\\end{proof}", "\n\nMore."],
    );
    const heard = hear();
    ({ messages, buttons } = heard);
    restore = [heard.end];
  });
  teardown(async () => {
    for (const end of restore) end();
    await commands.executeCommand("llemma.stop");
    await closeAll();
    await server.close();
  });

  function find(): TextDocument | undefined {
    return workspace.textDocuments.find(({ uri }) => uri.scheme === "llemma-continuation");
  }

  async function reported(words: RegExp): Promise<TextDocument> {
    await eventually(String(words), () => words.test(find()?.getText() ?? ""));
    return find() ?? assert.fail();
  }

  async function continued(text = proof, name = "paper.tex"): Promise<TextEditor> {
    const editor = await open(name, text);
    await commands.executeCommand("llemma.continueProof");
    await reported(/come to the end of the proof/);
    return editor;
  }

  /** What stands above the steps to be clicked on. */
  async function lenses(): Promise<readonly CodeLens[]> {
    const document = await reported(/## Step 1/);
    return await commands.executeCommand("vscode.executeCodeLensProvider", document.uri);
  }

  async function click(title: string, step: number): Promise<void> {
    const document = await reported(/## Step/);
    const line = document
      .getText()
      .split("\n")
      .findIndex((one) => one.startsWith(`## Step ${step}`));
    let lens: CodeLens | undefined;
    await eventually(`${title} at step ${step}`, async () => {
      lens = (await lenses()).find(
        ({ range, command }) => range.start.line === line && command?.title === title,
      );
      return lens !== undefined;
    });
    assert.ok(lens?.command);
    const given: readonly unknown[] = lens.command.arguments ?? [];
    await commands.executeCommand(lens.command.command, ...given);
  }

  async function undo(editor: TextEditor): Promise<void> {
    await window.showTextDocument(editor.document, editor.viewColumn);
    await commands.executeCommand("undo");
  }

  const filled = (...some: readonly string[]): string => proof.replace("█", some.join(""));

  test("several steps in a read-only document, headed as unchecked, and what is refuted", async () => {
    const editor = await continued();
    const document = await reported(/come to the end of the proof/);
    const text = document.getText();
    assert.match(
      text,
      /^# Llemma, unchecked\n\n3 steps, 1 refuted by numbers, to go on with the proof of lemma\./,
    );
    assert.match(text, /## Step 1\n\n```latex\nThere is one\.\n```/);
    assert.match(text, /## Step 2, refuted by numbers\n\n- false at x = \S+: 2x = 3x\n/);
    assert.equal(document.languageId, "markdown");
    assert.equal(await document.save(), false);
    assert.equal(server.completions().filter(({ prompt }) => prompt !== "").length, 1);
    await eventually("the message", () => messages.length > 0);
    assert.deepEqual(messages, ["Llemma, unchecked: 3 steps, 1 refuted by numbers."]);
    assert.deepEqual(buttons, ["Insert…"]);
    // The cursor stays in the text, and nothing is inserted by itself.
    assert.equal(window.activeTextEditor?.document, editor.document);
    assert.equal(editor.document.getText(), plain);
  });

  test("a step is inserted where the proof goes on, the next ones behind it; one undo each", async () => {
    const editor = await continued();
    await click("Insert", 1);
    assert.equal(editor.document.getText(), filled(steps[0]));
    await click("Insert all up to here", 3);
    assert.equal(editor.document.getText(), filled(...steps));
    await undo(editor);
    assert.equal(editor.document.getText(), filled(steps[0]));
    await undo(editor);
    assert.equal(editor.document.getText(), plain);
    // What was taken back counts as not there.
    await click("Insert all up to here", 2);
    assert.equal(editor.document.getText(), filled(steps[0], steps[1]));
  });

  test("all up to a step are one undo, and are not inserted twice", async () => {
    const editor = await continued();
    await click("Insert all up to here", 3);
    await click("Insert all up to here", 2);
    assert.equal(editor.document.getText(), filled(...steps));
    assert.equal(messages.at(-1), "Llemma: there is nothing to insert.");
    await undo(editor);
    assert.equal(editor.document.getText(), plain);
  });

  test("the keyboard's way is a list, in which the steps before a refuted one are chosen", async () => {
    const editor = await continued();
    let picked: readonly boolean[] = [];
    restore.push(
      answer("showQuickPick", (items) => {
        const entries = items as readonly { readonly label: string; readonly picked: boolean }[];
        picked = entries.map((entry) => entry.picked);
        return entries.filter(({ label }) => /^[13]\./.test(label));
      }),
    );
    await commands.executeCommand("llemma.insertContinuation");
    assert.deepEqual(picked, [true, false, false]);
    assert.equal(editor.document.getText(), filled(steps[0], steps[2]));
  });

  test("the place moves along with later edits", async () => {
    const editor = await continued();
    const edit = new WorkspaceEdit();
    edit.insert(editor.document.uri, editor.document.positionAt(0), "Some\nlines\n");
    edit.insert(editor.document.uri, editor.document.positionAt(plain.length), "% end\n");
    await workspace.applyEdit(edit);
    await click("Insert", 1);
    assert.equal(editor.document.getText(), `Some\nlines\n${filled(steps[0])}% end\n`);
  });

  test("CRLF stays, and steps follow each other there too", async () => {
    const editor = await continued(proof.replaceAll("\n", "\r\n"));
    await click("Insert all up to here", 2);
    await click("Insert", 3);
    assert.equal(editor.document.getText(), filled(...steps).replaceAll("\n", "\r\n"));
  });

  test("a text that was closed is found again", async () => {
    const { document } = await continued();
    const { uri } = document;
    await commands.executeCommand("workbench.action.closeActiveEditor");
    await click("Insert", 1);
    const again = await workspace.openTextDocument(uri);
    assert.equal(again.getText(), filled(steps[0]));
    await window.showTextDocument(again);
  });

  test("where the place is gone the clipboard has the text, and that is told", async () => {
    const document = await workspace.openTextDocument({ language: "latex", content: plain });
    const editor = await window.showTextDocument(document);
    const cursor = document.positionAt(proof.indexOf("█"));
    editor.selection = new Selection(cursor, cursor);
    await commands.executeCommand("llemma.continueProof");
    await reported(/come to the end of the proof/);
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await eventually("the closed text", () => document.isClosed);
    await env.clipboard.writeText("");
    await click("Insert", 3);
    await eventually("the clipboard", async () => (await env.clipboard.readText()) === steps[2]);
    assert.match(messages.at(-1) ?? "", /not where it was.*clipboard/);
  });

  test("rows of a derivation in Markdown", async () => {
    server.answerWith(({ prompt }) =>
      prompt === ""
        ? undefined
        : ["\n&= x^2 + 2x + 1 \\\\", "\n&= x^2 + 1", "\n\\end{aligned}", "$$"],
    );
    const text = "# A\n\n$$\n\\begin{aligned}\n(x+1)^2 &= (x+1)(x+1) \\\\█\n\\end{aligned}\n$$\n";
    const editor = await open("notes.md", text);
    await commands.executeCommand("llemma.continueProof");
    const document = await reported(/what the document says next/);
    assert.match(document.getText(), /## Step 1\n[^]*## Step 2, refuted by numbers/);
    await click("Insert", 1);
    assert.equal(editor.document.getText(), text.replace("█", "\n&= x^2 + 2x + 1 \\\\"));
  });

  test("at the same place again it writes something else", async () => {
    await continued();
    await commands.executeCommand("llemma.continueProof");
    await reported(/drawn at random, number 1/);
    const asked = server.completions().filter(({ prompt }) => prompt !== "");
    assert.deepEqual(
      asked.map(({ options }) => [options["temperature"], options["seed"]]),
      [
        [0, 0],
        [0.6, 1],
      ],
    );
  });

  test("cancelling keeps the steps that are there and ends the request", async () => {
    await server.close();
    server = await serve({ tokensPerSecond: 3 });
    server.answerWith(({ prompt }) => (prompt === "" ? undefined : [...steps, ...more]));
    await cancelling(async (cancel) => {
      await open("paper.tex", proof);
      const done = commands.executeCommand("llemma.continueProof");
      await reported(/The next one is being written\.[^]*## Step 1/);
      cancel();
      await done;
    });
    await reported(/Cancelled\./);
    await eventually("the abort", () => server.completions().at(-1)?.abortedAt !== undefined);
    assert.deepEqual(messages, []);
    await click("Insert", 1);
    assert.equal(window.activeTextEditor?.document.getText(), filled(steps[0]));
  });

  test("Stop ends it too, and typing comes before it", async () => {
    await server.close();
    server = await serve({ tokensPerSecond: 3 });
    server.answerWith(({ prompt }) =>
      prompt.includes("We count.") ? [...steps, ...more] : [" typed."],
    );
    const editor = await open("paper.tex", proof);
    const done = commands.executeCommand("llemma.continueProof");
    await reported(/The next one is being written\.[^]*## Step 1/);
    editor.selection = new Selection(1, 10, 1, 10);
    await type(" Clearly");
    await eventually("a request for what was typed", () =>
      server.completions().some(({ prompt }) => prompt.endsWith("Clearly")),
    );
    const [first] = server.completions().filter(({ prompt }) => prompt.endsWith("We count."));
    await eventually("the continuation to give way", () => first?.abortedAt !== undefined);
    await eventually("it to go on", () =>
      server.completions().some(({ prompt }) => prompt.includes("We count. There is one.")),
    );
    await commands.executeCommand("llemma.stop");
    await done;
    await reported(/Cancelled\./);
  });

  test("a server that is not there is told, and the document says so", async () => {
    await server.close();
    await open("paper.tex", proof);
    await commands.executeCommand("llemma.continueProof");
    await reported(/^# Llemma, unchecked\n\nNo Ollama server answers/);
    assert.match(messages[0] ?? "", /No Ollama server answers/);
    server = await serve();
  });

  test("a server that is lost leaves the steps", async () => {
    server.answerWith(({ prompt }) =>
      prompt === "" ? undefined : { kind: "reset", after: [...steps, " And"], headers: true },
    );
    await open("paper.tex", proof);
    await commands.executeCommand("llemma.continueProof");
    await reported(/broke off/);
    assert.match(messages[0] ?? "", /broke off/);
    await click("Insert", 1);
    assert.equal(window.activeTextEditor?.document.getText(), filled(steps[0]));
  });

  for (const [what, name, text, words] of [
    ["Lean", "a.lean", "theorem a : 1 = 1 := by\n  █\n", /Suggest Tactics/],
    ["no mathematics", "a.tex", "Milk and bread. █\n", /no proof or derivation at the cursor/],
    ["a comment", "a.tex", "$x$ % so █\n", /in a comment/],
    ["the middle of a line", "a.md", "So $x = █1$ and on.\n", /middle of a line/],
    ["a large file", "a.tex", `${"% $x$ some words\n".repeat(300_000)}So $x$.█\n`, /too large/],
    ["a binary file", "a.tex", `${"\u0001\u0002".repeat(50)} $x$█\n`, /not text/],
  ] as const) {
    test(`${what} is told in a sentence, and nothing is asked`, async () => {
      await open(name, text);
      await commands.executeCommand("llemma.continueProof");
      await eventually("the message", () => messages.some((message) => words.test(message)));
      assert.equal(buttons.includes("Suggest Tactics"), what === "Lean");
      assert.ok(!window.visibleTextEditors.some(({ document }) => document === find()));
      assert.deepEqual(server.completions(), []);
    });
  }

  test("a selection over the edge of the proof is told; one within it goes on behind it", async () => {
    const editor = await open("paper.tex", proof);
    editor.selection = new Selection(1, 2, 4, 5);
    await commands.executeCommand("llemma.continueProof");
    await eventually("the message", () => messages.length > 0);
    assert.match(messages[0] ?? "", /over the edge/);
    editor.selection = new Selection(4, 2, 4, 11);
    await commands.executeCommand("llemma.continueProof");
    await reported(/come to the end of the proof/);
    await click("Insert", 1);
    assert.equal(editor.document.getText(), filled(steps[0]));
  });

  test("without a text there is a sentence", async () => {
    await commands.executeCommand("llemma.continueProof");
    assert.match(messages[0] ?? "", /put the cursor behind the last step/);
  });
});
