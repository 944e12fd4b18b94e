import { dispatch, getState } from "../desk.js";
import { ApiError, patch } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { toast } from "./toast.js";

/**
 * @typedef {import("../lib/types").Preferences} Preferences
 * @typedef {import("../lib/types").State} State
 */

/** @type {Preferences} */
export const DEFAULTS = { sounds: { offer: true, message: true, call: true, notice: true }, systemNotices: false, noticeText: false, shortcuts: true, hints: [] };

/**
 * What I chose, with what stands where I chose nothing.
 * @param {Pick<State, "me">} state
 * @returns {Preferences}
 */
export function preferencesOf({ me }) {
  const mine = me?.preferences ?? {};
  return { ...DEFAULTS, ...mine, sounds: { ...DEFAULTS.sounds, ...mine.sounds }, hints: mine.hints ?? [] };
}

/**
 * Shown at once, kept on the server; what it refuses goes back.
 * @param {Partial<Omit<Preferences, "sounds">> & {sounds?: Partial<import("../lib/types").Sounds>}} change
 */
export async function prefer(change) {
  const { me } = getState();
  if (!me) return;
  const before = me.preferences;
  const held = preferencesOf({ me });
  const preferences = { ...held, ...change, sounds: { ...held.sounds, ...change.sounds } };
  dispatch({ type: "preferences", preferences });
  try {
    dispatch({ type: "me", me: await patch("/api/v1/me", { preferences: change.sounds ? { ...change, sounds: preferences.sounds } : change }) });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    dispatch({ type: "preferences", preferences: before });
    toast(error.status === 0 ? t("error.offlineSave") : error.message, "alert");
  }
}
