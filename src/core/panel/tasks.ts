import type { Anchor } from "../anchor.ts";
import type { Macros, Phase, Task, TaskKind } from "./panelState.ts";
import { phase } from "./phase.ts";

/** What a task shows beside what it is. */
export type TaskContent = Partial<
  Pick<Task, "sections" | "votes" | "candidates" | "progress" | "tokensPerSecond">
> & {
  /** What goes into a document of the items whose own text is drawn otherwise, by their ids. */
  readonly texts?: Texts;
};

export type Texts = Readonly<Record<string, string>>;

/** What is known of a task when it begins. */
export interface TaskStart {
  readonly kind: TaskKind;
  readonly title: string;
  readonly where: string;
  readonly sentence: string;
  readonly macros?: Macros;
  /** Where its items go; undefined when it was not started in a text. */
  readonly place: TaskPlace | undefined;
  /** What its links lead to, by their ids. */
  readonly links?: Links;
  readonly cancel: () => void;
}

/** Places in documents; line and character count from 0. */
export type Links = Readonly<
  Record<string, { readonly uri: string; readonly line: number; readonly character: number }>
>;

/** Where the items of a task go, followed while the text is edited. */
export interface TaskPlace {
  readonly anchor: Anchor;
  dispose(): void;
}

/** A task as it is kept. */
export interface KeptTask {
  readonly task: Task;
  readonly anchor: Anchor | undefined;
  readonly links: Links;
  readonly texts: Texts;
}

/** A task for the feature that carries it out. After its end it does not change any more. */
export interface RunningTask {
  show(content: TaskContent, sentence?: string): void;
  end(phase: Phase, content?: TaskContent): void;
}

/** Kept at most, those that run not counted; older ones go. */
const most = 30;

interface Held<Place extends TaskPlace> {
  readonly task: Task;
  readonly place: Place | undefined;
  readonly links: Links;
  readonly texts: Texts;
  readonly cancel: () => void;
}

/** The session's tasks, newest first, and where their items go. */
export class Tasks<Place extends TaskPlace = TaskPlace> {
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #held: readonly Held<Place>[] = [];
  #list: readonly Task[] = [];
  #count = 0;

  /** `now` in milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  get list(): readonly Task[] {
    return this.#list;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  begin(start: TaskStart & { readonly place: Place | undefined }): RunningTask {
    const { cancel, place, links = {}, sentence, macros = {}, ...about } = start;
    const startedAt = this.#now();
    this.#count += 1;
    // Those that were restored have other times.
    const id = `${startedAt}-${this.#count}`;
    const task: Task = {
      ...about,
      id,
      startedAt,
      endedAt: undefined,
      tokensPerSecond: undefined,
      progress: undefined,
      phase: phase("running", sentence),
      canInsert: place !== undefined,
      macros,
      sections: [],
      votes: undefined,
      candidates: [],
    };
    this.#become([{ task, place, links, texts: {}, cancel }, ...this.#held]);
    return {
      show: (content, words) => {
        this.#change(id, content, (now) => ({
          phase: words === undefined ? now.phase : phase("running", words),
        }));
      },
      end: (over, content = {}) => {
        this.#change(id, content, () => ({ phase: over, endedAt: this.#now() }));
      },
    };
  }

  /** The task with this id, and where its items go. */
  find(id: string): Held<Place> | undefined {
    return this.#held.find(({ task }) => task.id === id);
  }

  cancel(id: string): void {
    const held = this.find(id);
    if (held?.task.endedAt === undefined) held?.cancel();
  }

  /** Forgets those that have ended. */
  clear(): void {
    this.#become(this.#held.filter(({ task }) => task.endedAt === undefined));
  }

  /** What there is to keep; `over` is said of those that run. */
  kept(over: Phase): readonly KeptTask[] {
    return this.#held.map(({ task, place, links, texts }) => ({
      ...{ anchor: place?.anchor, links, texts },
      task: task.endedAt === undefined ? { ...task, endedAt: this.#now(), phase: over } : task,
    }));
  }

  /** Tasks from before, behind those that there are. */
  restore(kept: readonly Omit<Held<Place>, "cancel">[]): void {
    const held = kept.map((one) => ({ ...one, cancel: () => undefined }));
    this.#become([...this.#held, ...held]);
  }

  dispose(): void {
    for (const { place } of this.#held) place?.dispose();
    this.#listeners.clear();
  }

  /** A task that has ended, or is forgotten, does not change any more. */
  #change(
    id: string,
    { texts, ...content }: TaskContent,
    next: (task: Task) => Partial<Task>,
  ): void {
    if (this.find(id)?.task.endedAt !== undefined) return;
    const changed = (held: Held<Place>): Held<Place> => ({
      ...held,
      task: { ...held.task, ...content, ...next(held.task) },
      texts: texts ?? held.texts,
    });
    this.#become(this.#held.map((held) => (held.task.id === id ? changed(held) : held)));
  }

  #become(held: readonly Held<Place>[]): void {
    let ended = 0;
    const isKept = ({ task }: Held<Place>): boolean =>
      task.endedAt === undefined || (ended += 1) <= most;
    const before = this.#held;
    this.#held = held.filter(isKept);
    this.#list = this.#held.map(({ task }) => task);
    for (const { place } of before) {
      if (!this.#held.some((one) => one.place === place)) place?.dispose();
    }
    for (const listener of this.#listeners) listener();
  }
}
