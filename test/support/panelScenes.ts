import type {
  Candidate,
  ModelBlock,
  PanelState,
  Place,
  Section,
  Task,
  Votes,
} from "../../src/core/panel/panelState.ts";
import { emptyPanel, taskWith } from "./panelStates.ts";

/** By the extension's clock, when the scenes are shown. */
export const sceneTime = Date.UTC(2026, 10, 24, 12);

const model: ModelBlock = {
  ...emptyPanel.model,
  name: "hf.co/TheBloke/llemma_7b-GGUF:Q4_K_M",
  state: "warm",
  gpuShare: 1,
  window: 4_096,
  actions: ["selectModel", "openSettings"],
};

const goals: Place = {
  kind: "goals",
  where: "Basic.lean:42",
  goals: [
    "case succ\nn : ℕ\nih : ∑ i ∈ Finset.range (n + 1), i = n * (n + 1) / 2\nh₁ h₂ : 0 < n\n⊢ ∑ i ∈ Finset.range (n + 1 + 1), i = (n + 1) * (n + 1 + 1) / 2",
    "case zero\n⊢ ∑ i ∈ Finset.range (0 + 1), i = 0 * (0 + 1) / 2",
  ],
};

const maths: Place = {
  kind: "maths",
  where: "basel.tex:128",
  statement: {
    title: "Theorem",
    text: "Let $f\\colon\\R\\to\\R$ be \\emph{convex} and differentiable. Then for all $x, y\\in\\R$\n\\[ f(y) \\ge f(x) + f'(x)(y-x), \\]\nwith equality for affine $f$, see Lemma~\\ref{lem:slope}.",
  },
  equation: {
    tex: "\\begin{align}\n  \\frac{f(x+t(y-x)) - f(x)}{t} &\\le f(y) - f(x) \\label{eq:a}\\\\\n  f'(x)(y-x) &\\le f(y)-f(x)\n\\end{align}",
    display: true,
  },
  macros: { "\\R": "\\mathbb{R}" },
};

const explanation: readonly Section[] = [
  {
    id: "symbols",
    source: "document",
    heading: "Symbols",
    markdown:
      "| symbol | meaning |\n| --- | --- |\n| $\\zeta(s)$ | the Riemann zeta function, for $\\operatorname{Re} s > 1$ |\n| $H_n$ | the harmonic number $\\sum_{k\\le n} \\frac1k$ |",
    steps: [],
    links: [
      { id: "d1", label: "ζ is defined in line 12" },
      { id: "d2", label: "H is defined in notation.tex, line 40" },
    ],
  },
  {
    id: "steps",
    source: "model",
    heading: "Step by step",
    markdown: "The sum is compared with an integral.",
    steps: [
      {
        id: "s1",
        markdown: "For $k \\le x \\le k+1$ we have $\\frac1{k+1} \\le \\frac1x \\le \\frac1k$.",
      },
      {
        id: "s2",
        markdown:
          "Summing over $k$ gives\n\\[ \\sum_{k=2}^{n} \\frac1k \\le \\int_1^n \\frac{dx}{x} = \\log n \\le \\sum_{k=1}^{n-1} \\frac1k . \\]",
      },
      {
        id: "s3",
        markdown:
          "In Lean this is\n\n```lean\ntheorem log_le_harmonic (n : ℕ) : Real.log (n + 1) ≤ harmonic n := by\n  -- compare with an integral\n  induction n with\n  | zero => simp\n  | succ n ih => linarith [ih, 2]\n```",
      },
    ],
    links: [],
  },
];

const explain = taskWith({
  id: "e1",
  kind: "explain",
  title: "Explain the equation",
  where: "basel.tex:128",
  startedAt: sceneTime - 31_000,
  endedAt: sceneTime - 3_000,
  tokensPerSecond: 24.3,
  phase: { kind: "done", sentence: "Explained.", actions: [] },
  sections: explanation,
});

const streaming: Task = {
  ...explain,
  id: "e2",
  startedAt: sceneTime - 12_000,
  endedAt: undefined,
  phase: { kind: "running", sentence: "The model is writing.", actions: [] },
  sections: [
    {
      id: "text",
      source: "model",
      heading: "Explanation",
      markdown:
        "The identity is Euler's. First note that\n\n$$\\frac{\\sin x}{x} = \\prod_{n\\ge1}\\Bigl(1-\\frac{x^2}{n^2\\pi^2}\\Bigr)$$\n\nso the coefficient of $x^2$ is $-\\sum \\frac{1}{n^2\\pi^2}$ and on the other hand $-\\frac{1}{6} = -\\frac1{\\pi^2}\\sum_{n\\ge",
      steps: [],
      links: [],
    },
  ],
};

const sample =
  "We complete the square: $x^2-6x+13=(x-3)^2+4$.\n\nThe least value is attained at $x=3$, so the answer is $\\boxed{4}$.";

const votes: Votes = {
  headline: "9 of 14 samples agree, not verified: $4$",
  written: 14,
  planned: 16,
  answers: [
    {
      id: "a1",
      answer: "$4$",
      votes: 9,
      pooled: [
        { answer: "$\\frac{8}{2}$", reason: "the same number (4)" },
        { answer: "$4.0$", reason: "the same number (4)" },
      ],
      samples: [
        { id: "p1", label: "Sample 1", markdown: sample },
        { id: "p4", label: "Sample 4", markdown: sample },
      ],
    },
    {
      id: "a2",
      answer: "$13$",
      votes: 3,
      pooled: [],
      samples: [{ id: "p2", label: "Sample 2", markdown: "At $x=0$ it is $13$." }],
    },
    {
      id: "a3",
      answer: "$x=3$",
      votes: 1,
      pooled: [],
      samples: [{ id: "p3", label: "Sample 3", markdown: "It is at $x=3$." }],
    },
  ],
  abstentions: {
    count: 1,
    reasons: ["1 went in circles and was stopped"],
    samples: [{ id: "p9", label: "Sample 9", markdown: "So $x$, so $x$, so $x$" }],
  },
};

const solve = taskWith({
  id: "v1",
  kind: "solve",
  title: "Solve the problem",
  where: "exercises.tex:7",
  startedAt: sceneTime - 95_000,
  tokensPerSecond: 31.7,
  progress: 14 / 16,
  phase: { kind: "running", sentence: "Solution 15 of 16 is being written.", actions: [] },
  votes,
  sections: [
    {
      id: "best",
      source: "model",
      heading: "Solution: 4",
      markdown: "",
      steps: [
        { id: "b1", markdown: "We complete the square: $x^2-6x+13=(x-3)^2+4$." },
        {
          id: "b2",
          markdown: "The least value is attained at $x=3$, so the answer is $\\boxed{4}$.",
        },
      ],
      links: [],
    },
  ],
});

const candidates: readonly Candidate[] = [
  {
    id: "c1",
    text: "rw [Finset.sum_range_succ, ih]; omega",
    verdict: "closesAll",
    goals: [],
    message: undefined,
  },
  {
    id: "c2",
    text: "constructor",
    verdict: "progress",
    goals: ["case left\nn : ℕ\n⊢ 0 ≤ n", "case right\nn : ℕ\n⊢ n < n + 1"],
    message: undefined,
  },
  { id: "c3", text: "exact h₁", verdict: "closesGoal", goals: ["⊢ 0 < n"], message: undefined },
  { id: "c4", text: "exact foo n", verdict: "sorry", goals: [], message: "foo" },
  {
    id: "c5",
    text: "nlinarith [sq_nonneg (n - 1)]",
    verdict: "unchecked",
    goals: [],
    message: undefined,
  },
  {
    id: "c6",
    text: "exact Nat.lt_irrefl _ h₁",
    verdict: "error",
    goals: [],
    message:
      "type mismatch\n  h₁\nhas type\n  0 < n : Prop\nbut is expected to have type\n  n < n : Prop",
  },
  { id: "c7", text: "simp", verdict: "noChange", goals: [], message: undefined },
  { id: "c8", text: "decide", verdict: "timeout", goals: [], message: undefined },
  {
    id: "c9",
    text: "run_cmd IO.println 1",
    verdict: "refused",
    goals: [],
    message: "it could run code (run_cmd)",
  },
];

const tactics = taskWith({
  id: "t1",
  kind: "tactics",
  title: "Suggest tactics",
  where: "Basic.lean:42",
  startedAt: sceneTime - 6_500,
  endedAt: sceneTime,
  phase: { kind: "done", sentence: "3 of 9 tactics are accepted.", actions: [] },
  candidates,
});

const failed = taskWith({
  id: "f1",
  kind: "continue",
  title: "Continue the proof",
  where: "basel.tex:131",
  startedAt: sceneTime - 80_000,
  endedAt: sceneTime - 79_000,
  phase: {
    kind: "failed",
    sentence: "The connection to the server broke off (ECONNRESET). Try again.",
    actions: ["retry", "showLog"],
  },
});

const cancelled: Task = {
  ...solve,
  id: "v0",
  endedAt: sceneTime - 60_000,
  phase: { kind: "cancelled", sentence: "Cancelled after 14 of 16 samples.", actions: [] },
};

const noServer: ModelBlock = {
  ...emptyPanel.model,
  state: "problem",
  problem:
    "No Ollama server answers at http://127.0.0.1:11434. Start Ollama, or set its address (llemma.server.url).",
  actions: ["setUp", "openSettings"],
};

/** Every state that the panel can be in, by name. */
export const scenes: Readonly<Record<string, PanelState>> = {
  empty: emptyPanel,
  noServer: { ...emptyPanel, model: noServer },
  untrusted: {
    ...emptyPanel,
    place: {
      kind: "nothing",
      sentence: "Lean is not asked in a workspace that is not trusted.",
      advice: "Trust the workspace, and goals and verdicts appear here.",
      actions: ["trust"],
    },
    notices: [
      {
        severity: "warning",
        sentence: "This workspace is not trusted: nothing in it is run.",
        actions: ["trust"],
      },
    ],
    model: { ...model, state: "cold", gpuShare: undefined },
  },
  goals: { ...emptyPanel, place: goals, model },
  pinned: { ...emptyPanel, place: goals, pinned: true, model: { ...model, gpuShare: 0.43 } },
  noGoals: { ...emptyPanel, place: { kind: "goals", where: "Basic.lean:50", goals: [] }, model },
  maths: { ...emptyPanel, place: maths, model },
  streaming: {
    ...emptyPanel,
    place: maths,
    tasks: [streaming],
    model: { ...model, state: "busy" },
  },
  waiting: {
    ...emptyPanel,
    place: goals,
    tasks: [
      taskWith({
        startedAt: sceneTime - 4_000,
        phase: { kind: "running", sentence: "The model is being loaded.", actions: [] },
      }),
    ],
    model: { ...model, state: "loading", gpuShare: undefined },
  },
  explained: { ...emptyPanel, place: maths, tasks: [explain], model },
  votes: { ...emptyPanel, place: maths, tasks: [solve], model: { ...model, state: "busy" } },
  candidates: { ...emptyPanel, place: goals, tasks: [tactics], model },
  failed: { ...emptyPanel, place: maths, tasks: [failed], model: noServer },
  history: {
    ...emptyPanel,
    place: goals,
    tasks: [{ ...streaming, id: "e9" }, tactics, explain, failed, cancelled],
    model: { ...model, name: "llemma-demo (demo model)", isDemo: true, gpuShare: 0 },
  },
};
