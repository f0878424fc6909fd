import type { PanelState, Section, Step, Task } from "./panelState.ts";

/** A part of the panel's state that is another one now. They count in the order in which they are sent. */
export type Change =
  /** What is named replaces what was there. */
  | { readonly kind: "parts"; readonly parts: Partial<PanelState> }
  /** In place of the one with its id; a new one comes first. */
  | { readonly kind: "task"; readonly task: Task }
  /** Replaces all of a task but its sections, votes and candidates, which are left out. */
  | { readonly kind: "head"; readonly task: Task }
  /** Text at the end of a section or a step. */
  | {
      readonly kind: "append";
      readonly task: string;
      readonly item: string;
      readonly text: string;
    };

/** The changes that make one state of another. Parts that are the same object are taken for unchanged. */
export function changesBetween(before: PanelState, after: PanelState): readonly Change[] {
  const { place, pinned, model, notices } = after;
  const parts = {
    ...(place === before.place ? {} : { place }),
    ...(pinned === before.pinned ? {} : { pinned }),
    ...(model === before.model ? {} : { model }),
    ...(notices === before.notices ? {} : { notices }),
  };
  const others: readonly Change[] =
    Object.keys(parts).length === 0 ? [] : [{ kind: "parts", parts }];
  return after.tasks === before.tasks ? others : [...others, ...taskChanges(before, after)];
}

function taskChanges({ tasks: before }: PanelState, { tasks }: PanelState): readonly Change[] {
  const added = tasks.length - before.length;
  const isGrown = before.every(({ id }, index) => tasks[index + added]?.id === id);
  if (added < 0 || !isGrown) return [{ kind: "parts", parts: { tasks } }];
  const known = before.flatMap((task, index) => {
    const now = tasks[index + added];
    return now === undefined || now === task ? [] : changesOf(task, now);
  });
  const created = tasks.slice(0, added).toReversed();
  return [...known, ...created.map((task) => ({ kind: "task", task }) as const)];
}

function changesOf(before: Task, after: Task): readonly Change[] {
  const grown =
    before.votes === after.votes && before.candidates === after.candidates
      ? appendsBetween(before, after)
      : undefined;
  if (grown === undefined) return [{ kind: "task", task: after }];
  const head = headOf(after);
  return JSON.stringify(head) === JSON.stringify(headOf(before))
    ? grown
    : [...grown, { kind: "head", task: head }];
}

/** What was appended, where nothing else became of the sections. */
function appendsBetween(before: Task, after: Task): readonly Change[] | undefined {
  if (before.sections === after.sections) return [];
  if (before.sections.length !== after.sections.length) return undefined;
  const changes: Change[] = [];
  for (const [index, section] of after.sections.entries()) {
    const texts = grownTexts(before.sections[index], section);
    if (texts === undefined) return undefined;
    changes.push(...texts.map((text) => ({ kind: "append", task: after.id, ...text }) as const));
  }
  return changes;
}

interface Text {
  readonly item: string;
  readonly text: string;
}

function grownTexts(before: Section | undefined, after: Section): readonly Text[] | undefined {
  if (before === after) return [];
  if (before?.steps.length !== after.steps.length || !sameFrame(before, after)) return undefined;
  const own = grownText(before, after);
  const steps = after.steps.map((step, index) => grownText(before.steps[index], step));
  const all = [own, ...steps];
  return all.includes(undefined) ? undefined : all.flatMap((text) => text ?? []);
}

function grownText(before: Step | undefined, after: Step): readonly Text[] | undefined {
  const isGrown = before?.id === after.id && after.markdown.startsWith(before.markdown);
  if (!isGrown) return undefined;
  const text = after.markdown.slice(before.markdown.length);
  return text === "" ? [] : [{ item: after.id, text }];
}

function sameFrame(one: Section, other: Section): boolean {
  const isSame = one.source === other.source && one.heading === other.heading;
  return isSame && JSON.stringify(one.links) === JSON.stringify(other.links);
}

function headOf(task: Task): Task {
  return { ...task, sections: [], votes: undefined, candidates: [] };
}

/** The state after a change; what is about something unknown changes nothing. */
export function changed(state: PanelState, change: Change): PanelState {
  switch (change.kind) {
    case "parts":
      return { ...state, ...change.parts };
    case "task": {
      const { task } = change;
      const isKnown = state.tasks.some(({ id }) => id === task.id);
      return isKnown
        ? withTask(state, task.id, () => task)
        : { ...state, tasks: [task, ...state.tasks] };
    }
    case "head":
      return withTask(state, change.task.id, ({ sections, votes, candidates }) => ({
        ...change.task,
        sections,
        votes,
        candidates,
      }));
    case "append":
      return withTask(state, change.task, (task) => ({
        ...task,
        sections: task.sections.map((section) => appended(section, change)),
      }));
  }
}

function withTask(state: PanelState, id: string, next: (task: Task) => Task): PanelState {
  return { ...state, tasks: state.tasks.map((task) => (task.id === id ? next(task) : task)) };
}

/** Sections and steps that have nothing new stay the same objects, so that nothing of them is drawn anew. */
function appended(section: Section, { item, text }: Text): Section {
  if (section.id === item) return { ...section, markdown: section.markdown + text };
  return section.steps.some(({ id }) => id === item)
    ? {
        ...section,
        steps: section.steps.map((step) =>
          step.id === item ? { ...step, markdown: step.markdown + text } : step,
        ),
      }
    : section;
}
