import { dispatch } from "../desk.js";
import { ApiError, patch, put, remove } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { loadLanguage } from "../lib/language.js";
import { tellSessionChanged } from "../lib/session-channel.js";
import { askForNotices } from "./notices.js";
import { prefer } from "./preferences.js";
import { toast } from "./toast.js";

/** @param {"available" | "busy" | "break" | "offline"} state @param {string} [reason] a break's id */
export async function setMyState(state, reason) {
  // The first change of state is the moment to ask: whoever begins to work wants to hear of it.
  void askForNotices().then((granted) => { if (granted) void prefer({ systemNotices: true }); });
  try {
    dispatch({ type: "my.state", state: await put("/api/v1/me/state", { state, ...(reason ? { reason } : {}) }) });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(error.status === 0 ? t("error.offlineAct") : error.message, "alert");
  }
}

/** @param {import("../lib/types").Locale} locale */
export async function setLanguage(locale) {
  await loadLanguage(locale);
  dispatch({ type: "locale", locale });
  await patch("/api/v1/me", { locale }).then((me) => dispatch({ type: "me", me })).catch(() => {});
}

export async function signOut() {
  await remove("/api/v1/session").catch(() => {});
  tellSessionChanged();
  location.assign("/login");
}
