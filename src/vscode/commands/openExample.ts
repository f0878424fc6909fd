import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Selection, window, workspace } from "vscode";

/** An example with the place at which to go on. */
interface Example {
  readonly file: string;
  readonly languageId: string;
  readonly place: (text: string) => number;
}

const examples: Readonly<Record<"lean" | "latex", Example>> = {
  lean: { file: "first.lean", languageId: "lean4", place: (text) => text.length },
  // The last proof breaks off in mid-sentence.
  latex: {
    file: "sums.tex",
    languageId: "latex",
    place: (text) => text.lastIndexOf("\n\\end{proof}"),
  },
};

/** Opens a copy of an example that is nobody's file, with the cursor where a suggestion is to come. */
export async function openExample(home: string, kind: keyof typeof examples): Promise<void> {
  const { file, languageId, place } = examples[kind];
  const content = await readFile(join(home, "examples", file), "utf8");
  const document = await workspace.openTextDocument({ language: languageId, content });
  const at = document.positionAt(place(document.getText()));
  await window.showTextDocument(document, { selection: new Selection(at, at) });
}
