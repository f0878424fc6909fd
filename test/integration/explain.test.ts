import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  commands,
  MarkdownString,
  Position,
  Range,
  Selection,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type DocumentLink,
  type Hover,
  type TextDocument,
} from "vscode";
import type { ScriptedServer } from "../support/scriptedServer.ts";
import {
  answer,
  closeAll,
  eventually,
  open,
  serve,
  type,
  hear,
  cancelling,
  actionsAt,
} from "./editor.ts";

const r = String.raw;
const notes = [
  "Let $G$ be a finite group and $H$ a subgroup.",
  "As $a = b$, we have",
  r`\[ |G| = [G : H] \cdot |H|. █\]`,
  "The end $x = 1$.\n",
].join("\n");

suite("explaining", () => {
  let server: ScriptedServer;
  let messages: string[] = [];
  let buttons: string[] = [];
  let restore: () => void;

  setup(async () => {
    server = await serve();
    ({ messages, buttons, end: restore } = hear());
    answering(" The orders", " are compared.", " It follows", " from cosets.");
  });
  teardown(async () => {
    restore();
    await commands.executeCommand("llemma.stop");
    await closeAll();
    await server.close();
  });

  function answering(...pieces: readonly string[]): void {
    server.answerWith(({ prompt }) => (/Explanation:[^\n]*$/.test(prompt) ? pieces : undefined));
  }

  function find(): TextDocument | undefined {
    // A document lives on for a while behind its editor.
    return window.visibleTextEditors.find(
      ({ document }) => document.uri.scheme === "llemma-explanation",
    )?.document;
  }

  /** Waits for the document to say this. */
  async function reported(words: RegExp): Promise<string> {
    await eventually(String(words), () => words.test(find()?.getText() ?? ""));
    return find()?.getText() ?? "";
  }

  async function insert(label: string): Promise<void> {
    const end = answer("showQuickPick", (items) =>
      (items as readonly { readonly label: string }[]).find((item) => item.label === label),
    );
    await commands.executeCommand("llemma.insertExplanation");
    end();
  }

  async function explained(marked = notes, name = "notes.tex") {
    const editor = await open(name, marked);
    await commands.executeCommand("llemma.explain");
    await reported(
      /## Llemma, unchecked\n\n> The orders are compared\. It follows from cosets\.\n/,
    );
    return editor;
  }

  test("what the document says and what the model wrote are set apart, beside the text", async () => {
    const editor = await explained();
    const text = await reported(/From the document/);
    assert.match(text, /^# Equation, \[notes\.tex, line 3\]\[1\]\n\n> \$\|G\| = \[G : H\]/);
    assert.match(
      text,
      /- `G`: “Let \$G\$ be a finite group and \$H\$ a subgroup\.” \(\[notes\.tex, line 1\]\[2\]\)/,
    );
    assert.match(text, /The line before it \(\[notes\.tex, line 2\]\[\d\]\):\n\n> \$a = b\$/);
    assert.equal(find()?.languageId, "markdown");
    assert.equal(await find()?.save(), false);
    assert.equal(server.completions().length, 1);
    assert.match(server.completions()[0]?.prompt ?? "", /Equation: \$\|G\| = .*\nExplanation:$/);
    await eventually("the message", () => messages.length > 0);
    assert.match(messages[0] ?? "", /explained beside the text, unchecked/);
    assert.deepEqual(buttons, ["Insert…"]);
    assert.equal(window.activeTextEditor?.document, editor.document);
    assert.equal(editor.document.getText(), notes.replace("█", ""));
  });

  test("the links lead to the definitions", async () => {
    const editor = await explained();
    const home = editor.document.uri.toString(true);
    const targets = async (): Promise<readonly string[]> => {
      const links: readonly DocumentLink[] = await commands.executeCommand(
        "vscode.executeLinkProvider",
        find()?.uri,
      );
      return links.map(({ target }) => target?.toString(true) ?? "");
    };
    await eventually("the link", async () => (await targets()).includes(`${home}#L1,5`));
  });

  test("inserts a comment or text below the equation, which one undo takes back", async () => {
    const editor = await explained();
    await insert("As a Comment");
    assert.ok(
      editor.document
        .getText()
        .includes(
          [
            r`\cdot |H|. \]`,
            "% $G$: Let $G$ be a finite group and $H$ a subgroup.",
            "% $H$: Let $G$ be a finite group and $H$ a subgroup.",
            "% Llemma, unchecked: The orders are compared. It follows from cosets.",
            "The end",
          ].join("\n"),
        ),
      editor.document.getText(),
    );
    await window.showTextDocument(editor.document, editor.viewColumn);
    await commands.executeCommand("undo");
    assert.equal(editor.document.getText(), notes.replace("█", ""));
    await insert("As Text Below");
    assert.ok(
      editor.document
        .getText()
        .includes("\n% Llemma, unchecked\nThe orders are compared. It follows from cosets.\nThe"),
    );
  });

  test("inserts where the equation is now, though the text has moved", async () => {
    const editor = await explained();
    const edit = new WorkspaceEdit();
    edit.insert(editor.document.uri, new Position(0, 0), "Some\nlines\n");
    await workspace.applyEdit(edit);
    await insert("As Text Below");
    assert.match(editor.document.getText(), /\\\]\n% Llemma, unchecked\nThe orders/);
  });

  test("works in Markdown", async () => {
    const editor = await explained("Let $n$ be odd.\n\n$$n = 2k + 1█$$\n", "notes.md");
    assert.match(await reported(/- `n`: “Let \$n\$ be odd\.”/), /- `k`: no definition found/);
    await insert("As a Comment");
    assert.match(editor.document.getText(), /\$\$\n<!-- \$n\$: Let \$n\$ be odd\.\nLlemma, unch/);
  });

  test("definitions come from a file that is read, as an editor holds it", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "llemma-explain-"));
    try {
      const [main, setting] = [path.join(folder, "main.tex"), path.join(folder, "setting.tex")];
      await writeFile(setting, "Throughout, $G$ is a ring.\n");
      await writeFile(
        main,
        "\\documentclass{article}\n\\begin{document}\n\\input{setting}\n$G = 1$\n\\end{document}\n",
      );
      const other = await workspace.openTextDocument(Uri.file(setting));
      const edit = new WorkspaceEdit();
      edit.replace(other.uri, new Range(0, 19, 0, 25), "a group");
      await workspace.applyEdit(edit);
      const editor = await window.showTextDocument(Uri.file(main));
      editor.selection = new Selection(3, 3, 3, 3);
      await commands.executeCommand("llemma.explain");
      await reported(/“Throughout, \$G\$ is a group\.” \(\[setting\.tex, line 1\]/);
      await window.showTextDocument(other);
      await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    } finally {
      await closeAll();
      await rm(folder, { recursive: true, force: true });
    }
  });

  for (const [what, name, marked, selection, words] of [
    ["no equation at the cursor", "a.tex", "Some words█.", undefined, /no equation at the cursor/],
    [
      "a selection from the preamble into the body",
      "a.tex",
      "\\documentclass{article}\n\\begin{document}\n$a = b$█\n\\end{document}",
      new Selection(0, 0, 2, 7),
      /from the preamble into the document's body/,
    ],
    [
      "a selection over two environments",
      "a.tex",
      "\\begin{lemma}\n$a = b$█\n\\end{lemma}\n\\begin{proof}\n$c = d$\n\\end{proof}",
      new Selection(1, 0, 4, 7),
      /from the environment lemma into the environment proof/,
    ],
    ["a file of 5 MB", "a.tex", `$a█ = b$ ${"Word \n".repeat(850_000)}`, undefined, /too large/],
    ["bytes", "a.tex", "$a█ = b$\u0000\u0000", undefined, /this file is no text/],
    ["Lean", "a.lean", "theorem a : a = █b", undefined, /in LaTeX and Markdown\. In Lean/],
  ] as const) {
    test(`${what}: a sentence, and nothing is sent`, async () => {
      const isBinary = marked.includes("\u0000");
      const editor = await open(name, isBinary ? marked.replaceAll("\u0000", "") : marked);
      if (isBinary) {
        const edit = new WorkspaceEdit();
        edit.insert(editor.document.uri, new Position(0, 7), "\u0000");
        await workspace.applyEdit(edit);
      }
      if (selection !== undefined) editor.selection = selection;
      await commands.executeCommand("llemma.explain");
      assert.equal(messages.length, 1);
      assert.match(messages[0] ?? "", words);
      assert.equal(server.completions().length, 0);
    });
  }

  test("without an editor, as with a binary file, it says so", async () => {
    await commands.executeCommand("llemma.explain");
    assert.match(messages[0] ?? "", /there is no text open in an editor/);
  });

  test("a server that is not there: one message, and what the document says stays", async () => {
    await server.close();
    await open("notes.tex", notes);
    await commands.executeCommand("llemma.explain");
    await reported(/- `G`: “Let \$G\$ be a finite group[^]*## Llemma, unchecked\n\n(?!Being|>)/);
    await eventually("the message", () => messages.length > 0);
    assert.equal(messages.length, 1);
    await insert("As Text Below");
    assert.match(messages[1] ?? "", /there is no explanation to insert/);
    server = await serve();
  });

  test("cancelling keeps what is there and ends the request", async () => {
    await server.close();
    server = await serve({ tokensPerSecond: 5 });
    answering(" One is.", ...Array.from({ length: 99 }, (_, index) => ` Then ${index} is.`));
    await cancelling(async (cancel) => {
      await open("notes.tex", notes);
      const done = commands.executeCommand("llemma.explain");
      await reported(/> One is\..*\n\nBeing written/);
      cancel();
      await done;
    });
    await reported(/> One is\..*\n\nCancelled\./);
    await eventually("the abort", () => server.completions()[0]?.abortedAt !== undefined);
    assert.deepEqual(messages, []);
    await insert("As Text Below");
    assert.match(window.activeTextEditor?.document.getText() ?? "", /unchecked\nOne is\./);
  });

  test("Stop ends it, and so does a second one", async () => {
    await server.close();
    server = await serve({ tokensPerSecond: 3 });
    answering(...Array.from({ length: 99 }, (_, index) => ` Then ${index} is.`));
    await open("notes.tex", notes);
    const first = commands.executeCommand("llemma.explain");
    await eventually("a request", () => server.completions().length === 1);
    const second = commands.executeCommand("llemma.explain");
    await first;
    await eventually("another request", () => server.completions().length === 2);
    assert.ok(server.completions()[0]?.abortedAt !== undefined);
    await commands.executeCommand("llemma.stop");
    await second;
    await reported(/Cancelled\./);
  });

  test("typing comes first: it gives way to a suggestion and goes on from its own text", async () => {
    await server.close();
    server = await serve({ tokensPerSecond: 5 });
    server.answerWith(({ prompt }) =>
      /Explanation:[^\n]*$/.test(prompt)
        ? [" One is.", ...Array.from({ length: 99 }, (_, index) => ` Then ${index} is.`)]
        : ["  exact", " h", "\n"],
    );
    await open("notes.tex", notes);
    const done = commands.executeCommand("llemma.explain");
    await reported(/> One is\./);
    await open("swap.lean", "theorem swap (h : p) : p := by\n  █\n");
    await type("  ");
    await eventually("the suggestion's request", () =>
      server.completions().some(({ prompt }) => prompt.startsWith("theorem")),
    );
    assert.ok(server.completions()[0]?.abortedAt !== undefined, "the explanation went on");
    await eventually("the explanation again", () =>
      server.completions().some(({ prompt }) => /Explanation: One is\.[^\n]*$/.test(prompt)),
    );
    await commands.executeCommand("llemma.stop");
    await done;
  });

  test("an equation's hover has a link that explains it, and may run nothing else", async () => {
    const { document } = await open("notes.tex", notes);
    const hovers: readonly Hover[] = await commands.executeCommand(
      "vscode.executeHoverProvider",
      document.uri,
      new Position(2, 5),
    );
    const ours = hovers
      .flatMap(({ contents }) => contents)
      .find((one) => textOf(one).includes("llemma.explain"));
    assert.ok(ours instanceof MarkdownString, "no link");
    const [, target = ""] = /\(command:llemma\.explain\?([^)]*)\)/.exec(ours.value) ?? [];
    assert.equal(ours.value.replace(target, ""), "[Explain with Llemma](command:llemma.explain?)");
    assert.deepEqual(ours.isTrusted, { enabledCommands: ["llemma.explain"] });
    // The cursor is elsewhere by then.
    await open("other.tex", "Other words█.");
    const [argument] = JSON.parse(decodeURIComponent(target)) as readonly unknown[];
    await commands.executeCommand("llemma.explain", argument);
    await reported(/# Equation, \[notes\.tex, line 3\]/);
    const none: readonly Hover[] = await commands.executeCommand(
      "vscode.executeHoverProvider",
      document.uri,
      new Position(0, 1),
    );
    assert.ok(!JSON.stringify(none).includes("llemma"));
  });

  test("is offered as a code action at an equation, and only there", async () => {
    const editor = await open("notes.tex", notes);
    async function offered(range: Range): Promise<boolean> {
      const actions = await actionsAt(editor.document, range);
      return actions.some(({ title }) => title === "Explain with Llemma");
    }
    assert.equal(await offered(new Range(2, 5, 2, 5)), true);
    assert.equal(await offered(new Range(3, 10, 3, 10)), true);
    assert.equal(await offered(new Range(3, 9, 3, 14)), true);
    assert.equal(await offered(new Range(0, 1, 0, 1)), false);
    assert.equal(await offered(new Range(2, 5, 3, 10)), false);
  });
});

function textOf(content: Hover["contents"][number]): string {
  return content instanceof MarkdownString ? content.value : "";
}
