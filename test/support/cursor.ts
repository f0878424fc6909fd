/** The notation of the field: `█` is the cursor, `├…┤` what is inserted there. */
const mark = "█";

/** A text with the cursor marked in it, apart. */
export function atCursor(marked: string): { readonly document: string; readonly offset: number } {
  const offset = marked.indexOf(mark);
  if (offset < 0 || marked.includes(mark, offset + 1)) throw new Error(`one ${mark} in: ${marked}`);
  return { document: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

/** The marked text with a suggestion shown where the cursor is. */
export function withInserted(marked: string, suggestion: string): string {
  const { document, offset } = atCursor(marked);
  return `${document.slice(0, offset)}├${suggestion}┤${document.slice(offset)}`;
}
