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

/**
 * What a model should know of a proof whose beginnings are too far back to be sent: the macros that are used, the
 * definitions and labelled equations that statement and proof refer to, and the statement, each once and in this
 * order, so that the text stays the same while the proof grows. Empty outside of proofs.
 *
 * @param shown where the part of the text starts that is sent anyway
 */
export function prefaceFor(
  structure: Structure,
  place: { readonly offset: number; readonly shown: number },
  { others = [], macros }: Surroundings,
): string {
  const statement = statementAt(structure, place.offset, others);
  if (statement === undefined) return "";
  const isShown = (file: Structure, at: number): boolean => file === structure && at >= place.shown;
  const proof = structure.text.slice(place.shown, place.offset);
  const names = referencesIn(structure, statement, place);
  const parts: string[] = [];
  for (const file of [...others, structure]) {
    for (const region of labelled(file, names)) {
      const isStatement = file === statement.structure && region.at === statement.at;
      if (!isStatement && !isShown(file, region.at)) parts.push(sourceOf(file, region));
    }
  }
  if (!isShown(statement.structure, statement.at)) parts.push(sourceOfStatement(statement));
  const said = [...parts, proof].join("\n");
  const used = [...macros].filter(([name]) => uses(said, name)).map(([, { text }]) => text);
  return cut([used.join("\n"), ...parts].filter((part) => part !== ""));
}

/** What the statement, and the proof up to the place, refer to. */
function referencesIn(
  structure: Structure,
  statement: Statement,
  { offset }: { readonly offset: number },
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

function referencesBetween(structure: Structure, from: number, until: number): readonly string[] {
  return [...itemsOf(structure, until, from)].flatMap((item) =>
    item.kind === "ref" ? item.names : [],
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
