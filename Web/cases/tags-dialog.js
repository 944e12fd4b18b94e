import { html, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { leave } from "./act-dialog.js";
import { refusal, setTag } from "./acts.js";
import { nameOf } from "./words.js";

/**
 * The case's tags: each box acts at once. An archived tag can only be taken away.
 * @param {{case: string}} props
 */
export function TagsDialog({ case: id }) {
  const card = useDesk((state) => state.cases.byId[id]);
  const all = useDesk((state) => state.directory.tags);
  const offline = useDesk((state) => state.connection.status === "offline");
  const [state, setState] = useState({ busy: "", on: false, error: "" });
  if (!card) return null;
  const held = new Set(card.tags ?? []);
  const tags = Object.values(all).filter((tag) => !tag.archivedAt || held.has(tag.id)).sort((one, two) => one.name.localeCompare(two.name));
  const change = async (/** @type {import("../lib/types").Tag} */ tag, /** @type {boolean} */ on) => {
    setState({ busy: tag.id, on, error: "" });
    const error = await setTag(card, tag.id, on);
    setState({ busy: "", on, error: error ? t("tags.failed", { name: tag.name, why: refusal(error) }) : "" });
  };
  return html`<${Dialog} title=${t("act.tags")} sub=${`${nameOf(card)} · #${card.number}`} onClose=${leave} testid="tags-dialog" foot=${html`<button type="button" class="button button--primary" onClick=${leave}>${t("action.close")}</button>`}>
    ${tags.length === 0 ? html`<p>${t("tags.none")}</p>` : html`<fieldset class="field" disabled=${offline}><legend class="visually-hidden">${t("act.tags")}</legend>
      ${tags.map((tag, index) => html`<label key=${tag.id} class="check-line"><input class="checkbox" type="checkbox" checked=${state.busy === tag.id ? state.on : held.has(tag.id)} aria-busy=${state.busy === tag.id ? "true" : undefined} aria-disabled=${state.busy ? "true" : undefined} data-autofocus=${index === 0 ? true : undefined}
        onClick=${(/** @type {any} */ event) => { if (state.busy) event.preventDefault(); }} onChange=${(/** @type {any} */ event) => void change(tag, event.target.checked)} />${tag.name}${state.busy === tag.id ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}</label>`)}</fieldset>`}
    ${offline ? html`<p class="dialog__warning"><${Icon} name="offline" size="s" /><span>${t("error.offlineAct")}</span></p>` : null}
    ${state.error ? html`<p class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${state.error}</span></p>` : null}</${Dialog}>`;
}
