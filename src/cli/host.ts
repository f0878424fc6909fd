import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { whyUnread } from "../core/context/readable.ts";
import { offsetAt, positionAt, type Document, type Position } from "../core/document.ts";
import { called, demoModelName, isDemoModel } from "../core/demoModel.ts";
import { explainFailure } from "../core/failure.ts";
import type { Logger } from "../core/log.ts";
import type { ModelFailure, ModelServer } from "../core/model.ts";
import { createSession, type Session } from "../core/session.ts";
import { readSettings, type Settings } from "../core/settings.ts";
import { parseHeaders } from "../node/headers.ts";
import { createServers } from "../node/servers.ts";
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
  /** The server's interface. */
  readonly kind?: string;
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

/** A document that is looked at as a whole. */
export async function openWhole(request: Request): Promise<{ document: Document; offset: number }> {
  const opened = await openDocument(request);
  const unread = whyUnread(opened.document.text);
  if (unread !== undefined) throw new Failure(`${request.file}: ${unread}`);
  return opened;
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
  const values: Record<string, unknown> = {
    "server.url": request.server,
    model: request.model,
    "server.kind": request.kind,
  };
  const { settings, problems } = readSettings((name) => values[name]);
  const [problem] = problems;
  if (problem?.name === "server.kind") throw new Failure("--kind takes auto, ollama or openai.");
  if (problem !== undefined)
    throw new Failure(`--server ${String(request.server)} is no http address.`);
  const headers = parseHeaders(request.env["LLEMMA_HEADERS"] ?? "");
  if (headers === undefined) throw new Failure('LLEMMA_HEADERS wants one "Name: value" a line.');
  const address = serverAddress({
    setting: request.server,
    ollamaHost: request.env["OLLAMA_HOST"],
    fallback: settings["server.url"],
  });
  if (address.memory === undefined && address.url.startsWith("http:"))
    request.warn(
      `the connection to ${address.url} is not encrypted: others can read what is sent.`,
    );
  const server = createServers({
    address: () => address,
    kind: () => settings["server.kind"],
    headers: () => headers,
    apiKey: () => request.env["LLEMMA_API_KEY"],
    keepAlive: () => settings["server.keepAlive"],
    clock: systemClock,
    log,
  });
  const session = createSession({
    server,
    model: () => settings.model,
    clock: systemClock,
    log,
  });
  return { session, settings, log, server: server(), headers };
}

/** Only what a person has to know is told. */
export function loggerOf({ warn }: Call): Logger {
  return { debug: () => undefined, info: () => undefined, warn, error: warn };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
