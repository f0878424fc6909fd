import {
  Disposable,
  window,
  workspace,
  type TextDocument,
  type TextDocumentChangeEvent,
  type TextEditor,
} from "vscode";
import type { Completer } from "../core/complete/completer.ts";
import { languageFor } from "../core/complete/languages.ts";
import type { Session } from "../core/session.ts";
import { enabledFor, type Settings } from "../core/settings.ts";
import { isAnswer } from "./answerDocument.ts";
import { documentOf } from "./convert.ts";

interface Parts {
  readonly completer: Completer;
  readonly session: Session;
  readonly settings: () => Settings;
}

/** Tells the completer what happens to texts and cursors, and gets the model ready at the first edit. */
export function followDocuments({ completer, session, settings }: Parts): Disposable {
  let active = window.activeTextEditor?.document.uri.toString();

  function edited({ document, contentChanges }: TextDocumentChangeEvent): void {
    const language = languageFor(document.languageId);
    const last = contentChanges.at(-1);
    // A change without changes only says that the file was saved.
    if (language === undefined || last === undefined) return;
    // Nobody types there; it would look like typing without an end.
    if (isAnswer(document)) return;
    const text = documentOf(document);
    completer.edited(text);
    if (session.state.kind !== "starting" || !enabledFor(settings(), document.languageId)) return;
    const place = language.place(text, last.rangeOffset + last.text.length, true);
    // Notes without mathematics are no reason to fill the machine's memory.
    if (place.kind === "refused" && place.reason === "outsideMaths") return;
    void session.ready();
  }

  function moved(editor: TextEditor): void {
    const { document, selection } = editor;
    // The same text in another editor has a cursor of its own.
    if (editor !== window.activeTextEditor || !isOurs(document)) return;
    completer.moved(documentOf(document), document.offsetAt(selection.active));
  }

  function activated(editor: TextEditor | undefined): void {
    const now = editor?.document.uri.toString();
    if (active !== undefined && active !== now) completer.left(active);
    active = now;
  }

  return Disposable.from(
    workspace.onDidChangeTextDocument(edited),
    workspace.onDidCloseTextDocument((document) => {
      completer.left(document.uri.toString());
    }),
    window.onDidChangeTextEditorSelection(({ textEditor }) => {
      moved(textEditor);
    }),
    window.onDidChangeActiveTextEditor(activated),
  );
}

function isOurs(document: TextDocument): boolean {
  return languageFor(document.languageId) !== undefined;
}
