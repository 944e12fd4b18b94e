import { dispatch, getState } from "../desk.js";

/**
 * What the list shows and how, kept for each user on this device.
 * @typedef {import("../lib/types").ListLook} ListLook
 */
const place = (/** @type {string} */ user) => `ventanilla-list:${user}`;

/** @param {string | null} campaign null: all of mine */
export function setScope(campaign) {
  dispatch({ type: "scope", campaign });
  keep({ scope: campaign });
}

/** @param {Partial<ListLook>} look */
export function setLook(look) {
  dispatch({ type: "look", look });
  keep({ look: getState().screen.look });
}

/** @param {number} width pixels of the list's column */
export const keepWidth = (width) => keep({ width });

/** @returns {number | null} */
export const keptWidth = () => read().width ?? null;

/** At the start of the desk. A campaign that is gone is no scope. */
export function restoreList() {
  const { scope, look } = read();
  if (look && typeof look === "object") dispatch({ type: "look", look });
  if (scope && getState().directory.campaigns[scope]) dispatch({ type: "scope", campaign: scope });
}

/** @param {object} change */
function keep(change) {
  const user = getState().me?.id;
  if (!user) return;
  try { localStorage.setItem(place(user), JSON.stringify({ ...read(), ...change })); } catch { /* full or forbidden: kept for this page only */ }
}

/** @returns {{scope?: string | null, look?: ListLook, width?: number}} */
function read() {
  const user = getState().me?.id;
  if (!user) return {};
  try { return JSON.parse(localStorage.getItem(place(user)) ?? "{}") ?? {}; } catch { return {}; }
}
