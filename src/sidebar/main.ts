import { h, render } from "preact";
import { changed } from "../core/panel/changes.ts";
import type { PanelState } from "../core/panel/panelState.ts";
import { createEasel } from "./easel.ts";
import { loadHighlighter } from "./loadHighlighter.ts";
import { createMarkdown } from "./markdown.ts";
import { Panel } from "./panel.ts";
import { type FromView, isToView, type ToView } from "./protocol.ts";
import type { Tools } from "./tools.ts";

declare function acquireVsCodeApi(): { postMessage(message: FromView): void };

/** How long a word of confirmation stays, in milliseconds. */
const confirmationFor = 4_000;

start(document.getElementById("panel") ?? document.body);

/** Draws the state that the extension sends, and says `ready` to have it. */
function start(root: HTMLElement): void {
  const host = acquireVsCodeApi();
  const send = (message: FromView): void => {
    host.postMessage(message);
  };
  const screen = createScreen(root, {
    send,
    read: createMarkdown(),
    easel: createEasel({ now: () => performance.now(), nextFrame: requestAnimationFrame }),
    highlight: loadHighlighter(),
    now: Date.now,
  });
  window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (isToView(data)) screen.receive(data);
    else send({ kind: "fault", detail: "a message that the panel does not know" });
  });
  window.addEventListener("error", ({ message }) => {
    send({ kind: "fault", detail: message.slice(0, 500) });
  });
  document.addEventListener("keydown", ({ key }) => {
    const running = screen.state()?.tasks.find(({ phase }) => phase.kind === "running");
    if (key === "Escape" && running !== undefined) send({ kind: "cancel", task: running.id });
  });
  send({ kind: "ready" });
}

interface Screen {
  receive(message: ToView): void;
  state(): PanelState | undefined;
}

/** Draws once a frame at most. */
function createScreen(root: HTMLElement, atFirst: Tools): Screen {
  let tools = atFirst;
  let state: PanelState | undefined;
  let told = "";
  let toldTimer: ReturnType<typeof setTimeout> | undefined;
  let isDue = false;

  const draw = (): void => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      render(h(Panel, { state, told, tools }), root);
    });
  };
  const tell = (sentence: string): void => {
    told = sentence;
    clearTimeout(toldTimer);
    toldTimer = setTimeout(() => {
      told = "";
      draw();
    }, confirmationFor);
  };
  draw();
  return {
    state: () => state,
    receive: (message) => {
      if (message.kind === "told") tell(message.sentence);
      else if (message.kind !== "state") {
        // What comes before the first state is part of it.
        state &&= changed(state, message);
      } else {
        state = message.state;
        tools = { ...tools, now: clockFrom(message.now) };
      }
      draw();
    },
  };
}

function clockFrom(now: number): () => number {
  const ahead = now - Date.now();
  return () => Date.now() + ahead;
}
