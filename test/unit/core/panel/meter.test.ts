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
    const meter = metered(new ScriptedModel(clock, () => "word".repeat(300)), clock);
    const rate = (): number | undefined => meter.tokensPerSecond;
    assert.equal(rate(), undefined);
    const events: string[] = [];
    const signal = new AbortController().signal;
    const write = async (): Promise<void> => {
      for await (const { kind } of meter.model.complete(target, request, signal)) events.push(kind);
    };
    void write();
    await clock.advance(150);
    assert.equal(rate(), undefined, "too short a time to tell");
    await clock.advance(10_000);
    assert.equal(events.at(-1), "end");
    assert.equal(events.length, 301);
    // A piece each 10 ms.
    assert.equal(Math.round(rate() ?? 0), 100);
    await clock.advance(4_000);
    void write();
    await clock.advance(1_000);
    assert.equal(Math.round(rate() ?? 0), 100, "a pause is no writing");
  });
});
