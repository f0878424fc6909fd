import { setTimeout as sleep } from "node:timers/promises";
import type { ScriptedRequest } from "../test/support/scriptedServer.ts";
import { openBenchWindow, type Seen } from "./benchWindow.ts";
import { startPacedServer } from "./pace.ts";
import { createOracle, finalText, press, type Recording } from "./recording.ts";
import type { Observation, SentRequest } from "./typingFigures.ts";

/** How soon a finished answer is on screen, in milliseconds. */
const shownWithin = 150;

/** Replays a recording in a real VS Code window, in its own time. */
export async function replayInWindow(recording: Recording, seed: number): Promise<Observation> {
  const oracle = createOracle(recording, seed);
  let text = recording.before;
  const server = await startPacedServer((prompt) => oracle(prompt, text));
  const window = await openBenchWindow(server.url, `proofs.${recording.extension}`, text);
  const times: number[] = [];
  try {
    let due = performance.now();
    for (const [index, key] of recording.keys.entries()) {
      due += recording.gaps[index] ?? 0;
      await sleep(Math.max(0, due - performance.now()));
      times.push(performance.now());
      text = press(text, key);
      await window.press(key);
    }
    await sleep(2_000);
    if ((await window.text()) !== finalText(recording)) throw new Error("the text came out wrong");
    const seen = await window.seen();
    return {
      keys: times.map((at) => ({ at, ghost: ghostAt(seen, at) })),
      requests: server.completions().map((request) => sent(request, seen)),
    };
  } finally {
    await window.close();
    await server.close();
  }
}

function ghostAt({ ghosts }: Seen, moment: number): string {
  return ghosts.findLast(({ at }) => at <= moment)?.text ?? "";
}

/** A connection that was closed before the answer's end was given up, unless a suggestion came of it. */
function sent({ at, prompt, endedAt, abortedAt }: ScriptedRequest, seen: Seen): SentRequest {
  const aborted = abortedAt !== undefined && ghostAt(seen, abortedAt + shownWithin) === "";
  return { at, prompt, endedAt: endedAt ?? abortedAt, aborted, ghost: ghostAt(seen, at) };
}
