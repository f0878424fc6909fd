import { all, type Case, type Expected } from "./case.ts";

/** An attempt to run code or to act outside of the proof, and how it shows that a Lean without the filter does it. */
export interface Attempt extends Expected {
  readonly verdict: "refused";
  /** What is in the output of a Lean that elaborates the text with the attempt in it; undefined: it writes a file. */
  readonly effect: RegExp | undefined;
}

const text = [
  "theorem earlier : True := trivial",
  "theorem t (p : Prop) (h : p) : p := by",
  "  █",
  "",
].join("\n");

/** Those that the native Lean with the small core library has what it needs for. */
export const inSmall: readonly Attempt[] = (
  [
    ['dbg_trace "ran by Lean"\n  exact h', /ran by Lean/],
    ['first | dbg_trace "ran by Lean"; fail | exact h', /ran by Lean/],
    ['exact (by dbg_trace "ran by Lean"; exact h)', /ran by Lean/],
    ['(dbg_trace "ran by Lean"); exact h', /ran by Lean/],
    ['· dbg_trace "ran by Lean"\n    exact h', /ran by Lean/],
    ['have k : p := by\n    dbg_trace "ran by Lean"\n    exact h\n  exact k', /ran by Lean/],
    ['all_goals dbg_trace "ran by Lean"', /ran by Lean/],
    ['iterate 2dbg_trace "ran by Lean"', /ran by Lean/],
    ['try\n    dbg_trace /- a -/ "ran by Lean"', /ran by Lean/],
    ["exact h\n#print earlier", /earlier : True/],
    ["exact h #check earlier", /earlier : True/],
    ["exact h\n  #check earlier", /earlier : True/],
    ["exact h\n#print axioms earlier", /does not depend on any axioms/],
    ["exact h\n\naxiom bad : False\n#print axioms bad", /bad/],
    ["exact h\n\ntheorem bad : False := sorry", /declaration uses `sorry`/],
    ["exact h /- a -/ theorem bad : False := sorry", /declaration uses `sorry`/],
    ["exact h\n\ndef bad : Nat := foo", /Unknown identifier `foo`/],
    ["exact h\n\nexample : False := foo", /Unknown identifier `foo`/],
    ["exact h\n\nnamespace Bad\n#check earlier\nend Bad", /earlier : True/],
    ["exact h\n\nsection\n#check earlier\nend", /earlier : True/],
    ["exact h\n\nattribute [foo] earlier", /foo/],
    ["exact h\n\nopen Foo", /Foo/],
    ["exact h\n\nset_option foo true", /foo/],
    ["exact h\n\nvariable (x : Foo)\n#check x", /Foo/],
    ["exact h\n\nuniverse u u", /already/],
    ["exact h\n\nimport Foo", /import/],
    ["exact h\n\ninstance : Foo := bar", /Foo/],
    ["exact h\n\nderiving instance Foo for Nat", /Foo/],
    ["exact h\n\nexport Foo (bar)", /Foo/],
    ['exact h\n\nmacro "foo" : tactic => `(tactic| rfl)', /Lean\./],
    ['exact h\n\nelab "foo" : tactic => foo', /Lean\./],
    ['exact h\n\nlocal notation "foo" => True\n#check foo', /Foo/],
    ["exact h\n\ninitialize foo : Nat ← bar", /IO/],
    ["exact h\n\n/-! note -/\n#check earlier", /earlier : True/],
    ["exact h\n\n#eval true", /Repr/],
    ["exact h\n\n#print Nat", /Nat/],
    ["exact h\n\n#synth Decidable (1 = 1)", /instDecidable/],
    ["exact h\n\n#exit\nfoo", /exit/],
    ['exact h "\\q #check earlier', /earlier : True/],
    ['exact h "#check earlier', /earlier : True/],
    ["exact '\"' #check earlier", /earlier : True/],
  ] as const
).map(([candidate, effect]) => ({ candidate, verdict: "refused", effect }));

/** Stand for a file that there is, with the word `secret` in it, and for one that there is not. */
export const existing = "EXISTING";
export const written = "WRITTEN";

/** Those that the Lean in WebAssembly runs, with `import Lean`; without an effect here they write a file. */
export const withLean: readonly Attempt[] = (
  [
    ['run_tac IO.println "ran by Lean"\n  exact h', /ran by Lean/],
    ['exact (by\n    run_tac IO.println "ran by Lean"\n    exact h)', /ran by Lean/],
    ['first\n  | run_tac IO.println "ran by Lean"\n    exact h\n  | exact h', /ran by Lean/],
    ['iterate 0x2run_tac IO.println "ran by Lean"', /ran by Lean/],
    ['.run_tac IO.println "ran by Lean"', /ran by Lean/],
    ['/- a -/ run_tac /- b -/ do\n    IO.println "ran by Lean"\n  exact h', /ran by Lean/],
    [`run_tac IO.FS.writeFile "${written}" "x"\n  exact h`, undefined],
    ['open IO in run_tac println "ran by Lean"\n  exact h', /ran by Lean/],
    ['have := s!"{(by\n    run_tac IO.println 777\n    exact 1 : Nat)}"\n  exact h', /777/],
    [`have : include_str "${existing}" = "" := by decide`, /secret/],
    ['dbg_trace "ran by Lean"\n  exact h', /ran by Lean/],
    ['simp (config := dbgTrace "ran by Lean" fun _ => {})', /ran by Lean/],
    ['simp (maxSteps := dbgTrace "ran by Lean" fun _ => 5)', /ran by Lean/],
    ['have : (dbgTrace "ran by Lean" fun _ => true) = true := by native_decide', /ran by Lean/],
    ['have : (dbgTrace "ran by Lean" fun _ => true) = true := by decide +native', /ran by Lean/],
    [
      'have : (dbgTrace "ran by Lean" fun _ => true) = true := by\n    decide (config := { native := true })',
      /ran by Lean/,
    ],
  ] as const
).map(([candidate, effect]) => ({ candidate, verdict: "refused", effect }));

/** Those that it runs without that import: with it, this build lacks a part for `#eval`. */
export const withoutLean: readonly Attempt[] = (
  [
    ['exact h\n#eval IO.println "ran by Lean"', /^ran by Lean/m],
    ['exact h #eval IO.println "ran by Lean"', /^ran by Lean/m],
    [`exact h\n#eval IO.FS.writeFile "${written}" "x"`, undefined],
    [`exact h\n#eval IO.FS.readFile "${existing}"`, /secret/],
    ["exact h '\"' #eval 700 + 77", /^777/m],
    ["rw [<--h]\n#eval 700 + 77 -- -/", /^777/m],
    ['exact h "\\q #eval 700 + 77 -- "', /^777/m],
    // Last, because the string goes on to the end of the file.
    ['exact h "#eval 700 + 77', /^777/m],
  ] as const
).map(([candidate, effect]) => ({ candidate, verdict: "refused", effect }));

/** Those that need more than it has, or never show. */
const others: readonly Expected[] = all(
  "refused",
  "run_tac foo",
  "exact h\n\nmutual\nend",
  "exact h\n\nrun_cmd foo",
  'run_tac do\n    IO.FS.writeFile "x" "y"',
  "exact by_elab foo",
  "exact eval% h",
  'exact include_str "/etc/passwd"',
  "native_decide",
  "decide +native",
  "decide (config := { native := true })",
  "bv_decide",
  "exact unsafe h",
  "exact unsafeCast h",
  "exact (unsafeIO foo)",
  'exact (IO.FS.readFile "x")',
  "set_option warn.sorry false in sorry",
  "set_option debug.skipKernelTC true in exact h",
  "set_option maxHeartbeats 0 in exact h",
  'set_option trace.profiler.output "x" in exact h',
  "open Lean Elab in exact h",
  "simp (config := foo bar)",
  'exact s!"{by run_tac foo}"',
  "exact «h»",
  "exact `(h)",
  "polyrith",
  "hammer",
  "llmstep foo",
  "llmqed",
  "suggest_tactics",
  "search_proof",
  "exact h\u202e",
  "exact\u200b h",
  "exact h\u0000",
  "iterate 0x2run_tac foo",
  "exact {x //-x < 0 ∧ (by run_tac foo) -/ }",
  "rw [<--h]\n  run_tac foo -/",
  "let rec @[implemented_by foo] f : Nat := 0\n  exact h",
  "exact h\n  where foo := 1",
  "exact h\n  decreasing_by run_tac foo",
);

export const attempts: Case & { readonly candidates: readonly (Expected | Attempt)[] } = {
  what: "attempts to run code",
  text,
  candidates: [...inSmall, ...withLean, ...withoutLean, ...others],
};

/** Words that look like such an attempt and are none. */
export const lookAlikes: readonly Case[] = [
  {
    what: "harmless names",
    text: [
      "structure Pair where",
      "  unsafe_field : True",
      "theorem native_decide_eq : True := trivial",
      "theorem my_run_tac : True := trivial",
      "theorem sorry_free : True := trivial",
      "theorem admit_one : True := trivial",
      "theorem axiom_of_choice : True := trivial",
      "theorem t (p : Prop) (stop : p) (h_unsafe : p) (IOfoo : p) (evalx : p) (hIO : p) (run : p)",
      "    (native : p) (h_sorry : p) (hsorry : p) (admitted : p) (theorem' : p) (pair : Pair) (initial : p)",
      "    (elabx : p) (macro_h : p) (import₁ : p) (opens : p) (ended : p) : p := by",
      "  █",
      "",
    ].join("\n"),
    candidates: [
      ...all(
        "closesAll",
        "exact stop",
        "exact h_unsafe",
        "exact IOfoo",
        "exact evalx",
        "exact hIO",
        "exact run",
        "exact native",
        "exact h_sorry",
        "exact hsorry",
        "exact admitted",
        "exact theorem'",
        "exact initial",
        "exact elabx",
        "exact macro_h",
        "exact import₁",
        "exact opens",
        "exact ended",
        "have := pair.unsafe_field; exact run",
        "have := native_decide_eq; exact run",
        "have := my_run_tac; exact run",
        "have := sorry_free; exact run",
        "have := admit_one; exact run",
        "have := axiom_of_choice; exact run",
        "have h_unsafe₂ := run; exact h_unsafe₂",
        "exact run -- run_tac would be wrong here",
        "exact run -- sorry",
        "exact run /- sorry, admit, #eval, unsafe -/",
        "exact run /- theorem /- nested IO.println -/ native_decide -/",
        "/- #eval 1 -/ exact run",
        "-- theorem foo\n  exact run",
        'trace "run_tac, unsafe, IO.println, sorry"\n  exact run',
        'first | fail "sorry" | exact run',
        "open Nat in exact run",
        "set_option maxHeartbeats 20000 in exact run",
        "set_option linter.unusedVariables false in exact run",
        "intros\n  exact run",
        "exact (fun x' => x') run",
        "exact @id p run",
      ),
      { candidate: "exact stopped", verdict: "error" },
      { candidate: "exact pair.elab", verdict: "error" },
      { candidate: "have stop' := stop", verdict: "progress", left: ["p"] },
      { candidate: 'trace "sorry"', verdict: "noChange", left: ["p"] },
      { candidate: "-- sorry\n  skip", verdict: "noChange", left: ["p"] },
      { candidate: "skip -- #eval", verdict: "noChange", left: ["p"] },
      { candidate: 'fail "native_decide"', verdict: "error", says: /native_decide/ },
    ],
  },
];
