/** What must not be in a text that is pasted into an issue. */
export interface Private {
  /** The person's home folder. */
  readonly home: string;
  /** Values of request headers and the like. */
  readonly secrets: readonly string[];
}

const blank = "•••";

/** The text without home folders, tokens and credentials. */
export function redact(text: string, { home, secrets }: Private): string {
  const known = secrets
    // A word such as "gzip" is no secret, and would blank half of the text.
    .flatMap((secret) => [secret, ...secret.split(/\s+/)])
    .filter((secret) => secret.length >= 6)
    .toSorted((a, b) => b.length - a.length);
  const withoutSecrets = known.reduce((rest, secret) => rest.replaceAll(secret, blank), text);
  const withoutHome = home.length > 1 ? withoutSecrets.replaceAll(home, "~") : withoutSecrets;
  return patterns.reduce((rest, [pattern, by]) => rest.replaceAll(pattern, by), withoutHome);
}

const patterns: readonly (readonly [RegExp, string])[] = [
  // Homes of others, on any system.
  [/((?:\/home|\/Users)\/)[^/\s:"'`]+/g, `$1${blank}`],
  [/([A-Za-z]:[\\/]+Users[\\/]+)[^\\/\s:"'`]+/g, `$1${blank}`],
  // User name and password of an address.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^/\s@]+@/gi, `$1${blank}@`],
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${blank}`],
  [
    /\b((?:[\w-]*(?:token|secret|password|api[-_]?key)|authorization|cookie)["']?\s*[=:]\s*["']?)[^\s"'&]+/gi,
    `$1${blank}`,
  ],
  // Keys that tell by their beginning what they are: Hugging Face, OpenAI and alike, GitHub, Slack; JSON web tokens.
  [/\b(?:hf_|sk-|gh[pousr]_|github_pat_|xox[abp]-)[\w-]{8,}/g, blank],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, blank],
];
