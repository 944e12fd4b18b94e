import { dispatch, getState } from "../desk.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { loadEarlier } from "./open-case.js";

/** How many pages upward a quoted message is looked for. */
const PAGES = 6;

/**
 * Brings a message into sight, takes the focus there and marks it for a moment; one further up is fetched first.
 * @param {string} caseId
 * @param {string} id
 */
export async function showMessage(caseId, id) {
  for (let page = 0; page < PAGES && !getState().conversations[caseId]?.messages[id] && getState().conversations[caseId]?.earlier; page += 1) await loadEarlier(caseId);
  const earlier = getState().conversations[caseId]?.messages[id]?.case;
  if (earlier && earlier !== caseId) dispatch({ type: "unfold", case: caseId, earlier, open: true });
  await new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); });
  const found = /** @type {HTMLElement | null} */ (document.querySelector(`.timeline [data-id="${CSS.escape(id)}"]`));
  if (!found) { toast(t("message.quoteNotFound"), "info"); return; }
  found.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  found.focus({ preventScroll: true });
  found.classList.add("message--shown");
  setTimeout(() => found.classList.remove("message--shown"), 1800);
}
