import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { ApiError, get } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";

/**
 * Where a waiting case stands in its queue, read anew when the queue moves. Its conversation need not be seen for that.
 * @param {{card: import("../lib/types").Card}} props
 */
export function HeaderPlace({ card }) {
  const waiting = useDesk((state) => state.directory.queueCounts[card.queue]?.waiting);
  const [place, setPlace] = useState(/** @type {import("../lib/types").QueuePlace | null} */ (null));
  useEffect(() => {
    let gone = false;
    get(`/api/v1/cases/${card.id}/routing`).then((found) => { if (!gone) setPlace(found.queue); }, (error) => { if (!(error instanceof ApiError)) throw error; if (!gone) setPlace(null); });
    return () => { gone = true; };
  }, [card.id, card.version, waiting]);
  return place ? html`<span class="conversation__fact" data-testid="queue-place"><${Icon} name="queued" size="xs" />${placeWords(place)}</span>` : null;
}

/** @param {import("../lib/types").QueuePlace} place */
export function placeWords({ position, orMore, expectedWait }) {
  const words = t("place.in", { position, more: orMore ? "yes" : "no" });
  return expectedWait === null ? words : `${words} · ${t("place.wait", { minutes: Math.round(expectedWait / 60) })}`;
}
