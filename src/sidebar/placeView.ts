import { h, type ComponentChildren, type ComponentChild } from "preact";
import type { Place } from "../core/panel/panelState.ts";
import { Actions, IconButton } from "./controls.ts";
import { Formula } from "./formula.ts";
import { Goals } from "./goalsView.ts";
import { Markdown } from "./markdownView.ts";
import { memo } from "./memo.ts";
import { visible } from "./visible.ts";

interface Props {
  readonly place: Place;
  readonly pinned: boolean;
}

/** Where the cursor is. */
export const PlaceView = memo(({ place, pinned }: Props): ComponentChild => {
  switch (place.kind) {
    case "nothing":
      return h(
        Frame,
        { title: "At the cursor", where: "", pinned, canPin: pinned },
        h("p", null, place.sentence),
        place.advice !== "" && h("p", { class: "quiet" }, place.advice),
        h(Actions, { actions: place.actions }),
      );
    case "goals": {
      const { goals, where } = place;
      const count = goals.length;
      return h(
        Frame,
        { title: count > 1 ? `Goals (${count})` : "Goal", where, pinned, canPin: true },
        count === 0
          ? h("p", null, "No goals: nothing is left to prove here.")
          : h(Goals, { goals }),
      );
    }
    case "maths":
      return h(MathsView, { place, pinned });
  }
});

type Maths = Extract<Place, { kind: "maths" }>;

function MathsView({
  place,
  pinned,
}: {
  readonly place: Maths;
  readonly pinned: boolean;
}): ComponentChild {
  const { statement, equation, macros, where } = place;
  return h(
    Frame,
    { title: visible(statement?.title ?? "Formula"), where, pinned, canPin: true },
    statement !== undefined &&
      h(
        "div",
        { class: "statement" },
        h(Markdown, { text: statement.text, macros, isGrowing: false }),
      ),
    equation !== undefined && [
      statement !== undefined && h("h3", { class: "label" }, "Formula at the cursor"),
      h("div", { class: "equation" }, h(Formula, { tex: equation.tex, display: true, macros })),
    ],
  );
}

interface FrameProps {
  readonly title: string;
  readonly where: string;
  readonly pinned: boolean;
  /** A place that shows nothing is not worth keeping. */
  readonly canPin: boolean;
  readonly children?: ComponentChildren;
}

function Frame({ title, where, pinned, canPin, children }: FrameProps): ComponentChild {
  return h(
    "section",
    { class: "place", "aria-label": "At the cursor" },
    h(
      "header",
      null,
      h("h2", null, title),
      where !== "" && h("span", { class: "where" }, visible(where)),
      canPin &&
        h(IconButton, {
          icon: pinned ? "pinned" : "pin",
          label: pinned ? "Follow the Cursor Again" : "Keep This When the Cursor Moves",
          message: { kind: "pin", pinned: !pinned },
          isPressed: pinned,
        }),
    ),
    children,
  );
}
