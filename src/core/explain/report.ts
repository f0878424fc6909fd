import { called } from "../demoModel.ts";
import type { ExplainedSymbol, Explanation, Place } from "./explanation.ts";
import { endingInWords } from "./words.ts";

/** Where a place is, for a person: `notes.tex, line 12`, and the link that leads there. */
export type NamePlace = (place: Place) => { readonly name: string; readonly link: string };

/** The headline over what the model wrote, wherever that goes. */
export const unchecked = "Llemma, unchecked";

/** An explanation as Markdown, as it stands: what the document says and what the model wrote are set apart. */
export function report(explanation: Explanation, placeOf: NamePlace): string {
  const { question, model } = explanation;
  const links = new Links(placeOf);
  const parts = [
    `# Equation, ${links.to(question.place)}`,
    quoted(inDollars(question.tex)),
    "## From the document",
    ...symbolsIn(question.symbols, links),
    previousIn(explanation, links),
    `## ${unchecked}`,
    ...written(explanation),
    "---",
    ...(model === undefined ? [] : [`${called(model)}, greedy. What Llemma writes can be wrong.`]),
    links.definitions(),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function symbolsIn(symbols: readonly ExplainedSymbol[], links: Links): readonly string[] {
  if (symbols.length === 0) return ["The formula has no symbols of its own."];
  return [
    symbols.map((symbol) => `- ${code(symbol.written)}: ${meaningOf(symbol, links)}`).join("\n"),
  ];
}

function meaningOf({ meaning, macro }: ExplainedSymbol, links: Links): string {
  const written =
    macro === undefined ? [] : [`macro ${code(macro.text)}${links.behind(macro.place)}`];
  switch (meaning.kind) {
    case "defined": {
      const label = meaning.label === undefined ? "" : `, labelled ${code(meaning.label)}`;
      return [`“${meaning.quote}”${links.behind(meaning.place)}${label}`, ...written].join("; ");
    }
    case "bound":
      return "runs in the formula itself";
    case "none":
      return written.length > 0 ? written.join("") : "no definition found";
  }
}

function previousIn({ question: { previous } }: Explanation, links: Links): string {
  return previous === undefined
    ? "No line before it."
    : `The line before it${links.behind(previous.place)}:\n\n${quoted(inDollars(previous.tex))}`;
}

function written({ text, ending }: Explanation): readonly string[] {
  const words = ending === undefined ? "Being written …" : endingInWords(ending);
  return [...(text === "" ? [] : [quoted(text)]), ...(words === undefined ? [] : [words])];
}

function inDollars(tex: string): string {
  return tex.includes("\n") ? `$$\n${tex}\n$$` : `$${tex}$`;
}

/** In a span that no backtick of the text ends. */
function code(text: string): string {
  const ticks = "`".repeat(
    Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length)) + 1,
  );
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${ticks}${space}${text}${space}${ticks}`;
}

/** Set off from our own words, whatever marks it contains. */
function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
}

/** Links by number, so that the text can be read as it is: where they lead is told at its end. */
class Links {
  readonly #placeOf: NamePlace;
  readonly #targets: string[] = [];

  constructor(placeOf: NamePlace) {
    this.#placeOf = placeOf;
  }

  to(place: Place): string {
    const { name, link } = this.#placeOf(place);
    const known = this.#targets.indexOf(link);
    const number = known < 0 ? this.#targets.push(link) : known + 1;
    return `[${name.replaceAll(/[[\]\\]/g, "\\$&")}][${number}]`;
  }

  behind(place: Place | undefined): string {
    return place === undefined ? "" : ` (${this.to(place)})`;
  }

  definitions(): string {
    return this.#targets.map((link, index) => `[${index + 1}]: <${link}>`).join("\n");
  }
}
