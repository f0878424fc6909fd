import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { anchorAt, type Anchor } from "../../../../src/core/anchor.ts";
import { restored, stored } from "../../../../src/core/panel/history.ts";
import { phase } from "../../../../src/core/panel/phase.ts";
import { Tasks, type TaskStart } from "../../../../src/core/panel/tasks.ts";
import { taskWith } from "../../../support/panelStates.ts";

const anchor = anchorAt(
  { uri: "file:///a.md", languageId: "markdown", text: "What is 1 + 1?" },
  { start: 0, end: 14 },
);
const over = phase("cancelled", "The window was closed while it ran.");

/** A place that tells how often it was given up. */
class Place {
  readonly anchor: Anchor = anchor;
  ends = 0;
  dispose(): void {
    this.ends += 1;
  }
}

function begun(parts: Partial<TaskStart & { place: Place | undefined }> = {}, start = 1_000) {
  let now = start;
  const tasks = new Tasks<Place>(() => (now += 1));
  const place = new Place();
  const cancelled: string[] = [];
  const begin = (title: string) =>
    tasks.begin({
      kind: "solve",
      title,
      where: "a.md:1",
      sentence: "The model is getting ready.",
      place,
      cancel: () => cancelled.push(title),
      ...parts,
    });
  return { tasks, place, cancelled, begin };
}

suite("the tasks of a session", () => {
  test("stand newest first, with what they show and how they ended", () => {
    const { tasks, begin } = begun();
    const heard: number[] = [];
    tasks.onChange(() => heard.push(tasks.list.length));
    const first = begin("first");
    begin("second");
    first.show({ progress: 0.5, tokensPerSecond: 12 }, "Half is written.");
    assert.deepEqual(
      tasks.list.map(({ title, progress, phase: { kind, sentence } }) => [
        title,
        progress,
        kind,
        sentence,
      ]),
      [
        ["second", undefined, "running", "The model is getting ready."],
        ["first", 0.5, "running", "Half is written."],
      ],
    );
    first.end(phase("done", "All is written."));
    const ended = tasks.list[1];
    assert.ok(ended?.endedAt !== undefined && ended.endedAt > ended.startedAt);
    assert.deepEqual(ended.phase, {
      kind: "done",
      sentence: "All is written.",
      actions: [],
    });
    assert.deepEqual(heard, [1, 2, 2, 2]);
  });

  test("do not change once they have ended, and nothing else changes with one", () => {
    const { tasks, begin } = begun();
    const [one, other] = [begin("one"), begin("other")];
    one.end(phase("done", "Done."));
    const [now] = tasks.list.slice(1);
    one.show({ progress: 1 }, "More.");
    one.end(phase("failed", "Fault."));
    other.show({ progress: 1 });
    assert.equal(tasks.list[1], now);
  });

  test("are cancelled while they run alone", () => {
    const { tasks, cancelled, begin } = begun();
    const one = begin("one");
    const id = tasks.list[0]?.id ?? "";
    tasks.cancel(id);
    one.end(phase("cancelled", "Cancelled."));
    tasks.cancel(id);
    tasks.cancel("unknown");
    assert.deepEqual(cancelled, ["one"]);
  });

  test("are forgotten when they have ended, and so are their places", () => {
    const { tasks, place, begin } = begun();
    begin("one").end(phase("done", "Done."));
    begin("running");
    tasks.clear();
    assert.deepEqual(
      tasks.list.map(({ title }) => title),
      ["running"],
    );
    assert.equal(place.ends, 0, "the running one is there still");
    tasks.dispose();
    assert.equal(place.ends, 1);
  });

  test("are no more than thirty; those that run stay", () => {
    const { tasks, begin } = begun();
    begin("running");
    for (let count = 0; count < 40; count += 1) begin(`${count}`).end(phase("done", "Done."));
    assert.equal(tasks.list.length, 31);
    assert.equal(tasks.list.at(-1)?.title, "running");
    assert.equal(tasks.list[0]?.title, "39");
  });
});

suite("the history of tasks", () => {
  test("comes back with the places, which nobody has followed meanwhile", () => {
    const { tasks, begin } = begun({
      links: { l: { uri: "file:///b.tex", line: 1, character: 2 } },
    });
    const task = begin("one");
    task.end(phase("done", "Done."), { texts: { "step-1": "\n  so" } });
    const [kept] = restored(stored(tasks.kept(over)));
    assert.ok(kept);
    assert.deepEqual({ ...taskWith(), ...kept.task }, tasks.list[0]);
    assert.deepEqual(kept.anchor, { ...anchor, followed: false });
    assert.deepEqual(kept.texts, { "step-1": "\n  so" });
    assert.deepEqual(kept.links["l"], { uri: "file:///b.tex", line: 1, character: 2 });
  });

  test("a task that ran is one that was broken off", () => {
    const { tasks, begin } = begun();
    begin("one");
    const [kept] = restored(stored(tasks.kept(over)));
    assert.ok(kept);
    assert.deepEqual(kept.task.phase, over);
    assert.notEqual(kept.task.endedAt, undefined);
    assert.equal(tasks.list[0]?.phase.kind, "running");
  });

  test("restored tasks stand behind those of now and have ids of their own", () => {
    const before = begun();
    before.begin("before").end(phase("done", "Done."));
    const after = begun({}, 2_000);
    after.begin("now");
    const kept = restored(stored(before.tasks.kept(over)));
    after.tasks.restore(kept.map((one) => ({ ...one, place: undefined })));
    after.begin("later");
    assert.deepEqual(
      after.tasks.list.map(({ title }) => title),
      ["later", "now", "before"],
    );
    assert.equal(new Set(after.tasks.list.map(({ id }) => id)).size, 3);
  });

  test("is bounded: the newest count", () => {
    const { tasks, begin } = begun();
    for (let count = 0; count < 10; count += 1) {
      const markdown = "x".repeat(100_000);
      const section = {
        id: "s",
        source: "model",
        heading: "",
        markdown,
        steps: [],
        links: [],
      } as const;
      begin(`${count}`).end(phase("done", "Done."), { sections: [section] });
    }
    const text = stored(tasks.kept(over));
    assert.ok(text.length <= 500_000);
    assert.deepEqual(
      restored(text).map(({ task }) => task.title),
      ["9", "8", "7", "6"],
    );
  });

  for (const [what, text] of [
    ["nothing", undefined],
    ["another type", { a: 1 }],
    ["no JSON", "[{"],
    ["no list", "{}"],
    ["a task without parts", '[{"task":{"id":"1"},"links":{},"texts":{}}]'],
  ] as const) {
    test(`takes ${what} for no history`, () => {
      assert.deepEqual(restored(text), []);
    });
  }

  test("leaves out what is broken and keeps the rest", () => {
    const { tasks, begin } = begun();
    begin("one").end(phase("done", "Done."));
    const [good] = tasks.kept(over);
    const broken = { ...good, anchor: { ...anchor, start: "0" } };
    assert.equal(restored(JSON.stringify([broken, good])).length, 1);
  });
});
