import { repository } from "../scripts/provide/cache.ts";
import { runToEnd } from "../scripts/provide/children.ts";
import { npmCommand } from "../scripts/provide/npm.ts";
import { sizeWithoutModel } from "../scripts/provide/vsix.ts";
import { vsix } from "./benchWindow.ts";
import { atMost, type Figure } from "./figure.ts";

/** The size of the package, without the demo model. */
export async function packageSize(): Promise<readonly Figure[]> {
  const size = await sizeWithoutModel(await vsix());
  return [
    atMost(".vsix without the demo model", size / 1e6, 1, (value) => `${value.toFixed(2)} MB`),
  ];
}

/** How long a developer waits for the unit tests. */
export async function unitSuite(): Promise<readonly Figure[]> {
  const start = performance.now();
  const [npm, ...first] = npmCommand();
  await runToEnd(npm, [...first, "run", "--silent", "test:unit"], { cwd: repository });
  const seconds = (performance.now() - start) / 1000;
  return [atMost("unit tests", seconds, 5, (value) => `${value.toFixed(1)} s`)];
}
