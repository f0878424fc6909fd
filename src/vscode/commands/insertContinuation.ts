import { l10n, window } from "vscode";
import { stepInLine } from "../../core/continue/report.ts";
import type { ContinueFeature } from "../continue/continuing.ts";

/** Inserts the step that was clicked on, all up to one, or those that the person chooses from a list. */
export async function insertContinuation(
  feature: ContinueFeature,
  argument: unknown,
): Promise<void> {
  const { all, standing } = feature.steps;
  const [step, upTo] = [numberIn(argument, "step"), numberIn(argument, "upTo")];
  if (step !== undefined) {
    await feature.insert([step]);
  } else if (upTo !== undefined) {
    const steps = Array.from({ length: upTo + 1 }, (_, index) => index);
    await feature.insert(steps.filter((index) => !standing.has(index)));
  } else if (all.length === 0) {
    await feature.insert([]);
  } else {
    const chosen = await choose(feature);
    if (chosen.length > 0) await feature.insert(chosen);
  }
}

function numberIn(argument: unknown, name: "step" | "upTo"): number | undefined {
  const value: unknown =
    typeof argument === "object" && argument !== null ? Reflect.get(argument, name) : undefined;
  return typeof value === "number" ? value : undefined;
}

/** All up to the first one that is refuted are chosen beforehand, but for those that stand in the text. */
async function choose({ steps }: ContinueFeature): Promise<readonly number[]> {
  const { all, standing } = steps;
  const refuted = all.findIndex(({ state }) => state.kind === "refuted");
  const good = refuted < 0 ? all.length : refuted;
  const items = all.map((step, index) => ({
    label: `${index + 1}. ${stepInLine(step)}`,
    description: note(step.state.kind === "refuted", standing.has(index)),
    picked: index < good && !standing.has(index),
    index,
  }));
  const chosen = await window.showQuickPick(items, {
    canPickMany: true,
    title: l10n.t("Llemma, unchecked"),
    placeHolder: l10n.t("Steps to insert"),
  });
  return (chosen ?? []).map(({ index }) => index);
}

function note(isRefuted: boolean, stands: boolean): string {
  if (isRefuted) return l10n.t("refuted by numbers");
  return stands ? l10n.t("in the text") : "";
}
