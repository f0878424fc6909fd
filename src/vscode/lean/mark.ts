import {
  Disposable,
  EventEmitter,
  l10n,
  Range,
  Uri,
  window,
  workspace,
  type Event,
  type Position,
  type TextDocument,
  type TextEditor,
  type TextEditorDecorationType,
} from "vscode";
import type { Mark } from "../../core/leanStatus.ts";
import { explainVerdict, isAccepted } from "../../core/verdict.ts";
import type { Replacement } from "../../core/complete/completer.ts";

/** The verdict beside the ghost text: VS Code's ghost text can have no mark of its own. */
export interface Marks {
  readonly current: Mark | undefined;
  readonly onChange: Event<void>;
  /** These suggestions are given to VS Code for this cursor; which of them it shows is not known. */
  offer(document: TextDocument, position: Position, offered: readonly Replacement[]): void;
  /** The ghost text is out of sight. */
  clear(): void;
  dispose(): void;
}

interface Spot {
  readonly document: TextDocument;
  readonly version: number;
  readonly position: Position;
  /** All that was offered here, by its text: an earlier one may still be on screen. */
  readonly offered: Map<string, Replacement>;
}

export function createMarks(extensionUri: Uri): Marks {
  const accepted = iconType(extensionUri, "accepted");
  const unchecked = iconType(extensionUri, "unchecked");
  const changed = new EventEmitter<void>();
  let spot: Spot | undefined;
  let current: Mark | undefined;

  function offer(
    document: TextDocument,
    position: Position,
    offered: readonly Replacement[],
  ): void {
    const editor = editorAt(document, position);
    if (editor === undefined) return;
    if (spot === undefined || !isAt(spot, document, position)) {
      clear();
      spot = { document, version: document.version, position, offered: new Map() };
    }
    for (const one of offered) spot.offered.set(one.text, one);
    current = markOf([...spot.offered.values()]);
    show(editor, current, position);
    changed.fire();
  }

  function show(editor: TextEditor, mark: Mark | undefined, { line }: Position): void {
    const range = [new Range(line, 0, line, 0)];
    editor.setDecorations(accepted, mark?.accepted === true ? range : []);
    editor.setDecorations(unchecked, mark?.accepted === false ? range : []);
  }

  function clear(): void {
    if (spot === undefined) return;
    for (const editor of window.visibleTextEditors) {
      if (editor.document === spot.document) show(editor, undefined, spot.position);
    }
    spot = undefined;
    current = undefined;
    changed.fire();
  }

  const listeners = leavings(() => spot, clear);
  return {
    get current() {
      return current;
    },
    onChange: changed.event,
    offer,
    clear,
    dispose: () => {
      clear();
      Disposable.from(listeners, changed, accepted, unchecked).dispose();
    },
  };
}

/** Calls `left` at whatever takes the ghost text away: an edit, taking it, a cursor that moves, another editor. */
function leavings(spot: () => Spot | undefined, left: () => void): Disposable {
  return Disposable.from(
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document === spot()?.document && contentChanges.length > 0) left();
    }),
    window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
      const now = spot();
      if (now === undefined || textEditor.document !== now.document) return;
      const only = selections.length === 1 ? selections[0] : undefined;
      if (only?.isEmpty !== true || !only.active.isEqual(now.position)) left();
    }),
    window.onDidChangeActiveTextEditor(left),
  );
}

/** The active editor, if it has this document and its cursor there. */
function editorAt(document: TextDocument, position: Position): TextEditor | undefined {
  const editor = window.activeTextEditor;
  const here = editor?.document === document && editor.selection.active.isEqual(position);
  return here ? editor : undefined;
}

function isAt(spot: Spot, document: TextDocument, position: Position): boolean {
  return (
    spot.document === document &&
    spot.version === document.version &&
    spot.position.isEqual(position)
  );
}

/** A tick is only for what Lean accepted, whichever of them is on screen. Where Lean is never asked there is no mark. */
function markOf(offered: readonly Replacement[]): Mark | undefined {
  const judged = offered.flatMap(({ verdict, goals }) =>
    verdict === undefined ? [] : [{ verdict, ...(goals !== undefined && { goals }) }],
  );
  const doubtful = judged.find(({ verdict }) => !isAccepted(verdict));
  if (doubtful !== undefined) return { accepted: false, sentence: explainVerdict(doubtful) };
  const [sentence, ...others] = new Set(judged.map(explainVerdict));
  if (sentence === undefined) return undefined;
  return {
    accepted: true,
    sentence: others.length === 0 ? sentence : l10n.t("Lean accepts each of these."),
  };
}

function iconType(extensionUri: Uri, name: string): TextEditorDecorationType {
  const icon = (theme: string): { readonly gutterIconPath: Uri } => ({
    gutterIconPath: Uri.joinPath(extensionUri, "media", "lean", `${name}-${theme}.svg`),
  });
  // High contrast themes take the one for their kind of background.
  return window.createTextEditorDecorationType({
    gutterIconSize: "contain",
    light: icon("light"),
    dark: icon("dark"),
  });
}
