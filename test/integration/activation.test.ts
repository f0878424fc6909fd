import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { extensions } from "vscode";
import manifest from "../../package.json" with { type: "json" };
import type { ScriptedServer } from "../support/scriptedServer.ts";
import { closeAll, eventually, open, serve, type } from "./editor.ts";

suite("activation", () => {
  let server: ScriptedServer;
  suiteSetup(async () => {
    server = await serve();
  });
  suiteTeardown(async () => {
    await closeAll();
    await server.close();
  });

  function isActive(): boolean {
    const extension = extensions.getExtension(`${manifest.publisher}.${manifest.name}`);
    assert.ok(extension, "the extension is not there");
    return extension.isActive;
  }

  test("a file of another language leaves the extension asleep", async () => {
    await open("notes.txt", "█");
    await sleep(500);
    assert.equal(isActive(), false);
  });

  test("a Lean file wakes it, and nothing is asked of the server", async () => {
    await open("first.lean", "theorem t : True := by\n  █\n");
    await eventually("activation", isActive);
    await sleep(500);
    assert.deepEqual(server.requests, []);
  });

  test("the first edit brings the model into memory", async () => {
    await type("x");
    await eventually("the load", () => server.loaded.size === 1);
  });

  test("only our languages wake it", () => {
    assert.deepEqual(
      manifest.activationEvents.toSorted(),
      ["latex", "lean", "lean4", "markdown", "tex"].map((language) => `onLanguage:${language}`),
    );
  });
});
