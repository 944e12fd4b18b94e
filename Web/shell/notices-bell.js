import { html } from "../vendor/preact-htm.js";
import { openCase } from "../cases/open-case.js";
import { unitOf } from "../cases/words.js";
import { dispatch } from "../desk.js";
import { exactTime, shortTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { readNotices } from "./notices.js";

/** @type {Record<string, string>} */
const GLYPH = { offer: "offered", call: "voice", message: "inbound", mention: "user", assigned: "open", escalated: "escalate", orphaned: "orphan", unanswered: "alert", silent: "clock" };

/** What happened while I looked elsewhere; it stays for seven days. */
export function NoticesBell() {
  const unread = useDesk((state) => state.notices.filter((one) => !one.read).length);
  const label = unread > 0 ? t("notices.labelNew", { count: unread }) : t("notices.label");
  return html`<button type="button" class="button button--ghost button--icon badge--anchor top-bar__bell" aria-label=${label} title=${label} aria-haspopup="dialog" popovertarget="menu-notices" data-testid="notices-button"><${Icon} name="bell" />${unread > 0 ? html`<span class="badge badge--alert badge--corner" aria-hidden="true">${unread > 99 ? "99+" : unread}</span>` : null}</button>`;
}

/** The list under the bell; on a phone, behind its own tab. */
export function NoticesMenu() {
  const notices = useDesk((state) => state.notices);
  const cases = useDesk((state) => state.cases.byId);
  const now = useNow(false);
  const close = () => /** @type {any} */ (document.getElementById("menu-notices")).hidePopover();
  const open = (/** @type {import("../lib/types").Notice} */ one) => (/** @type {MouseEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    close();
    readNotices({ ids: [one.id] });
    openCase(one.number);
  };
  return html`<${Menu} id="menu-notices" side="end" role="dialog" class="menu--notices" label=${t("notices.label")}>
    <div class="menu__head"><h2 class="menu__title">${t("notices.label")}</h2>
      ${notices.some((one) => !one.read) ? html`<button type="button" class="button button--ghost button--s" onClick=${() => readNotices({ all: true })}>${t("notices.readAll")}</button>` : null}</div>
    ${notices.length === 0 ? html`<p class="menu__foot">${t("notices.none")}</p>` : null}
    <ul class="notices">${notices.map((one) => {
      const card = cases[one.case];
      return html`<li key=${one.id}><a class=${`menu__item notices__item ${one.read ? "" : "notices__item--new"}`} href=${`/cases/${one.number}`} onClick=${open(one)} data-testid="notice" data-kind=${one.kind}>
        <${Icon} name=${GLYPH[one.kind] ?? "bell"} size="s" /><span class="menu__text">${t(`notice.${one.kind}`, { unit: card ? unitOf(card) : "case", name: one.name, named: "yes" })}
          <span class="menu__sub">#${one.number}${one.text ? ` · ${one.text}` : ""}</span></span>
        <span class="menu__end">${one.count > 1 ? html`<span class="badge badge--unread">${one.count}</span>` : null}<time datetime=${new Date(one.at).toISOString()} title=${exactTime(one.at)}>${shortTime(one.at, now)}</time>${one.read ? null : html`<span class="visually-hidden">${t("notices.new")}</span>`}</span></a></li>`;
    })}</ul>
    <hr class="menu__line" role="presentation" />
    <button type="button" class="menu__item" onClick=${() => { close(); dispatch({ type: "dialog", dialog: { kind: "preferences" } }); }}><${Icon} name="settings" size="s" />${t("preferences.title")}</button>
  </${Menu}>`;
}
