import { startScriptedServer, type ScriptedServer } from "../test/support/scriptedServer.ts";

/** The pace of every server here: 30 tokens a second after 100 ms. */
export const pace = { firstTokenAfter: 100, tokensPerSecond: 30 } as const;

export function startPacedServer(
  answer: (prompt: string) => readonly string[],
): Promise<ScriptedServer> {
  const script = ({ prompt }: { readonly prompt: string }): readonly string[] | undefined =>
    prompt === "" ? undefined : answer(prompt);
  return startScriptedServer({ ...pace, script });
}

/**
 * What a token of an answer is: a line break, an indentation, up to four letters, a sign. That makes 2.1 characters a
 * token of LaTeX and 2.3 of Lean; Llemma's own tokenizer has 2.6 on LaTeX and 1.4 on Lean goals.
 */
export function tokensOf(text: string): readonly string[] {
  return text.match(/\n| {2,}| ?[A-Za-z]{1,4}| ?[^\sA-Za-z]| /gu) ?? [];
}
