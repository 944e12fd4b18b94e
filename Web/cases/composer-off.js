import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { firstName, shortTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { canTake } from "./select.js";
import { takeCase } from "./take-case.js";
import { presetOf } from "./words.js";

/**
 * Nothing to type, why, and the way on: take it, if it may be taken.
 * @param {{card: import("../lib/types").Card, busy: boolean, offline: boolean}} props
 */
export function ComposerOff({ card, busy, offline }) {
  const { holder, takable } = useDesk((state) => ({ holder: card.agent ? state.directory.agents[card.agent]?.name ?? null : null, takable: canTake(card, state) }));
  const now = useNow(false);
  const preset = presetOf(card);
  const waits = card.state === "queued" || card.state === "offered" || card.state === "bot";
  const title = card.state === "closed" ? t("composer.closed", { preset, time: card.closedAt ? shortTime(card.closedAt, now) : "" })
    : waits ? t("composer.waits", { preset }) : t("composer.heldBy", { preset, name: holder ?? t("conversation.colleague") });
  const text = card.state === "closed" ? t("composer.closedText") : takable ? t("composer.takeText") : waits ? t("composer.offeredText", { name: firstName(holder) || t("conversation.colleague") }) : t("composer.heldText");
  return html`<div class="composer composer--closed" role="group" aria-label=${t("composer.label")} data-region tabindex="-1">
    <div class="composer__closed"><${Icon} name=${card.state === "closed" ? "closed" : waits ? "queued" : "lock"} />
      <span class="composer__closed-text"><strong>${title}</strong>${text}</span>
      ${card.sight === "full" && card.state !== "closed" ? html`<button type="button" class="button" aria-keyshortcuts="M" onClick=${() => dispatch({ type: "mode", mode: "note" })}><${Icon} name="note" size="s" />${t("composer.note")}</button>` : null}
      ${takable ? html`<button type="button" class=${`button button--primary ${busy ? "button--busy" : ""}`} data-testid="take-case" disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} onClick=${() => void takeCase(card)}>
        ${busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t("case.take")}</button>` : null}
    </div></div>`;
}
