import { braced } from "./arguments.ts";
import { definitionAt, type Definition } from "./definitions.ts";
import { headings } from "./names.ts";
import { tokenAt, type Token } from "./tokens.ts";

/** What a piece of LaTeX says that can be told without knowing what stands around it. */
export type Item =
  | Edge
  | {
      readonly kind: "label" | "ref";
      readonly names: readonly string[];
      readonly at: number;
      readonly end: number;
    }
  | { readonly kind: "input"; readonly path: string; readonly at: number; readonly end: number }
  /** `\[`, `\]`, `$$` */
  | { readonly kind: "display"; readonly text: string; readonly at: number; readonly end: number }
  | { readonly kind: "heading"; readonly at: number; readonly end: number }
  | Definition;

/** The beginning or the end of an environment. */
interface Edge {
  readonly kind: "begin" | "end";
  readonly name: string;
  readonly at: number;
  readonly end: number;
}

const references = new Set(
  "ref eqref cref Cref autoref pageref nameref vref Vref labelcref hyperref".split(" "),
);
/** Files that are read at this place; the last argument is the file, one before it its folder. */
const inputs: Readonly<Record<string, 1 | 2>> = {
  input: 1,
  include: 1,
  subfile: 1,
  subfileinclude: 1,
  InputIfFileExists: 1,
  import: 2,
  subimport: 2,
  includefrom: 2,
  inputfrom: 2,
};

/** What the token at `at` says, or undefined. A definition takes the text of its arguments with it. */
export function itemAt(text: string, at: number, token: Token): Item | undefined {
  const end = at + token.text.length;
  switch (token.kind) {
    case "begin":
    case "end":
      return { kind: token.kind, name: token.name, at, end };
    case "maths":
    case "mathsEnd":
      return token.text === "\\(" || token.text === "\\)" || token.text === "$"
        ? undefined
        : { kind: "display", text: token.text, at, end };
    case "command":
      return commandAt(text, at, { name: token.name, end });
    default:
      return undefined;
  }
}

interface Command {
  readonly name: string;
  readonly end: number;
}

function commandAt(text: string, at: number, command: Command): Item | undefined {
  const { name, end } = command;
  if (headings.has(name)) return { kind: "heading", at, end };
  if (name === "label") return named("label", braced(text, end), at);
  if (references.has(name)) return named("ref", braced(text, end), at);
  const files = inputs[name];
  return files === undefined ? definitionAt(text, at, command) : inputAt(text, at, end, files);
}

function named(
  kind: "label" | "ref",
  argument: ReturnType<typeof braced>,
  at: number,
): Item | undefined {
  if (argument === undefined || argument.text.length > 256) return undefined;
  const names = kind === "label" ? [argument.text] : argument.text.split(",");
  return { kind, names: names.map((name) => name.trim()), at, end: argument.end };
}

function inputAt(text: string, at: number, from: number, count: 1 | 2): Item | undefined {
  const first = braced(text, from) ?? bare(text, from);
  if (first === undefined) return undefined;
  const last = count === 1 ? first : braced(text, first.end);
  if (last === undefined) return undefined;
  const folder = count === 1 ? "" : `${first.text.trim().replace(/\/$/, "")}/`;
  return { kind: "input", path: folder + last.text.trim(), at, end: last.end };
}

/** `\input chapter` */
function bare(
  text: string,
  at: number,
): { readonly text: string; readonly end: number } | undefined {
  const found = /^[ \t]+([^\s\\{}%[]+)/.exec(text.slice(at, at + 256));
  return found === null ? undefined : { text: found[1] ?? "", end: at + found[0].length };
}

/** Where something structural may start: all between is words, signs and single line breaks. */
const structural = /[\\%]|\$\$|\n[ \t]*\n/g;

/** The next structural token at or after `at`, or undefined. */
export function nextStructural(
  text: string,
  at: number,
  verbatim: readonly string[],
): { readonly token: Token; readonly at: number } | undefined {
  structural.lastIndex = at;
  const found = structural.exec(text);
  if (found === null) return undefined;
  return { token: tokenAt(text, found.index, false, verbatim), at: found.index };
}
