import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { explainFailure } from "../../../src/core/failure.ts";
import type { ModelFailure } from "../../../src/core/model.ts";
import type { ModelState } from "../../../src/core/session.ts";
import { statusOf } from "../../../src/core/status.ts";

const failures: readonly ModelFailure[] = [
  { kind: "notRunning", url: "http://127.0.0.1:11434" },
  { kind: "refused", url: "http://127.0.0.1:11434", status: 403 },
  { kind: "modelMissing", model: "llemma:7b" },
  { kind: "noModel" },
  { kind: "notRunning", url: "http://127.0.0.1:8000", server: "openai" },
  { kind: "refused", url: "http://127.0.0.1:8000", status: 401, server: "openai" },
  { kind: "modelMissing", model: "llemma_7b", server: "openai" },
  { kind: "noModel", server: "openai" },
  { kind: "certificate", url: "https://gpu.example.org", detail: "self-signed certificate" },
  { kind: "notAllowed", url: "https://gpu.example.org", refused: false },
  { kind: "loading", model: "llemma:7b" },
  { kind: "outOfMemory", model: "llemma:34b", detail: "" },
  { kind: "busy" },
  { kind: "promptTooLong", detail: "" },
  { kind: "interrupted", detail: "reset" },
  { kind: "malformedReply", detail: "<html>" },
];

function ready(model: string, gpuShare: number | undefined): ModelState {
  return { kind: "ready", model, gpuShare };
}

suite("statusOf", () => {
  test("ready names the model and where it runs", () => {
    const text = (gpuShare: number | undefined): string =>
      statusOf(ready("llemma:7b", gpuShare), true, "lean4").text;
    assert.equal(text(1), "$(circle-filled) llemma:7b · 100% GPU");
    assert.equal(text(0.734), "$(circle-filled) llemma:7b · 73% GPU");
    assert.equal(text(0.999), "$(circle-filled) llemma:7b · 99% GPU");
    assert.equal(text(0.001), "$(circle-filled) llemma:7b · 1% GPU");
    assert.equal(text(0), "$(circle-filled) llemma:7b · CPU");
    assert.equal(text(undefined), "$(circle-filled) llemma:7b");
  });

  test("a long name is short in the bar and whole in the tooltip", () => {
    const model = "hf.co/TheBloke/llemma_7b-GGUF:Q4_K_M";
    const status = statusOf(ready(model, 1), true, "latex");
    assert.equal(status.text, "$(circle-filled) llemma_7b-GGUF:Q4_K_M · 100% GPU");
    assert.equal(status.tooltip, `${model} is ready (100% GPU).`);
  });

  test("another model's name does not hide whose item it is", () => {
    assert.equal(
      statusOf(ready("mathstral:7b", 0), true, "lean4").text,
      "$(circle-filled) Llemma: mathstral:7b · CPU",
    );
  });

  test("a demo model is called one in every state", () => {
    const model = "llemma-demo:latest";
    const states: readonly ModelState[] = [
      { kind: "loading", model },
      ready(model, 0),
      { kind: "busy", model, gpuShare: 0 },
    ];
    for (const state of states) {
      const { text, tooltip } = statusOf(state, true, "lean4");
      assert.match(text, /llemma-demo \(demo model\)/);
      assert.match(tooltip, /llemma-demo:latest \(demo model\).* is no help with mathematics\.$/);
    }
    const failing: ModelState = { kind: "failing", failure: { kind: "loading", model } };
    assert.match(statusOf(failing, true, "lean4").tooltip, /llemma-demo:latest \(demo model\)/);
    assert.doesNotMatch(
      statusOf(ready("llemma-democracy", 0), true, "lean4").tooltip,
      /demo model/,
    );
  });

  test("busy differs from ready in its icon alone, and can be stopped", () => {
    const busy = statusOf({ kind: "busy", model: "llemma:7b", gpuShare: 1 }, true, "lean4");
    assert.equal(busy.text, "$(loading~spin) llemma:7b · 100% GPU");
    assert.equal(busy.action, "stop");
    assert.equal(statusOf(ready("llemma:7b", 1), true, "lean4").action, "trigger");
  });

  test("a failure gives its own sentence, advice and action", () => {
    for (const failure of failures) {
      const status = statusOf({ kind: "failing", failure }, true, "lean4");
      const { sentence, advice, action, alternative } = explainFailure(failure);
      assert.equal(status.tooltip, `${sentence} ${advice}`);
      assert.deepEqual([status.action, status.alternative], [action, alternative]);
    }
  });

  test("only what needs somebody is a problem", () => {
    const problems = failures.filter(
      (failure) => statusOf({ kind: "failing", failure }, true, "lean4").severity === "problem",
    );
    const others = failures.filter((failure) => !problems.includes(failure));
    assert.deepEqual(
      others.map(({ kind }) => kind),
      ["loading", "busy"],
    );
    const healthy: readonly ModelState[] = [
      { kind: "starting" },
      { kind: "loading", model: "llemma" },
      ready("llemma", 1),
    ];
    for (const state of healthy) assert.equal(statusOf(state, true, "tex").severity, "normal");
  });

  test("no server and no model say so in the bar", () => {
    const url = "http://127.0.0.1:11434";
    const noServer = statusOf(
      { kind: "noServer", failure: { kind: "notRunning", url } },
      true,
      "lean4",
    );
    assert.equal(noServer.text, "$(warning) Llemma: no server");
    assert.equal(noServer.action, "setUp");
    const noModel = statusOf({ kind: "noModel", failure: { kind: "noModel" } }, true, "lean4");
    assert.equal(noModel.text, "$(warning) Llemma: no model");
    assert.deepEqual([noModel.action, noModel.alternative], ["getModel", "tryDemoModel"]);
  });

  test("a demo model that is missing is offered, and never pulled from elsewhere", () => {
    const failure: ModelFailure = { kind: "modelMissing", model: "llemma-demo" };
    const { tooltip, alternative } = statusOf({ kind: "noModel", failure }, true, "lean4");
    assert.equal(alternative, "tryDemoModel");
    assert.doesNotMatch(tooltip, /pull/);
  });

  test("off names the language and offers to turn on, whatever the model does", () => {
    const failure: ModelFailure = { kind: "noModel" };
    for (const state of [ready("llemma", 1), { kind: "noModel", failure } as const]) {
      const status = statusOf(state, false, "latex");
      assert.equal(status.text, "$(circle-slash) Llemma: off");
      assert.match(status.tooltip, /latex/);
      assert.deepEqual([status.severity, status.action], ["normal", "toggle"]);
    }
  });
});
