/** Whether two lists are the same goals; names that Lean numbers anew each time do not count. */
export function sameGoals(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((goal, index) => sameGoal(goal, other[index]));
}

/** Whether the goals are some of the others, in their order. */
export function areSome(goals: readonly string[], others: readonly string[]): boolean {
  let at = -1;
  return goals.every((goal) => {
    at = others.findIndex((other, index) => index > at && sameGoal(goal, other));
    return at >= 0;
  });
}

function sameGoal(one: string, other: string | undefined): boolean {
  return other !== undefined && plain(one) === plain(other);
}

/** Without case names, numbers of metavariables and inaccessible names, and the layout of lines. */
function plain(goal: string): string {
  return goal
    .replace(/^case [^\n]*\n/, "")
    .replaceAll(/\?[mu]\.\d+/g, "?_")
    .replaceAll(/✝[⁰¹²³⁴-⁹]*/g, "✝")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** The goals of Lean's "unsolved goals" message. */
export function unsolvedIn(message: string): readonly string[] {
  const [, ...lines] = message.split("\n");
  return lines
    .join("\n")
    .split("\n\n")
    .filter((goal) => goal.includes("⊢"));
}
