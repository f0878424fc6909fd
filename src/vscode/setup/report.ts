import { Disposable, EventEmitter, Uri, window, workspace } from "vscode";

const scheme = "llemma-report";
const uri = Uri.from({ scheme, path: "/Llemma, set-up.md" });

/** The read-only document with the last report. */
export interface ReportDocument {
  show(text: string): Promise<void>;
  dispose(): void;
}

export function createReportDocument(): ReportDocument {
  const changed = new EventEmitter<Uri>();
  let report = "";
  const registration = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: () => report,
  });
  return {
    show: async (text) => {
      report = text;
      changed.fire(uri);
      await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
    },
    dispose: () => {
      Disposable.from(registration, changed).dispose();
    },
  };
}
