import { positionAt } from "../core/document.ts";
import { explainFailure } from "../core/failure.ts";
import { explainLeanProblem } from "../core/leanProblem.ts";
import { createSuggester } from "../core/tactics/createSuggester.ts";
import { summaryOf } from "../core/tactics/summary.ts";
import type { SuggestJob, TacticSuggestion } from "../core/tactics/suggester.ts";
import { openDocument, openSession, type Outcome, type Request } from "./host.ts";
import { openChecker } from "./lean.ts";

/** `llemma suggest`: goals, closers, the model's candidates, Lean's verdicts; prints what may be inserted, best first. */
export async function suggest(request: Request): Promise<Outcome> {
  const { document, offset } = await openDocument(request);
  const { session, settings, log } = openSession(request);
  const checker = openChecker(request, document);
  try {
    const ports = { checker, model: session, log, settings: () => settings };
    const job = createSuggester(ports).suggest({ document, offset }, "all");
    await job.done;
    const found = job.results.length > 0;
    const output = request.json ? json(job, document.text) : job.results.map(lines).join("\n");
    return { found, output, note: [...problems(job), summaryOf(job)].join("\n") };
  } finally {
    checker.dispose();
  }
}

function problems({ lean, model }: SuggestJob): readonly string[] {
  return [
    ...(lean === undefined ? [] : [explainLeanProblem(lean)]),
    ...(model === undefined ? [] : [explainFailure(model)]),
  ].map(({ sentence, advice }) => `${sentence} ${advice}`);
}

/** Its verdict and text, and under it the goals that it leaves, or what it rests on. */
function lines({ verdict, text, goals, message }: TacticSuggestion): string {
  const after = verdict === "progress" || verdict === "closesGoal" ? goals : [message ?? ""];
  const below = after.filter((part) => part !== "").map((part) => part.replaceAll(/^/gm, "    "));
  return [`${verdict}: ${text}`, ...below].join("\n");
}

function json(job: SuggestJob, whole: string): string {
  const at = (offset: number): string => {
    const { line, character } = positionAt(whole, offset);
    return `${line + 1}:${character + 1}`;
  };
  const all = [...job.results, ...job.failed];
  const suggestions = all.map(({ start, end, ...rest }) => ({
    ...rest,
    from: at(start),
    to: at(end),
  }));
  return JSON.stringify({ goals: job.goals, suggestions }, undefined, 2);
}
