import { MalformedReply } from "./serverFailure.ts";

// What the replies of all kinds of servers have in common.

/** Refuses all that is not a JSON object. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  throw new MalformedReply("not a JSON object");
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function count(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 ? value : undefined;
}

/** The error that a body tells of: `{"error": "…"}`, `{"error": {"message": "…"}}` or `{"object": "error", "message": "…"}`. */
export function readError(body: Readonly<Record<string, unknown>>): string | undefined {
  const { error, object, message } = body;
  if (typeof error === "string") return error;
  if (typeof error === "object" && error !== null && "message" in error)
    return String(error.message);
  return object === "error" && typeof message === "string" ? message : undefined;
}
