/** The codicons that the panel uses; the build takes these out of the font. */
export const iconNames = [
  ...([
    "arrow-down",
    "book",
    "check",
    "check-all",
    "chevron-right",
    "circle-large-outline",
  ] as const),
  ...(["circle-slash", "clear-all", "close", "combine", "comment-discussion", "copy"] as const),
  ...(["edit", "info", "insert", "lightbulb", "list-selection", "pin", "pinned"] as const),
  ...(["sparkle", "warning", "watch"] as const),
] as const;

export type IconName = (typeof iconNames)[number];
