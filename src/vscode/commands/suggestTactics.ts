import { l10n, Position, window, type TextEditor } from "vscode";
import { openingAtSorry, openingInBlock, type Opening } from "../../core/tactics/opening.ts";
import type { TacticSuggester } from "../../core/tactics/suggester.ts";
import type { Meter } from "../../core/panel/meter.ts";
import { documentOf } from "../convert.ts";
import type { Panel } from "../panel/createPanel.ts";
import { reportTactics } from "../panel/reportTactics.ts";
import type { Gap } from "../lean/codeActions.ts";
import { listTactics } from "../lean/listTactics.ts";

interface Ports {
  readonly suggester: TacticSuggester;
  readonly meter: Meter;
  readonly panel: Panel;
}

/** How long "nothing to suggest" stands in the status bar, in milliseconds. */
const hintFor = 3_000;

/**
 * Lists tactics for the cursor's place, or for the gap that a code action is about; `about` is `panel` where the panel
 * asks, which shows them itself.
 */
export function suggestTactics(ports: Ports, about: unknown): void {
  const editor = window.activeTextEditor;
  const opening = editor === undefined ? undefined : openingFor(editor, about);
  if (editor === undefined || opening === undefined) {
    window.setStatusBarMessage(l10n.t("Llemma: there is no Lean proof here"), hintFor);
    return;
  }
  const job = ports.suggester.suggest(opening.cursor, "all");
  reportTactics(ports, { job, document: editor.document, opening });
  if (about !== "panel") {
    const stop = (): void => {
      // Whoever sees the panel goes on there.
      if (!ports.panel.isVisible) job.stop();
    };
    listTactics(job, { editor, opening, stop });
  }
}

function openingFor({ document, selection }: TextEditor, about: unknown): Opening | undefined {
  if (!/^lean4?$/.test(document.languageId)) return undefined;
  const text = documentOf(document);
  const cursor = document.offsetAt(selection.active);
  if (!isGap(about)) return { cursor: { document: text, offset: cursor }, edit: (same) => same };
  // Between the light bulb and the click another editor can have come to the front.
  if (about.uri !== text.uri) return undefined;
  const offset = document.offsetAt(about.position);
  return about.kind === "sorry"
    ? openingAtSorry(text, offset)
    : openingInBlock(text, offset, cursor);
}

function isGap(value: unknown): value is Gap {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    "uri" in value &&
    "position" in value &&
    value.position instanceof Position
  );
}
