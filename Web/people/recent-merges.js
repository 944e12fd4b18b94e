import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { ApiError, get } from "../lib/api.js";
import { exactTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { undoMerge } from "./people-actions.js";

/**
 * Who became part of this contact within the last day, each with the way back.
 * @param {{contact: import("../lib/types").Contact}} props
 */
export function RecentMerges({ contact }) {
  const offline = useDesk((state) => state.connection.status === "offline");
  const [items, setItems] = useState(/** @type {{id: string, name: string, until: string}[]} */ ([]));
  useEffect(() => {
    let late = false;
    // Without an answer there is nothing to take back here; the next look asks again.
    get(`/api/v1/contacts/${contact.id}/merges`).then((found) => { if (!late) setItems(found.items); }, (error) => { if (!(error instanceof ApiError)) throw error; });
    return () => { late = true; };
  }, [contact.id, contact.version]);
  if (items.length === 0) return null;
  return html`<h3 class="side-panel__group-title side-panel__group">${t("people.recentMerges")}</h3><ul class="match-list">${items.map((one) => html`<li key=${one.id} class="recent-merge" data-testid="recent-merge"><span>${one.name}</span><span class="recent-merge__sub">${t("people.undoUntil", { time: exactTime(one.until) })}</span>
    <button type="button" class="button button--s" disabled=${offline} aria-label=${t("people.undoNamed", { name: one.name })} onClick=${() => void undoMerge(contact.id, one.id)}><${Icon} name="undo" size="s" />${t("contact.undo")}</button></li>`)}</ul>`;
}
