import { h, toChildArray, type ComponentChild, type ComponentChildren } from "preact";

/** What can have the focus in a row. */
const controls = "button, summary, a[href]";

/** A list in which arrow keys lead from row to row, to the same control where there is one. */
export function Rows({
  label,
  children,
}: {
  readonly label: string;
  readonly children?: ComponentChildren;
}): ComponentChild {
  return h(
    "ul",
    { class: "rows", "aria-label": label, onKeyDown: moveFocus },
    toChildArray(children).map((child, index) => h("li", { key: keyOf(child) ?? index }, child)),
  );
}

function keyOf(child: ComponentChild): string | undefined {
  return typeof child === "object" &&
    child !== null &&
    "key" in child &&
    typeof child.key === "string"
    ? child.key
    : undefined;
}

function moveFocus(event: KeyboardEvent): void {
  const list = event.currentTarget;
  const { target, key } = event;
  if (!(list instanceof HTMLElement) || !(target instanceof HTMLElement)) return;
  const rows = [...list.children];
  const at = rows.findIndex((row) => row.contains(target));
  const next = rows[nextRow(key, at, rows.length)];
  // A list within the row has its own arrows.
  if (at < 0 || next === undefined || event.defaultPrevented || event.altKey) return;
  event.preventDefault();
  const column = controlsOf(rows[at]).indexOf(target) - controlsOf(rows[at]).length;
  const there = controlsOf(next);
  // What opens is first in a row, and the buttons are last.
  (target.matches("summary") ? there[0] : (there.at(column) ?? there[0]))?.focus();
}

function nextRow(key: string, at: number, count: number): number {
  switch (key) {
    case "ArrowDown":
      return Math.min(at + 1, count - 1);
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return -1;
  }
}

function controlsOf(row: Element | undefined): readonly HTMLElement[] {
  return [...(row?.querySelectorAll<HTMLElement>(controls) ?? [])].filter(
    (control) => control.offsetParent !== null,
  );
}
