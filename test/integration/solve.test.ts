import assert from "node:assert/strict";
import {
  commands,
  Range,
  Selection,
  window,
  workspace,
  WorkspaceEdit,
  type TextDocument,
  type TextEditor,
} from "vscode";
import type { ScriptedServer } from "../support/scriptedServer.ts";
import {
  answer,
  closeAll,
  configure,
  eventually,
  open,
  serve,
  type,
  hear,
  cancelling,
  actionsAt,
} from "./editor.ts";

const problem = "\\begin{problem}\n  What is $1 + 1$?█\n\\end{problem}\n\nThe end.\n";
const plain = problem.replace("█", "");

suite("solving", () => {
  let server: ScriptedServer;
  let messages: string[] = [];
  let buttons: string[] = [];
  let restore: (() => void)[] = [];

  setup(async () => {
    server = await serve();
    const heard = hear();
    ({ messages, buttons } = heard);
    restore = [heard.end];
  });
  teardown(async () => {
    for (const end of restore) end();
    await commands.executeCommand("llemma.stop");
    await configure("llemma.solve.samples", undefined);
    await closeAll();
    await server.close();
  });

  /** The answers of the samples in their order; the last one stands for all later ones. */
  function answering(...answers: readonly string[]): void {
    let sample = 0;
    server.answerWith(({ prompt }) => {
      if (!prompt.endsWith("Solution:")) return undefined;
      const given = answers[Math.min(sample, answers.length - 1)] ?? "";
      sample += 1;
      return [
        " We",
        " add,",
        ` so it is $\\boxed{${given}}$.\n`,
        "Final Answer: The final answer is ",
        `$${given}$. I hope it is correct.`,
      ];
    });
  }

  function find(): TextDocument | undefined {
    return workspace.textDocuments.find(({ uri }) => uri.scheme === "llemma-solutions");
  }

  function solutions(): TextDocument {
    const found = find();
    assert.ok(found, "no document with solutions");
    return found;
  }

  /** Waits for the report to say this. */
  async function reported(words: RegExp): Promise<string> {
    await eventually(String(words), () => words.test(find()?.getText() ?? ""));
    return solutions().getText();
  }

  async function insert(label: string): Promise<void> {
    const end = answer("showQuickPick", (items) =>
      (items as readonly { readonly label: string }[]).find((item) => item.label === label),
    );
    await commands.executeCommand("llemma.insertSolution");
    end();
  }

  async function solved(marked = problem, name = "sheet.tex"): Promise<TextEditor> {
    const editor = await open(name, marked);
    await commands.executeCommand("llemma.solve");
    await reported(/samples? (?:agree|say)|votes each/);
    return editor;
  }

  test("16 samples of the problem at the cursor: votes and solutions, best first, in a read-only document", async () => {
    answering(...Array.from("3223232323232322"));
    const editor = await solved();
    assert.equal(server.completions().length, 16);
    assert.match(
      server.completions()[0]?.prompt ?? "",
      /\nProblem:\nWhat is \$1 \+ 1\$\?\n\nSolution:$/,
    );
    const text = await reported(/All 16 samples are written/);
    assert.match(text, /^# 9 of 16 samples agree, not verified: \$2\$\n/);
    assert.match(text, /\| \$2\$ \| 9 \|/);
    assert.match(text, /## Solution: \$2\$, 9 of 16\n\n> We add, so it is \$\\boxed\{2\}\$\./);
    assert.equal(solutions().languageId, "markdown");
    assert.equal(await solutions().save(), false);
    await eventually("the message", () => messages.length > 0);
    assert.deepEqual(messages, ["Llemma: 9 of 16 samples agree, not verified: $2$."]);
    assert.deepEqual(buttons, ["Insert…"]);
    // The cursor stays in the text.
    assert.equal(window.activeTextEditor?.document, editor.document);
    assert.equal(editor.document.getText(), plain);
  });

  test("stops early and says what was saved", async () => {
    answering("2");
    await solved();
    await reported(/Stopped after 4 of 16 samples, 12 saved/);
    // Some more may have been under way beside them.
    assert.ok(server.completions().length <= 7);
  });

  test("inserts a proof behind the problem, which one undo takes back", async () => {
    answering("2");
    const editor = await solved();
    await insert("Solution");
    const proof =
      "\n\\begin{proof}[Solution]\nWe add, so it is $\\boxed{2}$.\n\\end{proof}\n\nThe end.\n";
    assert.ok(editor.document.getText().endsWith(proof), editor.document.getText());
    assert.match(
      editor.document.getText(),
      /\\end\{problem\}\n% Llemma: 4 of 4 samples agree, not verified: \$2\$\n\\begin\{proof\}/,
    );
    await window.showTextDocument(editor.document, editor.viewColumn);
    await commands.executeCommand("undo");
    assert.equal(editor.document.getText(), plain);
  });

  test("inserts a comment, or only the answer", async () => {
    answering("2");
    const editor = await solved();
    await insert("Solution as a Comment");
    assert.match(
      editor.document.getText(),
      /\\end\{problem\}\n% Llemma: .*\n% We add, so it is \$\\boxed\{2\}\$\.\n\nThe end/,
    );
    await window.showTextDocument(editor.document, editor.viewColumn);
    await commands.executeCommand("undo");
    await insert("Only the Answer");
    assert.ok(
      editor.document.getText().includes("\\end{problem} $2$\n"),
      editor.document.getText(),
    );
  });

  test("inserts where the problem is now, though the text has moved", async () => {
    answering("2");
    const editor = await solved();
    const edit = new WorkspaceEdit();
    edit.insert(editor.document.uri, editor.document.positionAt(0), "Some\nlines\n");
    edit.delete(editor.document.uri, new Range(0, 0, 0, "\\begin{problem}".length));
    await workspace.applyEdit(edit);
    await insert("Only the Answer");
    assert.ok(
      editor.document.getText().includes("\\end{problem} $2$\n"),
      editor.document.getText(),
    );
  });

  test("finds the problem again in a text that was closed", async () => {
    answering("2");
    const { document } = await solved();
    const { uri } = document;
    await commands.executeCommand("workbench.action.closeActiveEditor");
    await insert("Only the Answer");
    const again = await workspace.openTextDocument(uri);
    assert.ok(again.getText().includes("\\end{problem} $2$\n"), again.getText());
    await window.showTextDocument(again);
  });

  test("cancelling keeps what is there and ends the request", async () => {
    await server.close();
    server = await serve({ tokensPerSecond: 5 });
    answering(...Array.from("23456789"));
    await cancelling(async (cancel, shown) => {
      await open("sheet.tex", problem);
      const done = commands.executeCommand("llemma.solve");
      await eventually("two samples", () => shown.some((message) => message.startsWith("2 ")));
      await reported(/## Being written/);
      cancel();
      await done;
    });
    const text = await reported(/Cancelled after \d+ of 16 samples\./);
    assert.match(text, /^# Tie: \$2\$ and \$3\$ .*with 1 of \d+ votes each, not verified/);
    assert.match(text, /## Not finished/);
    await eventually("the abort", () => server.completions().at(-1)?.abortedAt !== undefined);
    assert.deepEqual(messages, []);
    await insert("Only the Answer");
    assert.match(window.activeTextEditor?.document.getText() ?? "", /\$2\$/);
  });

  test("Stop ends it too", async () => {
    await server.close();
    server = await serve({ tokensPerSecond: 3 });
    answering("2");
    await open("sheet.tex", problem);
    const done = commands.executeCommand("llemma.solve");
    await eventually("a request", () => server.completions().length > 0);
    await commands.executeCommand("llemma.stop");
    await done;
    await reported(/Cancelled after 0 of 16 samples/);
  });

  test("a server that is lost after nine of sixteen leaves the nine", async () => {
    let sample = 0;
    server.answerWith(({ prompt }) => {
      if (prompt === "") return undefined;
      sample += 1;
      return sample > 9
        ? { kind: "reset", after: [" Half a"], headers: true }
        : [` It is $\\boxed{${sample % 3}}$.`];
    });
    await open("sheet.tex", problem);
    await commands.executeCommand("llemma.solve");
    const text = await reported(/broke off .* 9 of 16 samples were finished before\./);
    assert.match(text, /^# Tie: .* with 3 of 9 votes each, not verified/);
    assert.equal(messages.length, 1);
    assert.match(messages[0] ?? "", /broke off/);
  });

  test("samples without an answer abstain, and nothing is inserted", async () => {
    await configure("llemma.solve.samples", 3);
    server.answerWith(({ prompt }) => (prompt === "" ? undefined : [" I do", " not know."]));
    await open("sheet.tex", problem);
    await commands.executeCommand("llemma.solve");
    const text = await reported(/^# None of 3 samples has an answer/);
    assert.match(text, /\| no answer \| 3 \|/);
    await insert("Solution");
    assert.deepEqual(messages, [
      "Llemma: None of 3 samples has an answer.",
      "Llemma: there is no solution to insert.",
    ]);
  });

  test("where there is no problem, one can be written; none is no run", async () => {
    answering("2");
    const replies = [undefined, "What is $1 + 1$?"];
    restore.push(answer("showInputBox", () => replies.shift()));
    const editor = await open("notes.txt", "So it is █\n");
    editor.selection = new Selection(0, 2, 0, 3);
    await commands.executeCommand("llemma.solve");
    assert.equal(server.completions().length, 0);
    await commands.executeCommand("llemma.solve");
    await reported(/samples agree/);
    await insert("Only the Answer");
    assert.equal(editor.document.getText(), "So 2 it is \n");
  });

  test("a selection without mathematics is questioned first", async () => {
    answering("2");
    const editor = await open("notes.txt", "Mir ist heute kalt.█\n");
    editor.selection = new Selection(0, 0, 0, 19);
    await commands.executeCommand("llemma.solve");
    assert.match(messages[0] ?? "", /no mathematics/);
    assert.deepEqual(buttons, ["Solve Anyway"]);
    assert.equal(server.completions().length, 0);
    restore.push(answer("showWarningMessage", () => "Solve Anyway"));
    await commands.executeCommand("llemma.solve");
    assert.ok(server.completions().length > 0);
  });

  test("a problem that does not fit is not sent", async () => {
    await open("sheet.tex", problem.replace("What", "What is $2 + 2$? ".repeat(900)));
    await commands.executeCommand("llemma.solve");
    await eventually("the message", () => messages.length > 0);
    assert.match(messages[0] ?? "", /too long.*tokens/);
    assert.equal(server.completions().length, 0);
  });

  test("Solve with… takes number, temperature and frame", async () => {
    answering("2");
    const replies = ["2", "1.5"];
    restore.push(answer("showInputBox", () => replies.shift()));
    restore.push(
      answer("showQuickPick", (items) =>
        (items as readonly { readonly label: string }[]).find(({ label }) => /choice/.test(label)),
      ),
    );
    await open("sheet.tex", problem);
    await commands.executeCommand("llemma.solveWith");
    const [request] = server.completions();
    assert.equal(request?.options["temperature"], 1.5);
    assert.match(request.prompt, /What of the following is the right choice\?/);
    await reported(/temperature 1\.5/);
  });

  test("is offered as a code action at a problem, and only there", async () => {
    const editor = await open("sheet.tex", problem);
    async function offered(line: number): Promise<readonly string[]> {
      const actions = await actionsAt(editor.document, new Range(line, 1, line, 1));
      return actions.map(({ title }) => title);
    }
    assert.deepEqual(await offered(1), ["Solve with Llemma"]);
    assert.deepEqual(await offered(4), []);
  });

  test("typing comes first: a sample gives way to a suggestion", async () => {
    await server.close();
    server = await serve({ tokensPerSecond: 5 });
    server.answerWith(({ prompt }) =>
      prompt.endsWith("Solution:")
        ? [" long", ...Array.from({ length: 200 }, (_, index) => ` word${index}`)]
        : ["  exact", " h", "\n"],
    );
    await open("sheet.tex", problem);
    const done = commands.executeCommand("llemma.solve");
    await reported(/## Being written/);
    const [sample] = server.completions();
    await open("swap.lean", "theorem swap (h : p) : p := by\n  █\n");
    await type("  ");
    const isInline = (): boolean =>
      server
        .completions()
        .some(
          ({ prompt, firstTokenAt }) => prompt.startsWith("theorem") && firstTokenAt !== undefined,
        );
    await eventually("the suggestion's request", isInline);
    assert.ok(sample?.abortedAt !== undefined, "the sample went on");
    await eventually("the sample again", () =>
      server.completions().some(({ prompt }) => /Solution: long( word\d+)*$/.test(prompt)),
    );
    await commands.executeCommand("llemma.stop");
    await done;
  });

  test("a second run ends the first", async () => {
    await server.close();
    server = await serve({ tokensPerSecond: 10 });
    answering("2");
    await open("sheet.tex", problem);
    const first = commands.executeCommand("llemma.solve");
    await eventually("a request", () => server.completions().length > 0);
    const second = commands.executeCommand("llemma.solve");
    await first;
    await eventually("the abort", () => server.completions()[0]?.abortedAt !== undefined);
    await commands.executeCommand("llemma.stop");
    await second;
  });
});
