import {
  CodeAction,
  CodeActionKind,
  l10n,
  languages,
  type Diagnostic,
  type Disposable,
  type Position,
  type TextDocument,
} from "vscode";

/** What a proof lacks at a place: the arguments of the command behind a code action. */
export interface Gap {
  readonly kind: "sorry" | "unsolved";
  readonly uri: string;
  /** Where Lean's message begins. */
  readonly position: Position;
}

/** Offers tactics where Lean says that something is left to prove. */
export function registerCodeActions(languageIds: readonly string[]): Disposable {
  const kind = CodeActionKind.QuickFix;
  return languages.registerCodeActionsProvider(
    [...languageIds],
    {
      provideCodeActions: (document, range, { diagnostics }) => {
        const actions = diagnostics.flatMap((one) => actionFor(document, one) ?? []);
        const onSorry = wordAt(document, range.start) === "sorry";
        const here = {
          kind: "sorry",
          uri: document.uri.toString(),
          position: range.start,
        } as const;
        return actions.length === 0 && onSorry ? [actionOf(here)] : actions;
      },
    },
    { providedCodeActionKinds: [kind] },
  );

  function actionFor(document: TextDocument, diagnostic: Diagnostic): CodeAction | undefined {
    const lacking = lackingIn(diagnostic.message);
    if (lacking === undefined) return undefined;
    const { start: position } = diagnostic.range;
    const action = actionOf({ kind: lacking, uri: document.uri.toString(), position });
    action.diagnostics = [diagnostic];
    return action;
  }

  function actionOf(gap: Gap): CodeAction {
    const action = new CodeAction(l10n.t("Suggest tactics with Llemma"), kind);
    action.command = { title: action.title, command: "llemma.suggestTactics", arguments: [gap] };
    return action;
  }
}

/** Lean wrote the second one with either quotation mark, and with none. */
function lackingIn(message: string): Gap["kind"] | undefined {
  if (message.startsWith("unsolved goals")) return "unsolved";
  return /declaration uses [`']?sorry/.test(message) ? "sorry" : undefined;
}

function wordAt(document: TextDocument, position: Position): string {
  const range = document.getWordRangeAtPosition(position, /[\p{L}_][\p{L}\p{N}_'!?.]*/u);
  return range === undefined ? "" : document.getText(range);
}
