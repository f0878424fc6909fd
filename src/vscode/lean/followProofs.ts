import { Disposable, window, workspace, type TextEditor } from "vscode";
import type { Clock } from "../../core/clock.ts";
import { leanSite } from "../../core/context/lean/site.ts";
import type { LeanChecker } from "../../core/lean.ts";
import { documentOf } from "../convert.ts";

/** How long the cursor rests somewhere, in milliseconds, before Lean is told: those who pass by cost nothing. */
const rest = 150;

interface Parts {
  readonly checker: LeanChecker;
  readonly clock: Clock;
  readonly languageIds: readonly string[];
}

/** Tells the checker which proof the cursor is in, so that it has read the file when there is something to check. */
export function followProofs({ checker, clock, languageIds }: Parts): Disposable {
  let resting = new AbortController();

  async function came(editor: TextEditor | undefined): Promise<void> {
    if (editor === undefined || !languageIds.includes(editor.document.languageId)) return;
    resting.abort();
    const { signal } = (resting = new AbortController());
    await clock.sleep(rest, signal);
    if (signal.aborted || editor !== window.activeTextEditor) return;
    const document = documentOf(editor.document);
    const offset = editor.document.offsetAt(editor.selection.active);
    const site = leanSite(document.text, offset, true);
    if (site.kind === "site" && site.inProof) checker.enter({ document, offset });
  }

  void came(window.activeTextEditor);
  return Disposable.from(
    window.onDidChangeActiveTextEditor((editor) => void came(editor)),
    // An edit moves the cursor too.
    window.onDidChangeTextEditorSelection(({ textEditor }) => void came(textEditor)),
    workspace.onDidCloseTextDocument(({ uri }) => {
      checker.left(uri.toString());
    }),
    new Disposable(() => {
      resting.abort();
    }),
  );
}
