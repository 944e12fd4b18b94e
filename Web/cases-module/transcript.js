import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { ApiError, get } from "../lib/api.js";
import { dayKey, dayName, exactTime } from "../lib/format.js";
import { onFrames } from "../lib/frames.js";
import { t } from "../lib/i18n.js";
import { Message } from "../cases/message.js";
import { StateChip } from "../cases/state-chip.js";
import { SystemLine } from "../cases/system-line.js";
import { toggleFlag } from "../cases/case-actions.js";
import { rightsOn } from "../cases/rights.js";
import { nameOf, stateOf } from "../cases/words.js";
import { serverNow } from "../lib/api.js";
import { BlankState } from "../ui/blank-state.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { lend } from "./read-list.js";
import { goToCase } from "./row-keys.js";
import { listing } from "./store.js";

const NEWEST = 50;
/** @type {Set<(frames: import("../lib/types").Frame[]) => void>} one at most: the case that is shown */
const watching = new Set();
onFrames((frames) => { for (const run of watching) run(frames); });

/**
 * What was said in the case that is selected, to be read; Open goes to it (ED-6). What only an opening may show is not read here.
 * @param {{card: import("../lib/types").Card}} props
 */
export function Transcript({ card }) {
  const may = useDesk((state) => rightsOn(card, state));
  const held = useMessages(card);
  const end = useRef(/** @type {any} */ (null));
  useEffect(() => { const box = end.current?.closest(".drawer__body"); if (box) box.scrollTop = box.scrollHeight; }, [card.id, held.items.length]);
  const close = () => { listing.dispatch({ type: "preview", id: null }); /** @type {HTMLElement | null} */ (document.querySelector(`.cases [data-row="${card.id}"]`))?.focus(); };
  const ask = (/** @type {string} */ kind) => () => { lend(card); dispatch({ type: "dialog", dialog: { kind, case: card.id } }); };
  let day = "";
  return html`<aside class="drawer transcript" aria-labelledby="transcript-title" data-region data-testid="transcript" tabindex="-1" onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); } }}>
    <header class="drawer__head"><div class="drawer__titles"><h2 class="drawer__title" id="transcript-title">${nameOf(card)}</h2><p class="drawer__sub"><span>#${card.number}</span><${StateChip} ...${stateOf(card)} /></p></div>
      <${IconButton} icon="close" label=${t("listing.closeTranscript")} shortcut="Esc" data-testid="transcript-close" onClick=${close} /></header>
    <div class="drawer__body transcript__body" tabindex="0" role="region" aria-label=${t("listing.transcript")}>
      ${card.sight !== "full" ? html`<${BlankState} icon="lock" title=${t("listing.onlyOpening")} text=${t("listing.onlyOpeningText")} />`
        : held.status === "loading" ? html`<${Skeleton} kind="messages" label=${t("listing.loadingTranscript")} />`
        : held.status === "error" ? html`<${BlankState} icon="alert" error title=${t("listing.transcriptFailed")} text=${held.error?.status === 0 ? t("error.offlineAct") : held.error?.message}><button type="button" class="button" onClick=${held.again}>${t("action.retry")}</button></${BlankState}>`
        : held.items.length === 0 ? html`<p class="transcript__none">${t("preview.none")}</p>`
        : held.items.map((message) => { const name = dayName(message.at, serverNow()); const first = dayKey(message.at) !== day; day = dayKey(message.at); return html`${first ? html`<p key=${`day-${day}`} class="timeline__day" title=${exactTime(message.at)}><span>${name}</span></p>` : null}${message.kind === "system" ? html`<${SystemLine} key=${message.id} message=${message} />` : html`<${Message} key=${message.id} message=${message} case=${card.id} customer=${nameOf(card)} follow=${false} acts=${false} tools=${false} />`}`; })}
      <span ref=${end}></span></div>
    <footer class="drawer__foot"><button type="button" class="button button--primary" data-testid="transcript-open" onClick=${() => goToCase(card)}>${t("listing.open")} <${Icon} name="arrow-right" size="s" /></button><span class="transcript__acts">
      ${may.flag ? html`<${IconButton} icon="flag" label=${t(card.marks.flagged ? "case.unflag" : "case.flag")} aria-pressed=${String(card.marks.flagged)} onClick=${() => { lend(card); void toggleFlag(card); }} />` : null}
      ${may.mark ? html`<${IconButton} icon="followup" label=${t("followUp.title")} data-testid="transcript-follow-up" onClick=${ask("followUp")} />` : null}
      ${may.transfer ? html`<${IconButton} icon="transfer" label=${t("listing.bulk.transfer")} onClick=${ask("transfer")} />` : null}</span></footer>
  </aside>`;
}

/**
 * The newest messages, oldest first, read again when something was said.
 * @param {import("../lib/types").Card} card
 */
function useMessages(card) {
  const [held, setHeld] = useState(/** @type {{of: string, status: "loading" | "ready" | "error", items: import("../lib/types").Message[], error: ApiError | null}} */ ({ of: "", status: "loading", items: [], error: null }));
  const shown = useRef(card.id);
  shown.current = card.id;
  const read = () => {
    if (card.sight !== "full") return;
    get(`/api/v1/cases/${card.id}/messages?limit=${NEWEST}`).then(
      ({ items }) => { if (shown.current === card.id) setHeld({ of: card.id, status: "ready", items: [...items].reverse(), error: null }); },
      (error) => { if (!(error instanceof ApiError)) throw error; if (shown.current === card.id) setHeld((now) => (now.of === card.id && now.status === "ready" ? now : { of: card.id, status: "error", items: [], error })); },
    );
  };
  useEffect(() => {
    read();
    const hear = (/** @type {import("../lib/types").Frame[]} */ frames) => { if (frames.some(({ kind, data }) => kind.startsWith("message") && data?.case?.id === card.id)) read(); };
    watching.add(hear);
    return () => { watching.delete(hear); };
  }, [card.id, card.sight]);
  return { ...(held.of === card.id ? held : { status: /** @type {const} */ ("loading"), items: [], error: null }), again: read };
}
