import { bodyOf } from "../context/latex/expand.ts";
import { macrosAt, type Project } from "../context/latex/project.ts";
import { siteAt } from "../context/latex/site.ts";
import { statementAround, statementAt, type Statement } from "../context/latex/statement.ts";
import { itemsOf, type Structure } from "../context/latex/structure.ts";
import { formulaAt } from "../derive/derivationAt.ts";
import type { Macros, MathsPlace } from "./panelState.ts";

/** Longer ones are cut, in UTF-16 code units. */
const longest = { statement: 8_000, equation: 8_000 } as const;
const mostMacros = 200;

/** Where a cursor in LaTeX or Markdown is, to be shown as mathematics. `project` has the file as it is now. */
export function mathsPlaceAt(
  project: Project,
  { uri, offset }: { readonly uri: string; readonly offset: number },
): MathsPlace {
  const structure = project.files.get(uri);
  const nothing = { statement: undefined, equation: undefined, macros: {} };
  if (structure === undefined) return nothing;
  const others = [...project.files.values()].filter((file) => file !== structure);
  const statement =
    statementAround(structure, offset, others) ?? statementAt(structure, offset, others);
  const equation = equationAt(structure, offset, others);
  const shown = `${statement?.text ?? ""}\n${equation?.tex ?? ""}`;
  return {
    statement: statement && {
      title: titleOf(statement, [structure, ...others]),
      text: statement.text.slice(0, longest.statement),
    },
    equation,
    macros: macrosIn(shown, macrosAt(project, { uri, offset })),
  };
}

function equationAt(
  structure: Structure,
  offset: number,
  others: readonly Structure[],
): MathsPlace["equation"] {
  const formula = formulaAt(structure, offset, others);
  const tex = formula?.tex.trim() ?? "";
  if (formula === undefined || tex === "" || tex.length > longest.equation) return undefined;
  const { mode, formula: around } = siteAt(structure, formula.at);
  const name = around?.opener ?? "";
  const isEnvironment = /^[a-zA-Z]+\*?$/.test(name);
  return {
    tex: isEnvironment ? `\\begin{${name}}\n${tex}\n\\end{${name}}` : tex,
    display: mode === "displayMath",
  };
}

/** What the document calls it in print, else the environment's name. */
function titleOf({ name }: Statement, files: readonly Structure[]): string {
  for (const file of files) {
    for (const item of itemsOf(file)) {
      if (item.kind === "statement" && item.name === name && item.title !== "") return item.title;
    }
  }
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The macros that a text uses, and those that these use in turn. */
export function macrosIn(text: string, known: ReturnType<typeof macrosAt>): Macros {
  const found = new Map<string, string>();
  const waiting = [text];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    for (const [, name = ""] of part.matchAll(/\\([a-zA-Z@]+)/g)) {
      const definition = known.get(name);
      const body = definition && bodyOf(definition.text)?.body;
      if (body === undefined || found.has(`\\${name}`) || found.size >= mostMacros) continue;
      found.set(`\\${name}`, body);
      waiting.push(body);
    }
  }
  return Object.fromEntries(found);
}
