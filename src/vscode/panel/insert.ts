import { env, l10n, Selection, TextEditorRevealType, window } from "vscode";
import { itemOf, type Item } from "../../core/panel/items.ts";
import type { Tasks } from "../../core/panel/tasks.ts";
import type { Where } from "../../sidebar/protocol.ts";
import { putBehind, type Inserted } from "../places.ts";
import type { Place } from "./anchors.ts";

interface Ports {
  readonly tasks: Tasks<Place>;
  /** Confirms in the panel what was done. */
  readonly tell: (sentence: string) => void;
}

/** Puts something of a task into the document where the task started. When that place is gone the person is asked. */
export async function insert(
  { tasks, tell }: Ports,
  {
    task: id,
    item: itemId,
    where,
  }: { readonly task: string; readonly item: string; readonly where: Where },
): Promise<void> {
  const held = tasks.find(id);
  const manner = where === "cursor" ? "inLine" : "below";
  const item = held && itemOf(held, itemId, manner);
  if (item === undefined) return;
  const text = item.text(held?.place?.anchor.languageId ?? "markdown");
  const inserted = await held?.place?.put(text, item.manner);
  if (inserted !== undefined) await confirm(inserted, item, tell);
  else await askWhere(item, tell);
}

/** Puts something of a task into the clipboard. */
export async function copy(
  { tasks, tell }: Ports,
  { task: id, item: itemId }: { readonly task: string; readonly item: string },
): Promise<void> {
  const held = tasks.find(id);
  const item = held && itemOf(held, itemId, "inLine");
  if (item === undefined) return;
  await env.clipboard.writeText(item.source);
  tell(l10n.t("Copied."));
}

/** Never guesses. */
async function askWhere(item: Item, tell: Ports["tell"]): Promise<void> {
  const editor = window.activeTextEditor;
  const atCursor = l10n.t("Insert at the Cursor");
  const clip = l10n.t("Copy");
  const chosen = await window.showWarningMessage(
    l10n.t("Llemma: the place where this was started is gone, or its text is another one."),
    ...(editor === undefined ? [] : [atCursor]),
    clip,
  );
  const text = item.text(editor?.document.languageId ?? "markdown");
  if (chosen === clip) {
    await env.clipboard.writeText(text);
    tell(l10n.t("Copied."));
  } else if (chosen === atCursor && editor !== undefined) {
    const { document, selection } = editor;
    const offset = document.offsetAt(selection.active);
    const how = item.manner === "place" ? "inLine" : item.manner;
    const inserted = await putBehind(document, offset, { text, manner: how });
    if (inserted !== undefined) await confirm(inserted, item, tell);
  }
}

async function confirm(
  { document, range }: Inserted,
  { manner }: Item,
  tell: Ports["tell"],
): Promise<void> {
  // A proof goes on with the next key, and one undo takes it back; of an explanation more may be wanted from the panel.
  const isNext = manner === "place";
  const shown = window.visibleTextEditors.find((one) => one.document === document);
  const editor = await window.showTextDocument(document, {
    preserveFocus: !isNext,
    ...(shown?.viewColumn !== undefined && { viewColumn: shown.viewColumn }),
  });
  if (isNext) editor.selection = new Selection(range.end, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  tell(l10n.t("Inserted at line {0}.", range.start.line + 1));
}
