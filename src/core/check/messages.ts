import type { LeanProblem } from "../lean.ts";
import type { Position } from "../document.ts";

/** What Lean says about a place. Lines and characters count from 0, characters in UTF-16 code units. */
export interface Message {
  readonly start: Position;
  readonly end: Position;
  readonly severity: "error" | "warning" | "info";
  readonly text: string;
  /** The error that a block of steps ends before its goals are solved. */
  readonly unsolved: boolean;
}

/** All messages about one version of a document. */
export interface Published {
  readonly uri: string;
  readonly version: number | undefined;
  readonly messages: readonly Message[];
}

const severities = [undefined, "error", "warning", "info", "info"] as const;

/** Reads the parameters of `textDocument/publishDiagnostics`; undefined if they are none. */
export function readPublished(params: unknown): Published | undefined {
  if (!isRecord(params) || typeof params["uri"] !== "string") return undefined;
  const { uri, version, diagnostics } = params;
  if (!Array.isArray(diagnostics)) return undefined;
  return {
    uri,
    version: typeof version === "number" ? version : undefined,
    messages: diagnostics.flatMap((diagnostic: unknown) => readMessage(diagnostic) ?? []),
  };
}

function readMessage(value: unknown): Message | undefined {
  if (!isRecord(value) || typeof value["message"] !== "string") return undefined;
  const range = readRange(value["range"]);
  const severity = severities[Number(value["severity"] ?? 1)];
  if (range === undefined || severity === undefined) return undefined;
  // The range in `range` ends with the first line.
  const { end } = readRange(value["fullRange"]) ?? range;
  const text = value["message"];
  // Its tag (`leanTags` 1) has "No goals to be solved" as well.
  const unsolved = severity === "error" && text.startsWith("unsolved goals");
  return { start: range.start, end, severity, text, unsolved };
}

/** Reads a reply to `$/lean/plainGoal`; undefined where there is no proof, or Lean came to none. */
export function readGoals(value: unknown): readonly string[] | undefined {
  if (!isRecord(value) || !Array.isArray(value["goals"])) return undefined;
  return value["goals"].filter((goal: unknown) => typeof goal === "string");
}

/** The first line that is still being worked on, of `$/lean/fileProgress`; undefined when there is none. */
export function readProgress(params: unknown):
  | {
      readonly uri: string;
      readonly version: number | undefined;
      readonly line: number | undefined;
    }
  | undefined {
  const document = isRecord(params) ? params["textDocument"] : undefined;
  if (!isRecord(params) || !isRecord(document) || typeof document["uri"] !== "string") {
    return undefined;
  }
  const processing: readonly unknown[] = Array.isArray(params["processing"])
    ? params["processing"]
    : [];
  const lines = processing.flatMap((item) =>
    isRecord(item) ? (readRange(item["range"])?.start.line ?? []) : [],
  );
  const version = document["version"];
  return {
    uri: document["uri"],
    version: typeof version === "number" ? version : undefined,
    line: lines.length === 0 ? undefined : Math.min(...lines),
  };
}

/** Whether the file's imports are why nothing can be read. */
export function importProblem(messages: readonly Message[]): LeanProblem | undefined {
  for (const { severity, text, start } of messages) {
    if (severity !== "error") continue;
    if (/imports are out of date/i.test(text)) return { kind: "importsOutOfDate", detail: text };
    const missing =
      /unknown module prefix|object file '.*' of module .* does not exist|`lake setup-file`|failed to build|unknown package/i;
    if (start.line === 0 && missing.test(text)) return { kind: "notBuilt", detail: text };
  }
  return undefined;
}

function readRange(
  value: unknown,
): { readonly start: Position; readonly end: Position } | undefined {
  if (!isRecord(value)) return undefined;
  const start = readPosition(value["start"]);
  const end = readPosition(value["end"]);
  return start === undefined || end === undefined ? undefined : { start, end };
}

function readPosition(value: unknown): Position | undefined {
  if (!isRecord(value)) return undefined;
  const { line, character } = value;
  return typeof line === "number" && typeof character === "number"
    ? { line, character }
    : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
