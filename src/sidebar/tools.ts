import { createContext } from "preact";
import type { Easel } from "./easel.ts";
import type { Coloured } from "./highlighter.ts";
import { createMarkdown, type ReadMarkdown } from "./markdown.ts";
import type { FromView } from "./protocol.ts";

/** What parts of the view use beside the state. */
export interface Tools {
  readonly send: (message: FromView) => void;
  readonly read: ReadMarkdown;
  readonly easel: Easel;
  /** Code in pieces with a kind; undefined for an unknown language. */
  readonly highlight: (language: string, code: string) => Promise<readonly Coloured[] | undefined>;
  /** By the extension's clock, which may be another machine's; in milliseconds since 1970. */
  readonly now: () => number;
}

/** For a view without a page: nothing is heard and nothing is drawn with them. */
export const noTools: Tools = {
  send: () => undefined,
  read: createMarkdown(),
  easel: { draw: () => () => undefined },
  highlight: () => Promise.resolve(undefined),
  now: () => 0,
};

export const ToolsContext = createContext(noTools);
