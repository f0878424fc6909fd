import {
  CancellationTokenSource,
  Disposable,
  Uri,
  window,
  workspace,
  type TextDocument,
  type TextDocumentChangeEvent,
} from "vscode";
import { readProject, type Project } from "../../core/context/latex/project.ts";
import { whyUnread } from "../../core/context/readable.ts";
import type { Logger } from "../../core/log.ts";
import type { Structures } from "./structures.ts";

/** How many files are looked at as the root of a document that is not one itself. */
const mostRoots = 50;
/** How long that search is waited for, in milliseconds. */
const searchFor = 2_000;
/** Larger files, in bytes, are not read. */
const largest = 4_000_000;
/** What says that a text reads other files. */
const readsFiles = /\\(?:input|include|subfile|import|subimport|documentclass)|!T[eE]X/;

/** The files that LaTeX documents read, as the editors hold them, else from where the document is. */
export class Projects {
  readonly #structures: Structures;
  readonly #log: Logger;
  /** By the URI of the document that was asked about. */
  readonly #known = new Map<string, Project>();
  /** Those in which something has changed since they were read. */
  readonly #stale = new Set<string>();
  readonly #reading = new Set<string>();
  readonly #listeners: Disposable;

  constructor(structures: Structures, log: Logger) {
    this.#structures = structures;
    this.#log = log;
    const watcher = workspace.createFileSystemWatcher("**/*.{tex,ltx,sty}");
    const outdate = (): void => {
      for (const name of this.#known.keys()) this.#stale.add(name);
    };
    this.#listeners = Disposable.from(
      watcher,
      watcher.onDidCreate(outdate),
      watcher.onDidChange(outdate),
      watcher.onDidDelete(outdate),
      workspace.onDidChangeTextDocument((event) => {
        this.#changed(event);
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.#known.delete(uri.toString());
        this.#outdate(uri.toString());
      }),
      window.onDidChangeActiveTextEditor((editor) => {
        if (editor !== undefined) this.#prepare(editor.document);
      }),
    );
    if (window.activeTextEditor !== undefined) this.#prepare(window.activeTextEditor.document);
  }

  /** What is known by now; whoever is typing does not wait, and finds out more next time. */
  of(uri: string): Project | undefined {
    const known = this.#known.get(uri);
    if (known === undefined || this.#stale.has(uri)) {
      const document = workspace.textDocuments.find((one) => one.uri.toString() === uri);
      if (document !== undefined) this.#prepare(document);
    }
    return known;
  }

  /** The files of a document: those that are known unless something has changed in them. */
  async current(document: TextDocument): Promise<Project> {
    const uri = document.uri.toString();
    const known = this.#known.get(uri);
    return known === undefined || this.#stale.has(uri) ? await this.read(document) : known;
  }

  /** Reads the files of a document as they are now. */
  async read(document: TextDocument): Promise<Project> {
    const uri = document.uri.toString();
    const earlier = this.#known.get(uri);
    this.#stale.delete(uri);
    const start = {
      uri,
      structure: this.#structures(document),
      ...(earlier && { earlier: earlier.files }),
      candidates: mayHaveRoot(document) ? await rootsFor(uri, earlier) : [],
    };
    const project = await readProject(start, (name) => read(name, document.uri));
    this.#known.set(uri, project);
    return project;
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  /** Reads in the background, one time at once. */
  #prepare(document: TextDocument): void {
    const uri = document.uri.toString();
    const isFresh = this.#known.has(uri) && !this.#stale.has(uri);
    if (
      !isLatex(document) ||
      whyUnread(document.getText()) !== undefined ||
      isFresh ||
      this.#reading.has(uri)
    )
      return;
    this.#reading.add(uri);
    this.read(document)
      .catch((error: unknown) => {
        this.#log.error(`files of a document: ${String(error)}`);
      })
      .finally(() => {
        this.#reading.delete(uri);
      });
  }

  #changed({ document, contentChanges }: TextDocumentChangeEvent): void {
    const uri = document.uri.toString();
    this.#outdate(uri);
    // Its own text is always read anew; other files only where that may name some.
    const mayName = contentChanges.some(({ range, text }) => {
      const last = Math.min(range.start.line + text.split("\n").length, document.lineCount);
      const lines = Array.from({ length: Math.min(50, last - range.start.line) }, (_, index) =>
        document.lineAt(range.start.line + index),
      );
      return lines.some((line) => readsFiles.test(line.text));
    });
    if (mayName) this.#stale.add(uri);
  }

  /** Something may be different in the documents that read this file. */
  #outdate(uri: string): void {
    for (const [name, { files }] of this.#known) {
      if (name !== uri && files.has(uri)) this.#stale.add(name);
    }
  }
}

/** Whether another file may be the root, and the text does not say which. */
function mayHaveRoot(document: TextDocument): boolean {
  return isLatex(document) && !/\\documentclass|!T[eE]X root/.test(document.getText());
}

function isLatex({ languageId }: TextDocument): boolean {
  return languageId === "latex" || languageId === "tex";
}

/** LaTeX files that may read this one: what was the root before, the open ones, then those nearest to the top. */
async function rootsFor(uri: string, earlier: Project | undefined): Promise<readonly string[]> {
  const open = workspace.textDocuments.filter(isLatex).map((document) => document.uri.toString());
  const others = (await foundFiles()).map(String).toSorted((a, b) => a.length - b.length);
  const roots = [...(earlier === undefined ? [] : [earlier.root]), ...open, ...others];
  return [...new Set(roots)].filter((name) => name !== uri);
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
