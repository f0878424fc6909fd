import { createCompleter } from "../src/core/complete/createCompleter.ts";
import type { Model } from "../src/core/model.ts";
import { readSettings, type Settings } from "../src/core/settings.ts";
import { Editor } from "../test/fakes/editor.ts";
import { ManualClock } from "../test/fakes/manualClock.ts";
import { silentLog } from "../test/fakes/silentLog.ts";
import { pace } from "./pace.ts";
import type { Observation, SentRequest } from "./typingFigures.ts";
import { createOracle, type Recording } from "./recording.ts";

/** Replays a recording in time that does not pass, before an editor that behaves as VS Code does. */
export async function replaySimulated(
  recording: Recording,
  seed: number,
  changes: Partial<Settings>,
): Promise<Observation> {
  const clock = new ManualClock();
  const screen = { ghost: "" };
  const requests: { -readonly [Name in keyof SentRequest]: SentRequest[Name] }[] = [];
  const oracle = createOracle(recording, seed);
  const model: Model = {
    ready: () => Promise.resolve({ kind: "ok", value: { model: "llemma", window: 4096 } }),
    async *complete(_, { prompt }, signal) {
      const ghost = ghostOf(editor, screen.ghost);
      const sent = { at: clock.now(), prompt, endedAt: Infinity, aborted: false, ghost };
      requests.push(sent);
      const answer = oracle(prompt, editor.document.text);
      try {
        await clock.sleep(pace.firstTokenAfter, signal);
        for (const text of answer) {
          if (signal.aborted) break;
          yield { kind: "text", text, logprobs: [] };
          await clock.sleep(1000 / pace.tokensPerSecond, signal);
        }
        sent.aborted = signal.aborted;
        yield signal.aborted ? { kind: "aborted" } : { kind: "end", reason: "length" };
      } finally {
        sent.endedAt = clock.now();
      }
    },
  };
  const settings = { ...readSettings(() => undefined).settings, ...changes };
  const completer = createCompleter({ model, clock, log: silentLog, settings: () => settings });
  const editor = new Editor({ completer, clock }, `${recording.before}█`, recording.languageId);
  const keys: { at: number; ghost: string }[] = [];
  for (const [index, key] of recording.keys.entries()) {
    await clock.advance(recording.gaps[index] ?? 0);
    const ghost = ghostOf(editor, screen.ghost);
    keys.push({ at: clock.now(), ghost });
    // A suggestion stays while what it says is typed, until the next call has an answer.
    screen.ghost = ghost.startsWith(key) ? ghost.slice(key.length) : "";
    if (key === "\b") editor.backspace();
    else editor.type(key);
  }
  await clock.advance(5_000);
  return { keys, requests };
}

function ghostOf({ result }: Editor, before: string): string {
  if (result === undefined) return before;
  return result.kind === "suggestions" ? (result.suggestions[0]?.text ?? "") : "";
}
