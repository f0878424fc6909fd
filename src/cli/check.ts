import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { createLeanChecker } from "../core/check/createLeanChecker.ts";
import { explainLeanProblem } from "../core/leanProblem.ts";
import { startOwnLean } from "../node/lean/ownLean.ts";
import { projectFolder } from "../node/lean/project.ts";
import { systemClock } from "../node/systemClock.ts";
import { Failure, loggerOf, openDocument, type Outcome, type Request } from "./host.ts";

/** `llemma check`: has Lean check the candidates on the standard input, one JSON string a line. */
export async function check(request: Request): Promise<Outcome> {
  const { document, offset } = await openDocument(request);
  const candidates = parseCandidates(await request.input());
  const folder = await projectFolder(fileURLToPath(document.uri));
  const checker = createLeanChecker({
    projectOf: () => folder,
    connect: () => startOwnLean(folder, programOf(request), request.env),
    trusted: () => true,
    clock: systemClock,
    log: loggerOf(request),
    times: { checking: 30_000 },
  });
  try {
    const signal = new AbortController().signal;
    const reply = await checker.check({ document, offset }, candidates, signal);
    if (reply.kind === "aborted") throw new Failure("the check was given up.");
    if (reply.kind !== "checked") {
      const { sentence, advice } = explainLeanProblem(reply);
      throw new Failure(`${sentence} ${advice}`);
    }
    const lines = reply.results.map(({ verdict, goals, message = null, text }) =>
      request.json
        ? JSON.stringify({ verdict, goals, message, text })
        : [verdict, text, message].filter(Boolean).join("  "),
    );
    return { found: true, output: lines.join("\n") };
  } finally {
    checker.dispose();
  }
}

/** The program that the person named; a path is meant from where they are, not from the project. */
function programOf({ lean = "" }: Request): string {
  return lean.includes("/") || lean.includes(sep) ? resolve(lean) : lean;
}

function parseCandidates(input: string): readonly string[] {
  return input
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, index) => {
      const value = parseJson(line);
      if (typeof value === "string") return value;
      throw new Failure(`line ${index + 1} of the input is no JSON string.`);
    });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
