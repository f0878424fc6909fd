import purify, { type Config } from "dompurify";
import katex from "katex";
import type { Macros } from "../core/panel/panelState.ts";
import { drawable, macrosFor } from "./katexMacros.ts";

/** Longer ones stay source: 20,000 characters take KaTeX 0.7 s. In UTF-16 code units. */
export const longestFormula = 4_000;
/** How deep braces may nest: KaTeX reads them by recursion. */
const deepest = 120;

/** KaTeX's elements, and nothing that loads, runs or leads anywhere. */
const allowed: Config & { readonly IN_PLACE: true } = {
  IN_PLACE: true,
  USE_PROFILES: { html: true, mathMl: true, svg: true },
  ADD_TAGS: ["semantics", "annotation"],
  ADD_ATTR: ["encoding"],
  FORBID_TAGS: ["a", "img", "image", "style", "form", "input", "use", "video", "audio"],
  FORBID_ATTR: ["href", "xlink:href", "src", "srcset", "id"],
};

/** Whether KaTeX could draw it; else the element is as it was. */
export function drawFormula(
  element: HTMLElement,
  {
    tex,
    display,
    macros,
  }: { readonly tex: string; readonly display: boolean; readonly macros: Macros },
): boolean {
  const source = drawable(tex);
  if (depthOf(source) > deepest) return false;
  const drawn = document.createElement("span");
  try {
    katex.render(source, drawn, {
      displayMode: display,
      output: "htmlAndMathml",
      throwOnError: true,
      trust: false,
      strict: "ignore",
      maxSize: 20,
      maxExpand: 1_000,
      macros: macrosFor(macros),
    });
  } catch {
    // A wrong formula, or one that KaTeX has no stack for.
    return false;
  }
  purify.sanitize(drawn, allowed);
  element.replaceChildren(...drawn.childNodes);
  return true;
}

function depthOf(tex: string): number {
  let depth = 0;
  let most = 0;
  for (const mark of tex) {
    if (mark === "{") most = Math.max(most, (depth += 1));
    else if (mark === "}") depth -= 1;
  }
  return most;
}
