import type { Definition } from "./definitions.ts";
import { regionsOf, type Region } from "./regions.ts";
import { statementAt, type Statement } from "./statement.ts";
import { itemsOf, type Structure } from "./structure.ts";

/** How long the parts may be, in UTF-16 code units. */
const limits = { part: 1_500, whole: 4_000 } as const;

interface Surroundings {
  /** The other files of the document. */
  readonly others?: readonly Structure[];
  readonly macros: ReadonlyMap<string, Definition>;
}

interface Place {
  readonly offset: number;
  /** Where the part of the text starts that is sent anyway. */
  readonly shown: number;
}

/**
 * What a model should know of a place whose beginnings are in other files or too far back to be sent: the macros that
 * are used, the definitions and labelled equations that statement and proof refer to, and the statement, each once
 * and in this order, so that the text stays the same while a paragraph grows. Outside of proofs only the macros.
 */
export function prefaceFor(
  structure: Structure,
  place: Place,
  { others = [], macros }: Surroundings,
): string {
  const isShown = (file: Structure | undefined, at: number): boolean =>
    file === structure && at >= place.shown;
  const statement = statementAt(structure, place.offset, others);
  const parts =
    statement === undefined ? [] : partsFor(statement, { structure, place, others, isShown });
  // Macros of the paragraph that grows come with the next one: each of them would change the left part of the prompt.
  const settled = Math.max(place.shown, paragraphAt(structure.text, place.offset));
  const said = [...parts, structure.text.slice(place.shown, settled)].join("\n");
  const used = [...macros.values()].filter(
    (macro) => uses(said, macro.name) && !isShown(homeOf(macro, structure), macro.at),
  );
  const definitions = used.map(({ text }) => text).join("\n");
  return cut([definitions, ...parts].filter((part) => part !== ""));
}

interface Parts {
  readonly structure: Structure;
  readonly place: Place;
  readonly others: readonly Structure[];
  readonly isShown: (file: Structure | undefined, at: number) => boolean;
}

/** What statement and proof refer to, and the statement. */
function partsFor(statement: Statement, { structure, place, others, isShown }: Parts): string[] {
  const names = referencesIn(structure, statement, place);
  const parts: string[] = [];
  for (const file of [...others, structure]) {
    for (const region of labelled(file, names)) {
      const isStatement = file === statement.structure && region.at === statement.at;
      if (!isStatement && !isShown(file, region.at)) parts.push(sourceOf(file, region));
    }
  }
  if (!isShown(statement.structure, statement.at)) parts.push(sourceOfStatement(statement));
  return parts;
}

/** Where the paragraph of a place starts. */
function paragraphAt(text: string, offset: number): number {
  const before = text.slice(Math.max(0, offset - 4_096), offset);
  const breaks = [...before.matchAll(/\n[ \t]*\r?\n/g)];
  return offset - before.length + (breaks.at(-1)?.index ?? 0);
}

/** The text itself if the macro stands there; else nothing that is shown. */
function homeOf({ text, at }: Definition, structure: Structure): Structure | undefined {
  return structure.text.startsWith(text, at) ? structure : undefined;
}

/** What the statement, and the proof up to the place, refer to. */
function referencesIn(
  structure: Structure,
  statement: Statement,
  { offset }: Pick<Place, "offset">,
): ReadonlySet<string> {
  const stated = regionsOf(statement.structure).regions.find(({ at }) => at === statement.at);
  const proof = regionsOf(structure).regions.find(
    ({ name, from, to }) => /proof/i.test(name) && from <= offset && offset <= to,
  );
  return new Set([
    ...referencesBetween(statement.structure, statement.at, stated?.end ?? statement.at),
    ...referencesBetween(structure, proof?.at ?? offset, offset),
  ]);
}

/** Not what is being typed. */
function referencesBetween(structure: Structure, from: number, until: number): readonly string[] {
  return [...itemsOf(structure, until, from)].flatMap((item) =>
    item.kind === "ref" && item.end <= until ? item.names : [],
  );
}

/** The regions that have one of the labels, in their order. */
function labelled(file: Structure, names: ReadonlySet<string>): readonly Region[] {
  if (names.size === 0) return [];
  const { regions } = regionsOf(file);
  return regions
    .filter(({ labels }) => labels.some((label) => names.has(label)))
    .toSorted((a, b) => a.at - b.at);
}

function sourceOf({ text }: Structure, { at, end }: Region): string {
  return end - at <= limits.part ? text.slice(at, end) : "";
}

function sourceOfStatement({ structure, at }: Statement): string {
  const region = regionsOf(structure).regions.find((one) => one.at === at);
  return region === undefined
    ? ""
    : structure.text.slice(at, Math.min(region.end, at + limits.part));
}

function uses(text: string, name: string): boolean {
  const at = text.indexOf(`\\${name}`);
  return (
    at >= 0 && (/[^a-zA-Z]$/.test(name) || !/[a-zA-Z]/.test(text.charAt(at + name.length + 1)))
  );
}

/** As many of the last parts as there is room for: the statement matters most. */
function cut(parts: readonly string[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const part of parts.toReversed()) {
    length += part.length + 2;
    if (length > limits.whole) break;
    kept.unshift(part);
  }
  return kept.join("\n\n").replaceAll("\r\n", "\n");
}
