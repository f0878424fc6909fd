import { h, type ComponentChild } from "preact";
import type { Task } from "../core/panel/panelState.ts";
import { Candidates } from "./candidatesView.ts";
import { Actions, Disclosure, Icon, TextButton } from "./controls.ts";
import { Duration } from "./duration.ts";
import type { IconName } from "./icons.ts";
import { Line } from "./markdownView.ts";
import { memo } from "./memo.ts";
import { SectionView } from "./sectionsView.ts";
import { visible } from "./visible.ts";
import { VotesView } from "./votesView.ts";

const icons = {
  solve: "lightbulb",
  explain: "comment-discussion",
  continue: "edit",
  tactics: "list-selection",
} as const satisfies Record<Task["kind"], IconName>;

/** A task with all that it has brought so far. */
export const TaskView = memo(({ task }: { readonly task: Task }): ComponentChild => {
  const { id, kind, title, where, phase } = task;
  return h(
    "section",
    { class: `task ${phase.kind}`, "aria-label": visible(title) },
    h(
      "header",
      null,
      h(Icon, { name: icons[kind] }),
      h("h2", null, h(Line, { text: title, macros: task.macros })),
      h("span", { class: "where" }, visible(where)),
      phase.kind === "running" &&
        h(TextButton, { label: "Cancel", message: { kind: "cancel", task: id } }),
    ),
    h(Progress, { task }),
    h(TaskContent, { task }),
  );
});

/** A task that is over, in one line until somebody opens it. */
export const PastTask = memo(({ task }: { readonly task: Task }): ComponentChild => {
  const { kind, title, where, phase } = task;
  return h(Disclosure, {
    class: "past",
    summary: [
      h(Icon, { name: phase.kind === "failed" ? "warning" : icons[kind] }),
      h("span", { class: "title" }, h(Line, { text: title, macros: task.macros })),
      h("span", { class: "where" }, visible(where)),
    ],
    content: () => [h(Progress, { task }), h(TaskContent, { task })],
  });
});

function Progress({ task }: { readonly task: Task }): ComponentChild {
  const { phase, startedAt, endedAt, tokensPerSecond, progress } = task;
  const isRunning = phase.kind === "running";
  return h(
    "div",
    { class: "progress" },
    h(
      "p",
      { class: "phase" },
      // Its changes are read aloud; the seconds are not.
      h(
        "span",
        { role: "status", class: "sentence" },
        phase.kind === "failed" && h(Icon, { name: "warning" }),
        visible(phase.sentence),
      ),
      h(
        "span",
        { class: "quiet figures" },
        h(Duration, { startedAt, endedAt }),
        tokensPerSecond !== undefined &&
          ` · ${tokensPerSecond.toFixed(tokensPerSecond < 10 ? 1 : 0)} tok/s`,
      ),
    ),
    isRunning && h(ProgressBar, { progress }),
    h(Actions, { actions: phase.actions }),
  );
}

function ProgressBar({ progress }: { readonly progress: number | undefined }): ComponentChild {
  const common = { role: "progressbar", "aria-label": "Progress" } as const;
  if (progress === undefined)
    return h("div", { ...common, class: "track unknown" }, h("span", null));
  const percent = Math.round(Math.min(1, Math.max(0, progress)) * 100);
  return h(
    "div",
    {
      ...common,
      class: "track",
      "aria-valuenow": percent,
      "aria-valuemin": 0,
      "aria-valuemax": 100,
    },
    h("span", { style: { width: `${percent}%` } }),
  );
}

function TaskContent({ task }: { readonly task: Task }): ComponentChild {
  const { id, sections, votes, candidates, canInsert, macros, phase } = task;
  const isRunning = phase.kind === "running";
  const common = { task: id, macros, canInsert };
  return [
    votes !== undefined && h(VotesView, { ...common, key: "votes", votes }),
    candidates.length > 0 && h(Candidates, { key: "candidates", task: id, candidates, canInsert }),
    h(
      "div",
      { key: "sections", class: "sections", ...(isRunning ? { "aria-live": "polite" } : {}) },
      sections.map((section, index) =>
        h(SectionView, {
          ...common,
          key: section.id,
          section,
          isGrowing: isRunning && section.source === "model" && index === sections.length - 1,
        }),
      ),
    ),
  ];
}
