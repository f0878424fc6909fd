import { h, type ComponentChild } from "preact";
import { useContext, useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Macros } from "../core/panel/panelState.ts";
import { drawFormula, longestFormula } from "./drawFormula.ts";
import { ToolsContext } from "./tools.ts";
import { bounded, visible } from "./visible.ts";

interface Props {
  readonly tex: string;
  readonly display: boolean;
  readonly macros: Macros;
}

/** A formula, drawn when there is time; until then, and where KaTeX cannot, its source. */
export function Formula({ tex, display, macros }: Props): ComponentChild {
  const { easel } = useContext(ToolsContext);
  const place = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    if (tex.length > longestFormula) {
      showSource(element, tex);
      return;
    }
    // What was there before stays until then.
    if (element.childNodes.length === 0) element.textContent = visible(tex);
    return easel.draw(() => {
      const isDrawn = drawFormula(element, { tex, display, macros });
      element.classList.toggle("source", !isDrawn);
      if (!isDrawn) showSource(element, tex);
    });
  }, [tex, display, macros, easel]);
  useEffect(() => {
    if (display && place.current !== null) return watchWidth(place.current);
    return;
  }, [display]);
  const kind = display ? "formula display" : "formula";
  return h("span", { ref: place, class: kind, "data-tex": bounded(tex, 500).text });
}

/** What is wider than its place can be scrolled, with keys too, and is no stop for the focus otherwise. */
function watchWidth(element: HTMLElement): () => void {
  const observer = new ResizeObserver(() => {
    if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
    else element.removeAttribute("tabindex");
  });
  observer.observe(element);
  return () => {
    observer.disconnect();
  };
}

function showSource(element: HTMLElement, tex: string): void {
  const { text, isCut } = bounded(tex, longestFormula);
  element.classList.add("source");
  element.textContent = visible(text) + (isCut ? "…" : "");
}

/** A formula whose end has not come yet. */
export function Unfinished({ tex, display }: Pick<Props, "tex" | "display">): ComponentChild {
  const kind = display ? "formula source pending display" : "formula source pending";
  return h("span", { class: kind }, visible(bounded(tex, longestFormula).text));
}
