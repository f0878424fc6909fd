import { setTimeout as sleep } from "node:timers/promises";
import { debounceAt } from "../src/core/complete/debounce.ts";
import { readSettings } from "../src/core/settings.ts";
import { openBenchWindow } from "./benchWindow.ts";
import { milliseconds, quantile, type Figure } from "./figure.ts";
import { fetchUpTo } from "./latency.ts";
import { startPacedServer, tokensOf } from "./pace.ts";

const rounds = 20;
const start = "theorem t (p : Prop) (h : p) : p := by\n  ";
const answer = "  exact h\n\ntheorem";
/** What of it has come when the step is known to be over. */
const upTo = "  exact h\n\n";

/** From the key to the suggestion in the window, without the pause, beside a bare request read to the same stop. */
export async function windowLatency(): Promise<readonly Figure[]> {
  const setting = readSettings(() => undefined).settings["inline.debounce"];
  const document = { uri: "", languageId: "lean4", text: start };
  const debounce = debounceAt(document, start.length, setting);
  const server = await startPacedServer(() => tokensOf(answer));
  const window = await openBenchWindow(server.url, "latency.lean", start);
  const times: number[] = [];
  const bare: number[] = [];
  try {
    for (let round = 0; round <= rounds; round += 1) {
      for (const key of "skip\n  ") await window.press(key);
      const { at } = (await window.seen()).keys.at(-1) ?? { at: NaN };
      await sleep(debounce + 1_500);
      const shown = (await window.seen()).ghosts.find(
        (ghost) => ghost.at > at && ghost.text !== "",
      );
      const body = JSON.stringify(server.completions().at(-1)?.body);
      // The first round wakes the extension and loads the model.
      if (round === 0) continue;
      if (shown === undefined) throw new Error("no suggestion was seen");
      times.push(shown.at - at - debounce);
      bare.push(await fetchUpTo(server.url, body, upTo.length));
    }
  } finally {
    await window.close();
    await server.close();
  }
  const values = `${milliseconds(quantile(times, 0.5))}, 95th centile ${milliseconds(quantile(times, 0.95))}`;
  return [
    { name: "lean4 in a window: key to suggestion, median", value: values },
    { name: "the same, bare request, median", value: milliseconds(quantile(bare, 0.5)) },
  ];
}
