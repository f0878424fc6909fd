import assert from "node:assert/strict";
import { suite, test } from "node:test";
import manifest from "../../package.json" with { type: "json" };

/** Keys that LaTeX-Workshop has: Enter and Alt+Enter, the chords on Ctrl+L and Ctrl+M, letters with Ctrl+Alt. */
const taken = /^(?:(?:alt\+)?enter|(?:ctrl|cmd)\+[lm]\b.*|(?:ctrl|cmd)\+alt\+[a-z[\]](?: .*)?)$/i;

suite("the manifest", () => {
  test("takes no key of LaTeX-Workshop's, and none of those that accept a suggestion", () => {
    const own = "keybindings" in manifest.contributes ? manifest.contributes.keybindings : [];
    for (const binding of own as readonly Readonly<Record<string, string>>[]) {
      for (const key of [binding["key"], binding["mac"], binding["linux"], binding["win"]]) {
        assert.doesNotMatch(key ?? "", taken);
        assert.doesNotMatch(key ?? "", /^(?:tab|escape)$/i);
      }
    }
  });

  test("knows a key of LaTeX-Workshop's when it sees one", () => {
    for (const key of [
      "enter",
      "alt+enter",
      "ctrl+l alt+b",
      "ctrl+m ctrl+b",
      "cmd+l",
      "ctrl+alt+b",
      "Ctrl+Alt+[",
    ])
      assert.match(key, taken);
    for (const key of ["ctrl+enter", "ctrl+k ctrl+l", "alt+l", "ctrl+shift+l", "ctrl+alt+right"])
      assert.doesNotMatch(key, taken);
  });
});
