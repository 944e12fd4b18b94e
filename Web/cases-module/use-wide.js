import { useEffect, useState } from "../vendor/preact-htm.js";

/** Whether filters have room beside the list; else they lie over it. */
export function useWide() {
  const [query] = useState(() => matchMedia("(min-width: 1120px)"));
  const [wide, setWide] = useState(query.matches);
  useEffect(() => {
    const changed = () => setWide(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);
  return wide;
}
