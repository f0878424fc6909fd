import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { offsetAt, positionAt, type Document, type Position } from "../core/document.ts";
import { called, demoModelName, isDemoModel } from "../core/demoModel.ts";
import { explainFailure } from "../core/failure.ts";
import type { Logger } from "../core/log.ts";
import type { ModelFailure, ModelServer } from "../core/model.ts";
import { createSession, type Session } from "../core/session.ts";
import { readSettings, type Settings } from "../core/settings.ts";
import { parseHeaders } from "../node/headers.ts";
import { createOllama } from "../node/ollama.ts";
import { serverAddress } from "../node/serverAddress.ts";
import { systemClock } from "../node/systemClock.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What every command is given. */
export interface Call {
  readonly env: Environment;
  /** Takes what a person has to know beside the answer. */
  readonly warn: (message: string) => void;
  readonly json: boolean;
  /** Reads all of the standard input. */
  readonly input: () => Promise<string>;
  readonly server?: string;
  readonly model?: string;
  /** The Lean program. */
  readonly lean?: string;
}

/** A place in a file. */
export interface Request extends Call {
  readonly file: string;
  readonly at: Position;
}

/** What a command found; a failure is thrown as `Failure` instead. */
export interface Outcome {
  readonly found: boolean;
  readonly output: string;
  /** For stderr. */
  readonly note?: string;
}

/** An expected failure, in words for the person. */
export class Failure extends Error {}

export function failure(of: ModelFailure): Failure {
  const { sentence, advice, alternative } = explainFailure(of);
  const demo = alternative === "tryDemoModel" ? demoModelfile() : undefined;
  const more = demo === undefined ? "" : `\n\n  ollama create ${demoModelName} -f ${demo}`;
  return new Failure(`${sentence} ${advice}${more}`);
}

/** The demo model's Modelfile, beside the folder of the program, or of its source; undefined when it is not there. */
function demoModelfile(): string | undefined {
  const folders = [join(import.meta.dirname, ".."), join(import.meta.dirname, "..", "..")];
  return folders
    .map((folder) => join(folder, "demo", "Modelfile"))
    .find((file) => existsSync(file));
}

/** Says so when the answer is not Llemma's. */
export function warnOfDemo({ warn }: Request, model: string | undefined): void {
  if (model !== undefined && isDemoModel(model))
    warn(`${called(model)} shows how suggestions work and is no help with mathematics.`);
}

const languages: Readonly<Record<string, string>> = {
  ".lean": "lean4",
  ".tex": "latex",
  ".ltx": "latex",
  ".md": "markdown",
  ".markdown": "markdown",
};

export async function openDocument(
  request: Request,
): Promise<{ document: Document; offset: number }> {
  const path = resolve(request.file);
  const languageId = languages[extname(path).toLowerCase()];
  if (languageId === undefined) {
    throw new Failure(`${request.file} is no Lean, LaTeX or Markdown file (by its ending).`);
  }
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new Failure(`${request.file} cannot be read (${codeOf(error)}).`);
  });
  const offset = offsetAt(text, request.at);
  const { line, character } = positionAt(text, offset);
  if (line !== request.at.line || character !== request.at.character) {
    const [last, column] = [line + 1, character + 1];
    throw new Failure(
      `there is no such place in ${request.file}; the nearest is ${last}:${column}.`,
    );
  }
  return { document: { uri: pathToFileURL(path).href, languageId, text }, offset };
}

/** The same session that the editor uses, with the command line's settings. */
export function openSession(request: Call): {
  readonly session: Session;
  readonly settings: Settings;
  readonly log: Logger;
  readonly server: ModelServer;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
} {
  const log = loggerOf(request);
  const values: Record<string, unknown> = { "server.url": request.server, model: request.model };
  const { settings, problems } = readSettings((name) => values[name]);
  if (problems.length > 0)
    throw new Failure(`--server ${String(request.server)} is no http address.`);
  const headers = parseHeaders(request.env["LLEMMA_HEADERS"] ?? "");
  if (headers === undefined) throw new Failure('LLEMMA_HEADERS wants one "Name: value" a line.');
  const server = createOllama({
    address: serverAddress({
      setting: request.server,
      ollamaHost: request.env["OLLAMA_HOST"],
      fallback: settings["server.url"],
    }),
    headers: () => headers,
    keepAlive: () => settings["server.keepAlive"],
    clock: systemClock,
    log,
  });
  const session = createSession({
    server: () => server,
    model: () => settings.model,
    clock: systemClock,
    log,
  });
  return { session, settings, log, server, headers };
}

/** Only what a person has to know is told. */
export function loggerOf({ warn }: Call): Logger {
  return { debug: () => undefined, info: () => undefined, warn, error: warn };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
