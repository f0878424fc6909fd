import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { downloadInWords, DownloadMeter } from "../../../../src/core/setup/download.ts";
import { ManualClock } from "../../../fakes/manualClock.ts";

const MB = 1e6;

function meterAt(clock: ManualClock) {
  const meter = new DownloadMeter(clock);
  return {
    meter,
    add: (completed: number, total = 4_000 * MB, digest = "model") => {
      meter.add({ kind: "file", digest, completed, total });
    },
    words: () => downloadInWords(meter.download),
  };
}

suite("how far a download is", () => {
  test("bytes, speed over the last seconds, and the time that is left", async () => {
    const clock = new ManualClock();
    const { add, words } = meterAt(clock);
    add(0);
    assert.equal(words(), "0.1 MB of 4.0 GB");
    for (let second = 1; second <= 8; second += 1) {
      await clock.advance(1_000);
      add(second * 20 * MB);
    }
    assert.equal(words(), "160 MB of 4.0 GB · 20 MB/s · 4 min left");
  });

  test("what an earlier download brought is no part of the speed", async () => {
    const clock = new ManualClock();
    const { add, words } = meterAt(clock);
    add(2_000 * MB);
    await clock.advance(1_000);
    add(2_010 * MB);
    assert.equal(words(), "2.0 GB of 4.0 GB · 10 MB/s · 4 min left");
  });

  test("says when nothing comes, and goes on afterwards", async () => {
    const clock = new ManualClock();
    const { add, words } = meterAt(clock);
    add(0);
    await clock.advance(1_000);
    add(40 * MB);
    await clock.advance(12_000);
    add(40 * MB);
    assert.equal(words(), "40 MB of 4.0 GB · nothing has come for 12 s");
    await clock.advance(1_000);
    add(50 * MB);
    assert.match(words(), /^50 MB of 4\.0 GB · \d/);
  });

  test("files are added up, and a damaged one that begins anew counts once", () => {
    const { add, meter } = meterAt(new ManualClock());
    add(10, 10, "a");
    add(50, 100, "b");
    add(0, 100, "b");
    assert.deepEqual([meter.download.completed, meter.download.total], [10, 110]);
  });

  test("a large rest is told in hours", async () => {
    const clock = new ManualClock();
    const { add, words } = meterAt(clock);
    add(0);
    await clock.advance(1_000);
    add(0.5 * MB);
    assert.match(words(), /2 h 14 min left$/);
  });
});
