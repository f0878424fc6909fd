import { dangerOf, isActingNamespace, isHashCommand } from "./runningWords.ts";
import { readStrictly, type Lexeme } from "./strictLean.ts";

/** Longer than any step of a proof that somebody wrote; in UTF-16 code units. */
const longest = 4096;
/** Lean's parser needs the stack for each level. */
const deepest = 100;

/**
 * Why a step must not reach Lean, in words; undefined if it may. Elaboration runs programs: whatever could make
 * it run what the step says, or act outside of the proof, or begin a command, is refused. Holes (`sorry`) are
 * Lean's to find. `step` is what would stand in the file: with what is typed of it already.
 */
export function refusal(step: string): string | undefined {
  if (step.length > longest) return `longer than ${longest} characters`;
  if (unseen.test(step)) return "it has a character that cannot be seen or changes the direction";
  const { lexemes, doubt } = readStrictly(step);
  if (doubt !== undefined) return `it has ${doubt}, which could hide something`;
  for (const [index, { kind, text }] of lexemes.entries()) {
    const reason =
      kind === "word"
        ? refusedWord(text, lexemes, index)
        : kind === "symbol"
          ? refusedSymbol(text, lexemes, index)
          : undefined;
    if (reason !== undefined) return reason;
  }
  return depthOf(lexemes) > deepest ? "it is nested too deeply" : undefined;
}

/**
 * Why Lean's parser cannot accept a step, whatever the project; undefined if it may. Such text would damage what
 * stands after it as well. Without what is typed before it and what stands behind it, a step may lack a bracket.
 */
export function malformed(step: string): string | undefined {
  const { lexemes, unclosed, tab } = readStrictly(step.replaceAll("\r\n", "\n"));
  if (unclosed !== undefined) return `unterminated ${unclosed}`;
  if (tab) return "tabs and lone carriage returns are not allowed in Lean";
  const open: string[] = [];
  for (const { kind, text } of lexemes) {
    if (kind !== "symbol") continue;
    const closer = closers.get(text);
    if (closer !== undefined) open.push(closer);
    else if (/^[)\]}]$/.test(text) && open.pop() !== text) return `unexpected '${text}'`;
  }
  const missing = open.pop();
  return missing === undefined ? undefined : `expected '${missing}'`;
}

// Only what cannot be a part of some project's notation: there is `|ψ⟩`.
const closers: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

// Tab, line feed and carriage return are Lean's to judge, the space is the only other one.
const unseen =
  /[\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{2800}]|(?![\t\n\r])\p{Cc}|(?! )\p{Zs}/u;

function refusedWord(word: string, lexemes: readonly Lexeme[], index: number): string | undefined {
  switch (word) {
    case "open":
      return refusedOpen(lexemes.slice(index + 1));
    case "set_option":
      return refusedOption(lexemes.slice(index + 1));
    case "native":
      return refusedNative(lexemes, index);
    default:
      return dangerOf(word) ?? refusedConfig(word, lexemes, index);
  }
}

/** `open A B in tactic` is a tactic; without `in` a command. */
function refusedOpen(after: readonly Lexeme[]): string | undefined {
  const end = after.findIndex(({ text }) => text === "in");
  const names = after.slice(0, end);
  if (end < 0 || !names.every(({ kind, text }) => kind === "word" || /^[()→,]$/.test(text))) {
    return "`open` begins a command";
  }
  const acting = names.find(({ text }) => isActingNamespace(text));
  return acting === undefined ? undefined : `\`open ${acting.text}\` gives access to running code`;
}

/** Options that a step of a proof has a use for, and the most that they may be. */
const options: ReadonlyMap<string, number> = new Map([
  ["maxHeartbeats", 1_000_000],
  ["synthInstance.maxHeartbeats", 1_000_000],
  ["synthInstance.maxSize", 10_000],
  ["maxRecDepth", 10_000],
]);

/**
 * Others can switch off the kernel's check (`debug.skipKernelTC`) or the warning of a `sorry` (`warn.sorry`),
 * write files (`trace.profiler.output`), lift the limits (`maxHeartbeats 0`), or change how goals are printed.
 */
function refusedOption([name, value, next]: readonly Lexeme[]): string | undefined {
  if (name === undefined || value === undefined || next?.text !== "in") {
    return "`set_option` begins a command";
  }
  const most = options.get(name.text) ?? 0;
  const number = value.kind === "number" ? Number(value.text) : 0;
  return (number > 0 && number <= most) || /^(?:linter|backward)\./.test(name.text)
    ? undefined
    : `\`set_option ${name.text} ${value.text}\` is no part of a proof`;
}

/** `decide +native`, `decide (config := { native := true })`: the answer of compiled code. */
function refusedNative(lexemes: readonly Lexeme[], index: number): string | undefined {
  const [colon, equals, value] = lexemes.slice(index + 1, index + 4).map(({ text }) => text);
  const set = colon === ":" && equals === "=" && value !== "false";
  return set || lexemes[index - 1]?.text === "+" ? "`native` compiles and runs code" : undefined;
}

/** Lean evaluates the term of a configuration, so it may be no more than fields with plain values, or a name. */
function refusedConfig(
  word: string,
  lexemes: readonly Lexeme[],
  index: number,
): string | undefined {
  const [colon, equals, ...value] = lexemes.slice(index + 1).map(({ text }) => text);
  if (!/(?:^|_)config$/.test(word) || colon !== ":" || equals !== "=") return undefined;
  const text = value.join(" ");
  const plain = /^(?:\{ (?:[\w.]+ : = (?:\. )?[\w.]+ (?:, )?)*\}|(?:\. )?[\w.]+) \)/.test(text);
  const named = !text.startsWith("{");
  // A constant of the project could switch `native` on.
  const decides = named && lexemes.some((lexeme) => /^decide!?$/.test(lexeme.text));
  return plain && !decides ? undefined : "its configuration would be evaluated";
}

function refusedSymbol(
  symbol: string,
  lexemes: readonly Lexeme[],
  index: number,
): string | undefined {
  if (symbol === "/--" || symbol === "/-!") return "a documentation comment begins a command";
  const next = lexemes[index + 1];
  if (symbol === "@" && next?.text === "[") return "`@[` gives an attribute";
  return symbol === "#" && next?.kind === "word" && isHashCommand(next.text)
    ? `\`#${next.text}\` is a command`
    : undefined;
}

function depthOf(lexemes: readonly Lexeme[]): number {
  let depth = 0;
  let most = 0;
  for (const { kind, text } of lexemes) {
    if (kind !== "symbol") continue;
    if (/^[([{⟨]$/.test(text)) depth += 1;
    else if (/^[)\]}⟩]$/.test(text)) depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}
