import { html } from "../vendor/preact-htm.js";
import { openView } from "../cases/view.js";
import { zoneName } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";

/** My cases: green open now, blue closed today; the tooltip names the time zone, and each opens its cases. */
export function MyCounts() {
  const counts = useDesk((state) => state.me?.counts);
  const shown = useDesk((state) => (state.view?.mine && state.view.campaign === null ? state.view.kind : ""));
  if (!counts) return null;
  const item = (/** @type {"open" | "closed"} */ kind, /** @type {number} */ value, /** @type {string} */ text, /** @type {string} */ tip) => html`<button type="button" class=${`my-counts__item my-counts__item--${kind}`} data-tip=${tip} data-tip-side="end" data-testid=${`my-${kind}`}
    aria-label=${tip.replace("\n", ". ")} aria-pressed=${String(shown === kind)} onClick=${() => void openView({ kind, campaign: null, mine: true })}><${Icon} name=${kind} size="xs" />${value}<span class="visually-hidden"> ${text}</span></button>`;
  const open = t("counts.open", { count: counts.open });
  const closed = t("counts.closed", { count: counts.closedToday });
  const zone = t("counts.zone", { zone: zoneName(counts.timeZone) });
  return html`<div class="my-counts" role="group" aria-label=${t("counts.label")}>
    ${item("open", counts.open, open, open)}${item("closed", counts.closedToday, closed, `${closed}\n${zone}`)}
  </div>`;
}
