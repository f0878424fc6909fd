import { regionsOf } from "../core/context/latex/regions.ts";
import { macrosAt, readProject, type Project } from "../core/context/latex/project.ts";
import { statementAt } from "../core/context/latex/statement.ts";
import { structureOf, type Structure } from "../core/context/latex/structure.ts";
import { mathsSiteAt } from "../core/context/mathsSite.ts";
import type { Document } from "../core/document.ts";
import { readTextFile, texFilesNear } from "../node/texFiles.ts";

/** What `llemma inspect --json` says of a place in LaTeX or in the mathematics of Markdown. */
interface LatexPlace {
  /** Names of the environments around the place, outermost first. */
  readonly environments: readonly string[];
  readonly mode: string;
  /** What the proof around the place proves. */
  readonly statement: string | null;
  /** The labels of the file. */
  readonly labels: readonly string[];
  /** The macros that mean something here, with their backslash. */
  readonly macros: readonly string[];
}

export function latexPlace(document: Document, offset: number, project: Project): LatexPlace {
  const { mode, environments } = mathsSiteAt(document, offset);
  const names = environments.map(({ name }) => name);
  if (document.languageId === "markdown") {
    return { environments: names, mode, statement: null, labels: [], macros: [] };
  }
  const { uri, text } = document;
  const structure = structureOf(text);
  const others = [...project.files].flatMap(([name, file]) => (name === uri ? [] : [file]));
  const macros = macrosAt(project, { uri, offset });
  return {
    environments: names,
    mode,
    statement: statementAt(structure, offset, others)?.text ?? null,
    labels: regionsOf(structure).labels.map(({ name }) => name),
    macros: [...macros.keys()].map((name) => `\\${name}`),
  };
}

/** The files of the document that a file belongs to. */
export async function readFiles(
  { uri, languageId, text }: Document,
  structure: Structure = structureOf(text),
): Promise<Project> {
  const candidates = languageId === "markdown" ? [] : await texFilesNear(uri);
  return await readProject({ uri, structure, candidates }, readTextFile);
}
