// Built into a bundle of its own that is loaded when a Lean is first started: the libraries for its protocol are four
// times the rest of the extension, and most windows have no Lean file.
export { startOwnLean } from "../../node/lean/ownLean.ts";
export { startLeanClient } from "./leanClient.ts";
