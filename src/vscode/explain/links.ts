import { DocumentLink, languages, Range, Uri, type Disposable, type TextDocument } from "vscode";

/** Makes the numbered links of a read-only Markdown document lead where the end of its text says. */
export function followLinks(scheme: string): Disposable {
  return languages.registerDocumentLinkProvider(
    { scheme },
    { provideDocumentLinks: (document) => linksIn(document) },
  );
}

function linksIn(document: TextDocument): DocumentLink[] {
  const text = document.getText();
  const targets = new Map(
    Array.from(text.matchAll(/^\[(\d+)\]: <(.*)>$/gm), ([, number, target]) => [number, target]),
  );
  return Array.from(text.matchAll(/(?<!\\)\[(?:\\[[\]\\]|[^[\]\\\n])+\]\[(\d+)\]/g)).flatMap(
    (found) => {
      const target = targets.get(found[1]);
      if (target === undefined) return [];
      const end = found.index + found[0].length;
      const range = new Range(document.positionAt(found.index), document.positionAt(end));
      return [new DocumentLink(range, Uri.parse(target))];
    },
  );
}
