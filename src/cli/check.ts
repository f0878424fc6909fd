import { Failure, openDocument, type Outcome, type Request } from "./host.ts";
import { leanFailure, openChecker } from "./lean.ts";

/** `llemma check`: has Lean check the candidates on the standard input, one JSON string a line. */
export async function check(request: Request): Promise<Outcome> {
  const { document, offset } = await openDocument(request);
  const candidates = parseCandidates(await request.input());
  const checker = openChecker(request, document);
  try {
    const signal = new AbortController().signal;
    const reply = await checker.check({ document, offset }, candidates, signal);
    if (reply.kind === "aborted") throw new Failure("the check was given up.");
    if (reply.kind !== "checked") {
      throw leanFailure(reply);
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
