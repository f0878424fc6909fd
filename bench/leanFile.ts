/** A Lean file for measurements: declarations, and then a proof under work. */
export interface LeanFile {
  readonly name: string;
  readonly declarations: number;
  /** Steps that stand in the proof before the cursor. */
  readonly steps: number;
}

export const leanFiles: readonly LeanFile[] = [0, 200, 1000].flatMap((declarations) =>
  [
    { length: "short", steps: 1 },
    { length: "long", steps: 30 },
  ].map(({ length, steps }) => ({
    name: `${declarations} declarations, ${length} proof`,
    declarations,
    steps,
  })),
);

/** What stands before the proof. */
export function textBefore({ declarations }: LeanFile): string {
  return Array.from(
    { length: declarations },
    (_, index) =>
      `theorem swap${index} (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  constructor\n  · exact h.2\n  · exact h.1\n\n`,
  ).join("");
}

/** The declaration up to the cursor. */
export function proofBefore({ steps }: LeanFile, name = "work"): string {
  const lines = Array.from(
    { length: steps },
    (_, index) => `  have h${index} : q ∧ p := ⟨hq, hp⟩\n`,
  );
  return `theorem ${name} (p q : Prop) (hp : p) (hq : q) : p ∧ q := by\n${lines.join("")}  `;
}

/** Candidates of all sorts; each round has other ones, so that Lean can reuse nothing. */
export function candidatesOf(count: number, round: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `r${round}_${index}`;
    const kinds = [
      `exact ⟨hp, (fun ${name} => ${name}) hq⟩`,
      `have ${name} := hp`,
      `exact ${name}`,
      `constructor <;> try exact ${name}`,
    ];
    return kinds[index % kinds.length] ?? "";
  });
}
