import type { KatexOptions } from "katex";

type Definitions = NonNullable<KatexOptions["macros"]>;

/** Commands of common packages that KaTeX has not, in its own words. Arguments that are not shown go nowhere. */
const shims: Definitions = {
  "\\mbox": "\\text{#1}",
  "\\ensuremath": "#1",
  "\\mathds": "\\mathbb{#1}",
  "\\mathbbm": "\\mathbb{#1}",
  "\\bm": "\\boldsymbol{#1}",
  "\\norm": "\\left\\lVert #1 \\right\\rVert",
  "\\abs": "\\left\\lvert #1 \\right\\rvert",
  "\\dd": "\\mathrm{d}",
  "\\dv": "\\frac{\\mathrm{d} #1}{\\mathrm{d} #2}",
  "\\pdv": "\\frac{\\partial #1}{\\partial #2}",
  "\\qty": "\\left( #1 \\right)",
  "\\overparen": "\\overgroup{#1}",
  "\\eqref": "\\text{(#1)}",
  "\\ref": "\\text{#1}",
  "\\intertext": "\\text{#1}",
};

/** For one formula: KaTeX writes into what it is given. A document's own macros go before ours. */
export function macrosFor(own: Readonly<Record<string, string>>): Definitions {
  const usable = Object.entries(own).filter(([name]) => /^\\(?:[a-zA-Z@]+|[^a-zA-Z])$/.test(name));
  return { ...shims, ...Object.fromEntries(usable) };
}

const environments: Readonly<Record<string, string>> = {
  "multline*": "gather*",
  "flalign*": "align*",
  "eqnarray*": "align*",
  "displaymath*": "equation*",
  "math*": "equation*",
};
const numbered = "equation|align|alignat|gather|multline|flalign|eqnarray|displaymath|math";
const marks = new RegExp(String.raw`\\(begin|end)\s*\{(${numbered})\*?\}`, "g");

/** Without numbers, which would be other ones than the document's, and in environments that KaTeX has. */
export function drawable(tex: string): string {
  return tex
    .replaceAll(/\\(?:label|notag|nonumber)(?![a-zA-Z])\s*(?:\{[^{}]*\})?/g, "")
    .replaceAll(marks, (_all, mark: string, name: string) => {
      const starred = `${name}*`;
      return `\\${mark}{${environments[starred] ?? starred}}`;
    });
}
