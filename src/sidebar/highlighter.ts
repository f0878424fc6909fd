// A bundle of its own, loaded with the first code block.
import latex from "highlight.js/lib/languages/latex";
import python from "highlight.js/lib/languages/python";
import { createLowlight } from "lowlight";
import { lean } from "./leanGrammar.ts";

/** A piece of code; `kind` is highlight.js' name for what it is, without its prefix, or empty. */
export interface Coloured {
  readonly kind: string;
  readonly text: string;
}

type Root = ReturnType<ReturnType<typeof createLowlight>["highlight"]>;

/** The pieces of code in a language; undefined for one that is unknown. */
export type Highlight = (language: string, code: string) => readonly Coloured[] | undefined;

export function createHighlighter(): Highlight {
  const lowlight = createLowlight({ latex, python, lean });
  lowlight.registerAlias({ latex: ["tex"], python: ["py"], lean: ["lean4"] });
  return (language, code) =>
    lowlight.registered(language)
      ? [...flat(lowlight.highlight(language, code).children, "")]
      : undefined;
}

function* flat(nodes: Root["children"], around: string): Generator<Coloured> {
  for (const node of nodes) {
    if (node.type === "text") yield { kind: around, text: node.value };
    else if (node.type === "element") yield* flat(node.children, kindOf(node) ?? around);
  }
}

type Element = Extract<Root["children"][number], { type: "element" }>;

function kindOf({ properties }: Element): string | undefined {
  const [first] = Array.isArray(properties["className"]) ? properties["className"] : [];
  return typeof first === "string" ? first : undefined;
}
