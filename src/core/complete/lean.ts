import { leanSite, type Site } from "../context/lean/site.ts";
import { leanCharactersPerToken, leanMaxTokens, leanStop } from "../prompts/leanStep.ts";
import type { Language } from "./language.ts";
import { readLeanStep } from "./leanStep.ts";

/** Lean 4: the next tactic of a proof, from the text of the file up to the cursor. */
export const lean: Language = {
  place(document, offset, explicit) {
    const site = leanSite(document.text, offset, explicit);
    if (site.kind === "refused") return site;
    return {
      kind: "place",
      description: describe(site),
      prefix: site.before.slice(0, site.before.length - site.gap.length),
      gap: site.gap,
      charactersPerToken: leanCharactersPerToken,
      maxTokens: leanMaxTokens,
      stop: leanStop,
      read: (streamed, ended) => readLeanStep(site, streamed, ended),
    };
  },
};

function describe({ inProof, declaration }: Site): string {
  const part = inProof ? "tactic proof" : "Lean code";
  if (declaration === undefined) return part;
  const { keyword, name } = declaration;
  if (name !== "") return `${part} of \`${name}\``;
  return `${part} of ${/^[aeiou]/.test(keyword) ? "an" : "a"} ${keyword}`;
}
