import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  commands,
  CompletionItem,
  languages,
  Range,
  Selection,
  SnippetString,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type TextEditor,
} from "vscode";
import type { ScriptedServer } from "../support/scriptedServer.ts";
import {
  accept,
  closeAll,
  commit,
  configure,
  eventually,
  marked,
  open,
  serve,
  trigger,
  type,
  hear,
} from "./editor.ts";

const r = String.raw;

suite("beside an extension for LaTeX", () => {
  let server: ScriptedServer;
  let restore: () => void;

  setup(async () => {
    server = await serve();
    restore = hear().end;
  });
  teardown(async () => {
    restore();
    await configure("editor.inlineSuggest.suppressInSnippetMode", undefined);
    await commands.executeCommand("llemma.stop");
    await closeAll();
    await server.close();
  });

  async function jump(): Promise<void> {
    await commands.executeCommand("jumpToNextSnippetPlaceholder");
  }

  /** A snippet as such extensions have it, at its second place. */
  async function inSnippet(): Promise<TextEditor> {
    const editor = await open("paper.tex", "Let $x = 1$.\n█\n");
    await editor.insertSnippet(new SnippetString("\\begin{${1:align*}}\n$2\n\\end{$1}\n$0 Then."));
    await jump();
    assert.equal(marked(editor), "Let $x = 1$.\n\\begin{align*}\n█\n\\end{align*}\n Then.\n");
    return editor;
  }

  test("a suggestion that is asked for in a snippet fills its place, and the snippet goes on", async () => {
    server.answerWith(({ prompt }) => (prompt === "" ? undefined : ["x &= 1 \\\\\n", "y &= 2"]));
    const editor = await inSnippet();
    // Newer versions of VS Code show none while a snippet is being filled, unless they are told to.
    const name = "editor.inlineSuggest.suppressInSnippetMode";
    const known = workspace.getConfiguration().inspect(name)?.defaultValue !== undefined;
    if (known) await configure(name, false);
    await trigger();
    await accept(editor);
    assert.equal(
      marked(editor),
      "Let $x = 1$.\n\\begin{align*}\nx &= 1 \\\\█\n\\end{align*}\n Then.\n",
    );
    // Both places of the name are still one.
    await jump();
    assert.equal(
      marked(editor),
      "Let $x = 1$.\n\\begin{align*}\nx &= 1 \\\\\n\\end{align*}\n█ Then.\n",
    );
  });

  test("steps of a continuation go where it started, whatever the snippet does", async () => {
    server.answerWith(({ prompt }) =>
      prompt === "" ? undefined : ["x &= 1 \\\\\n", "y &= 2\n\\end"],
    );
    const editor = await inSnippet();
    await commands.executeCommand("llemma.continueProof");
    await jump();
    await type("So.");
    await commands.executeCommand("llemma.insertContinuation", { step: 0 });
    assert.equal(
      marked(editor),
      "Let $x = 1$.\n\\begin{align*}\nx &= 1 \\\\\n\\end{align*}\nSo.█ Then.\n",
    );
    await window.showTextDocument(editor.document, editor.viewColumn);
    await commands.executeCommand("undo");
    assert.equal(
      editor.document.getText(),
      "Let $x = 1$.\n\\begin{align*}\n\n\\end{align*}\nSo. Then.\n",
    );
  });

  suite("with its list of completions open", () => {
    let provider = { dispose: (): void => undefined };

    setup(() => {
      provider = languages.registerCompletionItemProvider(
        "latex",
        {
          provideCompletionItems: (document, position) => {
            const range = document.getWordRangeAtPosition(position, /\\[a-z]*/);
            return ["\\alpha", "\\aleph"].map((label) => {
              const item = new CompletionItem(label);
              if (range !== undefined) item.range = range;
              return item;
            });
          },
        },
        "\\",
      );
    });
    teardown(() => {
      provider.dispose();
    });

    async function withList(): Promise<TextEditor> {
      const editor = await open("paper.tex", "Let $x = █$.\n");
      await type("\\al");
      await commands.executeCommand("editor.action.triggerSuggest");
      return editor;
    }

    test("its entry is taken as it is, and a suggestion follows it", async () => {
      server.answerWith(({ prompt }) =>
        prompt.endsWith("\\alpha") || prompt.endsWith("\\aleph") ? [" + 1", "$."] : ["pha + 1$."],
      );
      const editor = await withList();
      await eventually("the entry", async () => {
        await commands.executeCommand("acceptSelectedSuggestion");
        return /\\al(?:pha|eph)\$/.test(editor.document.getText());
      });
      const name = /\\al(?:pha|eph)/.exec(editor.document.getText())?.[0] ?? "";
      assert.equal(marked(editor), `Let $x = ${name}█$.\n`);
      await trigger();
      await accept(editor);
      assert.equal(marked(editor), `Let $x = ${name} + 1█$.\n`);
    });

    test("a suggestion that is taken while it is open goes on from the entry and doubles nothing", async () => {
      server.answerWith(({ prompt }) => (prompt.endsWith("\\al") ? ["pha + 1$."] : [" + 1", "$."]));
      const editor = await withList();
      await eventually("a suggestion", async () => {
        await trigger();
        await commit();
        return editor.document.getText() !== "Let $x = \\al$.\n";
      });
      assert.match(editor.document.getText(), /^Let \$x = \\al(?:pha|eph) \+ 1\$\.\n$/);
    });

    test("a step is inserted while it is open", async () => {
      server.answerWith(({ prompt }) => (prompt === "" ? undefined : [" So $x$ is."]));
      const editor = await open("paper.tex", "Let $x = 1$.█\n\nNow $y$.\n");
      await commands.executeCommand("llemma.continueProof");
      editor.selection = new Selection(2, 6, 2, 6);
      await type("\\al");
      await commands.executeCommand("editor.action.triggerSuggest");
      await commands.executeCommand("llemma.insertContinuation", { step: 0 });
      assert.equal(marked(editor), "Let $x = 1$. So $x$ is.\n\nNow $y\\al█$.\n");
    });
  });

  test("environments that LaTeX-Workshop's setting calls verbatim are", async () => {
    const [folder] = workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const settings = path.join(folder.uri.fsPath, ".vscode");
    const text = "Let $x = 1$.\n\\begin{code}\nLet $x = █\n\\end{code}\n";
    const asked = async (): Promise<boolean> => {
      await open("paper.tex", text);
      const before = server.completions().length;
      await trigger();
      return server.completions().length > before;
    };
    assert.equal(await asked(), true);
    await mkdir(settings, { recursive: true });
    try {
      const names = { "latex-workshop.latex.verbatimEnvs": ["verbatim", "code"] };
      await writeFile(path.join(settings, "settings.json"), JSON.stringify(names));
      await eventually("the setting", () => {
        const { verbatimEnvs } = workspace
          .getConfiguration("latex-workshop")
          .get<{ readonly verbatimEnvs?: readonly string[] }>("latex", {});
        return verbatimEnvs?.includes("code") === true;
      });
      assert.equal(await asked(), false);
    } finally {
      await rm(settings, { recursive: true });
    }
  });

  test("prompts have the macros of other files: unsaved ones as they are, and as the disk has them", async () => {
    // In the workspace, whose files are watched.
    const [home] = workspace.workspaceFolders ?? [];
    assert.ok(home);
    const folder = await mkdtemp(path.join(home.uri.fsPath, "files-"));
    try {
      const file = (name: string): string => path.join(folder, name);
      await writeFile(file("macros.tex"), r`\newcommand{\sq}[1]{#1^2}` + "\n");
      await writeFile(
        file("main.tex"),
        r`\documentclass{article}\input{macros}\begin{document}\input{part}\end{document}`,
      );
      await writeFile(file("part.tex"), `% !TEX root = main.tex\nLet $\\sq{x} = 1$.\n\nThen $x\n`);
      const editor = await window.showTextDocument(Uri.file(file("part.tex")));
      const prompt = async (): Promise<string> => {
        const at = editor.document.lineAt(3).range.end;
        editor.selection = new Selection(at, at);
        const before = server.completions().length;
        await type(" ");
        await eventually("a request", () => server.completions().length > before);
        return server.completions().at(-1)?.prompt ?? "";
      };
      const says = async (words: string): Promise<void> => {
        await eventually(words, async () => (await prompt()).startsWith(words));
      };
      await says(r`\newcommand{\sq}[1]{#1^2}` + "\n\n% !TEX root");
      const other = await workspace.openTextDocument(file("macros.tex"));
      const edit = new WorkspaceEdit();
      edit.replace(other.uri, new Range(0, 0, 1, 0), r`\newcommand{\sq}[1]{#1^3}`);
      await workspace.applyEdit(edit);
      assert.ok(other.isDirty);
      await says(r`\newcommand{\sq}[1]{#1^3}` + "\n\n% !TEX root");
      await window.showTextDocument(other);
      await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
      await writeFile(file("macros.tex"), r`\newcommand{\sq}[1]{#1^4}` + "\n");
      await window.showTextDocument(editor.document);
      await says(r`\newcommand{\sq}[1]{#1^4}` + "\n\n% !TEX root");
    } finally {
      await closeAll();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
