import { dispatch, getState } from "../desk.js";
import { patch } from "../lib/api.js";
import { applyTheme } from "../lib/theme.js";

/** @param {import("../lib/types").Theme} theme */
export async function setTheme(theme) {
  applyTheme(theme);
  dispatch({ type: "theme", theme });
  if (getState().me) await patch("/api/v1/me", { theme }).then((me) => dispatch({ type: "me", me })).catch(() => {});
}
