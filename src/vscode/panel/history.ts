import type { Memento } from "vscode";
import type { Clock } from "../../core/clock.ts";
import { restored, stored } from "../../core/panel/history.ts";
import { phase } from "../../core/panel/phase.ts";
import type { Tasks } from "../../core/panel/tasks.ts";
import { followAnchor, type Place } from "./anchors.ts";

const key = "llemma.panel.history";
/** How soon after a change it is stored, in milliseconds. */
const pause = 1_000;

/** Keeps the tasks over a reload of the window, in the extension's own storage of this workspace. */
export function keepHistory(tasks: Tasks<Place>, storage: Memento, clock: Clock): () => void {
  const before = restored(storage.get(key));
  tasks.restore(
    before.map(({ anchor, ...kept }) => ({ ...kept, place: anchor && followAnchor(anchor) })),
  );
  const over = new AbortController();
  let isDue = false;

  async function store(): Promise<void> {
    isDue = false;
    const kept = tasks.kept(phase("cancelled", "The window was closed while it ran."));
    await storage.update(key, kept.length === 0 ? undefined : stored(kept));
  }
  const unlisten = tasks.onChange(() => {
    if (isDue) return;
    isDue = true;
    void clock.sleep(pause, over.signal).then(() => (over.signal.aborted ? undefined : store()));
  });
  return () => {
    unlisten();
    over.abort();
    if (isDue) void store();
  };
}
