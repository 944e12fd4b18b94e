import { html, useEffect } from "../vendor/preact-htm.js";
import { dispatch, getState } from "../desk.js";
import { firstName, shortTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Avatar } from "../ui/avatar.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { useNow } from "../ui/use-now.js";
import { openCase } from "./open-case.js";
import { cardByNumber } from "./select.js";
import { StateChip } from "./state-chip.js";
import { nameOf, stateOf } from "./words.js";

/**
 * Somebody else won: the card turns grey, says who, and leaves after four seconds.
 * @param {{taken: import("../lib/types").Taken}} props
 */
export function TakenCard({ taken }) {
  const { card, by, at, lost } = taken;
  const now = useNow();
  useEffect(() => {
    const timer = setTimeout(() => {
      dispatch({ type: "taken.gone", case: card.id });
      if (getState().screen.selected === card.number && !cardByNumber(getState(), card.number)) openCase(null, { replace: true });
    }, 4000);
    return () => clearTimeout(timer);
  }, [at]);
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  const words = lost === "passed" ? t("case.passed") : by ? t("case.takenBy", { name: firstName(by), seconds }) : t("case.takenByOther", { seconds });
  return html`<li><div class="case-card case-card--taken" aria-disabled="true" data-testid="case-card" data-case=${card.number} data-state="taken">
    <span class="case-card__gutter"><${ChannelGlyph} channel=${card.channel} size="s" />${by ? html`<${Avatar} name=${by} size="s" title=${by} />` : null}</span>
    <span class="case-card__body">
      <span class="case-card__line"><span class="case-card__name">${nameOf(card)}</span><time class="case-card__time">${shortTime(card.lastMessageAt ?? card.createdAt, now)}</time></span>
      <span class="case-card__line" role="status"><span class="case-card__preview">${words}</span></span>
      <span class="case-card__line">${lost === "taken" ? html`<${StateChip} ...${stateOf({ ...card, state: "open" })} />` : null}<span class="case-card__number">#${card.number}</span></span>
    </span>
  </div></li>`;
}
