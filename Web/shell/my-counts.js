import { html } from "../vendor/preact-htm.js";
import { zoneName } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";

/** My cases: green open now, blue closed today; the tooltip names the time zone. */
export function MyCounts() {
  const counts = useDesk((state) => state.me?.counts);
  if (!counts) return null;
  const open = t("counts.open", { count: counts.open });
  const closed = t("counts.closed", { count: counts.closedToday });
  const zone = t("counts.zone", { zone: zoneName(counts.timeZone) });
  return html`<div class="my-counts" role="group" aria-label=${t("counts.label")}>
    <span class="my-counts__item my-counts__item--open" data-tip=${open} data-tip-side="end" data-testid="my-open" tabindex="0" role="img" aria-label=${open}><${Icon} name="open" size="xs" />${counts.open}</span>
    <span class="my-counts__item my-counts__item--closed" data-tip=${`${closed}\n${zone}`} data-tip-side="end" data-testid="my-closed" tabindex="0" role="img" aria-label=${`${closed}. ${zone}`}><${Icon} name="closed" size="xs" />${counts.closedToday}</span>
  </div>`;
}
