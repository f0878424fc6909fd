import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Follower } from "../../../../src/core/panel/follower.ts";
import { ManualClock } from "../../../fakes/manualClock.ts";

/** A follower whose places take 100 ms to read, with all that it read and showed. */
function following() {
  const clock = new ManualClock();
  const read: string[] = [];
  const shown: (string | undefined)[] = [];
  const follower: Follower<string, string> = new Follower<string, string>({
    clock,
    read: async (spot, signal) => {
      read.push(spot);
      await clock.sleep(100, signal);
      return signal.aborted ? undefined : `place of ${spot.replace("'", "")}`;
    },
    onChange: () => shown.push(follower.place),
  });
  return { clock, follower, read, shown };
}

suite("following the cursor", () => {
  test("reads a place once the cursor rests, and what was there stays until then", async () => {
    const { clock, follower, read, shown } = following();
    follower.watch(true);
    follower.moved("a");
    await clock.advance(1_000);
    assert.deepEqual(shown, ["place of a"]);
    for (const spot of ["b", "c", "d"]) {
      follower.moved(spot);
      await clock.advance(200);
    }
    assert.deepEqual(read, ["a"]);
    assert.equal(follower.place, "place of a");
    await clock.advance(100);
    assert.deepEqual(read, ["a", "d"]);
    assert.equal(follower.place, "place of a");
    await clock.advance(100);
    assert.deepEqual(shown, ["place of a", "place of d"]);
  });

  test("a cursor that moves while its place is read is read anew, and the old answer is dropped", async () => {
    const { clock, follower, shown } = following();
    follower.watch(true);
    follower.moved("a");
    await clock.advance(300);
    follower.moved("b");
    await clock.advance(1_000);
    assert.deepEqual(shown, ["place of b"]);
  });

  test("the same place again is no change", async () => {
    const { clock, follower, read, shown } = following();
    follower.watch(true);
    follower.moved("a");
    await clock.advance(1_000);
    follower.moved("a'");
    await clock.advance(1_000);
    assert.deepEqual(read, ["a", "a'"]);
    assert.deepEqual(shown, ["place of a"]);
  });

  test("nothing is read while nobody looks; whoever looks again sees where the cursor is at once", async () => {
    const { clock, follower, read } = following();
    follower.moved("a");
    await clock.advance(1_000);
    assert.deepEqual(read, []);
    follower.watch(true);
    await clock.advance(100);
    assert.equal(follower.place, "place of a");
    follower.moved("b");
    await clock.advance(10);
    follower.watch(false);
    await clock.advance(1_000);
    assert.deepEqual(read, ["a"]);
    assert.equal(clock.waiting, 0);
    follower.watch(true);
    await clock.advance(100);
    assert.equal(follower.place, "place of b");
    follower.watch(false);
    follower.watch(true);
    await clock.advance(1_000);
    assert.deepEqual(read, ["a", "b"]);
  });

  test("a pin holds the place, and taken out lets it go to where the cursor is by then", async () => {
    const { clock, follower, read } = following();
    follower.watch(true);
    follower.moved("a");
    await clock.advance(1_000);
    follower.pin(true);
    follower.moved("b");
    follower.refresh();
    follower.watch(false);
    follower.watch(true);
    await clock.advance(1_000);
    assert.deepEqual(read, ["a"]);
    assert.equal(follower.isPinned, true);
    follower.pin(false);
    await clock.advance(100);
    assert.equal(follower.place, "place of b");
  });
});
