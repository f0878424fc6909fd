import assert from "node:assert/strict";
import { commands } from "vscode";
import type { ScriptedServer } from "../support/scriptedServer.ts";
import {
  accept,
  answer,
  closeAll,
  configure,
  eventually,
  open,
  serve,
  statusMenu,
  trigger,
  type,
} from "./editor.ts";

const text = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  █\n";

suite("the demo model", () => {
  let server: ScriptedServer;
  /** What was asked and told, and what the person answers to a question. */
  let asked: { readonly message: string; readonly detail: string }[] = [];
  let told: string[] = [];
  let warned: { readonly message: string; readonly buttons: readonly string[] }[] = [];
  let consent: string | undefined;
  let restore: readonly (() => void)[] = [];

  setup(() => {
    asked = [];
    told = [];
    warned = [];
    consent = "Upload";
    restore = [
      answer("showInformationMessage", (message, options) => {
        if (typeof options !== "object") {
          told.push(String(message));
          return undefined;
        }
        const { modal, detail } = options as { readonly modal: boolean; readonly detail: string };
        assert.equal(modal, true);
        asked.push({ message: String(message), detail });
        return consent;
      }),
      answer("showWarningMessage", (message, ...buttons) => {
        warned.push({ message: String(message), buttons: buttons.map(String) });
      }),
    ];
  });
  teardown(async () => {
    for (const end of restore) end();
    await configure("llemma.model", undefined);
    await closeAll();
    await server.close();
  });

  function uploads(): number {
    return server.requests.filter(({ method, path }) => method === "POST" && /blobs/.test(path))
      .length;
  }
  async function install(): Promise<void> {
    await commands.executeCommand("llemma.installDemoModel");
  }

  test("is offered where no Llemma is, installed once the person agrees, and used", async () => {
    server = await serve({ models: [{ name: "mistral:7b" }] });
    server.answerWith(({ prompt }) => (prompt === "" ? undefined : ["  exact ⟨h.2, h.1⟩", "\n"]));
    const editor = await open("swap.lean", text);
    await type("  ");
    await eventually("the offer", () => warned.length === 1);
    assert.deepEqual(warned[0]?.buttons, ["Get a Model…", "Try the Demo Model…"]);
    await install();
    const [question] = asked;
    assert.match(question?.message ?? "", new RegExp(server.url));
    assert.match(question?.detail ?? "", /llemma-demo, \d.* MB.*no help with mathematics/);
    assert.match(told[0] ?? "", /llemma-demo:latest \(demo model\) is ready/);
    const create = server.requests.find(({ path }) => path === "/api/create");
    assert.partialDeepStrictEqual(create?.body, {
      model: "llemma-demo",
      template: "{{ .Prompt }}",
      parameters: { num_ctx: 4096 },
    });
    await trigger();
    await accept(editor);
    assert.equal(server.completions().at(-1)?.body["model"], "llemma-demo:latest");
    await eventually("the status", async () =>
      (await statusMenu()).placeHolder.startsWith("llemma-demo:latest (demo model) is ready"),
    );
  });

  test("is not sent without consent", async () => {
    server = await serve({ models: [] });
    consent = undefined;
    await install();
    assert.equal(asked.length, 1);
    assert.deepEqual(server.requests, []);
  });

  test("does not take the place of a Llemma", async () => {
    server = await serve({ models: [{ name: "llemma:7b" }] });
    await install();
    assert.equal(uploads(), 1);
    assert.match(told[0] ?? "", /Suggestions still come from llemma:7b\./);
  });

  test("a full disk is told, with nothing installed", async () => {
    server = await serve({ models: [] });
    const body = { error: "write /blobs/sha256-1: no space left on device" };
    server.answerWith(({ method, path }) =>
      method === "POST" && path.startsWith("/api/blobs/")
        ? { kind: "stopUpload", after: 1, then: { kind: "status", status: 500, body } }
        : undefined,
    );
    await install();
    assert.match(warned[0]?.message ?? "", /The disk of the server at .* is full/);
    assert.deepEqual(told, []);
  });
});
