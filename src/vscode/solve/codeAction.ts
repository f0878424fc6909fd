import { CodeAction, CodeActionKind, l10n, languages, type Disposable } from "vscode";
import { languageIds } from "../../core/complete/languages.ts";
import { hasMathematics, isAsked, problemAt } from "../../core/solve/problem.ts";
import { documentOf } from "../convert.ts";

const kind = CodeActionKind.RefactorRewrite.append("llemma");

/** Offers to solve the problem at the cursor or in the selection. */
export function registerSolveAction(): Disposable {
  return languages.registerCodeActionsProvider(
    languageIds.map((language) => ({ language })),
    {
      provideCodeActions: (document, range) => {
        const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
        const problem = problemAt(documentOf(document), span);
        if (problem === undefined || !hasMathematics(problem.text)) return [];
        // The light bulb must not follow the cursor through every list and section.
        if (range.isEmpty && !isAsked(problem.text)) return [];
        const action = new CodeAction(l10n.t("Solve with Llemma"), kind);
        action.command = { command: "llemma.solve", title: action.title };
        return [action];
      },
    },
    { providedCodeActionKinds: [kind] },
  );
}
