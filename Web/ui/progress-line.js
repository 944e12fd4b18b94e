import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { onWaiting } from "../lib/api.js";
import { t } from "../lib/i18n.js";

/** As with a skeleton: what takes less is not worth a word, and what is shown stays long enough to be seen. */
const LATE = 150, LEAST = 300;

/** A thin line over what stands on the screen, while an answer that somebody waits for takes its time. */
export function ProgressLine() {
  const [shown, setShown] = useState(false);
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
  const since = useRef(0);
  useEffect(() => {
    let busy = false;
    onWaiting((count) => {
      if (busy === count > 0) return;
      busy = count > 0;
      clearTimeout(timer.current);
      const left = LEAST - (performance.now() - since.current);
      timer.current = busy ? setTimeout(() => { since.current = performance.now(); setShown(true); }, LATE) : setTimeout(() => setShown(false), Math.max(0, left));
    });
    return () => { clearTimeout(timer.current); onWaiting(() => {}); };
  }, []);
  return shown ? html`<div class="progress-line" role="progressbar" aria-label=${t("progress.label")} data-testid="progress-line"></div>` : null;
}
