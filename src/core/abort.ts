/** Resolves when `signal` aborts; `until` ends the listening. */
export function whenAborted(signal: AbortSignal, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    const options = { once: true, signal: until };
    signal.addEventListener(
      "abort",
      () => {
        resolve();
      },
      options,
    );
  });
}

/** What the promise gives, or undefined as soon as the signal aborts. The work behind the promise goes on. */
export async function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
): Promise<T | undefined> {
  const over = new AbortController();
  try {
    const aborted = whenAborted(signal, over.signal).then(() => undefined);
    return await Promise.race([promise, aborted]);
  } finally {
    over.abort();
  }
}
