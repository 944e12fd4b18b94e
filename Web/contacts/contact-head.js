import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { shortDate } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { openPeople } from "../shell/open-people.js";
import { Avatar } from "../ui/avatar.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { addLabel, loadLabels, setLabel, tell } from "./contact-actions.js";
import { contactsIn } from "./part.js";

/**
 * The card on top: who it is in a glance, and the labels that say what they are to us.
 * @param {{card: import("../lib/types").Card, contact: import("../lib/types").Contact | null}} props
 */
export function ContactHead({ card, contact }) {
  const now = useNow(false);
  const { vip, blocked } = contact ?? card.contact;
  const name = contact?.name ?? card.contact.name ?? "";
  const code = contact?.code ?? card.contact.code;
  const document = code && contact?.documentKind ? `${contact.documentKind} ${code}` : code;
  const go = (/** @type {MouseEvent} */ event) => { if (event.ctrlKey || event.metaKey || event.shiftKey) return; event.preventDefault(); openPeople(contact?.id, { search: "" }); };
  return html`<div class="contact-panel__card"><${Avatar} name=${name} size="xl" /><div><h3 class="contact-panel__name">${name}</h3>
      <p class="contact-panel__code">${[document, contact ? t("contact.since", { date: shortDate(contact.createdAt, now) }) : null].filter(Boolean).join(" · ")}</p>
      ${vip || blocked ? html`<p class="contact-panel__marks">${vip ? html`<span class="tag contact-panel__vip"><${Icon} name="star" size="xs" />${t("contact.vip")}</span>` : null}${blocked ? html`<span class="tag contact-panel__blocked" title=${t("contact.blockedText")}><${Icon} name="lock" size="xs" />${t("contact.blocked")}</span>` : null}</p>` : null}</div>
    ${contact ? html`<a class="button button--ghost button--icon button--s" href=${`/contacts/${contact.id}`} aria-label=${t("contact.inModule", { name })} title=${t("contact.inModule", { name })} data-testid="in-contacts" onClick=${go}><${Icon} name="contacts" size="s" /></a>` : null}
    ${contact ? html`<${Labels} case=${card.id} contact=${contact} />` : null}</div>`;
}

/** @param {{case: string | null, contact: import("../lib/types").Contact}} props */
export function Labels({ case: caseId, contact }) {
  const { labels, offline, leads } = useDesk((state) => ({ labels: contactsIn(state).labels, offline: state.connection.status === "offline", leads: state.me?.role !== "agent" }));
  useEffect(() => { if (!labels) void loadLabels(); }, [labels]);
  const held = contact.labels ?? [];
  const shown = (labels ?? []).filter((label) => held.includes(label.id));
  const open = (labels ?? []).filter((label) => !label.archivedAt || held.includes(label.id));
  if (!labels || (shown.length === 0 && open.length === 0 && !leads)) return null;
  return html`<div class="contact-panel__labels" role="group" aria-label=${t("contact.labels")}>
    ${shown.map((label) => html`<span key=${label.id} class="tag tag--contact" data-testid="contact-label">${label.name}</span>`)}
    <button type="button" class="tag tag--add" popovertarget="menu-labels" disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} data-testid="add-label"><${Icon} name="plus" size="xs" />${t("contact.label")}</button>
    <${Menu} id="menu-labels" label=${t("contact.labels")}>
      ${open.map((label) => html`<button key=${label.id} type="button" class="menu__item" role="menuitemcheckbox" tabindex="-1" aria-checked=${String(held.includes(label.id))} onClick=${() => void tell(setLabel(caseId, contact, label.id, !held.includes(label.id)))}>
        <span class="menu__text">${label.name}</span><${Icon} name="check" size="s" class="menu__check" /></button>`)}
      ${open.length === 0 ? html`<p class="menu__foot">${t("contact.noLabels")}</p>` : null}</${Menu}>
    ${leads ? html`<${NewLabel} case=${caseId} contact=${contact} />` : null}</div>`;
}

/**
 * Supervisors make a label where they miss it.
 * @param {{case: string | null, contact: import("../lib/types").Contact}} props
 */
function NewLabel({ case: caseId, contact }) {
  const [form, setForm] = useState({ open: false, name: "", error: "", busy: false });
  const field = useRef(/** @type {any} */ (null));
  const button = useRef(/** @type {any} */ (null));
  const was = useRef(false);
  useEffect(() => {
    if (form.open && !was.current) field.current?.focus();
    if (!form.open && was.current && document.activeElement === document.body) button.current?.focus();
    was.current = form.open;
  }, [form.open]);
  const shut = () => setForm({ open: false, name: "", error: "", busy: false });
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (form.busy) return;
    if (!form.name.trim()) { shut(); return; }
    setForm({ ...form, busy: true, error: "" });
    const error = await addLabel(caseId, contact, form.name.trim());
    if (error) { setForm({ ...form, busy: false, error }); field.current?.focus(); } else shut();
  };
  if (!form.open) return html`<button type="button" ref=${button} class="tag tag--add" data-testid="new-label" onClick=${() => setForm({ ...form, open: true })}><${Icon} name="plus" size="xs" />${t("contact.newLabel")}</button>`;
  return html`<form class=${`contact-panel__new-label ${form.error ? "field--invalid" : ""}`} onSubmit=${submit}><input class="input" ref=${field} maxlength="60" aria-label=${t("contact.newLabel")} value=${form.name} readonly=${form.busy} aria-invalid=${form.error ? "true" : undefined}
      onInput=${(/** @type {any} */ event) => setForm({ ...form, name: event.target.value, error: "" })} onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); shut(); } }} />
    ${form.error ? html`<span class="field__error" role="alert"><${Icon} name="alert" size="xs" />${form.error}</span>` : html`<span class="field__hint">${t("contact.keys")}</span>`}</form>`;
}
