/** Where the panel's files are, as the page can load them, and what it may load at all. */
export interface PageParts {
  /** A source expression of CSP: where this extension's own files come from. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
  /** New for each page. */
  readonly nonce: string;
}

/**
 * The page of the panel. The script may load the highlighter (`strict-dynamic`); nothing else runs, nothing comes from
 * elsewhere, no text becomes HTML (`trusted-types`; DOMPurify's policy is for elements that were built without), and
 * styles come from files and the object model alone.
 */
export function panelPage({ source, script, style, nonce }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src ${source}`,
    `font-src ${source}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types dompurify",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Llemma</title>
    <link rel="stylesheet" href="${style}" />
  </head>
  <body>
    <div id="panel"></div>
    <script type="module" nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}
