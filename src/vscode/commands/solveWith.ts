import { l10n, window } from "vscode";
import { frameNames, frames, type FrameName } from "../../core/prompts/frames/frames.ts";
import type { Manner } from "../solve/solving.ts";

const title = "Llemma: Solve with…";

/** Asks for the number of samples, the temperature and the frame; undefined when the person gives up. */
export async function askManner(samples: number): Promise<Manner | undefined> {
  const count = await askNumber({
    prompt: l10n.t("How many solutions at most, 1 to 256. One is greedy, several are a vote."),
    value: String(samples),
    fits: (number) => Number.isInteger(number) && number >= 1 && number <= 256,
  });
  if (count === undefined) return undefined;
  const temperature = count === 1 ? undefined : await askTemperature();
  if (count > 1 && temperature === undefined) return undefined;
  const frame = await askFrame();
  return frame === undefined ? undefined : { samples: count, temperature, frame };
}

function askTemperature(): Promise<number | undefined> {
  return askNumber({
    prompt: l10n.t("Temperature, 0 to 2. Llemma's authors take 0.6, and 0.3 for multiple choice."),
    value: "0.6",
    fits: (number) => number >= 0 && number <= 2,
  });
}

async function askNumber(question: {
  readonly prompt: string;
  readonly value: string;
  readonly fits: (number: number) => boolean;
}): Promise<number | undefined> {
  const { prompt, value, fits } = question;
  const read = (text: string): number | undefined => {
    const number = text.trim() === "" ? NaN : Number(text);
    return fits(number) ? number : undefined;
  };
  const text = await window.showInputBox({
    title,
    prompt,
    value,
    validateInput: (typed) => (read(typed) === undefined ? prompt : undefined),
  });
  return text === undefined ? undefined : read(text);
}

async function askFrame(): Promise<FrameName | "auto" | undefined> {
  const auto = { label: l10n.t("Choose by the problem"), name: "auto" as const };
  const choices = [auto, ...frameNames.map((name) => ({ label: frames[name].title, name }))];
  const chosen = await window.showQuickPick<{
    readonly label: string;
    readonly name: FrameName | "auto";
  }>(choices, {
    title,
    placeHolder: l10n.t("The examples that the model sees before the problem"),
  });
  return chosen?.name;
}
