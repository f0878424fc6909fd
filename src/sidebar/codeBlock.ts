import { h, type ComponentChild } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Coloured } from "./highlighter.ts";
import { ToolsContext } from "./tools.ts";
import { bounded, visible } from "./visible.ts";

/** Longer code is not coloured, in UTF-16 code units. */
const longest = 20_000;

interface Props {
  readonly language: string;
  readonly text: string;
  readonly isGrowing: boolean;
}

/** Code, coloured as soon as it is whole and the highlighter is there. */
export function CodeBlock({ language, text, isGrowing }: Props): ComponentChild {
  const { highlight } = useContext(ToolsContext);
  const [coloured, setColoured] = useState<Done | undefined>(undefined);
  const shown = visible(bounded(text, longest).text);
  useEffect(() => {
    if (isGrowing || language === "" || shown.length > longest) return;
    let isWanted = true;
    void highlight(language, shown).then((pieces) => {
      if (isWanted && pieces !== undefined) setColoured({ text: shown, pieces });
    });
    return () => {
      isWanted = false;
    };
  }, [language, shown, isGrowing, highlight]);
  const pieces = coloured?.text === shown ? coloured.pieces : undefined;
  // It can be scrolled, so it can have the focus.
  return h(
    "pre",
    { class: "code", tabIndex: 0, "data-language": language },
    h(
      "code",
      null,
      pieces?.map(({ kind, text: part }) =>
        kind === "" ? part : h("span", { class: kind }, part),
      ) ?? shown,
    ),
  );
}

interface Done {
  readonly text: string;
  readonly pieces: readonly Coloured[];
}
