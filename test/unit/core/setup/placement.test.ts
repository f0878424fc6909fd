import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { ModelState } from "../../../../src/core/session.ts";
import { builds } from "../../../../src/core/setup/catalog.ts";
import { whyOnProcessor } from "../../../../src/core/setup/placement.ts";
import { statusOf } from "../../../../src/core/status.ts";

const GB = 1e9;

function why(
  gpuShare: number | undefined,
  size: number,
  numGpu?: number,
  name = "llemma:34b",
): string {
  return whyOnProcessor({ name, gpuShare, size }, numGpu, builds).join("\n");
}

suite("a model on the processor", () => {
  test("what is on the GPU needs no reason, and a demo model is quick anywhere", () => {
    assert.equal(why(1, GB), "");
    assert.equal(why(undefined, GB), "");
    assert.equal(why(0, GB, undefined, "llemma-demo:latest"), "");
  });

  test("a setting is the reason when there is one", () => {
    assert.match(why(0.5, GB, 10), /numGpu puts 10 layers/);
  });

  test("a model that is too large: what would fit instead", () => {
    assert.match(why(0.5, 21 * GB), /larger than the GPU: 10\.5 GB of its 21\.0 GB/);
    assert.match(why(0.5, 21 * GB), /What would fit: hf\.co\/TheBloke\/llemma_7b-GGUF:Q5_K_M/);
    assert.match(why(0.1, 21 * GB), /What would fit: no build of Llemma/);
  });

  test("no GPU: the usual reasons, and where the server's log is", () => {
    assert.match(why(0, 6 * GB), /driver[^]*inference compute/);
  });

  test("the status has a short hint, the share and the speed", () => {
    const state = (gpuShare: number): ModelState => ({
      kind: "ready",
      model: "llemma:7b",
      gpuShare,
      speed: 4.2,
    });
    const slow = statusOf(state(0), true, "lean4");
    assert.match(slow.tooltip, /ready \(CPU, 4\.2 tokens\/s\)\. It runs on the processor/);
    assert.equal(slow.alternative, "checkSetUp");
    assert.match(statusOf(state(0.5), true, "lean4").tooltip, /A part of it runs on the processor/);
    const quick = statusOf(state(1), true, "lean4");
    assert.match(quick.tooltip, /ready \(100% GPU, 4\.2 tokens\/s\)\.$/);
    assert.equal(quick.alternative, undefined);
  });
});
