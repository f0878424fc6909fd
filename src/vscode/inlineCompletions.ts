import {
  InlineCompletionItem,
  InlineCompletionTriggerKind,
  l10n,
  languages,
  SnippetString,
  window,
  type Disposable,
  type InlineCompletionContext,
  type InlineCompletionItemProvider,
  type Position,
  type TextDocument,
} from "vscode";
import type {
  Completer,
  CompletionCall,
  CompletionResult,
  Replacement,
} from "../core/complete/completer.ts";
import { languageIds } from "../core/complete/languages.ts";
import { lineToGoOn } from "../core/complete/latexOpening.ts";
import type { Logger } from "../core/log.ts";
import { documentOf, rangeOf, replacementOf, signalOf } from "./convert.ts";
import type { Marks } from "./lean/mark.ts";
import type { Notifier } from "./notify.ts";

/** How long "nothing to suggest" stands in the status bar, in milliseconds. */
const hintFor = 3_000;

interface Parts {
  readonly completer: Completer;
  readonly marks: Marks;
  readonly notifier: Notifier;
  readonly log: Logger;
}

/** Shows what the completer suggests as VS Code's own ghost text. */
export function registerInlineCompletions(parts: Parts): Disposable {
  return languages.registerInlineCompletionItemProvider([...languageIds], createProvider(parts));
}

// VS Code refuses a provider that has any of the proposed methods, so there is this one alone.
function createProvider({ completer, marks, notifier, log }: Parts): InlineCompletionItemProvider {
  function tell(result: Exclude<CompletionResult, { kind: "suggestions" }>, asked: boolean): void {
    switch (result.kind) {
      case "cancelled":
        return;
      case "none":
        log.debug(`no suggestion: ${result.reason}`);
        if (asked) window.setStatusBarMessage(l10n.t("Llemma: nothing to suggest here"), hintFor);
        return;
      default:
        notifier.failure(result, asked);
    }
  }

  return {
    provideInlineCompletionItems: async (document, position, context, token) => {
      const { version } = document;
      const call = callOf(document, position, context);
      const waiting = signalOf(token);
      try {
        const result = await completer.complete(call, waiting.signal);
        // Offsets in an older text would be wrong ranges in this one.
        if (token.isCancellationRequested || document.version !== version) return undefined;
        if (result.kind === "suggestions") {
          marks.offer(document, position, result.suggestions);
          return itemsOf(document, result.suggestions);
        }
        tell(result, call.trigger === "explicit");
      } catch (error) {
        notifier.bug("inline suggestion", error);
      } finally {
        waiting.dispose();
      }
      return undefined;
    },
  };
}

function callOf(
  document: TextDocument,
  position: Position,
  { triggerKind, selectedCompletionInfo: selected }: InlineCompletionContext,
): CompletionCall {
  return {
    document: documentOf(document),
    offset: document.offsetAt(position),
    trigger: triggerKind === InlineCompletionTriggerKind.Invoke ? "explicit" : "automatic",
    ...(selected !== undefined && { selected: replacementOf(document, selected) }),
  };
}

function itemsOf(
  document: TextDocument,
  suggestions: readonly Replacement[],
): InlineCompletionItem[] {
  return suggestions.map((one) => {
    const range = rangeOf(document, one);
    return new InlineCompletionItem(insertionOf(one.text, indentAt(document, range.start)), range);
  });
}

/** The text; as a snippet where the cursor is to go on in the middle of it. VS Code indents the lines of those. */
function insertionOf(text: string, indent: string): string | SnippetString {
  const goOn = lineToGoOn(text);
  if (goOn === undefined) return text;
  const flat = (part: string): string => part.replaceAll(`\n${indent}`, "\n");
  const snippet = new SnippetString().appendText(flat(text.slice(0, goOn))).appendTabstop(0);
  return snippet.appendText(flat(text.slice(goOn)));
}

function indentAt(document: TextDocument, { line }: Position): string {
  return /^[ \t]*/.exec(document.lineAt(line).text)?.[0] ?? "";
}
