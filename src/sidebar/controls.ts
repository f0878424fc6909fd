import { h, type ComponentChild, type ComponentChildren } from "preact";
import { useContext, useState } from "preact/hooks";
import { actionTitles, type PanelAction } from "../core/panel/actions.ts";
import type { IconName } from "./icons.ts";
import type { FromView } from "./protocol.ts";
import { ToolsContext } from "./tools.ts";

/** A codicon; it says nothing to those who listen. */
export function Icon({ name }: { readonly name: IconName }): ComponentChild {
  return h("span", { class: `codicon codicon-${name}`, "aria-hidden": true });
}

/** A small button with a picture, and its name for those who hover or listen. */
export function IconButton(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly message: FromView;
  readonly isPressed?: boolean;
}): ComponentChild {
  const { send } = useContext(ToolsContext);
  return h(
    "button",
    {
      type: "button",
      class: "icon-button",
      title: props.label,
      "aria-label": props.label,
      ...(props.isPressed === undefined ? {} : { "aria-pressed": props.isPressed }),
      onClick: () => {
        send(props.message);
      },
    },
    h(Icon, { name: props.icon }),
  );
}

/** A button with words. */
export function TextButton(props: {
  readonly label: string;
  readonly message: FromView;
  readonly icon?: IconName;
  readonly isMain?: boolean;
}): ComponentChild {
  const { send } = useContext(ToolsContext);
  return h(
    "button",
    {
      type: "button",
      class: props.isMain === true ? "text-button main" : "text-button",
      onClick: () => {
        send(props.message);
      },
    },
    props.icon === undefined ? null : h(Icon, { name: props.icon }),
    props.label,
  );
}

/** The first action is the one that helps most. */
export function Actions({ actions }: { readonly actions: readonly PanelAction[] }): ComponentChild {
  if (actions.length === 0) return null;
  const buttons = actions.map((action, index) =>
    h(TextButton, {
      key: action,
      label: actionTitles[action],
      message: { kind: "run", action },
      isMain: index === 0,
    }),
  );
  return h("div", { class: "actions" }, buttons);
}

/** What somebody can do with an item of a task. */
export function ItemButtons(props: {
  readonly task: string;
  readonly item: string;
  readonly canInsert: boolean;
  /** Said behind each label, so that those who listen can tell the buttons apart: "step 2". */
  readonly about: string;
  readonly form: "latex" | "text";
}): ComponentChild {
  const { task, item, about, form } = props;
  const copyLabel = form === "latex" ? "Copy as LaTeX" : "Copy";
  return h(
    "span",
    { class: "item-buttons" },
    props.canInsert && [
      h(IconButton, {
        key: "cursor",
        icon: "insert",
        label: `Insert at Cursor (${about})`,
        message: { kind: "insert", task, item, where: "cursor" },
      }),
      h(IconButton, {
        key: "below",
        icon: "arrow-down",
        label: `Insert Below (${about})`,
        message: { kind: "insert", task, item, where: "below" },
      }),
    ],
    h(IconButton, {
      icon: "copy",
      label: `${copyLabel} (${about})`,
      message: { kind: "copy", task, item, form },
    }),
  );
}

/** Opens and closes; what is in it is only drawn once it is open. */
export function Disclosure(props: {
  readonly summary: ComponentChildren;
  readonly content: () => ComponentChild;
  readonly isOpenAtFirst?: boolean;
  readonly class?: string;
}): ComponentChild {
  const [isOpen, setOpen] = useState(props.isOpenAtFirst === true);
  return h(
    "details",
    {
      class: props.class,
      open: isOpen,
      onToggle: (event: Event) => {
        if (event.currentTarget instanceof HTMLDetailsElement) setOpen(event.currentTarget.open);
      },
    },
    h("summary", null, h(Icon, { name: "chevron-right" }), props.summary),
    isOpen && h("div", { class: "disclosed" }, props.content()),
  );
}
