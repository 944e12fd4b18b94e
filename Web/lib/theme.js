/** @typedef {import("./types").Theme} Theme */
const KEPT = "ventanilla-theme";

/** @returns {Theme} */
export function keptTheme() {
  const kept = localStorage.getItem(KEPT);
  return kept === "light" || kept === "dark" ? kept : "system";
}

/**
 * A theme is nothing but `color-scheme`: the root's attribute wins over the system.
 * @param {Theme} theme
 */
export function applyTheme(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  localStorage.setItem(KEPT, theme);
}

/** @param {Theme} theme */
export const isDark = (theme) => theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
