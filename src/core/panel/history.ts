import type { Anchor } from "../anchor.ts";
import * as is from "./guard.ts";
import { isTask } from "./guards.ts";
import type { KeptTask } from "./tasks.ts";

/** All that is kept, in UTF-16 code units. */
const most = 500_000;

const isAnchor = is.object<Anchor>({
  uri: is.text,
  languageId: is.text,
  start: is.number,
  end: is.number,
  raw: is.text,
  before: is.text,
  after: is.text,
  followed: is.flag,
});

/** As a text to be stored; the oldest tasks are left out where there is too much. */
export function stored(kept: readonly KeptTask[]): string {
  let length = 0;
  const parts: string[] = [];
  for (const one of kept) {
    const part = JSON.stringify(one);
    length += part.length;
    if (length > most) break;
    parts.push(part);
  }
  return `[${parts.join()}]`;
}

/** What was stored; whatever is not as it should be is left out. What happened to the texts since is not known. */
export function restored(text: unknown): readonly KeptTask[] {
  const list = typeof text === "string" ? parsed(text) : [];
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown) => {
    if (!isKept(one)) return [];
    const anchor = one.anchor && { ...one.anchor, followed: false };
    return one.task.endedAt === undefined ? [] : [{ ...one, anchor }];
  });
}

const isKept = is.object<KeptTask>({
  task: isTask,
  anchor: is.optional(isAnchor),
  links: is.recordOf(is.object({ uri: is.text, line: is.number, character: is.number })),
  texts: is.recordOf(is.text),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return [];
  }
}
