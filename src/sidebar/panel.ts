import { h, type ComponentChild } from "preact";
import type { PanelAction } from "../core/panel/actions.ts";
import type { ModelBlock, Notice, PanelState, Place, Task } from "../core/panel/panelState.ts";
import { Actions, Icon, IconButton } from "./controls.ts";
import { ModelView } from "./modelView.ts";
import { PlaceView } from "./placeView.ts";
import { PastTask, TaskView } from "./taskView.ts";
import { type Tools, ToolsContext } from "./tools.ts";
import { visible } from "./visible.ts";

export interface PanelProps {
  /** Undefined until the extension has said something. */
  readonly state: PanelState | undefined;
  /** A word of confirmation; empty for none. */
  readonly told: string;
  readonly tools: Tools;
}

/** The whole panel as a function of its state. */
export function Panel({ state, told, tools }: PanelProps): ComponentChild {
  return h(
    ToolsContext.Provider,
    { value: tools },
    h(
      "main",
      null,
      h("h1", { class: "unseen" }, "Llemma"),
      state === undefined
        ? h("p", { class: "quiet" }, "Llemma is getting ready.")
        : h(Content, { state }),
      h("p", { class: told === "" ? "told" : "told shown", role: "status" }, visible(told)),
    ),
  );
}

function Content({ state }: { readonly state: PanelState }): readonly ComponentChild[] {
  const { notices, place, pinned, tasks, model } = state;
  const isCurrent = (task: Task, index: number): boolean =>
    index === 0 || task.phase.kind === "running";
  const current = tasks.filter(isCurrent);
  const past = tasks.filter((task, index) => !isCurrent(task, index));
  return [
    ...[...problemOf(model), ...notices].map((notice, index) =>
      h(NoticeView, { key: `notice ${index}`, notice }),
    ),
    h(PlaceView, { key: "place", place, pinned }),
    h(
      "div",
      { key: "current", class: "current" },
      current.length === 0
        ? h(NoTasks, { place })
        : current.map((task) => h(TaskView, { key: task.id, task })),
    ),
    h(History, { key: "past", past, canClear: tasks.some(({ endedAt }) => endedAt !== undefined) }),
    h(ModelView, { key: "model", model }),
  ];
}

function NoticeView({
  notice: { severity, sentence, actions },
}: {
  readonly notice: Notice;
}): ComponentChild {
  return h(
    "div",
    { class: `notice ${severity}` },
    h("p", null, h(Icon, { name: severity === "warning" ? "warning" : "info" }), visible(sentence)),
    h(Actions, { actions }),
  );
}

/** Without a model nothing works, so that is said first. */
function problemOf({ problem, actions }: ModelBlock): readonly Notice[] {
  return problem === undefined ? [] : [{ severity: "warning", sentence: problem, actions }];
}

/** What can be done here. */
function NoTasks({ place }: { readonly place: Place }): ComponentChild {
  return h(
    "section",
    { class: "empty", "aria-label": "Answers" },
    h("p", { class: "quiet" }, adviceFor(place)),
    h(Actions, { actions: actionsFor(place) }),
  );
}

function adviceFor(place: Place): string {
  switch (place.kind) {
    case "nothing":
      return "Solutions, explanations and tactics appear here.";
    case "goals":
      return place.goals.length === 0
        ? "Put the cursor where something is left to prove, and tactics can be suggested."
        : "Have tactics suggested for this goal; those with a tick are accepted by Lean.";
    case "maths":
      return "Have what is at the cursor explained, continued or solved.";
  }
}

function actionsFor(place: Place): readonly PanelAction[] {
  switch (place.kind) {
    case "nothing":
      return [];
    case "goals":
      return place.goals.length === 0 ? [] : ["suggestTactics"];
    case "maths":
      return place.equation === undefined
        ? ["continue", "solve"]
        : ["explain", "continue", "solve", "checkDerivation"];
  }
}

function History({
  past,
  canClear,
}: {
  readonly past: readonly Task[];
  readonly canClear: boolean;
}): ComponentChild {
  if (!canClear) return null;
  return h(
    "section",
    { class: "history", "aria-label": "History" },
    h(
      "header",
      null,
      h("h2", null, "History"),
      h(IconButton, {
        icon: "clear-all",
        label: "Clear the History",
        message: { kind: "clearHistory" },
      }),
    ),
    past.length === 0
      ? h("p", { class: "quiet" }, "Earlier answers will be here.")
      : past.map((task) => h(PastTask, { key: task.id, task })),
  );
}
