/** Why a word of a candidate may not reach Lean; undefined for all others. */
export function dangerOf(word: string): string | undefined {
  // `bv_decide?` and `polyrith!` are what the words without these are, and `x%2` is an operation.
  const forms = [word, word.replace(/%$/, ""), word.replace(/[!?]+$/, "")];
  const is = (words: ReadonlySet<string>, shape?: RegExp): boolean =>
    forms.some((form) => words.has(form) || shape?.test(form) === true);
  if (is(running, runningShape)) return `\`${word}\` can run code while Lean reads it`;
  if (is(reaching)) return `\`${word}\` can start a program, read files or ask the network`;
  if (is(commands, commandShape)) return `\`${word}\` begins a command`;
  if (is(belonging)) return `\`${word}\` belongs to the declaration and is no tactic`;
  return namesDanger(word) ? `\`${word}\` names what acts outside of the proof` : undefined;
}

/** A namespace that holds what acts outside of a proof: opened, it would spare the words that we look for. */
export function isActingNamespace(word: string): boolean {
  return word.split(".").some((part) => acting.has(part));
}

/** Whether `#` and this word are a command; Mathlib also writes `#s` for the number of elements. */
export function isHashCommand(word: string): boolean {
  return !/^(?:[\p{L}_][₀-₉0-9']*(?:\..*)?|[A-Z].*|univ)$/u.test(word);
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}

/** What Lean runs at once, and what compiles or evaluates a part of the proof. */
const running = set(`
  run_tac run_tacq run_cmd run_meta run_elab run_conv by_elab by_elabq eval%
  unsafe implemented_by extern native_decide bv_decide bv_check dbg_trace panic! unreachable!
  plausible slim_check with_panel_widgets show_panel_widgets
`);
/** The rest of such families; a name of one's own like `h_unsafe` is none of them. */
const runningShape = /^(?:unsafe|dbg)_\w*$/;

/** Tactics of Mathlib and of packages that ask a model, a prover or a search engine; `bv_check` reads a file. */
const reaching = set(`
  include_str include_bytes polyrith hammer llmstep llmqed suggest_tactics search_proof select_premises
  smt smt_show auto leansearch loogle moogle lean_state_search aesop_copilot
`);

const commands = set(`
  theorem lemma def example instance abbrev structure class inductive coinductive opaque axiom
  namespace section end universe variable import prelude export attribute
  macro macro_rules elab elab_rules syntax notation notation3 infix infixl infixr prefix postfix
  mutual noncomputable private protected partial local deriving initialize builtin_initialize
  simproc dsimproc simproc_decl dsimproc_decl init_quot include omit alias recall seal unseal
  library_note extend_docs add_decl_doc irreducible_def unif_hint binder_predicate proof_wanted
  assert_exists assert_not_exists assert_not_imported mk_iff_of_inductive_prop
  initialize_simps_projections suppress_compilation unsuppress_compilation grind_pattern
  gen_injective_theorems% compile_inductive compile_def% erase_aesop_rules add_aesop_rules
  tactic_extension recommended_spelling docs_to_verso set_library_suggestions set_premise_selector
  count_heartbeats guard_min_heartbeats whatsnew deprecate deprecated_module
  norm_cast_add_elim insert_to_additive_translation reset_grind_attrs%
`);
const commandShape = /^(?:declare|register|builtin)_\w+%?$/;

const belonging = set("termination_by decreasing_by where");

const acting = set(
  "Lean IO EIO BaseIO FS Process System Elab Meta Command Tactic Qq Lake Plausible",
);

/** `IO.println`, `Lean.Elab.…`, `Process.spawn`, and in whatever namespace `unsafeBaseIO`, `dbgTrace`, `writeFile`. */
function namesDanger(word: string): boolean {
  return (
    leading.test(word) ||
    /(?:^|\.)Process\.(?:spawn|run|output|exit|\w+CurrentDir|getPID)/.test(word) ||
    word.split(".").some((part) => anywhere.test(part))
  );
}
const leading =
  /^(?:_root_\.)?(?:FS|System|Task|Lake|Lean\.(?:Elab|Meta|Core|Parser|Environment|Compiler|IR|Server|importModules|loadPlugin|loadDynlib))\./;
const anywhere =
  /^(?:E?IO|BaseIO|unsafe[A-Z]\w*|ptrAddrUnsafe|dbg[A-Z]\w*|FilePath|ofReduceBool|ofReduceNat|reduceBool|reduceNat|trustCompiler|(?:write|read)(?:Bin)?File|remove(?:File|Dir|DirAll)|createDir(?:All)?|eval(?:Expr|Decl|Const|Tactic)|run(?:TermElab|Meta)M)$/;
