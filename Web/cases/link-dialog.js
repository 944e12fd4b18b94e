import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { ApiError, get, put, remove } from "../lib/api.js";
import { exactTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { ActDialog, SelectField } from "./act-dialog.js";
import { nameOf } from "./words.js";

const DAYS = [1, 7, 30, 90];

/**
 * An address to read the case without signing in: made, copied, taken back.
 * @param {{case: string}} props
 */
export function LinkDialog({ case: id }) {
  const card = useDesk((state) => state.cases.byId[id]);
  const [link, setLink] = useState(/** @type {import("../lib/types").CaseLink | null} */ (null));
  const [url, setUrl] = useState("");
  const [days, setDays] = useState("7");
  useEffect(() => { get(`/api/v1/cases/${id}/link`).then((found) => setLink(found.link), (error) => { if (!(error instanceof ApiError)) throw error; }); }, [id]);
  if (!card) return null;
  const path = `/api/v1/cases/${id}/link`;
  /** @param {Promise<any>} act @param {(answer: any) => void} then @returns {Promise<ApiError | null>} */
  const ask = (act, then) => act.then((answer) => { then(answer); return null; }, (error) => { if (!(error instanceof ApiError)) throw error; return error; });
  const copy = (/** @type {string} */ text) => navigator.clipboard.writeText(text).then(() => toast(t("link.copied"), "copy"), () => toast(t("link.copyByHand"), "info"));
  const run = () => ask(put(path, { days: Number(days) }), (answer) => { setUrl(answer.url); setLink(answer.link); void copy(answer.url); });
  const revoke = () => void ask(remove(path), () => { setUrl(""); setLink(null); toast(t("link.revoked"), "check"); }).then((error) => { if (error) toast(error.message, "alert"); });
  return html`<${ActDialog} title=${t("link.title")} sub=${`${nameOf(card)} · #${card.number}`} confirm=${t(link ? "link.renew" : "link.make")} testid="link-dialog" run=${run} stays>
    <p>${t("link.text")}</p>
    ${url ? html`<div class="field"><label class="field__label" for="link-url">${t("link.address")}</label><input class="input" id="link-url" readonly value=${url} data-testid="link-url" onFocus=${(/** @type {any} */ event) => event.target.select()} /><span class="field__hint">${t("link.once")}</span></div>` : null}
    ${link ? html`<p class="dialog__warning"><${Icon} name="link" size="s" /><span>${t("link.until", { time: exactTime(link.expiresAt), by: link.by?.name ?? "" })} <button type="button" class="button button--s" data-testid="link-revoke" onClick=${revoke}>${t("link.revoke")}</button></span></p>` : null}
    <${SelectField} first id="link-days" label=${t("link.days")} value=${days} change=${setDays} choices=${DAYS.map((one) => [String(one), t("link.forDays", { count: one })])} />
    ${link ? html`<p class="field__hint">${t("link.renewText")}</p>` : null}</${ActDialog}>`;
}
