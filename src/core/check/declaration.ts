import { leanCode } from "../context/lean/code.ts";

/** A command of a Lean text that may hold a proof. Offsets are UTF-16 code units; the text has `\n` line breaks. */
export interface Declaration {
  /** Where the line of its documentation, or else of its code, begins. */
  readonly start: number;
  /** Where its code begins: `open … in`, attributes, modifiers or its keyword. */
  readonly head: number;
  /** Behind its last token. */
  readonly end: number;
  /** Of the one that the offset is in; there are several in a `mutual` block. */
  readonly keyword: Word;
  readonly name: Word | undefined;
  /** All names that it declares. */
  readonly names: readonly Word[];
  /** In a `mutual` block, or with `where` and the like: cut short it would mean something else. */
  readonly whole: boolean;
}

interface Word {
  readonly text: string;
  readonly offset: number;
}

const modifiers = "private|protected|public|noncomputable|partial|unsafe|nonrec|scoped|local|meta";
const declaring =
  "theorem|lemma|def|example|instance|abbrev|structure|class|inductive|opaque|irreducible_def";
const commands =
  "axiom|namespace|section|end|open|export|universes?|variables?|import|set_option|attribute|notation3?|infix[lr]?|prefix|postfix|macro|macro_rules|syntax|elab|elab_rules|declare_syntax_cat|initialize|builtin_initialize|deriving|run_cmd|alias|assert_not_exists|library_note|add_decl_doc|include|omit|mutual|unseal|seal|suppress_compilation|simproc";
const attributes = String.raw`@\[(?:[^[\]]|\[[^[\]]*\])*\]`;
const wordEnd = String.raw`(?![\p{L}\p{N}_'!?.])`;
const declarationLine = String.raw`[ \t]*(?:(?:${attributes}|(?:${modifiers})\b)[ \t]+)*(?:${declaring})${wordEnd}`;
const command = new RegExp(
  String.raw`^(?:${declarationLine}|(?:${commands}|${modifiers})${wordEnd}|@\[|#[a-z])`,
  "gmu",
);
/** Words at column 0 that go on with a command. */
const going =
  "where|deriving|termination_by|decreasing_by|else|then|by|at|using|with|from|fun|do|have|show|in|extends";
const next = new RegExp(
  String.raw`^(?:(?!(?:${going})${wordEnd})[\p{L}@#]|${declarationLine})`,
  "gmu",
);
const declaration = new RegExp(String.raw`(?:${declaring})${wordEnd}`, "uy");
const leading = new RegExp(
  String.raw`(?:${attributes}|(?:${modifiers})\b|(?:open|set_option|variable|omit|include|attribute|unseal)\b[^\n]*(?:\n[ \t]+[^\n]*)*?\bin\b)\s*`,
  "uy",
);
const part = String.raw`(?:«[^»\n]*»|[\p{L}_][\p{L}\p{N}_'!?]*)`;
const nameAfter = new RegExp(
  String.raw`\s*(?:\(priority[^()]*\)\s*)?(?<name>${part}(?:\.${part})*)`,
  "uy",
);

/** The declaration that the offset is in; undefined where there is none. */
export function declarationAt(text: string, offset: number): Declaration | undefined {
  const { code } = leanCode(text);
  const lines = linesBefore(code, offset);
  const last = lines.at(-1);
  const keyword = last === undefined ? undefined : keywordFrom(code, last);
  if (keyword === undefined) return undefined;
  const mutual = mutualBlock(code, lines, offset);
  const head = mutual?.head ?? headOf(code, lines, keyword);
  const end = mutual?.end ?? endOf(code, Math.max(offset, keyword.offset + keyword.text.length));
  return {
    start: startOf(text, code, head),
    head,
    end,
    keyword,
    name: nameOf(code, keyword),
    names: namesIn(code, head, end),
    whole:
      mutual !== undefined ||
      /^[ \t]*(?:where|termination_by|decreasing_by)\b|\bwhere[ \t]*$/mu.test(
        code.slice(keyword.offset, end),
      ),
  };
}

/** Starts of the lines up to the offset that begin commands. */
function linesBefore(code: string, offset: number): readonly number[] {
  const lines: number[] = [];
  for (const { index } of code.matchAll(command)) {
    if (index > offset) break;
    lines.push(index);
  }
  return lines;
}

/** The keyword of the declaration whose code begins at the line. */
function keywordFrom(code: string, line: number): Word | undefined {
  let at = afterSpaces(code, line);
  for (;;) {
    leading.lastIndex = at;
    if (leading.exec(code) === null) break;
    at = leading.lastIndex;
  }
  declaration.lastIndex = at;
  const [text] = declaration.exec(code) ?? [];
  return text === undefined ? undefined : { text, offset: at };
}

/** Back over lines with attributes and `open … in`, as far as they lead to the keyword. */
function headOf(code: string, lines: readonly number[], keyword: Word): number {
  let head = lines.at(-1) ?? keyword.offset;
  for (const line of lines.slice(0, -1).reverse()) {
    if (keywordFrom(code, line)?.offset !== keyword.offset) break;
    head = line;
  }
  return afterSpaces(code, head);
}

function mutualBlock(
  code: string,
  lines: readonly number[],
  offset: number,
): { readonly head: number; readonly end: number } | undefined {
  const edge = lines.findLast((line) =>
    startsWithWord(code, line, /mutual|end|namespace|section/y),
  );
  if (edge === undefined || !startsWithWord(code, edge, /mutual/y)) return undefined;
  const close = /^end\b/gm;
  close.lastIndex = offset;
  const found = close.exec(code);
  return { head: edge, end: found === null ? code.trimEnd().length : close.lastIndex };
}

function startsWithWord(code: string, at: number, word: RegExp): boolean {
  word.lastIndex = at;
  return word.test(code);
}

function endOf(code: string, from: number): number {
  next.lastIndex = from;
  let found = next.exec(code);
  if (found?.index === from) found = next.exec(code);
  return code.slice(0, found?.index ?? code.length).trimEnd().length;
}

/** Before the documentation that belongs to it and before the spaces of its line. */
function startOf(text: string, code: string, head: number): number {
  const from = code.slice(0, head).trimEnd().length;
  const documentation = text.slice(from, head).indexOf("/--");
  const start = documentation < 0 ? head : from + documentation;
  const line = text.lastIndexOf("\n", start - 1) + 1;
  return text.slice(line, start).trim() === "" ? line : start;
}

function nameOf(code: string, keyword: Word): Word | undefined {
  nameAfter.lastIndex = keyword.offset + keyword.text.length;
  const name = nameAfter.exec(code)?.groups?.["name"];
  return name === undefined ? undefined : { text: name, offset: nameAfter.lastIndex - name.length };
}

function namesIn(code: string, head: number, end: number): readonly Word[] {
  const names = new Map<number, Word>();
  for (const line of linesBefore(code, end - 1)) {
    const keyword = line < code.lastIndexOf("\n", head) ? undefined : keywordFrom(code, line);
    const name = keyword === undefined ? undefined : nameOf(code, keyword);
    if (name !== undefined && name.offset > head) names.set(name.offset, name);
  }
  return [...names.values()];
}

function afterSpaces(code: string, offset: number): number {
  return offset + (/^[ \t]*/.exec(code.slice(offset, offset + 200))?.[0].length ?? 0);
}
