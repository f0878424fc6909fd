import type { Document } from "../document.ts";
import { siteAt, siteOf, type LatexSite } from "./latex/site.ts";
import { structureOf } from "./latex/structure.ts";
import { markdownAt } from "./markdown.ts";

/** What a place in a LaTeX or Markdown text stands in. */
export function mathsSiteAt({ languageId, text, verbatim }: Document, offset: number): LatexSite {
  if (languageId !== "markdown") return siteAt(structureOf(text, undefined, verbatim), offset);
  const cursor = markdownAt(text, offset);
  if (cursor.kind !== "cursor") {
    return { ...nothing, mode: cursor.kind === "outsideMaths" ? "text" : cursor.kind };
  }
  // The formula is looked at by itself.
  const { before, open } = cursor;
  const start = offset - before.length;
  const ground = { text: before, offset: before.length, open, startOf: at };
  const { environments, formula, ...site } = siteOf(cursor, ground);
  return {
    ...site,
    environments: environments.map((one) => ({ ...one, at: start + one.at })),
    formula: formula === undefined ? undefined : { ...formula, at: start + formula.at },
  };
}

function at(node: { readonly at: number }): number {
  return node.at;
}

const nothing = {
  environments: [],
  formula: undefined,
  alignment: undefined,
  delimiters: [],
  closed: [],
} as const;
