// Controls of terminals (ANSI), and those that turn the direction of text or have no width: what is shown must be what
// is there, and nothing behind it may be turned around.
const hidden =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;

/** The longest text that is drawn at once, in UTF-16 code units; 4,000 tokens are about 16,000. */
const longest = 30_000;

/** A text with everything that would be invisible, or change how the rest looks, made visible. */
export function visible(text: string): string {
  return text.replaceAll(hidden, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x20
      ? String.fromCodePoint(0x2400 + code)
      : `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}

/** A text of bounded length, and whether something was cut off. */
export function bounded(
  text: string,
  limit = longest,
): { readonly text: string; readonly isCut: boolean } {
  if (text.length <= limit) return { text, isCut: false };
  const isPair = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1));
  return { text: text.slice(0, isPair ? limit - 1 : limit), isCut: true };
}
