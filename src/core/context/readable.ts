/** Longer texts, in UTF-16 code units, are not read as a whole: it would take longer than a person waits. */
export const longestRead = 4_000_000;
/** So much of the beginning tells text from other data, in UTF-16 code units. */
const beginning = 4_096;

/** Why a text is not read, in a sentence for the person; undefined when it can be. */
export function whyUnread(text: string): string | undefined {
  if (isBinary(text)) return "The file is not text.";
  if (text.length <= longestRead) return undefined;
  const millions = (text.length / 1_000_000).toFixed(1);
  return `The file is too large: it has ${millions} million characters, and files are read up to ${longestRead / 1_000_000} million.`;
}

/** Whether there are zero characters, or many that no text has. */
function isBinary(text: string): boolean {
  const part = text.slice(0, beginning);
  if (part.includes("\0")) return true;
  let odd = 0;
  for (let index = 0; index < part.length; index += 1) {
    const code = part.charCodeAt(index);
    // Control characters but for tab, line feed, form feed and carriage return; the mark of bytes that are no text.
    if ((code < 32 && ![9, 10, 12, 13].includes(code)) || code === 0xfffd) odd += 1;
  }
  return odd > part.length / 10;
}
