import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { metered } from "../../../../src/core/panel/meter.ts";
import { ManualClock } from "../../../fakes/manualClock.ts";
import { ScriptedModel } from "../../../fakes/scriptedModel.ts";

const target = { model: "llemma", window: 4096 };
const request = { prompt: "", maxTokens: 1_000, temperature: 0, topP: 1, seed: 1, stop: [] };

suite("how fast a model writes", () => {
  test("tokens a second over the last seconds in which it wrote", async () => {
    const clock = new ManualClock();
    const text = "word".repeat(300);
    const { model, ...rest } = { model: new ScriptedModel(clock, () => text), clock };
    const meter = metered(model, rest.clock);
    assert.equal(meter.tokensPerSecond, undefined);
    const events: string[] = [];
    const signal = new AbortController().signal;
    void (async () => {
      for await (const { kind } of meter.model.complete(target, request, signal)) events.push(kind);
    })();
    await clock.advance(150);
    assert.equal(meter.tokensPerSecond, undefined, "too short a time to tell");
    await clock.advance(10_000);
    assert.equal(events.at(-1), "end");
    assert.equal(events.length, 301);
    // A piece each 10 ms.
    assert.equal(Math.round(meter.tokensPerSecond ?? 0), 100);
  });
});
