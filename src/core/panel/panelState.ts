import type { Verdict } from "../lean.ts";
import type { PanelAction } from "./actions.ts";

/** All that the panel shows. The extension owns it; the view draws it. */
export interface PanelState {
  readonly place: Place;
  /** The place stays when the cursor moves. */
  readonly pinned: boolean;
  /** Newest first, those that run among them. Ids are unique in a session. */
  readonly tasks: readonly Task[];
  readonly model: ModelBlock;
  /** What somebody should know wherever they are, such as that the workspace is not trusted. */
  readonly notices: readonly Notice[];
}

export interface Notice {
  readonly severity: "info" | "warning";
  readonly sentence: string;
  readonly actions: readonly PanelAction[];
}

/** What is at the cursor. */
export type Place =
  /** Nothing to show: why, and what to do next. */
  | {
      readonly kind: "nothing";
      readonly sentence: string;
      readonly advice: string;
      readonly actions: readonly PanelAction[];
    }
  /** Lean's goals, as Lean prints them, main goal first; none: nothing is left to prove. */
  | { readonly kind: "goals"; readonly where: string; readonly goals: readonly string[] }
  /** What is stated around the cursor, or what the proof around it proves, and the formula at the cursor. */
  | ({ readonly kind: "maths"; readonly where: string } & MathsPlace);

export interface MathsPlace {
  /** The text is LaTeX or Markdown with formulas. */
  readonly statement: { readonly title: string; readonly text: string } | undefined;
  /** Without dollars; a display environment with its `\begin` and `\end`. */
  readonly equation: { readonly tex: string; readonly display: boolean } | undefined;
  /** The document's own macros, with backslash, as KaTeX takes them. */
  readonly macros: Macros;
}

export type Macros = Readonly<Record<string, string>>;

export type TaskKind = "solve" | "explain" | "continue" | "tactics";

/** One thing that was asked for, while it runs and after. Ids of sections, steps and so on are unique in their task. */
export interface Task {
  readonly id: string;
  readonly kind: TaskKind;
  /** One line: "Solve", "Explain the equation". */
  readonly title: string;
  /** What it is about or where it was started: a file and a line, in one line. */
  readonly where: string;
  /** By the extension's clock, in milliseconds since 1970. */
  readonly startedAt: number;
  /** Undefined while it runs. */
  readonly endedAt: number | undefined;
  /** Of the model's text while it runs, or on the whole. */
  readonly tokensPerSecond: number | undefined;
  /** 0 to 1; undefined where nobody knows. */
  readonly progress: number | undefined;
  readonly phase: Phase;
  /** Whether its items can go into a document. */
  readonly canInsert: boolean;
  /** Macros of the document that its formulas may use. */
  readonly macros: Macros;
  readonly sections: readonly Section[];
  readonly votes: Votes | undefined;
  /** Best first; only of `tactics`. */
  readonly candidates: readonly Candidate[];
}

export interface Phase {
  readonly kind: "running" | "done" | "failed" | "cancelled";
  /** For people: what it is doing, or how it ended. */
  readonly sentence: string;
  /** What helps where it failed. */
  readonly actions: readonly PanelAction[];
}

/** A piece of an answer under a heading. */
export interface Section {
  readonly id: string;
  /** Whether it says what is written in the document, or what the model makes of it. */
  readonly source: "document" | "model";
  readonly heading: string;
  /** Markdown with formulas, before the steps; may still grow. */
  readonly markdown: string;
  /** Each can be inserted on its own. */
  readonly steps: readonly Step[];
  /** Where the things that it speaks of are in the documents. */
  readonly links: readonly PlaceLink[];
}

export interface Step {
  readonly id: string;
  /** Markdown with formulas; may still grow. */
  readonly markdown: string;
}

/** A place in a document that the extension knows by this id. */
export interface PlaceLink {
  readonly id: string;
  readonly label: string;
}

/** The tally of a run. */
export interface Votes {
  /** Where it stands, in one sentence; may hold formulas. Never more than that samples agree. */
  readonly headline: string;
  /** How many solutions there are and how many are planned. */
  readonly written: number;
  readonly planned: number;
  /** Most votes first. */
  readonly answers: readonly VotedAnswer[];
  readonly abstentions: Abstentions;
}

export interface VotedAnswer {
  /** Inserts the answer alone. */
  readonly id: string;
  /** A line with formulas. */
  readonly answer: string;
  readonly votes: number;
  /** The other spellings that were counted as the same, and why. */
  readonly pooled: readonly { readonly answer: string; readonly reason: string }[];
  /** The solutions behind it, cleanest first; may be fewer than votes. */
  readonly samples: readonly SampleText[];
}

export interface SampleText {
  /** Inserts the whole solution. */
  readonly id: string;
  /** One line: "Sample 3". */
  readonly label: string;
  readonly markdown: string;
}

/** Samples that gave no answer. */
export interface Abstentions {
  readonly count: number;
  /** One each: "2 went in circles and were stopped". */
  readonly reasons: readonly string[];
  readonly samples: readonly SampleText[];
}

/** A tactic that was tried. */
export interface Candidate {
  readonly id: string;
  /** As it would be inserted. */
  readonly text: string;
  readonly verdict: Verdict;
  /** The goals that it leaves, as Lean prints them. */
  readonly goals: readonly string[];
  /** What Lean or the filter said. */
  readonly message: string | undefined;
}

/** How it stands with the model. */
export interface ModelBlock {
  /** The server's address, without user name and password. */
  readonly server: string;
  /** For people; undefined while none is known. */
  readonly name: string | undefined;
  readonly isDemo: boolean;
  /** `warm`: in memory; `cold`: the first request loads it; `unknown`: nobody has asked yet. */
  readonly state: "unknown" | "cold" | "loading" | "warm" | "busy" | "problem";
  /** Share of it on the GPU, 0 to 1; undefined when it is not in memory or the server does not tell. */
  readonly gpuShare: number | undefined;
  /** Tokens that it reads at once. */
  readonly window: number | undefined;
  /** What is wrong and what to do, in whole sentences. */
  readonly problem: string | undefined;
  /** What helps. */
  readonly actions: readonly PanelAction[];
}
