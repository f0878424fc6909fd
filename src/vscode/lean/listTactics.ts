import {
  l10n,
  Position,
  QuickPickItemKind,
  Range,
  Selection,
  window,
  type QuickPick,
  type QuickPickItem,
  type TextEditor,
} from "vscode";
import type { Replacement } from "../../core/complete/completer.ts";
import type { Opening } from "../../core/tactics/opening.ts";
import type { SuggestJob, TacticSuggestion } from "../../core/tactics/suggester.ts";
import { problemsOf, summaryOf } from "../../core/tactics/summary.ts";
import { explainVerdict, isAccepted } from "../../core/verdict.ts";
import { rangeOf } from "../convert.ts";

interface Entry extends QuickPickItem {
  /** Undefined for what cannot be inserted. */
  readonly suggestion?: TacticSuggestion;
}

interface Place {
  readonly editor: TextEditor;
  readonly opening: Opening;
  /** Is called when the list is closed. */
  readonly stop: () => void;
}

/** Lists the tactics for a place as they are found; Enter inserts the marked one. */
export function listTactics(job: SuggestJob, { editor, opening, stop }: Place): void {
  const { version } = editor.document;
  const pick = window.createQuickPick<Entry>();
  pick.title = l10n.t("Llemma: Suggest Tactics");
  pick.matchOnDetail = true;

  const unlisten = job.onChange(() => {
    show(pick, job);
  });
  show(pick, job);
  pick.onDidAccept(async () => {
    const suggestion = pick.activeItems[0]?.suggestion;
    if (suggestion === undefined) return;
    pick.hide();
    // A text that changed behind the list has the place elsewhere.
    if (editor.document.version === version) await insert(editor, opening.edit(suggestion));
  });
  pick.onDidHide(() => {
    unlisten();
    stop();
    pick.dispose();
  });
  pick.show();
}

function show(pick: QuickPick<Entry>, job: SuggestJob): void {
  const active = pick.activeItems[0]?.label;
  pick.busy = job.state.kind === "running";
  pick.placeholder = [summaryOf(job), ...problemsOf(job)].join(" ");
  const results = job.results.map((one) => entryOf(one, true));
  const failed = job.failed.map((one) => entryOf(one, false));
  const line = { label: l10n.t("did not pass"), kind: QuickPickItemKind.Separator };
  pick.items = failed.length === 0 ? results : [...results, line, ...failed];
  // What a person has gone to stays marked when a better one comes in above it.
  const same = results.find(({ label }) => label === active);
  if (same !== undefined && active !== results[0]?.label) pick.activeItems = [same];
}

function entryOf(suggestion: TacticSuggestion, insertable: boolean): Entry {
  const goals = suggestion.goals.map((goal) => goal.slice(goal.indexOf("⊢")));
  return {
    label: `${iconOf(suggestion, insertable)} ${inOneLine(suggestion.text)}`,
    description: explainVerdict(suggestion),
    alwaysShow: true,
    ...(goals.length > 0 && { detail: inOneLine(goals.join("   ")) }),
    ...(insertable && { suggestion }),
  };
}

function iconOf({ verdict }: TacticSuggestion, insertable: boolean): string {
  if (!insertable) return "$(close)";
  if (isAccepted(verdict)) return "$(check)";
  return verdict === "unchecked" ? "$(circle-large-outline)" : "$(warning)";
}

function inOneLine(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, " ⏎ ");
}

/** In one step for undo, with the cursor behind it. */
async function insert(editor: TextEditor, replacement: Replacement): Promise<void> {
  const { document } = editor;
  const range = rangeOf(document, replacement);
  if (
    !(await editor.edit((edit) => {
      edit.replace(range, replacement.text);
    }))
  )
    return;
  const end = positionBehind(range.start, replacement.text);
  editor.selection = new Selection(end, end);
  editor.revealRange(new Range(end, end));
}

function positionBehind(start: Position, text: string): Position {
  const lines = text.split("\n");
  const last = lines.at(-1) ?? "";
  return lines.length === 1
    ? start.translate(0, last.length)
    : new Position(start.line + lines.length - 1, last.length);
}
