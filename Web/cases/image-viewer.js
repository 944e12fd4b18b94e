import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { exactTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { addressOfFile, isPicture } from "./message-media.js";
import { inOrder } from "./messages-reduce.js";
import { useZoom } from "./use-zoom.js";
import { authorOf } from "./words.js";

/**
 * The pictures of a conversation, one at a time: zoom, next and previous, download. Escape gives the focus back to where it was.
 * @param {{case: string, attachment: string}} props
 */
export function ImageViewer({ case: caseId, attachment }) {
  const { messages, me, customer } = useDesk((state) => ({ messages: state.conversations[caseId]?.messages, me: state.me?.id, customer: state.cases.byId[caseId]?.contact.name ?? null }));
  const [shown, setShown] = useState(attachment);
  const dialog = useRef(/** @type {any} */ (null));
  const stage = useRef(/** @type {any} */ (null));
  const { scale, zoomBy, reset, ...hands } = useZoom(stage, shown);
  useEffect(() => {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    const { current } = dialog;
    current.showModal();
    stage.current?.focus();
    return () => { current.close(); if (before?.isConnected) before.focus(); };
  }, []);
  const pictures = picturesOf(messages ?? {});
  const at = pictures.findIndex((one) => one.attachment.id === shown);
  const one = pictures[at];
  const leave = () => dispatch({ type: "dialog", dialog: null });
  useEffect(() => { if (!one) leave(); }, [one === undefined]);
  if (!one) return html`<dialog ref=${dialog} class="viewer"></dialog>`;
  const go = (/** @type {number} */ step) => { const next = pictures[at + step]; if (next) setShown(next.attachment.id); };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const run = /** @type {Record<string, () => void>} */ ({ ArrowLeft: () => go(-1), ArrowRight: () => go(1), "+": () => zoomBy(1.5), "=": () => zoomBy(1.5), "-": () => zoomBy(1 / 1.5), 0: reset })[event.key];
    if (!run || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    run();
  };
  const { name } = one.attachment;
  const url = addressOfFile(one.attachment);
  const author = authorOf(one.message, me, customer);
  return html`<dialog ref=${dialog} class="viewer" aria-label=${t("viewer.label")} data-testid="image-viewer" onCancel=${(/** @type {Event} */ event) => { event.preventDefault(); leave(); }} onKeyDown=${onKeyDown}>
    <header class="viewer__bar"><p class="viewer__title"><strong>${author}</strong> <time datetime=${one.message.at}>${exactTime(one.message.at)}</time></p>
      <span class="viewer__count" role="status">${t("viewer.count", { at: at + 1, of: pictures.length })}</span>
      <${IconButton} icon="minus" label=${t("viewer.smaller")} shortcut="-" disabled=${scale <= 1} onClick=${() => zoomBy(1 / 1.5)} />
      <button type="button" class="button button--ghost viewer__scale" aria-label=${t("viewer.whole")} title=${`${t("viewer.whole")}  0`} onClick=${reset}>${Math.round(scale * 100)} %</button>
      <${IconButton} icon="plus" label=${t("viewer.larger")} shortcut="+" disabled=${scale >= 8} onClick=${() => zoomBy(1.5)} />
      <a class="button button--ghost button--icon" href=${url} download=${name} aria-label=${t("message.download", { name })} title=${t("message.download", { name })}><${Icon} name="download" /></a>
      <${IconButton} icon="close" label=${t("action.close")} shortcut="Esc" onClick=${leave} /></header>
    <div class=${`viewer__stage ${scale > 1 ? "viewer__stage--near" : ""}`} ref=${stage} tabindex="0" role="group" aria-label=${t("message.imageNamed", { name })} ...${hands}>
      <img key=${shown} class="viewer__image" src=${url} alt=${t("message.imageNamed", { name })} draggable=${false} /></div>
    <${IconButton} icon="chevron-left" iconSize="l" class="viewer__step viewer__step--back" label=${t("viewer.previous")} shortcut="ArrowLeft" disabled=${at <= 0} onClick=${() => go(-1)} />
    <${IconButton} icon="chevron-right" iconSize="l" class="viewer__step viewer__step--on" label=${t("viewer.next")} shortcut="ArrowRight" disabled=${at >= pictures.length - 1} onClick=${() => go(1)} />
    ${one.message.text ? html`<p class="viewer__caption">${one.message.text}</p>` : null}
  </dialog>`;
}

/**
 * Every picture of a conversation in its order; stickers are none.
 * @param {Record<string, import("../lib/types").Message>} messages
 */
export const picturesOf = (messages) => Object.values(messages).filter((one) => one.kind !== "sticker").sort(inOrder)
  .flatMap((message) => message.attachments.filter(isPicture).map((attachment) => ({ message, attachment })));
