import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { suite, test } from "node:test";
import { systemClock } from "../../../src/node/systemClock.ts";

suite("systemClock", () => {
  test("a sleep lasts as long as asked", async () => {
    const start = systemClock.now();
    await systemClock.sleep(20);
    // Timers count in whole milliseconds and may fire up to one early.
    assert.ok(systemClock.now() - start >= 19);
  });

  test("an abort wakes it, and neither timer nor listener stays", async () => {
    const timers = timersRunning();
    const abort = new AbortController();
    const start = systemClock.now();
    const sleeping = systemClock.sleep(60_000, abort.signal);
    assert.equal(timersRunning(), timers + 1);
    abort.abort();
    await sleeping;
    assert.ok(systemClock.now() - start < 1000);
    assert.equal(timersRunning(), timers);
    assert.equal(getEventListeners(abort.signal, "abort").length, 0);
  });

  test("a signal that outlives the sleep keeps no listener", async () => {
    const { signal } = new AbortController();
    await systemClock.sleep(1, signal);
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });

  test("with an aborted signal there is no wait", async () => {
    const timers = timersRunning();
    const sleeping = systemClock.sleep(60_000, AbortSignal.abort());
    assert.equal(timersRunning(), timers);
    await sleeping;
  });
});

function timersRunning(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
}
