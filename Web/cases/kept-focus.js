import { useEffect, useLayoutEffect } from "../vendor/preact-htm.js";

/** The card that had the focus last, and where it stood. */
const last = { number: /** @type {string | undefined} */ (undefined), at: -1 };
const cardsIn = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".case-list a.case-card")]);

/** Notes which card has the focus. */
export function useNotedFocus() {
  useEffect(() => {
    const note = () => {
      const cards = cardsIn();
      last.at = cards.indexOf(/** @type {HTMLElement} */ (document.activeElement));
      last.number = cards[last.at]?.dataset.case;
    };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, []);
}

/** If the focused card leaves, or is painted anew, the one that took its place gets the focus. */
export function useKeptFocus() {
  useLayoutEffect(() => {
    if (!last.number || (document.activeElement && document.activeElement !== document.body)) return;
    const cards = cardsIn();
    (cards.find((card) => card.dataset.case === last.number) ?? cards[Math.min(last.at, cards.length - 1)])?.focus();
  });
}
