/** Why a candidate is not sent to Lean; undefined where it may be. */
export function refusal(candidate: string): string | undefined {
  return /(?<![\p{L}\p{N}_.])(?:run_tac|run_meta|run_elab|by_elab|eval%|native_decide|unsafe|initialize|include_str|#\w+)/u.test(
    candidate,
  )
    ? "It would run code."
    : undefined;
}
