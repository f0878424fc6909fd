import type { Finding } from "./check.ts";
import { redact, type Private } from "./redact.ts";

/** The proof of one step that a check of the set-up asks Lean about. */
export const leanProbe = {
  text: "theorem llemma_check : True := by\n  ",
  candidate: "exact True.intro",
} as const;

/** The findings as Markdown that a person can paste into an issue: nothing private is in it. */
export function reportOf(findings: readonly Finding[], about: Private): string {
  const parts = [...new Set(findings.map(({ part }) => part))];
  const sections = parts.map((part) => {
    const lines = findings.filter((finding) => finding.part === part).map(lineOf);
    return [`## ${titles[part]}`, "", ...lines].join("\n");
  });
  const wrong = findings.filter(({ ok }) => !ok).length;
  const sum = wrong === 0 ? "Everything that was asked answers." : `What does not work: ${wrong}.`;
  return redact(["# Llemma: Check Set-up", sum, ...sections].join("\n\n"), about);
}

const titles: Readonly<Record<Finding["part"], string>> = {
  host: "Where it runs",
  server: "Server",
  model: "Model",
  Lean: "Lean",
};

function lineOf({ ok, text, ms }: Finding): string {
  const time = ms === undefined ? "" : ` (${ms} ms)`;
  return `- ${ok ? "" : "**Problem:** "}${text}${time}`;
}
