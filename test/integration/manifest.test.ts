import assert from "node:assert/strict";
import { commands, workspace } from "vscode";
import manifest from "../../package.json" with { type: "json" };

suite("manifest", () => {
  test("every command of the manifest has its handler, and no handler is without", async () => {
    const all = await commands.getCommands(true);
    // VS Code makes commands of its own for the view.
    const registered = all.filter((id) => /^llemma\.(?!panel\.)/.test(id));
    const declared = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual(registered.toSorted(), declared.toSorted());
  });

  test("VS Code knows every setting with the manifest's default", () => {
    for (const [name, { default: value }] of Object.entries(
      manifest.contributes.configuration.properties,
    )) {
      assert.deepEqual(workspace.getConfiguration().inspect(name)?.defaultValue, value, name);
    }
  });
});
