import { h, type ComponentChild } from "preact";
import { useContext } from "preact/hooks";
import type { Macros, PlaceLink, Section, Step } from "../core/panel/panelState.ts";
import { Icon, ItemButtons } from "./controls.ts";
import { Markdown } from "./markdownView.ts";
import { memo } from "./memo.ts";
import { Rows } from "./rows.ts";
import { ToolsContext } from "./tools.ts";
import { visible } from "./visible.ts";

interface Props {
  readonly task: string;
  readonly section: Section;
  readonly macros: Macros;
  readonly canInsert: boolean;
  /** The model may add to it. */
  readonly isGrowing: boolean;
}

/** A piece of an answer: whose word it is, its text, and its steps. */
export const SectionView = memo((props: Props): ComponentChild => {
  const { task, section, macros, isGrowing } = props;
  const { heading, source, markdown, steps, links } = section;
  const isLast = (index: number): boolean => isGrowing && index === steps.length - 1;
  return h(
    "section",
    { class: `answer by-${source}`, "aria-label": visible(heading) },
    h(
      "header",
      null,
      h("h3", null, visible(heading)),
      source === "document"
        ? h("span", { class: "origin" }, h(Icon, { name: "book" }), "from the document")
        : h(
            "span",
            { class: "origin" },
            h(Icon, { name: "sparkle" }),
            "by the model, not verified",
          ),
    ),
    markdown !== "" &&
      h(Markdown, { text: markdown, macros, isGrowing: isGrowing && steps.length === 0 }),
    steps.length > 0 &&
      h(
        Rows,
        { label: "Steps" },
        steps.map((step, index) =>
          h(StepView, {
            ...props,
            key: step.id,
            step,
            number: index + 1,
            isGrowing: isLast(index),
          }),
        ),
      ),
    links.length > 0 && h(Links, { task, links }),
  );
});

interface StepProps extends Omit<Props, "section"> {
  readonly step: Step;
  readonly number: number;
}

const StepView = memo(({ task, step, number, ...props }: StepProps): ComponentChild =>
  h(
    "div",
    { class: "step" },
    h(Markdown, { text: step.markdown, macros: props.macros, isGrowing: props.isGrowing }),
    !props.isGrowing &&
      h(ItemButtons, {
        task,
        item: step.id,
        canInsert: props.canInsert,
        about: `step ${number}`,
        form: "latex",
      }),
  ),
);

function Links({
  task,
  links,
}: {
  readonly task: string;
  readonly links: readonly PlaceLink[];
}): ComponentChild {
  const { send } = useContext(ToolsContext);
  return h(
    Rows,
    { label: "Places" },
    links.map(({ id: link, label }) =>
      h(
        "button",
        {
          key: link,
          type: "button",
          class: "link",
          onClick: () => {
            send({ kind: "open", task, link });
          },
        },
        visible(label),
      ),
    ),
  );
}
