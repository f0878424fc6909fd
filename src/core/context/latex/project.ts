import type { Definition } from "./definitions.ts";
import { itemsOf, structureOf, type Structure } from "./structure.ts";

/** The files of a LaTeX document. */
export interface Project {
  /** The file that LaTeX is run on, as far as is known. */
  readonly root: string;
  /** By URI: the root and what it reads, and the file that was asked about. */
  readonly files: ReadonlyMap<string, Structure>;
}

/** Reads a file's text; undefined when it is not there. What an editor holds unsaved counts first. */
export type ReadFile = (uri: string) => Promise<string | undefined>;

interface Start {
  readonly uri: string;
  readonly structure: Structure;
  /** Files that may be the root when this one does not name it, likeliest first. */
  readonly candidates?: readonly string[];
  /** Files as they were read before. */
  readonly earlier?: ReadonlyMap<string, Structure>;
}

/** No more files than these, and no more UTF-16 code units in all, are read. */
const limits = { files: 200, length: 8_000_000 } as const;

/** The files with one as it is now; without other files it is a document by itself. */
export function withFile(project: Project | undefined, uri: string, structure: Structure): Project {
  const { root = uri, files = [] } = project ?? {};
  return { root, files: new Map([...files, [uri, structure]]) };
}

/** The document that a file belongs to: its root is named by the file, or a candidate that reads it, or it itself. */
export async function readProject(start: Start, read: ReadFile): Promise<Project> {
  const reader = new Reader(start, read);
  const { text } = start.structure;
  const own = await reader.from(start.uri);
  if (/\\documentclass(?!.*subfiles)/.test(text)) return { root: start.uri, files: own };
  const named = rootNamed(text);
  const candidates = named === undefined ? (start.candidates ?? []) : [urlOf(named, start.uri)];
  for (const candidate of candidates) {
    const files = await reader.from(candidate);
    if (files.has(start.uri)) return { root: candidate, files };
    if (named !== undefined && files.size > 0) {
      return { root: candidate, files: new Map([...files, ...own]) };
    }
  }
  return { root: start.uri, files: own };
}

/** `% !TEX root = main.tex`, or the class option of a subfile. */
function rootNamed(text: string): string | undefined {
  const head = text.slice(0, 4_096);
  const magic = /^[ \t]*%[ \t]*!T[eE]X[ \t]+root[ \t]*=[ \t]*(\S[^\n]*)$/m.exec(head)?.[1];
  const subfile = /\\documentclass[ \t]*\[([^\]\n]+)\][ \t]*\{subfiles\}/.exec(head)?.[1];
  const name = (magic ?? subfile)?.trim();
  return name === undefined || /\.[a-z]+$/i.test(name) ? name : `${name}.tex`;
}

class Reader {
  readonly #read: ReadFile;
  readonly #start: Start;
  /** Every file that was tried. */
  readonly #known = new Map<string, Structure | undefined>();
  #length = 0;

  constructor(start: Start, read: ReadFile) {
    const { uri, structure } = start;
    this.#start = start;
    this.#read = read;
    this.#known.set(uri, structure);
  }

  /** A file and all that it reads. */
  async from(uri: string): Promise<ReadonlyMap<string, Structure>> {
    const files = new Map<string, Structure>();
    const waiting = [[uri]];
    while (waiting.length > 0) {
      const names = waiting.pop() ?? [];
      const name = await this.#firstOf(names);
      const structure = name === undefined ? undefined : this.#known.get(name);
      if (name === undefined || structure === undefined || files.has(name)) continue;
      files.set(name, structure);
      for (const item of itemsOf(structure)) {
        if (item.kind === "input") waiting.push(placesOf(item.path, name, uri));
      }
    }
    return files;
  }

  async #firstOf(uris: readonly string[]): Promise<string | undefined> {
    for (const uri of uris) {
      if ((await this.#structure(uri)) !== undefined) return uri;
    }
    return undefined;
  }

  async #structure(uri: string): Promise<Structure | undefined> {
    if (this.#known.has(uri)) return this.#known.get(uri);
    const isTooMuch = this.#known.size >= limits.files || this.#length >= limits.length;
    const text = isTooMuch ? undefined : await this.#read(uri);
    this.#length += text?.length ?? 0;
    const { earlier, structure: own } = this.#start;
    const structure =
      text === undefined ? undefined : structureOf(text, earlier?.get(uri), own.verbatim);
    this.#known.set(uri, structure);
    return structure;
  }
}

/** Where a file may be: beside the one that reads it, or beside the root, with or without its ending. */
function placesOf(path: string, from: string, root: string): string[] {
  const names = /\.[a-z]+$/i.test(path) ? [path] : [`${path}.tex`, path];
  return [from, root].flatMap((base) => names.map((name) => urlOf(name, base)));
}

function urlOf(path: string, base: string): string {
  const relative = path.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  return URL.canParse(relative, base) ? new URL(relative, base).href : relative;
}

/** The macros that mean something at a place, by their names without backslash: the last definition of each. */
export function macrosAt(
  project: Project,
  cursor: { readonly uri: string; readonly offset: number },
): ReadonlyMap<string, Definition> {
  const fromRoot = new Map<string, Definition>();
  if (collect(project, project.root, { ...cursor, macros: fromRoot, seen: new Set() })) {
    return fromRoot;
  }
  const own = new Map<string, Definition>();
  collect(project, cursor.uri, { ...cursor, macros: own, seen: new Set() });
  return own;
}

interface Search {
  readonly uri: string;
  readonly offset: number;
  readonly macros: Map<string, Definition>;
  /** A file that was read once defines nothing new. */
  readonly seen: Set<string>;
}

/** Goes through a file and what it reads as LaTeX does; whether that led to the place that is looked for. */
function collect(project: Project, uri: string, search: Search): boolean {
  const structure = project.files.get(uri);
  if (structure === undefined || search.seen.has(uri)) return false;
  search.seen.add(uri);
  const isLast = uri === search.uri;
  for (const item of itemsOf(structure, isLast ? search.offset : undefined)) {
    if (item.kind === "macro") search.macros.set(item.name, item);
    if (item.kind !== "input") continue;
    const read = placesOf(item.path, uri, project.root).find((place) => project.files.has(place));
    if (read !== undefined && collect(project, read, search)) return true;
  }
  return isLast;
}
