import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { saveFile } from "../lib/save-file.js";
import { toast } from "../shell/toast.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { useDesk } from "../ui/use-desk.js";
import { setBlocked, setVip } from "./people-actions.js";

/**
 * What is done with a contact as a whole; a person's data as a file and their erasure are administrators'.
 * @param {{contact: import("../lib/types").Contact}} props
 */
export function PersonActs({ contact }) {
  const { offline, rules } = useDesk((state) => ({ offline: state.connection.status === "offline", rules: state.me?.role === "administrator" }));
  const why = offline ? t("error.offlineAct") : undefined;
  const ask = (/** @type {string} */ kind) => dispatch({ type: "dialog", dialog: { kind: `people.${kind}`, contact: contact.id } });
  const unblock = async () => { const error = await setBlocked(contact, false); if (error) toast(error, "alert"); };
  const download = async () => { const error = await saveFile(`/api/v1/contacts/${contact.id}/personal-data`, "zip", t("people.dataFile", { name: contact.name })); if (error) toast(error.status === 0 ? t("error.offlineAct") : error.message, "alert"); };
  return html`<div class="person__acts">
    <button type="button" class="button button--s" aria-pressed=${String(Boolean(contact.vip))} disabled=${offline} title=${why ?? t("people.vipText")} data-testid="person-vip" onClick=${() => void setVip(contact, !contact.vip)}><${Icon} name="star" size="s" />${t("people.vip")}</button>
    <button type="button" class="button button--s" disabled=${offline} title=${why} data-testid="person-merge" onClick=${() => ask("merge")}><${Icon} name="merge" size="s" />${t("people.merge")}</button>
    ${contact.blocked ? html`<button type="button" class="button button--s" disabled=${offline} title=${why} data-testid="person-unblock" onClick=${() => void unblock()}><${Icon} name="lock" size="s" />${t("people.unblock")}</button>`
      : html`<button type="button" class="button button--s" disabled=${offline} title=${why} data-testid="person-block" onClick=${() => ask("block")}><${Icon} name="lock" size="s" />${t("people.block")}</button>`}
    ${rules ? html`<${IconButton} icon="more" size="s" iconSize="s" label=${t("people.moreOf", { name: contact.name })} popovertarget="menu-person" data-testid="person-more" />
    <${Menu} id="menu-person" side="end" label=${t("people.moreOf", { name: contact.name })}>
      <button type="button" class="menu__item" role="menuitem" tabindex="-1" data-testid="person-download" disabled=${offline} onClick=${() => void download()}><${Icon} name="download" size="s" />${t("people.download")}</button>
      <button type="button" class="menu__item menu__item--danger" role="menuitem" tabindex="-1" data-testid="person-erase" disabled=${offline} onClick=${() => ask("erase")}><${Icon} name="trash" size="s" />${t("people.erase")}</button></${Menu}>` : null}</div>`;
}
