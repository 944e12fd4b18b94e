import { dispatch } from "../desk.js";

let count = 0;

/**
 * Says for six seconds what has already happened.
 * @param {string} text
 * @param {string} [icon]
 * @param {{label: string, run: () => void}} [action]
 */
export function toast(text, icon = "check", action) {
  count += 1;
  dispatch({ type: "toast", toast: { id: count, text, icon, action } });
}
