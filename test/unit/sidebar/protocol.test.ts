import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isFromView, isToView } from "../../../src/sidebar/protocol.ts";
import { emptyPanel, taskWith } from "../../support/panelStates.ts";

suite("messages of the panel", () => {
  test("a state passes, as JSON too", () => {
    const message = { kind: "state", state: { ...emptyPanel, tasks: [taskWith()] }, now: 1 };
    assert.ok(isToView(message));
    assert.ok(isToView(JSON.parse(JSON.stringify(message))));
  });

  for (const message of [
    undefined,
    "ready",
    {},
    { kind: "constructor" },
    { kind: "state", state: emptyPanel, now: NaN },
    { kind: "state", state: { ...emptyPanel, tasks: [{ ...taskWith(), phase: "done" }] }, now: 1 },
    { kind: "parts", parts: { pinned: undefined } },
    { kind: "parts", parts: { place: { kind: "goals", where: "", goals: "⊢ True" } } },
    { kind: "append", task: "1", item: "s", text: 5 },
  ]) {
    test(`the panel takes no ${JSON.stringify(message)}`.slice(0, 90), () => {
      assert.ok(!isToView(message));
    });
  }

  for (const message of [
    { kind: "ready" },
    { kind: "insert", task: "1", item: "s1", where: "below" },
    { kind: "copy", task: "1", item: "s1", form: "latex" },
    { kind: "run", action: "selectModel" },
    { kind: "open", task: "1", link: "d1" },
  ]) {
    test(`the extension takes ${JSON.stringify(message)}`, () => {
      assert.ok(isFromView(message));
    });
  }

  for (const message of [
    null,
    { kind: "run", action: "workbench.action.terminal.new" },
    { kind: "run", action: "toString" },
    { kind: "insert", task: "1", item: "s1", where: "/etc/passwd" },
    { kind: "insert", task: "1", item: "s".repeat(201), where: "below" },
    { kind: "open", task: "1", link: { scheme: "command" } },
    { kind: "open", task: "1", link: "a\nb" },
  ]) {
    test(`the extension takes no ${JSON.stringify(message)}`.slice(0, 90), () => {
      assert.ok(!isFromView(message));
    });
  }
});
