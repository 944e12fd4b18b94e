import { useEffect, useState } from "../vendor/preact-htm.js";

/**
 * Whether an element has ever been in sight, or nearly.
 * @param {{current: Element | null}} ref
 */
export function useSeen(ref) {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (seen || !element) return undefined;
    const watcher = new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) setSeen(true); }, { rootMargin: "200px" });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [seen]);
  return seen;
}
