import path from "node:path";
import { l10n, type TextDocument, type TextEditor } from "vscode";
import type { Clock } from "../../core/clock.ts";
import { languageFor } from "../../core/complete/languages.ts";
import type { Structure } from "../../core/context/latex/structure.ts";
import type { LeanChecker } from "../../core/lean.ts";
import { leanPlace } from "../../core/panel/leanPlace.ts";
import { mathsPlaceAt } from "../../core/panel/mathsPlace.ts";
import type { Place } from "../../core/panel/panelState.ts";
import { documentOf } from "../convert.ts";
import { projectOf } from "../latex/project.ts";
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

/** How long the files of a document are taken for the same, in milliseconds. */
const freshFor = 30_000;

type Files = Awaited<ReturnType<typeof projectOf>>;

interface Ports {
  readonly checker: LeanChecker;
  readonly structures: Structures;
  readonly clock: Clock;
}

/** Reads what is at the cursor of an editor. */
export class PlaceReader {
  readonly #ports: Ports;
  readonly #files = new WeakMap<TextDocument, { readonly files: Files; readonly at: number }>();

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
    const project = await this.#filesOf(document, structure);
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

  /** Macros and statements may be in other files, which are not read at each move. */
  async #filesOf(document: TextDocument, structure: Structure): Promise<Files> {
    const known = this.#files.get(document);
    if (known !== undefined && this.#ports.clock.now() - known.at < freshFor) return known.files;
    const files = await projectOf(document, structure);
    this.#files.set(document, { files, at: this.#ports.clock.now() });
    return files;
  }
}

/** Whether the panel follows the cursor of such a document. */
export function isFollowed({ languageId, uri }: TextDocument): boolean {
  return languageFor(languageId) !== undefined && !uri.scheme.startsWith("llemma-");
}
