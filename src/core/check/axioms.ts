/** Lean's own three; a proof that rests on others says less than it seems to. */
const accepted = new Set(["propext", "Classical.choice", "Quot.sound"]);

/** The axioms of an answer to `#print axioms`; undefined if the text is none. */
export function axiomsIn(text: string): readonly string[] | undefined {
  if (text.includes("does not depend on any axioms")) return [];
  const list = /depends on axioms:\s*\[([^\]]*)\]/.exec(text)?.[1];
  return list
    ?.split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** Those that a proof should not rest on. */
export function strangeAxioms(axioms: readonly string[]): readonly string[] {
  return axioms.filter((name) => !accepted.has(name));
}
