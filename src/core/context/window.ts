/** Room for BOS and for the estimate being an estimate, in tokens. */
const margin = 32;
/** How far back any prompt can reach, in UTF-16 code units: more than 4,096 tokens of any text we send. */
const reach = 32_768;

/**
 * Where a bounded look at the text before `offset` starts: far enough back for any prompt, and the same for
 * whole stretches of typing, since a moving left edge would throw away what the server has read.
 */
export function stableStart(offset: number): number {
  return Math.max(0, (Math.floor(offset / reach) - 1) * reach);
}

/**
 * Tokens of a text, estimated with care: the given mean for ASCII, and for everything else one token a UTF-8
 * byte, which is what a SentencePiece tokenizer falls back to for characters outside of its vocabulary.
 */
export function tokensIn(text: string, charactersPerToken: number): number {
  let ascii = 0;
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x80) ascii += 1;
    // Two of the four bytes of an astral character for each half of its pair.
    else bytes += code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  return Math.ceil(ascii / charactersPerToken) + bytes;
}

/**
 * The end of `text` that fits into `window` tokens beside `reserved` ones for the answer. Its left edge moves in
 * steps of half the room, so that consecutive prompts share their beginning, and falls on a line start if one
 * is near. Text of many tokens a character takes smaller steps, so that a quarter of the room is used at least.
 */
export function cutToWindow(
  text: string,
  room: { readonly window: number; readonly reserved: number; readonly charactersPerToken: number },
): string {
  const tokens = Math.max(16, room.window - room.reserved - margin);
  const most = Math.floor(tokens * room.charactersPerToken);
  for (let step = Math.floor(most / 2); step >= 4; step = Math.floor(step / 2)) {
    for (let edge = stepBefore(text.length - most, step); edge < text.length; edge += step) {
      const cut = text.slice(edge === 0 ? 0 : fromLineStart(text, edge, step));
      const size = tokensIn(cut, room.charactersPerToken);
      if (size > tokens) continue;
      if (edge === 0 || size >= tokens / 4) return cut;
      break;
    }
  }
  return "";
}

/** The first multiple of `step` from which on a text could fit at all. */
function stepBefore(length: number, step: number): number {
  return Math.max(0, Math.ceil(length / step)) * step;
}

function fromLineStart(text: string, edge: number, step: number): number {
  const line = text.indexOf("\n", edge - 1);
  if (line >= 0 && line < edge + step / 4) return line + 1;
  // Not between the halves of an astral character.
  return (text.charCodeAt(edge) & 0xfc00) === 0xdc00 ? edge + 1 : edge;
}
