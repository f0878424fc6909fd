import { l10n, type TextDocument } from "vscode";
import { strictAnchorAt, type Anchor } from "../../core/anchor.ts";
import { createCandidates, phaseOfTactics } from "../../core/panel/tacticsContent.ts";
import type { Opening } from "../../core/tactics/opening.ts";
import { tacticPlace } from "../../core/tactics/place.ts";
import type { SuggestJob } from "../../core/tactics/suggester.ts";
import type { Meter } from "../../core/panel/meter.ts";
import { documentOf } from "../convert.ts";
import type { Panel } from "./createPanel.ts";
import { whereIs } from "./place.ts";

interface Ports {
  readonly panel: Panel;
  readonly meter: Meter;
}

interface Search {
  readonly job: SuggestJob;
  readonly document: TextDocument;
  readonly opening: Opening;
}

/** Shows a search for tactics in the panel until it ends. */
export function reportTactics({ panel, meter }: Ports, { job, document, opening }: Search): void {
  const anchor = anchorFor(document, opening);
  const candidates = createCandidates((one) => opening.edit(one).text);
  const task = panel.begin({
    kind: "tactics",
    title: l10n.t("Suggest tactics"),
    where: whereIs(document, anchor?.start ?? opening.cursor.offset),
    sentence: phaseOfTactics(job).sentence,
    anchor,
    cancel: () => {
      job.stop();
    },
  });
  const show = (): void => {
    const phase = phaseOfTactics(job);
    const content = { candidates: candidates(job), tokensPerSecond: meter.tokensPerSecond };
    if (phase.kind === "running") task.show(content, phase.sentence);
    else {
      unlisten();
      task.end(phase, content);
    }
  };
  const unlisten = job.onChange(show);
  show();
}

/** Candidates hold at their place and with the text around it alone; undefined where nothing can be tried. */
function anchorFor(document: TextDocument, { cursor, edit }: Opening): Anchor | undefined {
  const place = tacticPlace(cursor, true);
  if (place.kind === "refused") return undefined;
  return strictAnchorAt(documentOf(document), edit({ ...place, text: "" }));
}
