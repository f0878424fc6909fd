import { homedir, release, totalmem } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import manifest from "../../package.json" with { type: "json" };
import { sizeInWords } from "../core/bytes.ts";
import { checkSetUp, type LeanPart } from "../core/setup/check.ts";
import { redact } from "../core/setup/redact.ts";
import { leanProbe, reportOf } from "../core/setup/report.ts";
import { projectFolder } from "../node/lean/project.ts";
import { leanVersion } from "../node/lean/version.ts";
import { systemClock } from "../node/systemClock.ts";
import { openSession, type Call, type Outcome } from "./host.ts";
import { openChecker, programOf } from "./lean.ts";

/** `llemma doctor`: asks every part of the set-up and prints a report for an issue. */
export async function doctor(call: Call): Promise<Outcome> {
  const { session, server, settings, headers } = openSession(call);
  const findings = await checkSetUp({
    ...{ server, session, model: settings.model, clock: systemClock },
    host: [
      `Llemma ${manifest.version}, Node ${process.versions.node}`,
      `${process.platform} ${release()} ${process.arch}, ${sizeInWords(totalmem())} of memory`,
    ],
    headers: Object.keys(headers).length,
    lean: leanPart(call),
  });
  const about = { home: homedir(), secrets: Object.values(headers) };
  const output = call.json ? redact(JSON.stringify(findings), about) : reportOf(findings, about);
  return { found: findings.every(({ ok }) => ok), output };
}

/** Lean as it would be asked for a file in the working directory. */
function leanPart(call: Call): LeanPart {
  const file = join(process.cwd(), "LlemmaCheck.lean");
  const document = { uri: pathToFileURL(file).href, languageId: "lean4", text: leanProbe.text };
  return {
    version: () =>
      leanVersion({ folder: projectFolder(file), setting: programOf(call), env: call.env }),
    check: async () => {
      const checker = openChecker(call, document);
      const cursor = { document, offset: document.text.length };
      try {
        const { signal } = new AbortController();
        return await checker.check(cursor, [leanProbe.candidate], signal);
      } finally {
        checker.dispose();
      }
    },
  };
}
