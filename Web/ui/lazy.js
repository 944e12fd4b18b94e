import { html, useEffect, useState } from "../vendor/preact-htm.js";

/**
 * A layer whose code comes when it is first asked for, or before, when the browser has nothing else to do.
 * @typedef {() => Promise<any>} Load gives the component
 * @param {{load: Load, failed: () => void, [more: string]: any}} props
 */
export function Lazy({ load, failed, ...rest }) {
  const [found, setFound] = useState(/** @type {{component: any} | null} */ (null));
  useEffect(() => { load().then((component) => setFound({ component }), failed); }, []);
  return found ? html`<${found.component} ...${rest} />` : null;
}

/** @param {Load[]} loads */
export function loadWhenIdle(loads) {
  const run = () => { for (const load of loads) load().catch(() => {}); };
  setTimeout(() => { if (typeof requestIdleCallback === "function") requestIdleCallback(run); else run(); }, 2000);
}
