import type { Constant, Relation } from "./expression.ts";

type Table<T> = Readonly<Record<string, T>>;

/** The value of a table's own key: names from a text must not reach what every object inherits. */
export function lookUp<T>(table: Table<T>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Commands that take one argument and are functions, by any of their names. */
export const functions: Table<string> = {
  ...Object.fromEntries(
    [
      ..."sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan arccot ln log lg exp".split(
        " ",
      ),
      ..."arcsinh arccosh arctanh arsinh arcosh artanh sgn gcd lcm max min det Re Im arg".split(
        " ",
      ),
      ..."floor ceil abs sqrt cbrt sech csch conj".split(" "),
    ].map((name) => [name, name]),
  ),
  arcctg: "arccot",
  tg: "tan",
  ctg: "cot",
  cosec: "csc",
  asin: "arcsin",
  acos: "arccos",
  atan: "arctan",
  arsinh: "arcsinh",
  arcosh: "arccosh",
  artanh: "arctanh",
  sign: "sgn",
};

/** What `\sin^{-1}` is. */
export const inverses: Table<string> = {
  sin: "arcsin",
  cos: "arccos",
  tan: "arctan",
  cot: "arccot",
  sec: "arcsec",
  csc: "arccsc",
  sinh: "arcsinh",
  cosh: "arccosh",
  tanh: "arctanh",
};

export const constants: Table<Constant> = {
  "\\pi": "π",
  "\\infty": "∞",
  "\\emptyset": "∅",
  "\\varnothing": "∅",
  "\\R": "ℝ",
  "\\Z": "ℤ",
  "\\Q": "ℚ",
  "\\N": "ℕ",
  "\\C": "ℂ",
  "\\reals": "ℝ",
  "\\Re": "ℝ",
  "\\imath": "i",
  pi: "π",
  infinity: "∞",
  infty: "∞",
  e: "e",
  i: "i",
  π: "π",
  "∞": "∞",
  "∅": "∅",
  ℝ: "ℝ",
  ℤ: "ℤ",
  ℚ: "ℚ",
  ℕ: "ℕ",
  ℂ: "ℂ",
};

export const blackboard: Table<Constant> = { R: "ℝ", Z: "ℤ", Q: "ℚ", N: "ℕ", C: "ℂ" };

export const relations: Table<Relation> = {
  "=": "=",
  "<": "<",
  ">": ">",
  "\\lt": "<",
  "\\gt": ">",
  "\\le": "≤",
  "\\leq": "≤",
  "\\leqslant": "≤",
  "\\leqq": "≤",
  "≤": "≤",
  "<=": "≤",
  "\\ge": "≥",
  "\\geq": "≥",
  "\\geqslant": "≥",
  "\\geqq": "≥",
  "≥": "≥",
  ">=": "≥",
  "\\ne": "≠",
  "\\neq": "≠",
  "≠": "≠",
  "!=": "≠",
  ":=": "=",
  "\\coloneqq": "=",
  "\\approx": "≈",
  "≈": "≈",
  "\\equiv": "≡",
  "≡": "≡",
  "\\sim": "~",
  "\\cong": "≅",
  "\\in": "∈",
  "∈": "∈",
  "\\notin": "∉",
  "\\subset": "⊂",
  "\\subseteq": "⊆",
  "\\mid": "∣",
  "\\to": "→",
  "\\rightarrow": "→",
  "\\mapsto": "→",
};

/** Signs for a product that is written out. */
export const timesSigns: ReadonlySet<string> = new Set([
  "\\cdot",
  "\\times",
  "\\ast",
  "*",
  "·",
  "×",
  "∙",
]);
export const divisionSigns: ReadonlySet<string> = new Set(["/", "\\div", "÷", ":"]);

export const setOperations: Table<"∪" | "∩" | "∖"> = {
  "\\cup": "∪",
  "∪": "∪",
  "\\cap": "∩",
  "∩": "∩",
  "\\setminus": "∖",
  "\\backslash": "∖",
};

/** Letters, as far as formulas use them. */
export const greek: ReadonlySet<string> = new Set(
  (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi rho sigma tau " +
    "upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega ell hbar"
  )
    .split(" ")
    .map((name) => `\\${name}`),
);

/** Opening brackets with the ones that close them. */
export const openers: Table<string> = {
  "(": ")",
  "[": "]",
  "\\{": "\\}",
  "\\lbrace": "\\}",
  "\\langle": "\\rangle",
  "⟨": "\\rangle",
  "\\lfloor": "\\rfloor",
  "\\lceil": "\\rceil",
  "\\lvert": "\\rvert",
  "\\lVert": "\\rVert",
  "⌊": "\\rfloor",
  "⌈": "\\rceil",
};

/** Brackets that are written in several ways. */
export const bracketNames: Table<string> = {
  "\\rbrace": "\\}",
  "⟩": "\\rangle",
  "⌋": "\\rfloor",
  "⌉": "\\rceil",
  "\\lbrack": "[",
  "\\rbrack": "]",
  "\\vert": "|",
  "\\Vert": "\\|",
  "‖": "\\|",
};

/** What changes only how a formula looks. */
export const invisible: ReadonlySet<string> = new Set(
  (
    "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr displaystyle textstyle scriptstyle " +
    "limits nolimits quad qquad thinspace medspace thickspace negthinspace enspace hfill smallskip bigskip rm bf it " +
    "boxed fbox mathstrut strut allowbreak nobreak ensuremath mathop mathrel mathbin mathord"
  )
    .split(" ")
    .map((name) => `\\${name}`)
    .concat(["\\,", "\\;", "\\:", "\\!", "\\>", "\\ ", "~", "\\/"]),
);

/** Commands whose argument is words. */
export const wordCommands: ReadonlySet<string> = new Set(
  "text textbf textit textrm textsf texttt textnormal mbox hbox mathrm mathsf mathtt mathit operatorname emph textsc"
    .split(" ")
    .map((name) => `\\${name}`),
);

/** Words of one to three letters; longer runs of letters are words by their length. */
export const shortWords: ReadonlySet<string> = new Set(
  "yes no odd even none dne and or is the are for all not if one two six ten".split(" "),
);
