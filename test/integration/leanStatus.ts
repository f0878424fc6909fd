import { languages, type LanguageStatusItem } from "vscode";

let item: LanguageStatusItem | undefined;

/** To be called before the extension is active: VS Code has no way to ask for another's item. */
export function watchLeanStatus(): void {
  const original = languages.createLanguageStatusItem.bind(languages);
  Object.assign(languages, {
    createLanguageStatusItem: (...args: Parameters<typeof original>) => {
      const made = original(...args);
      if (made.id.endsWith("llemma.lean")) item = made;
      return made;
    },
  });
}

/** What the item beside the language's name says, and what a screen reader reads. */
export function leanStatus(): { readonly text: string; readonly spoken: string } {
  return { text: item?.text ?? "", spoken: item?.accessibilityInformation?.label ?? "" };
}
