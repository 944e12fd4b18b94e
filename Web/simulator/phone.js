import { html, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { changePhone, lookAtPhone } from "./acts.js";
import { Bubble } from "./bubble.js";
import { clock } from "./clock.js";
import { PhoneComposer } from "./phone-composer.js";
import { unread } from "./reduce.js";
import { dispatch, useSimulator } from "./simulator.js";

/**
 * One customer's telephone on WhatsApp. Whoever touches it holds it: what arrives there is read.
 * @param {{id: string}} props
 */
export function Phone({ id }) {
  const phone = useSimulator((state) => state.phones[id]);
  const lines = useSimulator((state) => state.lines);
  const held = useSimulator((state) => state.hand === id);
  const [quoted, setQuoted] = useState(/** @type {import("./types").Bubble | null} */ (null));
  const log = useRef(/** @type {any} */ (null));
  const count = phone?.messages.length ?? 0;
  useLayoutEffect(() => { if (log.current) log.current.scrollTop = log.current.scrollHeight; }, [count]);
  if (!phone) return null;
  const line = lines.find((one) => one.account === phone.line);
  const waiting = unread(phone);
  const hold = () => { dispatch({ type: "hand", phone: id }); lookAtPhone(); };
  return html`<section class=${`phone-place ${held ? "phone-place--held" : ""}`} aria-label=${t("phone.label", { name: phone.name })} data-testid="phone" data-phone=${id}
    onPointerDown=${hold} onFocusCapture=${hold}>
    <div class="phone-place__strip">
      <span class="phone-place__name">${phone.name}${waiting > 0 ? html` <span class="badge badge--unread" aria-label=${t("phone.unread", { count: waiting })}>${waiting}</span>` : null}</span>
      ${lines.length > 1 ? html`<span class="select select--s"><select class="select__control" aria-label=${t("phone.line")} value=${phone.line} onChange=${(/** @type {any} */ event) => changePhone(id, { line: event.target.value })}>
        ${lines.map((one) => html`<option key=${one.account} value=${one.account}>${one.alias}</option>`)}</select><${Icon} name="select" size="s" /></span>` : null}
      ${phone.automatic ? html`<button class="button button--s" type="button" data-testid="take-over" onClick=${() => changePhone(id, { automatic: false })}>${t("phone.takeOver")}</button>` : null}
      <button class="button button--ghost button--s" type="button" aria-pressed=${!phone.online} data-testid="offline" onClick=${() => changePhone(id, { online: !phone.online })}>${phone.online ? t("phone.on") : t("phone.off")}</button>
      <${IconButton} icon="close" size="s" label=${t("phone.hide", { name: phone.name })} onClick=${() => dispatch({ type: "hide", phone: id })} />
    </div>
    <div class="phone"><div class="phone__screen">
      <div class="phone__status" aria-hidden="true"><span>${clock(Date.now())}</span><span>${phone.online ? "4G" : "✕"}</span></div>
      <div class="phone__bar"><span class="phone__avatar"><${Icon} name="spark" size="s" /></span>
        <span><span class="phone__title">${line?.alias ?? phone.line}</span><span class="phone__sub">${t("phone.business", { number: line?.display ?? "" })}</span></span></div>
      <div class="phone__log" role="log" aria-label=${t("phone.messages", { name: phone.name })} tabindex="0" ref=${log}>
        <span class="phone__pill">${phone.display ?? phone.userId}</span>
        ${phone.messages.map((message) => html`<${Bubble} key=${message.id} phone=${id} message=${message} quoted=${message.replyTo ? phone.messages.find((one) => one.id === message.replyTo) : undefined} onReply=${() => setQuoted(message)} />`)}
      </div>
      <${PhoneComposer} phone=${phone} quoted=${quoted} onQuote=${setQuoted} />
    </div></div>
  </section>`;
}
