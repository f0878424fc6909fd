import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { called, demoModelName, isDemoModel } from "../../../src/core/demoModel.ts";

suite("demoModel", () => {
  test("a demo model is told by the whole word in its name", () => {
    const names = [
      demoModelName,
      "llemma_demo:1b",
      "x/llemma-demo:latest",
      "LLEMMA-DEMO",
      "llemma:7b",
      "llemma-democratic",
      "demos/llemma",
    ];
    assert.deepEqual(names.filter(isDemoModel), names.slice(0, 4));
  });

  test("only a demo model is called one", () => {
    assert.equal(called("llemma-demo:latest"), "llemma-demo:latest (demo model)");
    assert.equal(called("llemma:7b"), "llemma:7b");
  });
});
