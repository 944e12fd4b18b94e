import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { FollowUpClock, followUpMoment } from "../cases/follow-up-clock.js";
import { waitingWords } from "../cases/card-marks.js";
import { addressOf, lineOf, previewOf } from "../cases/words.js";
import { exactTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { useDesk } from "../ui/use-desk.js";

/** How long the pointer rests on a row's name, and the focus on its row, before more is told; and how long it takes to go from the one to the other. */
const [REST, FOCUS, GRACE] = [600, 1500, 200];

/**
 * What a row has no room for, after a while of pointing at its name or of the focus on it.
 * @param {{card: import("../lib/types").Card}} props
 */
export function HoverCard({ card }) {
  const anchor = useRef(/** @type {any} */ (null));
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const row = anchor.current?.closest("[data-row]");
    const name = row?.querySelector(".case-row__block");
    if (!name) return undefined;
    /** @type {any} */
    let timer;
    const after = (/** @type {number} */ rest, /** @type {boolean} */ next) => { clearTimeout(timer); timer = setTimeout(() => setShown(next), rest); };
    const enter = (/** @type {any} */ event) => { if (event.pointerType !== "touch") after(REST, true); };
    const stay = () => clearTimeout(timer);
    const out = () => after(GRACE, false);
    const leave = () => { clearTimeout(timer); setShown(false); };
    const focus = () => { if (row.matches(":focus-visible")) after(FOCUS, true); };
    const escape = (/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape") leave(); };
    const pairs = /** @type {[any, string, any][]} */ ([[name, "pointerenter", enter], [name, "pointerleave", out], [anchor.current, "pointerenter", stay], [anchor.current, "pointerleave", out], [row, "focus", focus], [row, "blur", leave], [row, "keydown", escape], [row, "pointerdown", leave]]);
    for (const [element, kind, run] of pairs) element.addEventListener(kind, run);
    return () => { clearTimeout(timer); for (const [element, kind, run] of pairs) element.removeEventListener(kind, run); };
  }, []);
  return html`<span class="hover-card__anchor" ref=${anchor}>${shown ? html`<${Told} card=${card} />` : null}</span>`;
}

/** @param {{card: import("../lib/types").Card}} props */
function Told({ card }) {
  const { campaign, queue, account, tags, owner } = useDesk((state) => ({
    campaign: state.directory.campaigns[card.campaign]?.name ?? "", queue: state.directory.queues[card.queue]?.name ?? "", account: state.directory.accounts[card.account], tags: state.directory.tags,
    owner: state.directory.agents[card.followUp?.owner ?? ""]?.name ?? "",
  }));
  const names = (card.tags ?? []).map((tag) => tags[tag]?.name).filter(Boolean);
  const line = (/** @type {string} */ label, /** @type {any} */ value) => (value ? html`<dt>${label}</dt><dd>${value}</dd>` : null);
  return html`<span class="hover-card" role="tooltip" data-testid="hover-card"><dl>
    ${line(t("listing.tell.address"), addressOf(card.contact.point))}
    ${line(t("listing.tell.line"), lineOf(account))}
    ${line(t("listing.tell.queue"), queue && queue !== campaign ? t("listing.tell.within", { queue, campaign }) : campaign)}
    ${line(t("listing.tell.said"), previewOf(card))}
    ${line(t("listing.tell.description"), card.description)}
    ${line(t("listing.tell.tags"), names.join(", "))}
    ${card.state === "waiting" ? line(t("listing.tell.waiting"), waitingWords(card.waiting)) : null}
    ${card.followUp ? line(t("followUp.title"), html`<${FollowUpClock} followUp=${card.followUp} /> ${followUpMoment(card.followUp)}${owner ? ` · ${owner}` : ""}${card.followUp.note ? html`<br />${card.followUp.note}` : null}`) : null}
    ${line(t("listing.tell.updated"), exactTime(card.updatedAt))}
  </dl></span>`;
}
