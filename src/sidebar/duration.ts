import { h, type ComponentChild } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { ToolsContext } from "./tools.ts";

/** A time in words as short as they can be: "7 s", "2 min 05 s". */
export function durationOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
}

/** How long something has taken, by the extension's clock; counts on by itself while it runs. */
export function Duration({
  startedAt,
  endedAt,
}: {
  readonly startedAt: number;
  readonly endedAt: number | undefined;
}): ComponentChild {
  const clock = useContext(ToolsContext).now;
  const [now, setNow] = useState(clock);
  useEffect(() => {
    if (endedAt !== undefined) return;
    const timer = setInterval(() => {
      setNow(clock());
    }, 1_000);
    return () => {
      clearInterval(timer);
    };
  }, [endedAt, clock]);
  return h("span", { class: "duration" }, durationOf((endedAt ?? now) - startedAt));
}
