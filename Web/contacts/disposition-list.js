import { html, useEffect } from "../vendor/preact-htm.js";
import { unitOf } from "../cases/words.js";
import { clockTime, exactTime, shortTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { loadDispositions } from "./history-actions.js";
import { contactsIn } from "./part.js";

/**
 * How this case was classified, by whom and in which form, the newest first.
 * @param {{card: import("../lib/types").Card}} props
 */
export function DispositionList({ card }) {
  const { found, loaded } = useDesk((state) => ({ found: contactsIn(state).dispositions[card.id], loaded: state.conversations[card.id]?.status === "ready" }));
  const now = useNow(false);
  useEffect(() => { if (loaded && (!found || found.status === "stale")) void loadDispositions(card.id); }, [card.id, loaded, found?.status]);
  if (!found || found.items.length === 0) return null;
  return html`<h3 class="side-panel__group-title side-panel__group">${t("history.classified", { unit: unitOf(card) })}</h3><ul class="history-list">
    ${found.items.map((one) => {
      const form = found.forms.find((each) => each.campaign === one.campaign && each.version === one.formVersion);
      const at = shortTime(one.at, now) === clockTime(one.at) ? clockTime(one.at) : `${shortTime(one.at, now)} ${clockTime(one.at)}`;
      return html`<li key=${one.id} class="history-list__item" data-testid="disposition"><${Icon} name="tag" size="s" /><span class="history-list__title history-list__title--current">${one.outcome ?? t(`history.code.${one.code}`)}</span><time class="history-list__date" datetime=${one.at} title=${exactTime(one.at)}>${at}</time>
        <span class="history-list__sub">${t("history.form", { form: form?.name ?? "", version: one.formVersion })} · ${t(`history.code.${one.code}`)}</span><span class="history-list__by">${one.by?.name ?? ""}</span></li>`;
    })}</ul>`;
}
