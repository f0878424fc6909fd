import { CancellationTokenSource, Uri, workspace, type TextDocument } from "vscode";
import { readProject, type Project } from "../../core/context/latex/project.ts";
import type { Structure } from "../../core/context/latex/structure.ts";

/** How many files are looked at as the root of a document that is not one itself. */
const mostRoots = 50;
/** How long that search is waited for, in milliseconds. */
const searchFor = 2_000;
/** Larger files, in bytes, are not read. */
const largest = 4_000_000;

/** The files of a document, as the editors hold them, else from where the document is. */
export async function projectOf(document: TextDocument, structure: Structure): Promise<Project> {
  const uri = document.uri.toString();
  const candidates = document.languageId === "markdown" ? [] : await rootsFor(uri);
  return await readProject({ uri, structure, candidates }, (name) => read(name, document.uri));
}

/** LaTeX files that may read this one: the open ones first, then those nearest to the top. */
async function rootsFor(uri: string): Promise<readonly string[]> {
  const open = workspace.textDocuments
    .filter(({ languageId }) => /^(?:la)?tex$/.test(languageId))
    .map((document) => document.uri.toString());
  const others = (await foundFiles()).map(String).toSorted((a, b) => a.length - b.length);
  return [...new Set([...open, ...others])].filter((name) => name !== uri);
}

/** What VS Code's search finds in time: it may take long in a large folder, or never answer where it is broken. */
async function foundFiles(): Promise<readonly Uri[]> {
  const source = new CancellationTokenSource();
  const late = new Promise<readonly Uri[]>((resolve) => {
    setTimeout(resolve, searchFor, []);
  });
  const search = workspace.findFiles("**/*.tex", undefined, mostRoots, source.token);
  try {
    return await Promise.race([search, late]);
  } catch {
    return [];
  } finally {
    source.cancel();
    source.dispose();
  }
}

async function read(name: string, beside: Uri): Promise<string | undefined> {
  try {
    const uri = Uri.parse(name);
    // A text must not have another machine asked for a file: `\input{//host/share/file}`.
    if (uri.scheme !== beside.scheme || uri.authority !== beside.authority) return undefined;
    const open = workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
    if (open !== undefined) return open.getText();
    if ((await workspace.fs.stat(uri)).size > largest) return undefined;
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
