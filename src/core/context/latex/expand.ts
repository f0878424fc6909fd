import { braced } from "./arguments.ts";
import type { Definition } from "./definitions.ts";

/** More replacements than these, or a longer result in UTF-16 code units, are given up. */
const limits = { replacements: 1_000, length: 20_000 } as const;

/** A formula with the user's own macros written out, as far as they are simple: no optional or delimited arguments. */
export function expandMacros(tex: string, macros: ReadonlyMap<string, Definition>): string {
  let text = tex;
  let from = 0;
  for (let count = 0; count < limits.replacements && text.length < limits.length; count += 1) {
    const call = /\\([a-zA-Z@]+)/g;
    call.lastIndex = from;
    const found = call.exec(text);
    if (found === null) return text;
    const definition = macros.get(found[1] ?? "");
    const end = found.index + found[0].length;
    const written = definition === undefined ? undefined : writtenOut(text, end, definition);
    if (written === undefined) {
      from = end;
    } else {
      text = text.slice(0, found.index) + written.body + text.slice(written.end);
      from = found.index;
    }
  }
  return tex;
}

/** What stands for a call of a macro whose name ends at `end`, and where its arguments end. */
function writtenOut(
  text: string,
  end: number,
  { text: definition }: Definition,
): { readonly body: string; readonly end: number } | undefined {
  const { body, count } = bodyOf(definition) ?? {};
  if (body === undefined || count === undefined) return undefined;
  const values: string[] = [];
  let at = end;
  for (let index = 0; index < count; index += 1) {
    const argument = braced(text, at);
    if (argument === undefined) return undefined;
    values.push(argument.text);
    at = argument.end;
  }
  const filled = body.replace(/#([1-9])/g, (_, number: string) => values[Number(number) - 1] ?? "");
  return { body: /^[a-zA-Z]/.test(filled) && count === 0 ? `{${filled}}` : filled, end: at };
}

const operator = /^\\DeclareMathOperator\*?\s*(?:\{\s*\\[a-zA-Z@]+\s*\}|\\[a-zA-Z@]+)\s*/;
const command =
  /^\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand|newrobustcmd)\*?\s*(?:\{\s*\\[a-zA-Z@]+\s*\}|\\[a-zA-Z@]+)\s*(?:\[([0-9])\])?\s*(?=\{)/;
const plain = /^\\[gex]?def\s*\\[a-zA-Z@]+((?:#[1-9])*)\s*(?=\{)/;

/** What a simple macro stands for, with `#1` … for its arguments; undefined for others. */
export function bodyOf(
  definition: string,
): { readonly body: string; readonly count: number } | undefined {
  const name = bodyBehind(operator.exec(definition), definition);
  if (name !== undefined) return { body: `\\operatorname{${name}}`, count: 0 };
  const [found, parameters] = [command.exec(definition), plain.exec(definition)];
  const body = bodyBehind(found ?? parameters, definition);
  if (body === undefined) return undefined;
  const count = found === null ? (parameters?.[1] ?? "").length / 2 : Number(found[1] ?? 0);
  return { body, count };
}

function bodyBehind(head: RegExpExecArray | null, definition: string): string | undefined {
  return head === null ? undefined : braced(definition, head[0].length)?.text;
}
