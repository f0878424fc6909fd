import {
  Disposable,
  EventEmitter,
  l10n,
  Uri,
  ViewColumn,
  window,
  workspace,
  type TextDocument,
} from "vscode";
import type { Clock } from "../core/clock.ts";

/** The shortest time between two looks at a growing text, in milliseconds. */
const pace = 250;

/** A read-only Markdown document with what a feature has to say, which grows while that comes. */
export interface AnswerDocument {
  /** Opens it beside the text; the cursor stays where it is. */
  show(): Promise<void>;
  /** There is more to say. */
  grew(): void;
  dispose(): void;
}

interface Parts {
  /** Of its own for each feature, since the manifest's menus tell the documents apart by it. */
  readonly scheme: `llemma-${string}`;
  /** What the tab says behind the extension's name. */
  readonly title: string;
  /** The whole text as it is now; undefined before there is any. */
  readonly text: () => string | undefined;
  readonly clock: Clock;
}

export function createAnswerDocument({ scheme, title, text, clock }: Parts): AnswerDocument {
  const uri = Uri.from({ scheme, path: `/Llemma, ${title}.md` });
  const changed = new EventEmitter<Uri>();
  const over = new AbortController();
  let isDue = false;
  const registration = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: () => text() ?? l10n.t("The model is getting ready."),
  });
  return {
    show: async () => {
      changed.fire(uri);
      const document = await workspace.openTextDocument(uri);
      await window.showTextDocument(document, {
        viewColumn: ViewColumn.Beside,
        preserveFocus: true,
        preview: true,
      });
    },
    grew: () => {
      if (isDue) return;
      isDue = true;
      void clock.sleep(pace, over.signal).then(() => {
        isDue = false;
        if (!over.signal.aborted) changed.fire(uri);
      });
    },
    dispose: () => {
      over.abort();
      Disposable.from(registration, changed).dispose();
    },
  };
}

/** Whether a document is one of these, in which nobody types. */
export function isAnswer({ uri }: TextDocument): boolean {
  return uri.scheme.startsWith("llemma-");
}
