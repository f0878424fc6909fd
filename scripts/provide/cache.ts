import { existsSync } from "node:fs";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { atExit } from "./children.ts";

/** The root folder of this repository. */
export const repository = path.resolve(import.meta.dirname, "../..");

/** The one folder for everything that is fetched or built on demand; `LLEMMA_CACHE` moves it. */
export function cacheFolder(): string {
  return path.resolve(process.env["LLEMMA_CACHE"] ?? path.join(repository, ".cache"));
}

/** Tells the person what a long step is doing, apart from the results on standard output. */
export function progress(text: string): void {
  process.stderr.write(`llemma: ${text}\n`);
}

/**
 * The folder `name` in the cache, made by `make` when it is not there yet.
 *
 * `make` fills another folder, which gets its name only when complete: an interrupted run leaves
 * nothing that looks finished, and of two runs at once the second waits for the first.
 */
export async function provideFolder(
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = path.join(cacheFolder(), name);
  await exclusively(
    name,
    () => existsSync(folder),
    async (work) => {
      await make(work);
      await rename(work, folder);
    },
  );
  return folder;
}

/**
 * Runs `make` with an empty work folder unless `isDone` says that nothing is left to do, while no
 * other process does the same; the work folder is gone afterwards.
 */
export async function exclusively(
  name: string,
  isDone: () => boolean,
  make: (work: string) => Promise<void>,
): Promise<void> {
  if (isDone()) {
    return;
  }
  await mkdir(cacheFolder(), { recursive: true });
  const unlock = await lock(path.join(cacheFolder(), `${name}.lock`));
  const work = path.join(cacheFolder(), `${name}.part`);
  try {
    if (!isDone()) {
      await rm(work, { recursive: true, force: true });
      await mkdir(work);
      await make(work);
    }
  } finally {
    await rm(work, { recursive: true, force: true });
    await unlock();
  }
}

async function lock(file: string): Promise<() => Promise<void>> {
  for (let waited = false; ; waited = true) {
    try {
      const handle = await open(file, "wx");
      await handle.writeFile(String(process.pid));
      await handle.close();
      const forget = atExit((sync) => {
        sync.remove(file);
      });
      return async () => {
        forget();
        await rm(file, { force: true });
      };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) {
        throw error;
      }
    }
    await removeIfAbandoned(file);
    if (!waited) {
      progress(`waiting for another process that holds ${path.basename(file)}`);
    }
    await sleep(500);
  }
}

async function removeIfAbandoned(file: string): Promise<void> {
  const owner = Number(await readFile(file, "utf8").catch(() => ""));
  // An empty file is a lock whose owner is about to write its number.
  if (owner > 0 && !isAlive(owner)) {
    await rm(file, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
