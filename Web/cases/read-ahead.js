import { dispatch, getState } from "../desk.js";
import { loadConversation } from "./open-case.js";
import { canWrite, cardByNumber } from "./select.js";

/** Long enough that passing over a list reads nothing. */
const REST = 80;
/** Conversations held at once; the oldest that nobody looks at goes. */
const MOST = 60;

/**
 * A case of mine on which the pointer or the focus rests is read before it is opened, so that opening it paints at once.
 * Only mine: reading somebody else's would be an opening, and is recorded.
 * @returns {() => void} ends it
 */
export function readAhead() {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const look = (/** @type {Event} */ event) => {
    const link = event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest("a.case-card")) : null;
    if (!link) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const state = getState();
      const card = cardByNumber(state, Number(link.dataset.case));
      if (!card || !canWrite(card, state) || state.conversations[card.id] || state.connection.status === "offline") return;
      makeRoom();
      void loadConversation(card);
    }, REST);
  };
  document.addEventListener("pointerover", look, { passive: true });
  document.addEventListener("focusin", look);
  return () => { clearTimeout(timer); document.removeEventListener("pointerover", look); document.removeEventListener("focusin", look); };
}

function makeRoom() {
  const { conversations, screen, cases } = getState();
  const held = Object.keys(conversations);
  const oldest = held.length < MOST ? undefined : held.find((id) => cases.byId[id]?.number !== screen.selected);
  if (oldest) dispatch({ type: "conversation.forget", case: oldest });
}
