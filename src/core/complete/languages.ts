import type { Language } from "./language.ts";
import { latex } from "./latex.ts";
import { lean } from "./lean.ts";
import { markdown } from "./markdown.ts";

const languages: Readonly<Record<string, Language>> = {
  latex,
  tex: latex,
  markdown,
  lean4: lean,
  lean,
};

/** The language identifiers for which anything is suggested. */
export const languageIds: readonly string[] = Object.keys(languages);

export function languageFor(languageId: string): Language | undefined {
  return Object.hasOwn(languages, languageId) ? languages[languageId] : undefined;
}
