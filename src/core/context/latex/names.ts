/** What an environment does to the place inside of it. */
export interface EnvironmentFacts {
  /**
   * `display`: maths by itself; `inner`: only inside of maths; `block`: text, which ends maths left open before
   * it; `unknown`: whatever stands around it.
   */
  readonly role: "display" | "inner" | "block" | "unknown";
  /** Its content comes in rows that end with `\\`. */
  readonly rows: boolean;
}

const singleDisplays = words("displaymath equation math dmath");
const rowDisplays = words(
  "align alignat darray eqnarray flalign gather IEEEeqnarray multline xalignat xxalignat",
);
const innerRows = words(
  `aligned alignedat array bmatrix Bmatrix cases dcases drcases gathered matrix multlined pmatrix rcases
   smallmatrix split subarray tikzcd vmatrix Vmatrix`,
);
const tables = words("longtable tabbing tabular tabularx tabulary");
const blocks = words(
  `abstract center description document enumerate figure flushleft flushright itemize proof quotation quote
   table thebibliography titlepage verse`,
);
/** Names of theorem-like environments as papers define them; their real definitions may be in other files. */
const statement =
  /^(?:axiom|claim|conj(?:ecture)?|cor(?:ollary)?|defn?|definition|exa?m(?:ple)?|exercise|fact|lem(?:ma)?|notation|observation|problem|prop(?:osition)?|question|rem(?:ark)?|solution|th(?:eore)?m)s?$/i;

/** What is known of an environment, starred or not. */
export function environmentFacts(name: string): EnvironmentFacts {
  const plain = name.replace(/\*$/, "");
  if (singleDisplays.has(plain)) return { role: "display", rows: false };
  if (rowDisplays.has(plain)) return { role: "display", rows: true };
  if (innerRows.has(plain)) return { role: "inner", rows: true };
  if (blocks.has(plain) || statement.test(plain)) return { role: "block", rows: false };
  return { role: "unknown", rows: tables.has(plain) };
}

/** Whether the environment states something that a proof can follow. */
export function isStatement(environment: string): boolean {
  return statement.test(environment.replace(/\*$/, ""));
}

/** Environments whose content TeX does not read. */
const verbatimNames = words(
  `verbatim Verbatim BVerbatim LVerbatim lstlisting minted alltt filecontents comment luacode pycode sagesilent
   asy`,
);

/** Whether TeX does not read what is in the environment; `more` names others of which that is known. */
export function isVerbatim(environment: string, more: readonly string[] = []): boolean {
  return verbatimNames.has(environment) || more.includes(environment);
}

/** Commands whose argument is text even inside of maths. */
export const textCommands = words(
  `caption cite emph eqref fbox footnote hbox intertext label mbox ref shortintertext tag text textbf textit
   textnormal textrm textsc textsf textsl texttt textup`,
);

/** A heading: nothing but the document goes on over it. */
export const headings = words("appendix chapter part section subsection subsubsection");

/** Commands that no step begins or contains: they structure or set up a document. */
export const structuring = new Set([
  ...headings,
  ...words(
    `author bibliography bibliographystyle clearpage date DeclareMathOperator def documentclass include input
     maketitle newcommand newenvironment newpage newtheorem paragraph printbibliography providecommand
     renewcommand subparagraph tableofcontents title usepackage`,
  ),
]);

/** Commands after which something has to follow: an argument, or the right side of a relation or operation. */
export const leftOpen = words(
  `approx bar binom cap cdot cfrac circ cite colon coloneqq cong cref cup dfrac div emph eqref equiv frac ge geq
   gg hat iff implies in label le left leftarrow Leftrightarrow leftrightarrow leq ll longrightarrow lor land
   mapsto mathbb mathbf mathcal mathfrak mathit mathrm mathscr mathsf mid middle mp ne neq notin
   operatorname oplus otimes overline parallel perp pm prec propto ref right rightarrow Rightarrow setminus sim
   simeq sqrt stackrel subset subseteq succ supset supseteq text textbf textit textrm tfrac tilde times to
   underbrace underline vee vec wedge widehat widetilde`,
);

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
