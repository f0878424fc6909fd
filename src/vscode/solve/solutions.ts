import { Disposable, EventEmitter, l10n, Uri, ViewColumn, window, workspace } from "vscode";
import type { Clock } from "../../core/clock.ts";
import { report } from "../../core/solve/report.ts";
import type { Solving } from "../../core/solve/solver.ts";

/** The scheme of the document; the manifest's menus know it. */
export const solutionsScheme = "llemma-solutions";
const uri = Uri.from({ scheme: solutionsScheme, path: "/Llemma, solutions.md" });
/** The shortest time between two looks at a growing text, in milliseconds. */
const pace = 250;

/** The read-only Markdown document with votes and solutions, which grows while they come. */
export interface SolutionsDocument {
  /** Opens it beside the text; the cursor stays where it is. */
  show(): Promise<void>;
  update(solving: Solving): void;
  dispose(): void;
}

export function createSolutionsDocument(clock: Clock): SolutionsDocument {
  const changed = new EventEmitter<Uri>();
  const over = new AbortController();
  let latest: Solving | undefined;
  let isDue = false;
  const registration = workspace.registerTextDocumentContentProvider(solutionsScheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: () =>
      latest === undefined ? l10n.t("The model is getting ready.") : report(latest),
  });
  return {
    show: async () => {
      latest = undefined;
      changed.fire(uri);
      const document = await workspace.openTextDocument(uri);
      await window.showTextDocument(document, {
        viewColumn: ViewColumn.Beside,
        preserveFocus: true,
        preview: true,
      });
    },
    update: (solving) => {
      latest = solving;
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
