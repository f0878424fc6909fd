import type { LatexCursor } from "../context/latex/cursor.ts";
import { isStatement } from "../context/latex/names.ts";
import type { Open } from "../context/latex/nesting.ts";
import { lineEnd } from "../document.ts";
import type { Reading } from "./language.ts";
import type { Step, Surroundings } from "./latexStepEnd.ts";

/** What may follow on the line of `\begin`: the name of a theorem, and its label. */
const arguments_ = /^(?:\[[^\]\n]*\])?(?:[ \t]*\\label\{[^}\n]*\})?[ \t]*$/;

/**
 * A step that opens a statement or a proof: the line that opens it, an empty line to go on in, and its end, since
 * half an environment is no step. Undefined where the answer opens none, or it could not stand there.
 */
export function openingStep(step: Step, around: Surroundings, ended: boolean): Reading | undefined {
  const { token, text, end } = step;
  if (!opens(step, around.cursor)) return undefined;
  if (around.says.startsWith(token.text)) return { kind: "dropped", reason: "suffix" };
  const lineAt = lineEnd(text, end);
  if (lineAt === text.length && !ended) return { kind: "unfinished", soFar: undefined };
  const rest = text.slice(end, lineAt);
  const line = text.slice(step.start, end) + (arguments_.test(rest) ? rest.trimEnd() : "");
  const indent = /[^\n]*$/.exec(around.cursor.before)?.[0] ?? "";
  const lines = [line, indent, `${indent}\\end{${token.name}}`];
  return { kind: "finished", text: lines.join("\n") };
}

/** Where in a text to insert the cursor goes on: the empty line of an environment that it opens, if it does. */
export function lineToGoOn(text: string): number | undefined {
  const found = /\n[ \t]*(?=\n[ \t]*\\end\{[^{}\n]*\}$)/.exec(text);
  return found === null ? undefined : found.index + found[0].length;
}

function opens({ token, open, text, start, at }: Step, cursor: LatexCursor): boolean {
  const isText = token.kind === "begin" && (isStatement(token.name) || token.name === "proof");
  const isFirst = text.slice(start, at).trim() === "" && startsParagraph(cursor);
  return isText && isFirst && isBody(open);
}

/** Whether the cursor's line is empty so far, and its paragraph too but for the end of something. */
function startsParagraph({ before, paragraph }: LatexCursor): boolean {
  const said = before.slice(paragraph).trimEnd();
  const isNew = said === "" || /\\(?:begin|end)\{[^}\n]*\}$/.test(said);
  return isNew && /(?:^|\n)[ \t]*$/.test(before);
}

function isBody(open: Open): boolean {
  return open.kind === "file" || (open.kind === "environment" && open.name === "document");
}
