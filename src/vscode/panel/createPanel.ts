import {
  commands,
  Disposable,
  Position,
  ProgressLocation,
  Range,
  Uri,
  window,
  workspace,
  type ExtensionContext,
  type LogOutputChannel,
  type ProgressOptions,
  type TextEditor,
} from "vscode";
import type { Anchor } from "../../core/anchor.ts";
import type { Clock } from "../../core/clock.ts";
import type { LeanChecker } from "../../core/lean.ts";
import type { ModelServer } from "../../core/model.ts";
import type { PanelAction } from "../../core/panel/actions.ts";
import { Follower } from "../../core/panel/follower.ts";
import { ModelWatch } from "../../core/panel/modelWatch.ts";
import type { Notice, PanelState, Place as PlaceShown } from "../../core/panel/panelState.ts";
import { Tasks, type Links, type RunningTask, type TaskStart } from "../../core/panel/tasks.ts";
import type { Session } from "../../core/session.ts";
import type { Actions } from "../actions.ts";
import type { Projects } from "../latex/projects.ts";
import type { Structures } from "../latex/structures.ts";
import type { Notifier } from "../notify.ts";
import { followAnchor, type Place } from "./anchors.ts";
import { keepHistory } from "./history.ts";
import { copy, insert } from "./insert.ts";
import { isFollowed, noPlace, PlaceReader } from "./place.ts";
import { PanelView, viewId, type Wish } from "./view.ts";

/** The panel for the rest of the extension. */
export interface Panel {
  /** Whether a person sees it now: then answers go there. */
  readonly isVisible: boolean;
  /** Where the progress of something belongs that can be cancelled. */
  readonly progressAt: ProgressOptions["location"];
  begin(start: PanelTask): RunningTask;
  show(): Thenable<unknown>;
  /** Stops following the cursor, or follows it again. */
  togglePin(): void;
  dispose(): void;
}

/** A task for the panel; `anchor` is where its items go. */
export type PanelTask = Omit<TaskStart, "place"> & { readonly anchor: Anchor | undefined };

interface Parts {
  readonly session: Session;
  readonly server: () => ModelServer;
  readonly checker: LeanChecker;
  readonly structures: Structures;
  readonly projects: Projects;
  readonly actions: Actions;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly log: LogOutputChannel;
}

/** Joins what the panel shows, and does what it asks for. */
export function createPanel(
  { extensionUri, workspaceState }: Pick<ExtensionContext, "extensionUri" | "workspaceState">,
  parts: Parts,
): Panel {
  const { clock, log } = parts;
  const tasks = new Tasks<Place>(Date.now);
  const changed = (): void => {
    view.changed();
  };
  const follower = createFollower(parts, changed);
  const model = new ModelWatch({ ...parts, onChange: changed });
  const view = new PanelView({
    extensionUri,
    state: stateOf(follower, tasks, model),
    now: Date.now,
    onMessage: (message) => {
      handle(message);
    },
    onVisible: (isVisible) => {
      follower.watch(isVisible);
      model.watch(isVisible);
    },
    clock,
    log,
  });
  const handle = handlerOf(parts, { tasks, follower, view });
  const ends = Disposable.from(
    new Disposable(keepHistory(tasks, workspaceState, clock)),
    new Disposable(tasks.onChange(changed)),
    ...[follow(follower, changed), view, follower, model, tasks],
  );

  return {
    get isVisible() {
      return view.isVisible;
    },
    get progressAt() {
      return view.isVisible ? { viewId } : ProgressLocation.Notification;
    },
    begin: ({ anchor, ...start }) =>
      tasks.begin({ ...start, place: anchor && followAnchor(anchor) }),
    show: () => commands.executeCommand(`${viewId}.focus`),
    togglePin: () => {
      follower.pin(!follower.isPinned);
    },
    dispose: () => {
      ends.dispose();
    },
  };
}

type CursorFollower = Follower<TextEditor | "none", PlaceShown>;

function createFollower(parts: Parts, onChange: () => void): CursorFollower {
  const reader = new PlaceReader(parts);
  const { clock } = parts;
  return new Follower({ clock, read: (spot, signal) => reader.read(spot, signal), onChange });
}

/** The state as it is now; what has not changed is the same object as before. */
function stateOf(
  follower: CursorFollower,
  tasks: Tasks<Place>,
  model: ModelWatch,
): () => PanelState {
  const block = sameWhileEqual(() => model.block);
  const notices = sameWhileEqual(noticesNow);
  const nowhere = noPlace();
  return () => ({
    place: follower.place ?? nowhere,
    pinned: follower.isPinned,
    tasks: tasks.list,
    model: block(),
    notices: notices(),
  });
}

function sameWhileEqual<T>(now: () => T): () => T {
  let known: { readonly value: T; readonly text: string } | undefined;
  return () => {
    const value = now();
    const text = JSON.stringify(value);
    if (known?.text !== text) known = { value, text };
    return known.value;
  };
}

function noticesNow(): readonly Notice[] {
  if (workspace.isTrusted) return [];
  const sentence = "This workspace is not trusted: nothing of it is given to Lean.";
  return [{ severity: "warning", sentence, actions: ["trust"] }];
}

/** Tells the follower where the cursor is. Nothing is read here. */
function follow(follower: CursorFollower, changed: () => void): Disposable {
  const look = (editor: TextEditor | undefined): void => {
    if (editor === undefined) {
      // The focus may be in a list or in an output; only when no text is open there is nothing to show.
      if (window.visibleTextEditors.length === 0) follower.moved("none");
    } else if (isFollowed(editor.document)) follower.moved(editor);
  };
  look(window.activeTextEditor);
  return Disposable.from(
    window.onDidChangeActiveTextEditor(look),
    window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === window.activeTextEditor) look(textEditor);
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const editor = window.activeTextEditor;
      if (contentChanges.length > 0 && editor?.document === document) look(editor);
    }),
    workspace.onDidGrantWorkspaceTrust(() => {
      follower.refresh();
      changed();
    }),
  );
}

interface Inner {
  readonly tasks: Tasks<Place>;
  readonly follower: CursorFollower;
  readonly view: PanelView;
}

/** Does what a message of the page asks for. */
function handlerOf(
  { actions, notifier, log }: Parts,
  { tasks, follower, view }: Inner,
): (message: Wish) => void {
  const tell = (sentence: string): void => {
    view.tell(sentence);
  };
  const run = runnerOf(actions);
  const handle = (message: Wish): unknown => {
    switch (message.kind) {
      case "open":
        return open(tasks.find(message.task)?.links[message.link]);
      case "insert":
        return insert({ tasks, tell }, message);
      case "copy":
        return copy({ tasks, tell }, message);
      case "cancel":
        tasks.cancel(message.task);
        return undefined;
      case "clearHistory":
        tasks.clear();
        return undefined;
      case "pin":
        follower.pin(message.pinned);
        return undefined;
      case "run":
        return run(message.action);
      case "fault":
        log.error(`panel: ${message.detail.slice(0, 2_000)}`);
        return undefined;
    }
  };
  const attempt = async (message: Wish): Promise<void> => {
    try {
      await handle(message);
    } catch (error) {
      notifier.bug("panel", error);
    }
  };
  return (message) => {
    void attempt(message);
  };
}

/** Shows a place that a task speaks of. */
async function open(place: Links[string] | undefined): Promise<void> {
  if (place === undefined) return;
  const at = new Position(place.line, place.character);
  await window.showTextDocument(Uri.parse(place.uri), { selection: new Range(at, at) });
}

/** What a button may do: these things and no others. */
function runnerOf(actions: Actions): (action: PanelAction) => unknown {
  const own = {
    solve: "llemma.solve",
    explain: "llemma.explain",
    continue: "llemma.continueProof",
    checkDerivation: "llemma.checkDerivation",
  } as const;
  return (action) => {
    switch (action) {
      case "solve":
      case "explain":
      case "continue":
      case "checkDerivation":
        return commands.executeCommand(own[action]);
      case "suggestTactics":
        return commands.executeCommand("llemma.suggestTactics", "panel");
      default:
        return actions[action].run();
    }
  };
}
