import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { clockTime, firstName, shortTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { chooseChannel } from "./channel-choice.js";
import { viaOf, wasNeverOpen, windowLeft } from "./reply-channel.js";
import { canTake } from "./select.js";
import { takeCase } from "./take-case.js";
import { nameOf, unitOf } from "./words.js";

/**
 * Nothing to type, why, and the way on: take it, if it may be taken; another channel, where this one's window is over.
 * @param {{card: import("../lib/types").Card, busy: boolean, offline: boolean, ended: import("../lib/types").ReplyChannel | null, channels: import("../lib/types").ReplyChannel[]}} props
 */
export function ComposerOff({ card, busy, offline, ended, channels }) {
  const { holder, takable } = useDesk((state) => ({ holder: card.agent ? state.directory.agents[card.agent]?.name ?? null : null, takable: canTake(card, state) }));
  const now = useNow(false);
  const others = ended ? channels.filter((one) => viaOf(one) !== viaOf(ended) && windowLeft(one.window, now)?.tone !== "over") : [];
  const { icon, title, text } = ended ? whyEnded(card, ended, now) : whyOff(card, holder, takable, now);
  return html`<div class="composer composer--closed" role="group" aria-label=${t("composer.label")} data-region tabindex="-1" data-testid="composer-off">
    <div class=${`composer__closed ${ended ? "composer__closed--window" : ""}`}><${Icon} name=${icon} />
      <span class="composer__closed-text"><strong>${title}</strong>${text}</span>
      ${card.sight === "full" && card.state !== "closed" ? html`<button type="button" class="button" aria-keyshortcuts="M" onClick=${() => dispatch({ type: "mode", mode: "note" })}><${Icon} name="note" size="s" />${t("composer.note")}</button>` : null}
      ${others.map((one) => html`<button key=${viaOf(one)} type="button" class="button button--primary" onClick=${() => chooseChannel(card.id, one)}><${Icon} name=${one.channel} size="s" />${t("composer.byChannel", { channel: one.channel, name: t(`channel.${one.channel}`) })}</button>`)}
      ${takable ? html`<button type="button" class=${`button button--primary ${busy ? "button--busy" : ""}`} data-testid="take-case" disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} onClick=${() => void takeCase(card)}>
        ${busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t("case.take")}</button>` : null}
    </div></div>`;
}

/** @param {import("../lib/types").Card} card @param {import("../lib/types").ReplyChannel} ended @param {number} now */
function whyEnded(card, ended, now) {
  const endsAt = ended.window?.endsAt ?? "";
  const today = shortTime(endsAt, now) === clockTime(endsAt);
  const name = firstName(card.contact.name) || nameOf(card);
  return {
    icon: "window", title: wasNeverOpen(ended.window) ? t("window.never", { name, channel: t(`channel.${ended.channel}`) }) : t("window.endedAt", { time: today ? clockTime(endsAt) : `${shortTime(endsAt, now)}, ${clockTime(endsAt)}` }),
    text: t("window.endedText", { name, channel: t(`channel.${ended.channel}`) }),
  };
}

/** @param {import("../lib/types").Card} card @param {string | null} holder @param {boolean} takable @param {number} now */
function whyOff(card, holder, takable, now) {
  const unit = unitOf(card);
  if (card.state === "closed") return { icon: "closed", title: t("composer.closed", { unit, time: card.closedAt ? shortTime(card.closedAt, now) : "" }), text: t("composer.closedText") };
  if (card.state === "bot") return { icon: "bot", title: t("composer.withBot", { unit }), text: takable ? t("composer.takeText") : t("composer.withBotText") };
  const waits = card.state === "queued" || card.state === "offered";
  return {
    icon: waits ? "queued" : "lock", title: waits ? t("composer.waits", { unit }) : t("composer.heldBy", { unit, name: holder ?? t("conversation.colleague") }),
    text: takable ? t("composer.takeText") : waits ? t("composer.offeredText", { name: firstName(holder) || t("conversation.colleague") }) : t("composer.heldText"),
  };
}
