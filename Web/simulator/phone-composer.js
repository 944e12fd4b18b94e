import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { sendSample, write } from "./acts.js";
import { AttachMenu } from "./attach-menu.js";
import { summary } from "./bubble-content.js";

/**
 * @param {{phone: import("./types").Phone, quoted: import("./types").Bubble | null, onQuote: (message: import("./types").Bubble | null) => void}} props
 */
export function PhoneComposer({ phone, quoted, onQuote }) {
  const [text, setText] = useState("");
  const input = useRef(/** @type {any} */ (null));
  useEffect(() => { if (quoted) input.current?.focus(); }, [quoted]);
  const more = quoted ? { replyTo: quoted.id } : {};
  const done = () => { setText(""); onQuote(null); input.current?.focus(); };
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!text.trim()) return;
    void write(phone.id, { kind: "text", text: text.trim(), ...more });
    done();
  };
  const voice = () => { void sendSample(phone.id, "voice", { kind: "audio", voice: true, ...more }); onQuote(null); };
  return html`<form class="phone__composer" onSubmit=${send}>
    ${quoted ? html`<div class="phone__quoting"><span class="phone__quote">${summary(quoted)}</span><${IconButton} icon="close" size="s" label=${t("composer.noQuote")} onClick=${() => onQuote(null)} /></div>` : null}
    <${AttachMenu} phone=${phone.id} text=${text} more=${more} onSent=${done} />
    <input class="phone__input" ref=${input} value=${text} maxlength="4096" data-testid="phone-text" aria-label=${t("composer.text", { name: phone.name })} placeholder=${t("composer.placeholder")}
      onInput=${(/** @type {any} */ event) => setText(event.target.value)} onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape" && quoted) onQuote(null); }} />
    ${text.trim()
      ? html`<button class="phone__send" type="submit" data-testid="phone-send" aria-label=${t("composer.send", { name: phone.name })}><${Icon} name="send" /></button>`
      : html`<button class="phone__send" type="button" data-testid="phone-voice" aria-label=${t("composer.voice", { name: phone.name })} title=${t("composer.voiceHint")} onClick=${voice}><${Icon} name="mic" /></button>`}
  </form>`;
}
