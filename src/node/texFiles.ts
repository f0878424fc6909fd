import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Reads a file by its URI; undefined for anything that cannot be read as a file. */
export async function readTextFile(uri: string): Promise<string | undefined> {
  if (!uri.startsWith("file:")) return undefined;
  return await readFile(fileURLToPath(uri), "utf8").catch(() => undefined);
}

/** The LaTeX files beside a file and in the folder above, as URIs: one of them may be the document's root. */
export async function texFilesNear(uri: string): Promise<readonly string[]> {
  const folder = path.dirname(fileURLToPath(uri));
  const found = await Promise.all([folder, path.dirname(folder)].map(texFilesIn));
  return [...new Set(found.flat())].filter((name) => name !== uri);
}

async function texFilesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(".tex"))
    .toSorted()
    .map((name) => pathToFileURL(path.join(folder, name)).href);
}
