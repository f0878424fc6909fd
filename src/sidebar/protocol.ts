// The messages between the extension and its panel. Each side reads what arrives with the functions of this file.
import type { PanelAction } from "../core/panel/actions.ts";
import type { Change } from "../core/panel/changes.ts";
import * as is from "../core/panel/guard.ts";
import { changeGuards, isAction, isState } from "../core/panel/guards.ts";
import type { PanelState } from "../core/panel/panelState.ts";

/** What the extension tells the panel. */
export type ToView =
  /** All there is; `now` is the extension's clock, in milliseconds since 1970. */
  | { readonly kind: "state"; readonly state: PanelState; readonly now: number }
  | Change
  /** One sentence to confirm what was done: "Inserted at line 12." It goes away by itself. */
  | { readonly kind: "told"; readonly sentence: string };

/** Where something goes: into the line of the place that its task started from, or in lines of its own below. */
export type Where = "cursor" | "below";

/** `latex`: the source of a step or a solution; `text`: a candidate as it is. */
export type CopyForm = "latex" | "text";

/** What a person did in the panel. */
export type FromView =
  /** The panel has nothing yet, or lost track: it wants the whole state. */
  | { readonly kind: "ready" }
  /** A candidate, a step, an answer or a sample of a task, by its id. */
  | {
      readonly kind: "insert";
      readonly task: string;
      readonly item: string;
      readonly where: Where;
    }
  | {
      readonly kind: "copy";
      readonly task: string;
      readonly item: string;
      readonly form: CopyForm;
    }
  | { readonly kind: "cancel"; readonly task: string }
  /** Forget the tasks that have ended. */
  | { readonly kind: "clearHistory" }
  | { readonly kind: "pin"; readonly pinned: boolean }
  | { readonly kind: "run"; readonly action: PanelAction }
  /** Show the place of a `PlaceLink`. */
  | { readonly kind: "open"; readonly task: string; readonly link: string }
  /** Something went wrong in the panel that should not; for the log. */
  | { readonly kind: "fault"; readonly detail: string };

/** Whether what arrived in the panel is a message of the extension. */
export const isToView = is.byKind<ToView>({
  ...changeGuards,
  state: is.object({ state: isState, now: is.number }),
  told: is.object({ sentence: is.text }),
});

/** Whether what arrived in the extension is a message of the panel. */
export const isFromView = is.byKind<FromView>({
  ready: is.object({}),
  insert: is.object({ task: is.name, item: is.name, where: is.oneOf("cursor", "below") }),
  copy: is.object({ task: is.name, item: is.name, form: is.oneOf("latex", "text") }),
  cancel: is.object({ task: is.name }),
  clearHistory: is.object({}),
  pin: is.object({ pinned: is.flag }),
  run: is.object({ action: isAction }),
  open: is.object({ task: is.name, link: is.name }),
  fault: is.object({ detail: is.text }),
});
