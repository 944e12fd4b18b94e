import { t } from "../lib/i18n.js";

/**
 * A state in words: a break by its name, and what set a state that nobody chose.
 * @param {import("../lib/types").AgentState} state
 * @param {import("../lib/types").Break[]} breaks
 */
export function stateWords({ state, reason }, breaks) {
  const known = breaks.find((one) => one.id === reason);
  if (state === "break" && known) return known.name;
  return reason === "case" || reason === "missed" ? t(`state.reason.${reason}`) : t(`state.${state}`);
}
