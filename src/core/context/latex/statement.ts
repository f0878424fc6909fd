import { itemsOf, type Structure } from "./structure.ts";
import { isStatement } from "./names.ts";
import { regionsOf, type Region } from "./regions.ts";

/** What a proof proves. */
export interface Statement {
  /** The environment: `thm`. */
  readonly name: string;
  /** Between `\begin` and `\end`, trimmed. */
  readonly text: string;
  /** The text that it stands in: the document's or that of a file that it reads. */
  readonly structure: Structure;
  readonly at: number;
}

/**
 * The statement that the proof around a place proves: what the proof's optional argument refers to, else the
 * nearest theorem-like environment that ended before the proof began. Undefined outside of proofs.
 *
 * @param others the files that the document reads, whose labels and definitions count too
 */
export function statementAt(
  structure: Structure,
  offset: number,
  others: readonly Structure[] = [],
): Statement | undefined {
  const files = [structure, ...others];
  const isTheorem = theorems(files);
  const proofs = new Set(["proof", ...files.flatMap((file) => definedNames(file, "proof"))]);
  const { regions } = regionsOf(structure);
  const proof = regions.find(
    ({ name, from, to }) => proofs.has(name.replace(/\*$/, "")) && from <= offset && offset <= to,
  );
  if (proof === undefined) return undefined;
  for (const file of files) {
    const named = regionsOf(file).regions.find(
      (region) => isTheorem(region) && region.labels.some((label) => proof.refs.includes(label)),
    );
    if (named !== undefined) return statementIn(file, named);
  }
  const before = regions.filter((region) => isTheorem(region) && region.end <= proof.at);
  const nearest = before.reduce<Region | undefined>(
    (last, region) => (last === undefined || region.end > last.end ? region : last),
    undefined,
  );
  return nearest === undefined ? undefined : statementIn(structure, nearest);
}

/** The innermost statement that a place itself is in. */
export function statementAround(
  structure: Structure,
  offset: number,
  others: readonly Structure[] = [],
): Statement | undefined {
  const isTheorem = theorems([structure, ...others]);
  const around = regionsOf(structure).regions.filter(
    (region) => region.at <= offset && offset <= region.end && isTheorem(region),
  );
  const innermost = around.toSorted((a, b) => b.at - a.at)[0];
  return innermost === undefined ? undefined : statementIn(structure, innermost);
}

/** Tells theorem-like environments, those that the files define among them. */
function theorems(files: readonly Structure[]): (region: Region) => boolean {
  const names = new Set(files.flatMap((file) => definedNames(file, "statement")));
  return ({ name }) => isStatement(name) || names.has(name);
}

function statementIn(structure: Structure, { name, from, to, at }: Region): Statement {
  return { name, text: structure.text.slice(from, to).trim(), structure, at };
}

/** Names of environments that a text defines as statements, or with a proof in them. */
function definedNames(structure: Structure, what: "statement" | "proof"): readonly string[] {
  const names: string[] = [];
  for (const item of itemsOf(structure)) {
    if (item.kind !== "statement" && item.kind !== "environment") continue;
    const isProof = item.kind === "environment" && /\\begin\s*\{proof\}|\\proof\b/.test(item.text);
    if (what === "proof" ? isProof : item.kind === "statement") names.push(item.name);
  }
  return names;
}
