import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { commands, env, Range, Selection, window, workspace, WorkspaceEdit } from "vscode";
import type { ScriptedServer } from "../support/scriptedServer.ts";
import { answer, closeAll, configure, eventually, open, serve, type, hear } from "./editor.ts";
import { panel } from "./panelSpy.ts";
import { lean } from "./servers.ts";

const paper = String.raw`\newcommand{\R}{\mathbb{R}}
\begin{theorem}
  For all $x \in \R$ we have $x^2 \ge 0$.
\end{theorem}
\begin{proof}
  Let $y█ = x^2$.
\end{proof}
`;
const problem = "\\begin{problem}\n  What is $1 + 1$?█\n\\end{problem}\n\nThe end.\n";

suite("the panel", () => {
  let server: ScriptedServer;
  let asked: string[] = [];
  let restore: (() => void)[] = [];

  setup(async () => {
    server = await serve();
    const heard = hear();
    asked = heard.messages;
    restore = [heard.end];
    await commands.executeCommand("llemma.showPanel");
    await eventually("the page", () => panel.state !== undefined);
    panel.send({ kind: "clearHistory" });
    await eventually("no history", () => panel.state?.tasks.length === 0);
  });
  teardown(async () => {
    for (const end of restore) end();
    await commands.executeCommand("llemma.stop");
    await configure("llemma.solve.samples", undefined);
    await closeAll();
    await server.close();
  });

  suiteTeardown(async () => {
    // Answers go to documents again.
    await commands.executeCommand("workbench.view.explorer");
  });

  function equation(): string | undefined {
    const place = panel.state?.place;
    return place?.kind === "maths" ? place.equation?.tex : undefined;
  }

  function answering(text: string): void {
    server.answerWith(({ prompt }) =>
      prompt.endsWith("Solution:")
        ? [`So it is $\\boxed{${text}}$.\n`, `Final Answer: The final answer is $${text}$. I hope`]
        : undefined,
    );
  }

  function told(): readonly string[] {
    return panel.messages.flatMap((message) => (message.kind === "told" ? [message.sentence] : []));
  }

  async function solved(): Promise<void> {
    answering("2");
    await commands.executeCommand("llemma.solve");
    await eventually("the end", () => panel.task?.phase.kind === "done");
  }

  function insert(item: string, where: "cursor" | "below" = "below"): void {
    panel.send({ kind: "insert", task: panel.task?.id, item, where });
  }

  test("shows what the proof at the cursor proves, and the formula, with the macros they use", async () => {
    await open("paper.tex", paper);
    await eventually("the formula", () => equation() === "y = x^2");
    const place = panel.state?.place;
    assert.ok(place?.kind === "maths");
    assert.match(place.where, /^paper\.tex:6$/);
    assert.equal(place.statement?.title, "Theorem");
    assert.match(place.statement.text, /For all/);
    assert.deepEqual(place.macros, { "\\R": "\\mathbb{R}" });
  });

  test("follows the cursor; what was there stays until the next place is read", async () => {
    const editor = await open("paper.tex", paper);
    await eventually("the formula", () => equation() === "y = x^2");
    panel.messages = [];
    editor.selection = new Selection(2, 15, 2, 15);
    await eventually("the other formula", () => equation() === "x \\in \\R");
    const places = panel.messages.flatMap((message) =>
      message.kind === "parts" && message.parts.place !== undefined ? [message.parts.place] : [],
    );
    assert.equal(places.length, 1, "nothing is shown in between");
  });

  test("is not told of keys while somebody types, and then of what there is", async () => {
    await open("paper.tex", paper);
    await eventually("the formula", () => equation() === "y = x^2");
    panel.messages = [];
    await type("12345");
    assert.deepEqual(
      panel.messages.filter((message) => message.kind === "parts" && "place" in message.parts),
      [],
    );
    await eventually("the text typed", () => equation() === "y12345 = x^2");
  });

  test("held, it stays; released, it goes to where the cursor is", async () => {
    const editor = await open("paper.tex", paper);
    await eventually("the formula", () => equation() === "y = x^2");
    await commands.executeCommand("llemma.pinPanel");
    await eventually("the pin", () => panel.state?.pinned === true);
    editor.selection = new Selection(2, 15, 2, 15);
    await sleep(1_000);
    assert.equal(equation(), "y = x^2");
    panel.send({ kind: "pin", pinned: false });
    await eventually("the other formula", () => equation() === "x \\in \\R");
    assert.equal(panel.state?.pinned, false);
  });

  test("out of sight it reads nothing, and is drawn anew from the state when it is back", async () => {
    const editor = await open("problem.tex", problem);
    await solved();
    const { tasks } = panel.state ?? {};
    await commands.executeCommand("workbench.view.explorer");
    await sleep(500);
    const { draws } = panel;
    panel.messages = [];
    editor.selection = new Selection(4, 0, 4, 0);
    await sleep(1_000);
    assert.deepEqual(panel.messages, []);
    await commands.executeCommand("llemma.showPanel");
    await eventually("the page", () => panel.draws > draws);
    assert.deepEqual(panel.state?.tasks, tasks);
  });

  test("a problem's votes are there, and no document or message beside", async () => {
    await open("problem.tex", problem);
    await solved();
    assert.equal(panel.task?.kind, "solve");
    assert.equal(panel.task.where, "problem.tex:1");
    assert.match(panel.task.votes?.headline ?? "", /samples agree, not verified: \$2\$/);
    assert.equal(panel.task.votes?.planned, 16);
    assert.match(panel.task.phase.sentence, /Stopped after/);
    const shown = window.visibleTextEditors.map(({ document }) => document.uri.scheme);
    assert.ok(!shown.includes("llemma-solutions"));
    assert.deepEqual(asked, []);
  });

  test("a running one is cancelled, and what was written stays", async () => {
    await server.close();
    server = await serve({ tokensPerSecond: 20 });
    server.answerWith(() => Array.from({ length: 400 }, (_, index) => ` word${index}`));
    await open("problem.tex", problem);
    const done = commands.executeCommand("llemma.solve");
    await eventually("text", () => (panel.task?.sections[0]?.markdown.length ?? 0) > 30);
    await eventually("the speed", () => panel.task?.tokensPerSecond !== undefined);
    assert.ok(
      panel.messages.some(({ kind }) => kind === "append"),
      "text streams in pieces",
    );
    panel.send({ kind: "cancel", task: panel.task?.id });
    await done;
    await eventually("the end", () => panel.task?.phase.kind === "cancelled");
    assert.match(panel.task?.sections[0]?.markdown ?? "", /word1/);
  });

  test("an answer goes behind its problem, wherever that is by now; one undo takes it back", async () => {
    const editor = await open("problem.tex", problem);
    await solved();
    const edit = new WorkspaceEdit();
    edit.insert(editor.document.uri, editor.document.positionAt(0), "Some\nlines\n");
    await workspace.applyEdit(edit);
    const before = editor.document.getText();
    insert("answer-0", "cursor");
    await eventually("the answer", () =>
      editor.document.getText().includes("\\end{problem} $2$\n"),
    );
    await eventually("a word of it", () => told().includes("Inserted at line 5."));
    await commands.executeCommand("workbench.action.focusActiveEditorGroup");
    await commands.executeCommand("undo");
    assert.equal(editor.document.getText(), before);
  });

  test("what is inserted next comes behind what was inserted last", async () => {
    const editor = await open("problem.tex", problem);
    await solved();
    insert("sample-1");
    await eventually("a solution", () => editor.document.getText().includes("\\end{proof}"));
    insert("answer-0");
    await eventually("the answer", () => editor.document.getText().includes("\\end{proof}\n$2$\n"));
  });

  test("where the place is gone the person is asked, and nothing happens by itself", async () => {
    const editor = await open("problem.tex", problem);
    await solved();
    const edit = new WorkspaceEdit();
    edit.delete(editor.document.uri, new Range(0, 0, 3, 0));
    await workspace.applyEdit(edit);
    const text = editor.document.getText();
    insert("answer-0", "cursor");
    await eventually("the question", () => asked.length > 0);
    assert.match(asked[0] ?? "", /is gone/);
    assert.equal(editor.document.getText(), text);
    restore.push(answer("showWarningMessage", () => "Insert at the Cursor"));
    editor.selection = new Selection(1, 8, 1, 8);
    insert("answer-0", "cursor");
    await eventually("the answer", () => editor.document.getText().includes("The end. $2$"));
    restore.push(answer("showWarningMessage", () => "Copy"));
    insert("answer-0", "cursor");
    await eventually("a word of it", () => told().includes("Copied."));
    assert.equal(await env.clipboard.readText(), "$2$");
  });

  test("an equation's explanation is there, with its places, and goes in as unchecked", async () => {
    server.answerWith(({ prompt }) =>
      /Explanation:[^\n]*$/.test(prompt) ? [" It is", " a square."] : undefined,
    );
    const editor = await open("paper.tex", paper);
    await commands.executeCommand("llemma.explain");
    await eventually("the end", () => panel.task?.phase.kind === "done");
    assert.equal(panel.task?.kind, "explain");
    const [document, model] = panel.task.sections;
    assert.equal(document?.source, "document");
    assert.equal(model?.steps[0]?.markdown, "It is a square.");
    const shown = window.visibleTextEditors.map((one) => one.document.uri.scheme);
    assert.ok(!shown.includes("llemma-explanation"));
    insert("explanation");
    await eventually("the text", () =>
      editor.document.getText().includes("% Llemma, unchecked\nIt is a square."),
    );
    const [link] = document.links;
    const line = Number(/line (\d+)$/.exec(link?.label ?? "")?.[1]);
    editor.selection = new Selection(0, 0, 0, 0);
    panel.send({ kind: "open", task: panel.task.id, link: link?.id });
    await eventually(
      "the place",
      () => window.activeTextEditor?.selection.active.line === line - 1,
    );
  });

  test("a continuation's steps are there, and go in one behind the other", async () => {
    server.answerWith(({ prompt }) =>
      prompt === ""
        ? undefined
        : [" Then $y = 1$.", " Hence $y > 0$.", "\n\\end{proof}", "\n\nMore."],
    );
    const proof =
      "\\begin{lemma}\n  $1 = 1$.\n\\end{lemma}\n\\begin{proof}\n  We count.█\n\\end{proof}\n";
    const editor = await open("paper.tex", proof);
    await commands.executeCommand("llemma.continueProof");
    await eventually("the end", () => panel.task?.phase.kind === "done");
    assert.equal(panel.task?.kind, "continue");
    const ids = panel.task.sections.flatMap(({ steps }) => steps.map(({ id }) => id));
    assert.deepEqual(ids.slice(0, 2), ["step-1", "step-2"]);
    insert("step-1", "cursor");
    await eventually("a step", () => editor.document.getText().includes("count. Then $y = 1$."));
    insert("step-2", "cursor");
    await eventually("the next", () =>
      editor.document.getText().includes("count. Then $y = 1$. Hence $y > 0$."),
    );
    const shown = window.visibleTextEditors.map((one) => one.document.uri.scheme);
    assert.ok(!shown.includes("llemma-continuation"));
  });

  test("what is no message of the page, or of no task, does nothing", async () => {
    const editor = await open("problem.tex", problem);
    await solved();
    const before = JSON.stringify(panel.state?.tasks);
    for (const message of [
      undefined,
      "insert",
      { kind: "unknown" },
      { kind: "insert", task: panel.task?.id, item: "answer-0" },
      { kind: "insert", task: "no", item: "answer-0", where: "below" },
      { kind: "insert", task: panel.task?.id, item: "__proto__", where: "below" },
      { kind: "run", action: "workbench.action.closeWindow" },
      { kind: "run", action: "constructor" },
      { kind: "open", task: panel.task?.id, link: "__proto__" },
      { kind: "cancel", task: {} },
    ]) {
      panel.send(message);
    }
    await sleep(300);
    assert.equal(JSON.stringify(panel.state?.tasks), before);
    assert.equal(editor.document.getText(), problem.replace("█", ""));
    assert.deepEqual(asked, []);
  });

  test("says how it stands with the model, and loads none to know it", async () => {
    panel.messages = [];
    await eventually("the model", () => panel.state?.model.name !== undefined);
    assert.equal(panel.state?.model.server, server.url);
  });

  test("Lean's goals follow the cursor, and a candidate goes where it was checked", async function () {
    if (lean === "") this.skip();
    await configure("llemma.lean.path", lean);
    const text = "theorem t (p : Nat → Prop) (h : p 2) : ∃ n : Nat, p n := by\n  █\n";
    const editor = await open("t.lean", text);
    await eventually("the goal", () => {
      const place = panel.state?.place;
      return place?.kind === "goals" && place.goals[0]?.includes("⊢ ∃ n, p n") === true;
    });
    server.answerWith(() => ["exact ⟨2, h⟩", "\n"]);
    panel.send({ kind: "run", action: "suggestTactics" });
    await eventually("a candidate", () => panel.task?.candidates[0]?.verdict === "closesAll");
    const before = editor.document.getText();
    insert(panel.task?.candidates[0]?.id ?? "", "cursor");
    await eventually("the tactic", () => editor.document.getText().includes("  exact ⟨2, h⟩\n"));
    assert.equal(editor.selection.active.character, "  exact ⟨2, h⟩".length);
    await commands.executeCommand("undo");
    assert.equal(editor.document.getText(), before);
    await configure("llemma.lean.path", undefined);
  });
});
