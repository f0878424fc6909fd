import path from "node:path";
import { l10n, type TextDocument, type TextEditor } from "vscode";
import { languageFor } from "../../core/complete/languages.ts";
import type { LeanChecker } from "../../core/lean.ts";
import { leanPlace } from "../../core/panel/leanPlace.ts";
import { mathsPlaceAt } from "../../core/panel/mathsPlace.ts";
import type { Place } from "../../core/panel/panelState.ts";
import { documentOf } from "../convert.ts";
import type { Projects } from "../latex/projects.ts";
import type { Structures } from "../latex/structures.ts";

/** Where there is nothing of ours. */
export function noPlace(): Place {
  return {
    kind: "nothing",
    sentence: l10n.t("No LaTeX, Markdown or Lean file is open."),
    advice: l10n.t("Open one and put the cursor into a proof or a formula."),
    actions: ["solve"],
  };
}

/** A place in one line: the file's name and the line. */
export function whereIs(document: TextDocument, offset: number): string {
  const name = path.posix.basename(document.uri.path);
  return `${name}:${document.positionAt(offset).line + 1}`;
}

interface Ports {
  readonly checker: LeanChecker;
  readonly structures: Structures;
  readonly projects: Projects;
}

/** Reads what is at the cursor of an editor. */
export class PlaceReader {
  readonly #ports: Ports;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  async read(editor: TextEditor | "none", signal: AbortSignal): Promise<Place | undefined> {
    if (editor === "none") return noPlace();
    const { document, selection } = editor;
    const offset = document.offsetAt(selection.active);
    const where = whereIs(document, offset);
    if (!/^lean4?$/.test(document.languageId)) return await this.#maths(document, offset, where);
    const text = documentOf(document);
    return leanPlace(await this.#ports.checker.goals({ document: text, offset }, signal), where);
  }

  async #maths(document: TextDocument, offset: number, where: string): Promise<Place> {
    const structure = this.#ports.structures(document);
    const uri = document.uri.toString();
    // Files of others are read in the background from the second time on.
    const { projects } = this.#ports;
    const project = projects.of(uri) ?? (await projects.read(document));
    const files = new Map([...project.files, [uri, structure]]);
    const place = mathsPlaceAt({ ...project, files }, { uri, offset });
    if (place.statement === undefined && place.equation === undefined) {
      return {
        kind: "nothing",
        sentence: l10n.t("There is no formula at the cursor, and nothing is stated or proved."),
        advice: l10n.t("Put the cursor into a formula, a theorem or a proof."),
        actions: ["solve"],
      };
    }
    return { kind: "maths", where, ...place };
  }
}

/** Whether the panel follows the cursor of such a document. */
export function isFollowed({ languageId, uri }: TextDocument): boolean {
  return languageFor(languageId) !== undefined && !uri.scheme.startsWith("llemma-");
}
