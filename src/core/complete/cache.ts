import type { Document } from "../document.ts";
import type { DropReason } from "./language.ts";
import { typedSince, type Spot, type Typed } from "./spot.ts";

const most = 50;

/** An answer at a spot: what could be inserted there, best first; none with the reason why. */
export interface Answered {
  readonly spot: Spot;
  readonly texts: readonly string[];
  /** Why there is none. */
  readonly dropped?: DropReason;
  /** Alternatives were asked for, so there are no more to be had. */
  readonly alternatives: boolean;
}

export interface Hit {
  readonly answered: Answered;
  readonly typed: Typed;
  /** What is left of the texts that go on as typed. */
  readonly texts: readonly string[];
}

/** The last answers, found again at their spot and anywhere further along their own text. */
export class AnswerCache {
  #entries: readonly Answered[] = [];

  /** The newest answer that still holds here, if any. */
  find(document: Document, offset: number): Hit | undefined {
    for (const answered of this.#entries) {
      const hit = holds(answered, document, offset);
      if (hit !== undefined) return hit;
    }
    return undefined;
  }

  /** Adds to what is known at the same spot already. */
  add(answered: Answered): void {
    const others = this.#entries.filter(({ spot }) => !sameSpot(spot, answered.spot));
    const known = this.#entries.find(({ spot }) => sameSpot(spot, answered.spot));
    const texts = [...new Set([...(known?.texts ?? []), ...answered.texts])];
    const alternatives = answered.alternatives || (known?.alternatives ?? false);
    this.#entries = [{ ...known, ...answered, texts, alternatives }, ...others].slice(0, most);
  }

  clear(): void {
    this.#entries = [];
  }
}

/** What of an answer still holds after typing: texts that begin as typed and have something left. */
export function holds(answered: Answered, document: Document, offset: number): Hit | undefined {
  const typed = typedSince(answered.spot, document, offset);
  if (typed === undefined) return undefined;
  const texts = answered.texts
    .filter((text) => text.length > typed.text.length && text.startsWith(typed.text))
    .map((text) => text.slice(typed.text.length));
  // That nothing is to be suggested holds at its own spot alone.
  const nothing = answered.texts.length === 0 && typed.text === "";
  return texts.length > 0 || nothing ? { answered, typed, texts } : undefined;
}

function sameSpot(a: Spot, b: Spot): boolean {
  return a.uri === b.uri && a.offset === b.offset && a.before === b.before && a.after === b.after;
}
