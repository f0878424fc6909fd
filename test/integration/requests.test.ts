import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import {
  commands,
  Position,
  Selection,
  window,
  WorkspaceEdit,
  workspace,
  type Event,
} from "vscode";
import type { ScriptedServer } from "../support/scriptedServer.ts";
import {
  closeAll,
  commit,
  configure,
  eventually,
  longEnough,
  marked,
  open,
  serve,
  type,
} from "./editor.ts";

const before = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  █\n\n-- the end\n";

suite("a running request", () => {
  let server: ScriptedServer;
  setup(async () => {
    // Ten seconds: long enough for everything that can happen meanwhile.
    server = await serve({ tokensPerSecond: 3 });
    server.answerWith(["  exact ", ...Array.from({ length: 30 }, () => "h")]);
  });
  teardown(async () => {
    await configure("llemma.inline.enabled", undefined);
    await configure("llemma.inline.debounce", undefined);
    await closeAll();
    await server.close();
  });

  /** Types so that a request is under way. */
  async function underWay(): Promise<Awaited<ReturnType<typeof open>>> {
    const editor = await open("swap.lean", before);
    await type("  ");
    await eventually("a request", () => server.completions().length === 1);
    return editor;
  }

  function isAborted(): boolean {
    return server.completions()[0]?.abortedAt !== undefined;
  }

  /** Does something that VS Code tells of, and sees that the request ends without waiting to be unclaimed (300 ms). */
  async function endsAtOnce<T>(event: Event<T>, act: () => unknown): Promise<void> {
    const checked = Promise.withResolvers<boolean>();
    const listener = event(() => {
      void sleep(250).then(() => {
        checked.resolve(isAborted());
      });
    });
    await act();
    assert.ok(await checked.promise, "the request went on");
    listener.dispose();
  }

  test("ends when newer typing disagrees", async () => {
    const editor = await underWay();
    await endsAtOnce(workspace.onDidChangeTextDocument, () => type("c"));
    assert.equal(marked(editor), before.replace("█", "  c█"));
  });

  test("goes on while newer typing agrees", async () => {
    await underWay();
    await type("exa");
    await sleep(300);
    assert.equal(isAborted(), false);
    assert.equal(server.completions().length, 1);
  });

  test("ends when the cursor moves away", async () => {
    const editor = await underWay();
    await endsAtOnce(window.onDidChangeTextEditorSelection, () => {
      editor.selection = new Selection(new Position(3, 0), new Position(3, 0));
    });
  });

  test("ends when another editor becomes the active one", async () => {
    await underWay();
    await endsAtOnce(window.onDidChangeActiveTextEditor, () => open("other.txt", "█"));
  });

  test("ends when the document is closed", async () => {
    await underWay();
    await endsAtOnce(window.onDidChangeActiveTextEditor, () =>
      commands.executeCommand("workbench.action.revertAndCloseActiveEditor"),
    );
  });

  test("ends at the Stop command, and nothing is shown", async () => {
    const editor = await underWay();
    await commands.executeCommand("llemma.stop");
    await eventually("the abort", isAborted);
    await sleep(longEnough);
    await commit();
    assert.equal(marked(editor), before.replace("█", "  █"));
    assert.equal(server.completions().length, 1);
  });

  test("ends when the text before the cursor changes under it", async () => {
    const editor = await underWay();
    const edit = new WorkspaceEdit();
    edit.insert(editor.document.uri, new Position(0, 0), "-- a remark\n");
    await endsAtOnce(workspace.onDidChangeTextDocument, () => workspace.applyEdit(edit));
    await commit();
    assert.equal(marked(editor), `-- a remark\n${before.replace("█", "  █")}`);
  });

  test("ends when suggestions are turned off", async () => {
    await underWay();
    await endsAtOnce(workspace.onDidChangeConfiguration, () =>
      configure("llemma.inline.enabled", { lean4: false }),
    );
  });

  test("goes on when the file is saved", async () => {
    const editor = await underWay();
    await editor.document.save();
    await sleep(300);
    assert.equal(isAborted(), false);
  });

  test("does not start for typing without a pause", async () => {
    await underWay();
    await configure("llemma.inline.debounce", 2_000);
    for (const key of "constructor") {
      await type(key);
      await sleep(60);
    }
    assert.equal(server.completions().length, 1);
  });

  test("goes on while another document changes", async () => {
    const editor = await underWay();
    const other = await workspace.openTextDocument({ language: "lean4", content: "" });
    const edit = new WorkspaceEdit();
    edit.insert(other.uri, new Position(0, 0), "theorem t : True := by\n  ");
    await workspace.applyEdit(edit);
    assert.equal(window.activeTextEditor, editor);
    await sleep(300);
    assert.equal(isAborted(), false);
  });
});
