import { html } from "../vendor/preact-htm.js";
import { openCase } from "../cases/open-case.js";
import { unitOf } from "../cases/words.js";
import { dispatch } from "../desk.js";
import { exactTime, shortTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { readNotices } from "./notices.js";

/** @type {Record<string, string>} */
const GLYPH = { offer: "offered", call: "voice", message: "inbound", mention: "user", assigned: "open", escalated: "escalate", orphaned: "orphan", unanswered: "alert", silent: "clock", followUpSoon: "followup", followUpDue: "followup" };

/** What the bell's list holds. */
export function NoticesList() {
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
  return html`<div class="menu__head"><h2 class="menu__title">${t("notices.label")}</h2>
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
    <button type="button" class="menu__item" onClick=${() => { close(); dispatch({ type: "dialog", dialog: { kind: "preferences" } }); }}><${Icon} name="settings" size="s" />${t("preferences.title")}</button>`;
}
