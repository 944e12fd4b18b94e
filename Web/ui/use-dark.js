import { useEffect, useState } from "../vendor/preact-htm.js";
import { isDark } from "../lib/theme.js";

/**
 * Whether the screen is dark now, also when the system changes its mind.
 * @param {import("../lib/types").Theme} theme
 */
export function useDark(theme) {
  const [, again] = useState(0);
  useEffect(() => {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const changed = () => again((count) => count + 1);
    system.addEventListener("change", changed);
    return () => system.removeEventListener("change", changed);
  }, []);
  return isDark(theme);
}
