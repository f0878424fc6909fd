import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { changed, changesBetween } from "../../../../src/core/panel/changes.ts";
import type { PanelState, Section, Task } from "../../../../src/core/panel/panelState.ts";
import { isToView } from "../../../../src/sidebar/protocol.ts";
import { emptyPanel, taskWith } from "../../../support/panelStates.ts";
import { Random } from "../../../support/random.ts";

const section: Section = {
  id: "s",
  source: "model",
  heading: "Step by step",
  markdown: "We have $x",
  steps: [{ id: "s1", markdown: "First" }],
  links: [],
};

suite("changes of the panel's state", () => {
  test("streamed text is sent alone", () => {
    const before = withTasks(taskWith({ sections: [section] }));
    const longer = { ...section, steps: [{ id: "s1", markdown: "First, $y$" }] };
    const after = withTasks(taskWith({ sections: [longer] }));
    assert.deepEqual(changesBetween(before, after), [
      { kind: "append", task: "1", item: "s1", text: ", $y$" },
    ]);
  });

  test("time and speed go without what the task holds", () => {
    const before = withTasks(taskWith({ sections: [section] }));
    const [task = taskWith()] = before.tasks;
    const after = withTasks({ ...task, tokensPerSecond: 12 });
    assert.deepEqual(changesBetween(before, after), [
      { kind: "head", task: taskWith({ tokensPerSecond: 12 }) },
    ]);
  });

  test("what is the same object is not sent", () => {
    const before = withTasks(taskWith());
    assert.deepEqual(changesBetween(before, { ...before, pinned: true }), [
      { kind: "parts", parts: { pinned: true } },
    ]);
    assert.deepEqual(changesBetween(before, before), []);
  });

  test("a change of something unknown is no change", () => {
    const state = withTasks(taskWith());
    const change = { kind: "append", task: "2", item: "s", text: "x" } as const;
    assert.deepEqual(changed(state, change), state);
  });

  test("whatever changes, the changes lead from one state to the other, also as JSON", () => {
    const random = new Random(8);
    let before = emptyPanel;
    for (let round = 0; round < 3_000; round += 1) {
      const after = random.pick(edits)(before, random);
      let state = before;
      for (const change of changesBetween(before, after)) {
        const sent: unknown = JSON.parse(JSON.stringify(change));
        assert.ok(isToView(sent) && sent.kind !== "state" && sent.kind !== "told");
        state = changed(state, sent);
      }
      assert.deepEqual(plain(state), plain(after));
      before = after;
    }
  });
});

function withTasks(...tasks: PanelState["tasks"]): PanelState {
  return { ...emptyPanel, tasks };
}

function plain(state: PanelState): unknown {
  return JSON.parse(JSON.stringify(state));
}

type Edit = (state: PanelState, random: Random) => PanelState;

const edits: readonly Edit[] = [
  (state) => ({ ...state, pinned: !state.pinned }),
  (state) => ({ ...state, model: { ...state.model, window: (state.model.window ?? 0) + 1 } }),
  (state, random) => {
    const task = taskWith({ id: idOf(random), tokensPerSecond: 3 });
    return { ...state, tasks: [task, ...state.tasks].slice(0, 5) };
  },
  (state) => ({ ...state, tasks: state.tasks.slice(1) }),
  (state, random) =>
    withFirst(state, () => ({ tokensPerSecond: random.below(2) === 0 ? undefined : 5 })),
  (state, random) =>
    withFirst(state, ({ sections }) => ({ sections: [...sections, sectionWith(idOf(random))] })),
  (state, random) => withFirst(state, () => ({ candidates: [candidate(idOf(random))] })),
  (state, random) =>
    withFirst(state, () => ({
      phase: { kind: "done", sentence: idOf(random), actions: ["retry"] },
    })),
  (state, random) =>
    withFirst(state, ({ sections }) => ({ sections: sections.map((one) => longer(one, random)) })),
];

function idOf(random: Random): string {
  return String(random.below(1_000_000_000));
}

function sectionWith(id: string): Section {
  return { ...section, id, steps: [{ id: `${id}.0`, markdown: "First" }] };
}

function withFirst(state: PanelState, parts: (task: Task) => Partial<Task>): PanelState {
  return {
    ...state,
    tasks: state.tasks.map((task, index) => (index === 0 ? { ...task, ...parts(task) } : task)),
  };
}

function candidate(id: string): Task["candidates"][number] {
  return { id, text: "simp", verdict: "progress", goals: ["⊢ True"], message: undefined };
}

function longer(one: Section, random: Random): Section {
  switch (random.below(4)) {
    case 0:
      return { ...one, markdown: `${one.markdown} and` };
    case 1:
      return {
        ...one,
        steps: one.steps.map((step) => ({ ...step, markdown: `${step.markdown}.` })),
      };
    case 2:
      return {
        ...one,
        steps: [...one.steps, { id: `${one.id}.${one.steps.length}`, markdown: "" }],
      };
    default:
      return { ...one, markdown: "Anew" };
  }
}
