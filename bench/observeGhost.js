// Runs in the window's page: notes when the suggestion on screen changes, and when keys go down.
(() => {
  const parts = ".monaco-editor .ghost-text-decoration, .monaco-editor .ghost-text";
  const seen = { ghosts: [], keys: [] };
  let last = "";
  const look = () => {
    const text = Array.from(document.querySelectorAll(parts), (part) => part.textContent).join(
      "\n",
    );
    if (text === last) return;
    last = text;
    seen.ghosts.push({ at: performance.now(), text: text.replaceAll("\u00A0", " ") });
  };
  const options = { subtree: true, childList: true, characterData: true, attributes: true };
  new MutationObserver(look).observe(document.body, options);
  addEventListener("keydown", ({ key }) => seen.keys.push({ at: performance.now(), key }), true);
  globalThis.benchSeen = seen;
})();
