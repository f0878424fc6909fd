import type { PanelState, Task } from "../../src/core/panel/panelState.ts";

/** A panel before anything happened. */
export const emptyPanel: PanelState = {
  place: {
    kind: "nothing",
    sentence: "No LaTeX, Markdown or Lean file is open.",
    advice: "Open one and put the cursor into a proof or a formula.",
    actions: [],
  },
  pinned: false,
  tasks: [],
  model: {
    server: "http://127.0.0.1:11434",
    name: undefined,
    isDemo: false,
    state: "unknown",
    gpuShare: undefined,
    window: undefined,
    problem: undefined,
    actions: [],
  },
  notices: [],
};

/** The same each time, as nothing changed. */
const none = [] as const;

/** A task with some parts of its own. */
export function taskWith(parts: Partial<Task> = {}): Task {
  return {
    id: "1",
    kind: "explain",
    title: "Explain the equation",
    where: "basel.tex:12",
    startedAt: Date.UTC(2026, 10, 24),
    endedAt: undefined,
    tokensPerSecond: undefined,
    progress: undefined,
    phase: { kind: "running", sentence: "The model is writing.", actions: [] },
    canInsert: true,
    macros: {},
    sections: none,
    votes: undefined,
    candidates: none,
    ...parts,
  };
}
