import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { workspace } from "vscode";
import type { ScriptedServer } from "../support/scriptedServer.ts";
import {
  accept,
  answer,
  closeAll,
  configure,
  eventually,
  longEnough,
  marked,
  open,
  serve,
  trigger,
} from "./editor.ts";
import { leanStatus } from "./leanStatus.ts";
import { lean, servers } from "./servers.ts";

const text = "theorem two (p : Nat → Prop) (h : p 2) : ∃ n : Nat, p n := by\n  █\n";

suite("in a workspace that is not trusted", () => {
  let server: ScriptedServer;
  setup(async () => {
    server = await serve();
    server.answerWith(["exact ⟨2, h⟩", "\n"]);
    await configure("llemma.lean.path", lean === "" ? undefined : lean);
  });
  teardown(async () => {
    await configure("llemma.lean.path", undefined);
    await closeAll();
    await server.close();
  });

  test("no Lean is started, what is shown looks unchecked, and the reason is said once", async () => {
    assert.equal(workspace.isTrusted, false);
    const messages: string[] = [];
    const restore = answer("showWarningMessage", (message) => {
      messages.push(String(message));
    });
    try {
      for (let times = 0; times < 2; times += 1) {
        const editor = await open("two.lean", text);
        await trigger();
        await eventually("the verdict", () => leanStatus().text.includes("has not checked this"));
        await accept(editor);
        assert.equal(marked(editor), text.replace("█", "exact ⟨2, h⟩█"));
        await closeAll();
      }
      await sleep(longEnough);
      assert.deepEqual(servers(), { checking: 0, others: 0 });
      assert.equal(messages.length, 1);
      assert.match(messages[0] ?? "", /not trusted/);
    } finally {
      restore();
    }
  });
});
