/** Line comments where they are not `//`. */
const marks: Readonly<Record<string, string>> = {
  latex: "%",
  tex: "%",
  lean4: "--",
  lean: "--",
  python: "#",
  r: "#",
  julia: "#",
  ruby: "#",
  perl: "#",
  shellscript: "#",
  yaml: "#",
  haskell: "--",
  sql: "--",
  matlab: "%",
  plaintext: "",
};

/** A text as a comment of a language. */
export function commented(text: string, languageId: string): string {
  // Two hyphens would end the comment.
  if (languageId === "markdown") return `<!-- ${text.replaceAll(/-(?=-)/g, "- ")} -->`;
  const mark = (Object.hasOwn(marks, languageId) ? marks[languageId] : undefined) ?? "//";
  return text
    .split("\n")
    .map((line) => `${mark} ${line}`.trim())
    .join("\n");
}

/** Whether a text goes into the line behind a place, or in lines of its own below. */
export type Manner = "inLine" | "below";

/** An insertion with the spaces or line breaks that it needs between these parts of a line. */
export function fitted(
  text: string,
  line: { readonly before: string; readonly after: string },
  manner: Manner,
): string {
  if (manner === "below") return `\n${text}${line.after.trim() === "" ? "" : "\n"}`;
  const left = line.before === "" || /[\s([{]$/.test(line.before) ? "" : " ";
  return `${left}${text}${/^[\p{L}\p{N}$\\]/u.test(line.after) ? " " : ""}`;
}
