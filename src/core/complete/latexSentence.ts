/** Words that a full stop follows without ending the sentence. */
const abbreviations = new Set(
  `al approx app ca cf ch chap cor corr def defn dr eq eqn eqns eqs esp ex exx fig figs fn ibid incl lem lemm
   mr mrs nos p pp prof prop props rem resp sec sect secs thm thms viz vol vs wrt`
    .trim()
    .split(/\s+/),
);

/**
 * Whether a text that ends with `.`, `?` or `!` ends a sentence there, given that a space follows. Not after
 * `Fig.`, `i.e.`, `w.r.t.` or an initial.
 */
export function endsSentence(text: string): boolean {
  if (!text.endsWith(".")) return true;
  const word = /(?:^|[^\p{L}.\\])(?<word>\p{L}[\p{L}.]*)\.$/u.exec(text.slice(-24))?.groups?.[
    "word"
  ];
  if (word === undefined) return true;
  if (word.includes(".") || /^\p{Lu}$/u.test(word)) return false;
  return !abbreviations.has(word.toLowerCase());
}
