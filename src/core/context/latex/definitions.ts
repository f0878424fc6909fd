import { braced, bracketed, skipGap } from "./arguments.ts";

/** Something that the document gives a meaning to. */
export interface Definition {
  readonly kind: "macro" | "statement" | "environment";
  /** A macro without its backslash, or an environment. */
  readonly name: string;
  /** The text that defines it. */
  readonly text: string;
  /** What a statement is called in print, such as `Lemma`; else empty. */
  readonly title: string;
  readonly at: number;
  readonly end: number;
}

/**
 * What follows a defining command: `n` the macro's name, with or without braces; `b` a braced argument; `o` an
 * optional one in brackets; `p` TeX's parameters up to the body; `=` an equals sign that may be left out; `t` a token.
 */
const macros: Readonly<Record<string, string>> = {
  newcommand: "noob",
  renewcommand: "noob",
  providecommand: "noob",
  DeclareRobustCommand: "noob",
  newrobustcmd: "noob",
  def: "npb",
  gdef: "npb",
  edef: "npb",
  xdef: "npb",
  let: "n=t",
  NewDocumentCommand: "nbb",
  RenewDocumentCommand: "nbb",
  ProvideDocumentCommand: "nbb",
  DeclareDocumentCommand: "nbb",
  DeclareMathOperator: "nb",
  DeclarePairedDelimiter: "nbb",
  DeclarePairedDelimiterX: "nobbb",
  DeclarePairedDelimiterXPP: "nobbbbb",
};

const environments: Readonly<Record<string, string>> = {
  newtheorem: "bobo",
  declaretheorem: "obo",
  newtcbtheorem: "obbbb",
  newenvironment: "boobb",
  renewenvironment: "boobb",
  NewDocumentEnvironment: "bbbb",
};

/** The definition that a command at `at` begins; `end` is behind its name. Undefined when it is not complete. */
export function definitionAt(
  text: string,
  at: number,
  { name, end }: { readonly name: string; readonly end: number },
): Definition | undefined {
  const macro = macros[name];
  const signature = macro ?? environments[name];
  if (signature === undefined) return undefined;
  const found = read(text, end, signature);
  if (found === undefined) return undefined;
  const common = { text: text.slice(at, found.at), at, end: found.at };
  return macro === undefined
    ? { ...common, ...environmentIn(name, found) }
    : { ...common, kind: "macro", name: found.names[0] ?? "", title: "" };
}

function environmentIn(command: string, found: Found): Pick<Definition, "kind" | "name" | "title"> {
  const [first = "", second = ""] = found.braced;
  const name = first.trim();
  if (!/theorem$/.test(command)) return { kind: "environment", name, title: "" };
  const title = command === "declaretheorem" ? titleIn(found.bracketed) : second;
  return { kind: "statement", name, title };
}

/** What stands behind a command, by its signature. */
function read(text: string, at: number, signature: string): Found | undefined {
  const found: Found = { at, names: [], braced: [], bracketed: [] };
  const isComplete = Array.from(signature).every((part) => readers[part]?.(text, found));
  return isComplete ? found : undefined;
}

interface Found {
  at: number;
  readonly names: string[];
  readonly braced: string[];
  readonly bracketed: string[];
}

type Reader = (text: string, found: Found) => boolean;

const readers: Readonly<Record<string, Reader>> = {
  n: (text, found) => {
    const start = skipGap(text, found.at);
    const isBraced = text.charAt(start) === "{";
    const name = /^\\([a-zA-Z@]+|[^\s{}])/.exec(
      text
        .slice(start + (isBraced ? 1 : 0))
        .slice(0, 64)
        .trimStart(),
    );
    if (name === null) return false;
    const end = text.indexOf(name[0], start) + name[0].length;
    const close = isBraced ? skipGap(text, end) : end - 1;
    if (isBraced && text.charAt(close) !== "}") return false;
    found.names.push(name[1] ?? "");
    found.at = close + 1;
    return true;
  },
  b: (text, found) => take(found, found.braced, braced(text, found.at)),
  o: (text, found) => {
    take(found, found.bracketed, bracketed(text, found.at));
    return true;
  },
  p: (text, found) => {
    const parameters = /^[^{}\n\\]*(?=\{)/.exec(text.slice(found.at, found.at + 128));
    found.at += parameters?.[0].length ?? 0;
    return parameters !== null;
  },
  "=": (text, found) => {
    found.at = skipGap(text, found.at);
    if (text.charAt(found.at) === "=") found.at = skipGap(text, found.at + 1);
    return true;
  },
  t: (text, found) => {
    const token = /^(?:\\(?:[a-zA-Z@]+|[^\n])|[^\s\\{}%])/.exec(
      text.slice(found.at, found.at + 64),
    );
    found.at += token?.[0].length ?? 0;
    return token !== null;
  },
};

function take(
  found: Found,
  into: string[],
  argument: { readonly text: string; readonly end: number } | undefined,
): boolean {
  if (argument === undefined) return false;
  into.push(argument.text);
  found.at = argument.end;
  return true;
}

/** `name=Lemma` among the options of `\declaretheorem`. */
function titleIn(options: readonly string[]): string {
  return /(?:^|,)\s*(?:name|title)\s*=\s*\{?([^,{}]*)/.exec(options.join(","))?.[1]?.trim() ?? "";
}
