import { homedir, release, totalmem } from "node:os";
import { join } from "node:path";
import { env, l10n, ProgressLocation, Uri, version, window, workspace } from "vscode";
import manifest from "../../../package.json" with { type: "json" };
import { sizeInWords } from "../../core/bytes.ts";
import type { Clock } from "../../core/clock.ts";
import type { LeanChecker } from "../../core/lean.ts";
import type { ModelServer } from "../../core/model.ts";
import type { Session } from "../../core/session.ts";
import { checkSetUp as check, type LeanPart } from "../../core/setup/check.ts";
import { leanProbe, reportOf } from "../../core/setup/report.ts";
import { projectFolder } from "../../node/lean/project.ts";
import { leanVersion } from "../../node/lean/version.ts";
import type { HeaderStore } from "../headers.ts";
import type { Notifier } from "../notify.ts";
import type { SettingsWatch } from "../settings.ts";
import type { ReportDocument } from "../setup/report.ts";

interface Parts {
  readonly server: ModelServer;
  readonly session: Session;
  readonly checker: LeanChecker;
  readonly watch: SettingsWatch;
  readonly headers: HeaderStore;
  readonly report: ReportDocument;
  readonly notifier: Notifier;
  readonly clock: Clock;
}

/** Asks every part of the set-up, and shows what came as a text for an issue. */
export async function checkSetUp(parts: Parts): Promise<void> {
  const { server, session, watch, headers, clock } = parts;
  const title = l10n.t("Llemma checks its set-up");
  const findings = await window.withProgress(
    { location: ProgressLocation.Notification, title },
    () =>
      check({
        ...{ server, session, clock, host: host() },
        model: watch.settings.model,
        headers: Object.keys(headers.current).length,
        lean: leanPart(parts),
      }),
  );
  const secrets = Object.values(headers.current);
  const text = reportOf(findings, { home: homedir(), secrets });
  await parts.report.show(text);
  const copy = { title: l10n.t("Copy the Report"), run: () => env.clipboard.writeText(text) };
  const told = l10n.t("The report is for an issue: headers, tokens and home folders are blanked.");
  parts.notifier.done(told, copy);
}

function host(): readonly string[] {
  const place = env.remoteName === undefined ? "" : `, remote: ${env.remoteName}`;
  return [
    `Llemma ${manifest.version}, VS Code ${version}, Node ${process.versions.node}${place}`,
    `${process.platform} ${release()} ${process.arch}, ${sizeInWords(totalmem())} of memory`,
  ];
}

/** Lean as it would be asked for the file in front, or for one in the workspace. */
function leanPart({ checker, watch }: Parts): LeanPart {
  const folder = whereLeanRuns();
  const uri = Uri.file(join(folder, "LlemmaCheck.lean")).toString();
  const document = { uri, languageId: "lean4", text: leanProbe.text };
  return {
    version: async () => {
      const setting = watch.settings["lean.path"];
      if (!workspace.isTrusted || watch.settings["lean.check"] === "off") return undefined;
      return await leanVersion({ folder, setting, env: process.env });
    },
    check: async () => {
      const { signal } = new AbortController();
      const cursor = { document, offset: document.text.length };
      const reply = await checker.check(cursor, [leanProbe.candidate], signal);
      checker.left(uri);
      return reply;
    },
  };
}

function whereLeanRuns(): string {
  const { fileName = "", uri } = window.activeTextEditor?.document ?? {};
  if (uri?.scheme === "file" && fileName.endsWith(".lean")) return projectFolder(fileName);
  const [first] = workspace.workspaceFolders ?? [];
  return first?.uri.scheme === "file" ? first.uri.fsPath : homedir();
}
