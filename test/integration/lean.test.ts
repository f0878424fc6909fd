import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  commands,
  languages,
  MarkdownString,
  Selection,
  Uri,
  window,
  workspace,
  type Hover,
  type QuickPick,
  type QuickPickItem,
  type TextEditor,
} from "vscode";
import type { ScriptedServer } from "../support/scriptedServer.ts";
import {
  accept,
  answer,
  closeAll,
  commit,
  configure,
  eventually,
  longEnough,
  marked,
  open,
  serve,
  trigger,
  type,
  actionsAt,
} from "./editor.ts";
import { leanStatus } from "./leanStatus.ts";
import { lean, servers } from "./servers.ts";

const accepts = /^\$\(check\) Lean accepts/;
/** No closer proves it: it takes a word from the model. */
const exists = "theorem two (p : Nat → Prop) (h : p 2) : ∃ n : Nat, p n := by\n  █\n";
const right = ["exact ⟨2, h⟩", "\n"];

suite("with Lean", function () {
  this.timeout(60_000);
  let server: ScriptedServer;
  suiteSetup(function () {
    if (lean === "") this.skip();
  });
  setup(async () => {
    server = await serve();
    server.answerWith(right);
    await configure("llemma.lean.path", lean);
  });
  teardown(async () => {
    await configure("llemma.lean.path", undefined);
    await closeAll();
    await server.close();
  });

  function errorsIn({ document }: TextEditor): readonly string[] {
    return languages.getDiagnostics(document.uri).map(({ message }) => message);
  }

  suite("and no Lean 4 extension", () => {
    test("a mistake is underlined, and a hover has the goals and the documentation", async () => {
      const editor = await open(
        "wrong.lean",
        "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  exact ⟨h.1, h.2⟩█\n",
      );
      const { uri } = editor.document;
      await eventually("Lean's message", () => errorsIn(editor).length > 0);
      assert.match(errorsIn(editor).join("\n"), /type mismatch/i);
      const at = editor.document.positionAt(editor.document.getText().indexOf("exact") + 1);
      let text = "";
      await eventually("a hover", async () => {
        const hovers = await commands.executeCommand<Hover[]>(
          "vscode.executeHoverProvider",
          uri,
          at,
        );
        text = hovers
          .flatMap(({ contents }) => contents)
          .map((one) => (one instanceof MarkdownString ? one.value : ""))
          .join("\n");
        return text !== "";
      });
      assert.match(text, /h : p ∧ q\n⊢ q ∧ p/);
    });

    test("completions come from Lean", async () => {
      const editor = await open("complete.lean", "theorem t (p : Prop) : p → p := And.█\n");
      const { document, selection } = editor;
      await eventually("And.intro", async () => {
        const list = await commands.executeCommand<{
          readonly items: { readonly label: unknown }[];
        }>("vscode.executeCompletionItemProvider", document.uri, selection.active);
        return list.items.some(({ label }) => label === "intro");
      });
    });

    test("its server ends with the last document, and serves the next one", async () => {
      // What a test opens through the API stays open for minutes; what a person opens does not.
      const folder = await mkdtemp(path.join(tmpdir(), "llemma-lean-"));
      const file = Uri.file(path.join(folder, "a.lean"));
      await workspace.fs.writeFile(file, Buffer.from("theorem t : True := trivia\n"));
      const before = servers().others;
      for (let times = 0; times < 2; times += 1) {
        await commands.executeCommand("vscode.open", file);
        await eventually("a server", () => servers().others > before);
        await eventually("its message", () => languages.getDiagnostics(file).length > 0);
        await closeAll();
        await eventually("its end", () => servers().others === before);
        assert.deepEqual(languages.getDiagnostics(file), []);
      }
      await rm(folder, { recursive: true });
    });
  });

  suite("ghost text", () => {
    test("is what Lean accepts, has its tick, and the file elaborates after Tab", async () => {
      const editor = await open("two.lean", exists);
      await trigger();
      await eventually("the verdict", () => accepts.test(leanStatus().text));
      assert.match(leanStatus().spoken, /^Lean accepts this: it finishes the proof\./);
      await commit();
      assert.equal(marked(editor), exists.replace("█", "exact ⟨2, h⟩█"));
      assert.doesNotMatch(leanStatus().text, accepts);
      await eventually("Lean's silence", () => errorsIn(editor).length === 0);
    });

    test("that leaves something to prove says how much", async () => {
      server.answerWith(["refine ⟨2, ?_⟩", "\n"]);
      await open("two.lean", exists);
      await trigger();
      await eventually("the verdict", () => accepts.test(leanStatus().text));
      assert.equal(leanStatus().text, "$(check) Lean accepts this, one goal is left.");
    });

    test("closers need no model", async () => {
      server.answerWith(["exact nonsense", "\n"]);
      const editor = await open("closed.lean", "theorem t (p : Prop) (h : p) : p := by\n  █\n");
      await trigger();
      await eventually("the verdict", () => accepts.test(leanStatus().text));
      await accept(editor);
      assert.doesNotMatch(marked(editor), /nonsense/);
    });

    test("what Lean refuses is not shown while typing", async () => {
      server.answerWith(["act ⟨3, h⟩", "\n"]);
      const editor = await open("two.lean", exists);
      await type("ex");
      await eventually("a check", () => /ready/.test(leanStatus().text));
      await sleep(longEnough);
      await commit();
      assert.equal(marked(editor), exists.replace("█", "ex█"));
      assert.doesNotMatch(leanStatus().text, accepts);
    });

    test("the tick goes with an edit and with the cursor", async () => {
      const editor = await open("two.lean", exists);
      for (const leave of [
        () => type("-"),
        () => {
          editor.selection = new Selection(0, 0, 0, 0);
          return Promise.resolve();
        },
      ]) {
        await trigger();
        await eventually("the verdict", () => accepts.test(leanStatus().text));
        await leave();
        await eventually("its end", () => !accepts.test(leanStatus().text));
        await commands.executeCommand("undo");
      }
    });
  });

  suite("the list of tactics", () => {
    let pick: QuickPick<QuickPickItem> | undefined;
    let restore: () => void;
    setup(() => {
      const original = window.createQuickPick.bind(window);
      Object.assign(window, { createQuickPick: () => (pick = original()) });
      restore = () => Object.assign(window, { createQuickPick: original });
    });
    teardown(async () => {
      pick?.hide();
      pick = undefined;
      restore();
      await commands.executeCommand("workbench.action.closeQuickOpen");
    });

    function items(): readonly QuickPickItem[] {
      return pick?.items ?? [];
    }

    test("has each candidate with its verdict, counts failures, and Enter inserts in one step", async () => {
      const tactics = ["exact ⟨2, h⟩", "refine ⟨2, ?_⟩", "exact ⟨3, h⟩"];
      server.answerWith(({ options }) => [tactics[Number(options["seed"]) % 3] ?? "", "\n"]);
      const editor = await open("two.lean", exists);
      await commands.executeCommand("llemma.suggestTactics");
      await eventually("all of them", () => pick?.busy === false && items().length > 3);
      const [best] = items();
      assert.equal(best?.label, "$(check) exact ⟨2, h⟩");
      assert.equal(best.description, "Lean accepts this: it finishes the proof.");
      const step = items().find(({ label }) => label.includes("refine"));
      assert.equal(step?.description, "Lean accepts this, one goal is left.");
      assert.equal(step.detail, "⊢ p 2");
      const wrong = items().find(({ label }) => label.includes("⟨3"));
      assert.match(wrong?.label ?? "", /^\$\(close\)/);
      assert.match(wrong?.description ?? "", /^Lean refuses this: /);
      assert.match(
        pick?.placeholder ?? "",
        /^2 suggestions passed, \d+ failed \(\d+ with errors\)\./,
      );
      await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      await eventually(
        "the text",
        () => marked(editor) === exists.replace("█", `${tactics[0] ?? ""}█`),
      );
      await commands.executeCommand("undo");
      assert.equal(editor.document.getText(), exists.replace("█", ""));
    });

    test("says so when nothing passes", async () => {
      server.answerWith(["exact nonsense", "\n"]);
      await open("two.lean", exists);
      await commands.executeCommand("llemma.suggestTactics");
      await eventually("the end", () => pick?.busy === false && items().length > 0);
      assert.match(
        pick?.placeholder ?? "",
        /^No suggestion passed, \d+ failed \(\d+ with errors\)\./,
      );
      assert.ok(items().every(({ label }) => !label.includes("$(check)")));
    });

    /** Runs our action for the message that matches. */
    async function act(editor: TextEditor, message: RegExp): Promise<void> {
      const { document } = editor;
      await eventually("Lean's message", () =>
        languages.getDiagnostics(document.uri).some((one) => message.test(one.message)),
      );
      const told = languages.getDiagnostics(document.uri).find((one) => message.test(one.message));
      const actions = await actionsAt(document, told?.range);
      const ours = actions.filter(({ title }) => title === "Suggest tactics with Llemma");
      assert.equal(ours.length, 1);
      const { command, arguments: args = [] } = ours[0]?.command ?? { command: "" };
      await commands.executeCommand(command, ...(args as unknown[]));
      await eventually("an accepted one", () =>
        items().some(({ label }) => label.includes("$(check)")),
      );
      await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    }

    test("replaces a sorry that Lean warns of", async () => {
      const editor = await open("sorry.lean", exists.replace("█", "sorry█"));
      await act(editor, /declaration uses/);
      const text = exists.replace("█", "exact ⟨2, h⟩");
      await eventually("the text", () => editor.document.getText() === text);
    });

    test("goes on where Lean says that goals are unsolved", async () => {
      const begun = exists.replace("█", "refine ⟨2, ?_⟩");
      const editor = await open("unsolved.lean", `█${begun}`);
      await act(editor, /unsolved goals/);
      const text = begun.replace("?_⟩\n", "?_⟩\n  exact h\n");
      await eventually("the text", () => editor.document.getText() === text);
    });
  });

  suite("when Lean is not there", () => {
    test("that is said once, and what is shown looks unchecked", async () => {
      const messages: string[] = [];
      const restore = answer("showWarningMessage", (message) => {
        messages.push(String(message));
      });
      try {
        await configure("llemma.lean.path", "/nowhere/lean");
        const editor = await open("two.lean", exists);
        for (let times = 0; times < 2; times += 1) {
          await trigger();
          await eventually("the verdict", () => leanStatus().text.includes("has not checked this"));
          await accept(editor);
          assert.equal(marked(editor), exists.replace("█", "exact ⟨2, h⟩█"));
          await commands.executeCommand("undo");
        }
        assert.deepEqual(messages.filter((one) => /Lean/.test(one)).length, 1);
        assert.match(messages.join("\n"), /Lean/);
      } finally {
        restore();
      }
    });

    test("turned off, no Lean runs and nothing is said", async () => {
      const messages: unknown[] = [];
      const restore = answer("showWarningMessage", (message) => messages.push(message));
      try {
        await configure("llemma.lean.check", "off");
        const editor = await open("two.lean", exists);
        await trigger();
        await accept(editor);
        assert.deepEqual(servers(), { checking: 0, others: 0 });
        assert.deepEqual(messages, []);
      } finally {
        restore();
        await configure("llemma.lean.check", undefined);
      }
    });
  });
});
