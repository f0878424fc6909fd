import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { ModelState } from "../../../../src/core/session.ts";
import { nextStep } from "../../../../src/core/setup/step.ts";
import { statusOf } from "../../../../src/core/status.ts";

const url = "http://127.0.0.1:11434";
const noServer: ModelState = { kind: "noServer", failure: { kind: "notRunning", url } };
const old = { kind: "tooOld", url, version: "0.5.0", oldest: "0.12.11" } as const;

const states: readonly ModelState[] = [
  { kind: "starting" },
  noServer,
  { kind: "tooOld", failure: old },
  { kind: "noModel", failure: { kind: "noModel" } },
  { kind: "loading", model: "llemma:7b" },
  { kind: "ready", model: "llemma:7b", gpuShare: 1 },
  { kind: "busy", model: "llemma:7b", gpuShare: 1 },
  { kind: "failing", failure: { kind: "busy" } },
];

suite("the next step", () => {
  test("each state has one", () => {
    const here = { local: true, program: "/usr/bin/ollama" };
    assert.deepEqual(
      states.map((state) => nextStep(state, here).kind),
      ["look", "start", "update", "getModel", "wait", "use", "use", "mend"],
    );
  });

  test("without a server it depends on where that is, and on what is installed", () => {
    assert.equal(nextStep(noServer, { local: true, program: undefined }).kind, "install");
    assert.equal(nextStep(noServer, { local: false, program: "/usr/bin/ollama" }).kind, "reach");
  });

  test("the status leads there", () => {
    const actions = states.map((state) => statusOf(state, true, "lean4").action);
    assert.deepEqual(actions, [
      "trigger",
      "setUp",
      "setUp",
      "getModel",
      "showLog",
      "trigger",
      "stop",
      "retry",
    ]);
    const { text, tooltip } = statusOf({ kind: "tooOld", failure: old }, true, "lean4");
    assert.equal(text, "$(warning) Llemma: old server");
    assert.match(tooltip, /too old: 0\.5\.0\. Update it to 0\.12\.11/);
  });
});
