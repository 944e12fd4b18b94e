import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { useDesk } from "../ui/use-desk.js";
import { groupsOf, tileOf } from "./groups.js";
import { setScope } from "./scope.js";

/** The campaign whose cases the list shows; with one there is nothing to choose. */
export function CampaignSelect() {
  const groups = useDesk(groupsOf);
  const { scope, people, cases, organisation } = useDesk((state) => ({ scope: state.screen.scope, cases: state.screen.listing !== null, people: state.screen.people !== null, organisation: state.me?.organisation.name ?? "" }));
  const chosen = groups.find((group) => group.id === scope) ?? (groups.length === 1 ? groups[0] : null);
  const name = chosen?.name ?? organisation;
  if (!name) return null;
  const tile = html`<span class="campaign-select__tile" aria-hidden="true">${tileOf(name)}</span>`;
  const titles = html`<span class="top-bar__titles"><span class="top-bar__screen" aria-hidden="true">${t(people ? "rail.contacts" : cases ? "rail.cases" : "list.title")}</span><span class="campaign-select__name">${chosen ? name : groups.length > 1 ? t("campaign.all") : name}</span></span>`;
  if (groups.length < 2) return html`<span class="campaign-select campaign-select--one">${tile}${titles}</span>`;
  const item = (/** @type {string | null} */ id, /** @type {any} */ text) => html`<button key=${id ?? "all"} type="button" class="menu__item" role="menuitemradio" tabindex="-1" aria-checked=${String((chosen?.id ?? null) === id)} data-testid="campaign-choice" data-campaign=${id ?? "all"} onClick=${() => setScope(id)}>${text}<${Icon} name="check" size="s" class="menu__check" /></button>`;
  return html`<button type="button" class="campaign-select" popovertarget="menu-campaign" aria-haspopup="menu" data-testid="campaign-select">${tile}<span class="visually-hidden">${t("campaign.label")}: </span>${titles}<${Icon} name="select" size="s" class="campaign-select__chevron" /></button>
    <${Menu} id="menu-campaign" label=${t("campaign.label")}>
      <p class="menu__title" role="presentation">${t("campaign.title")}</p>
      ${item(null, html`<span class="menu__text">${t("campaign.all")}</span>`)}
      <hr class="menu__line" role="presentation" />
      ${groups.map((group) => item(group.id, html`<span class="menu__text">${group.name}<span class="menu__sub">${t("campaign.sub", { queues: group.queues.length, open: group.open, waiting: group.waiting })}</span></span>`))}
    </${Menu}>`;
}
