import type { Highlight } from "./highlighter.ts";
import type { Tools } from "./tools.ts";

/** Loads the highlighter with the first code; without it code has no colours. */
export function loadHighlighter(): Tools["highlight"] {
  let loading: ReturnType<typeof load> | undefined;
  return async (language, code) => {
    loading ??= load();
    return (await loading)(language.toLowerCase(), code);
  };
}

async function load(): Promise<Highlight> {
  const highlighter = await import("./highlighter.ts");
  return highlighter.createHighlighter();
}
