import assert from "node:assert/strict";
import { workspace } from "vscode";

suite("in a workspace that is not trusted", () => {
  test("it is not", () => {
    assert.equal(workspace.isTrusted, false);
  });
});
