import { explanationPrompt, type Told } from "../prompts/explanation.ts";
import { promptTokens } from "../prompts/frames/frames.ts";
import type { ExplainedSymbol, Question } from "./explanation.ts";

/** How much is told, in UTF-16 code units: first all, and less where that does not fit. */
const cuts = [
  { context: 700, quote: 200, symbols: 16 },
  { context: 300, quote: 100, symbols: 12 },
  { context: 0, quote: 60, symbols: 8 },
] as const;

export type Fitted =
  | { readonly kind: "fits"; readonly prompt: string }
  | { readonly kind: "tooLong"; readonly tokens: number };

/** The prompt for a question with as much of its surroundings as there is room for, in tokens. */
export function promptFor(question: Question, room: number): Fitted {
  let tokens = 0;
  for (const cut of cuts) {
    const prompt = explanationPrompt(toldOf(question, cut));
    tokens = promptTokens(prompt);
    if (tokens <= room) return { kind: "fits", prompt };
  }
  return { kind: "tooLong", tokens };
}

function toldOf({ tex, context, previous, symbols }: Question, cut: (typeof cuts)[number]): Told {
  return {
    tex,
    context: cut.context === 0 ? "" : context.slice(-cut.context),
    previous: previous?.tex,
    symbols: symbols.slice(0, cut.symbols).map((symbol) => ({
      written: symbol.written,
      quote: saidOf(symbol)?.slice(0, cut.quote),
    })),
  };
}

function saidOf({ meaning, macro }: ExplainedSymbol): string | undefined {
  switch (meaning.kind) {
    case "defined":
      return meaning.quote;
    case "bound":
      return "runs in the equation itself";
    case "none":
      return macro?.text;
  }
}
