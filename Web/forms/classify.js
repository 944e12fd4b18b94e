import { openCase } from "../cases/open-case.js";
import { tabsOf } from "../contacts/tabs.js";
import { dispatch, getState } from "../desk.js";
import { focusFirst } from "./focus.js";

/**
 * Brings the form: in its tab where the campaign has one, which is a drawer where there is no third column; else over the conversation.
 * @param {import("../lib/types").Card} card
 */
export function classify(card) {
  if (!tabsOf(card, getState()).includes("form")) { dispatch({ type: "dialog", dialog: { kind: "classify", case: card.id } }); return; }
  dispatch({ type: "side.tab", tab: "form" });
  if (matchMedia("(max-width: 719px)").matches) openCase(card.number, { pane: "contact" });
  else if (matchMedia("(max-width: 1119px)").matches) dispatch({ type: "drawer", open: true });
  focusSoon(40);
}

/**
 * The tab's code and its form may still be coming, and a drawer that opens takes the focus to its tab first.
 * @param {number} looks
 */
function focusSoon(looks) {
  const form = /** @type {HTMLElement | null} */ (document.querySelector(".side-panel__form"));
  const inside = form?.querySelector(".outcome-form, .outcome-form__again");
  const isThere = inside?.checkVisibility() && inside.contains(document.activeElement);
  if (inside?.checkVisibility() && !isThere) focusFirst(form);
  if (looks > 0 && !(isThere && looks < 36)) requestAnimationFrame(() => focusSoon(looks - 1));
}
