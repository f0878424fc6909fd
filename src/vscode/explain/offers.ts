import {
  CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  Disposable,
  Hover,
  l10n,
  languages,
  MarkdownString,
  Range,
  type TextDocument,
} from "vscode";
import { locate, type Located } from "../../core/explain/locate.ts";
import { documentOf, rangeOf } from "../convert.ts";
import type { Structures } from "../latex/structures.ts";

const kind = CodeActionKind.Empty.append("llemma");
const selector = ["latex", "tex", "markdown"].map((language) => ({ language }));
/** Texts longer than this, in UTF-16 code units, are not read only because the mouse is over them. */
const longest = 1_000_000;

/** Offers to explain an equation: in its hover and among the code actions. */
export function offerExplanations(structures: Structures): Disposable {
  function find(document: TextDocument, range: Range): Located | undefined {
    const selection = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    const found = locate(documentOf(document), () => structures(document), selection);
    return found.kind === "located" ? found : undefined;
  }
  return Disposable.from(
    languages.registerHoverProvider(selector, {
      provideHover: (document, position) => {
        if (document.offsetAt(document.lineAt(document.lineCount - 1).range.end) > longest) return;
        const found = find(document, new Range(position, position));
        if (found === undefined) return undefined;
        const { line, character } = position;
        const target = encodeURIComponent(
          JSON.stringify([[document.uri.toString(), line, character]]),
        );
        const title = l10n.t("Explain with Llemma");
        const text = new MarkdownString(`[${title}](command:llemma.explain?${target})`);
        text.isTrusted = { enabledCommands: ["llemma.explain"] };
        const { at, end } = found.outer;
        return new Hover(text, rangeOf(document, { start: at, end }));
      },
    }),
    languages.registerCodeActionsProvider(
      selector,
      {
        provideCodeActions: (document, range, { triggerKind }) => {
          const found = find(document, range);
          // The light bulb must not follow the cursor through every formula in a text.
          const isWanted = triggerKind === CodeActionTriggerKind.Invoke || !range.isEmpty;
          if (found === undefined || !(isWanted || found.isDisplay)) return [];
          const action = new CodeAction(l10n.t("Explain with Llemma"), kind);
          action.command = { command: "llemma.explain", title: action.title };
          return [action];
        },
      },
      { providedCodeActionKinds: [kind] },
    ),
  );
}
