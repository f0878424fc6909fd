import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { ModelWatch } from "../../../../src/core/panel/modelWatch.ts";
import { createSession } from "../../../../src/core/session.ts";
import { ManualClock } from "../../../fakes/manualClock.ts";
import { ScriptedModelServer } from "../../../fakes/scriptedModelServer.ts";
import { silentLog } from "../../../fakes/silentLog.ts";

function watching() {
  const clock = new ManualClock();
  const server = new ScriptedModelServer();
  const session = createSession({
    server: () => server,
    model: () => "auto",
    clock,
    log: silentLog,
  });
  const states: string[] = [];
  const watch: ModelWatch = new ModelWatch({
    session,
    server: () => server,
    clock,
    onChange: () => states.push(watch.block.state),
  });
  return { clock, server, session, watch, states };
}

suite("what the panel says of the model", () => {
  test("asks nothing while nobody looks, and loads nothing when somebody does", async () => {
    const { clock, server, watch } = watching();
    await clock.advance(60_000);
    assert.equal(server.calls.length, 0);
    assert.equal(watch.block.state, "unknown");
    watch.watch(true);
    await clock.advance(0);
    assert.ok(!server.calls.some((call) => call.startsWith("load ")));
    assert.deepEqual(watch.block, {
      server: "http://127.0.0.1:11434",
      name: "llemma:7b",
      isDemo: false,
      state: "warm",
      gpuShare: 1,
      window: 4096,
      problem: undefined,
      actions: [],
    });
    watch.watch(false);
    const before = server.calls.length;
    await clock.advance(60_000);
    assert.equal(server.calls.length, before);
    assert.equal(clock.waiting, 0);
  });

  test("a model that has left the memory is cold, though the session has used it", async () => {
    const { clock, server, session, watch } = watching();
    watch.watch(true);
    await session.ready();
    server.inMemory = [{ name: "llemma:7b", gpuShare: 0.5 }];
    await clock.advance(15_000);
    assert.equal(watch.block.gpuShare, 0.5);
    server.inMemory = [{ name: "other:7b", gpuShare: 1 }];
    await clock.advance(15_000);
    assert.equal(watch.block.state, "cold");
    assert.equal(watch.block.gpuShare, undefined);
  });

  test("says what is wrong and what helps, and no more once the server is there", async () => {
    const { clock, server, watch, states } = watching();
    server.failure = { kind: "notRunning", url: server.url };
    watch.watch(true);
    await clock.advance(0);
    assert.equal(watch.block.state, "problem");
    assert.match(watch.block.problem ?? "", /No Ollama server answers/);
    assert.deepEqual(watch.block.actions, ["setUp"]);
    server.failure = undefined;
    await clock.advance(15_000);
    assert.equal(watch.block.state, "warm");
    assert.deepEqual(states, ["problem", "warm"]);
  });

  test("a model that loads or writes is shown so at once", async () => {
    const { clock, server, session, watch } = watching();
    watch.watch(true);
    await clock.advance(0);
    const load = Promise.withResolvers<undefined>();
    server.loading = load.promise;
    const ready = session.ready();
    await clock.advance(0);
    assert.equal(watch.block.state, "loading");
    load.resolve(undefined);
    await ready;
    const [target, over] = [{ model: "llemma:7b", window: 4096 }, new AbortController()];
    const request = { prompt: "", maxTokens: 1, temperature: 0, topP: 1, seed: 1, stop: [] };
    const stream = session.complete(target, request, over.signal)[Symbol.asyncIterator]();
    await stream.next();
    assert.equal(watch.block.state, "busy");
    await stream.next();
    await clock.advance(0);
    assert.equal(watch.block.state, "warm");
  });
});
