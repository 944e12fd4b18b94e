import { html } from "../vendor/preact-htm.js";
import { dispatch, getState } from "../desk.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { useDesk } from "../ui/use-desk.js";
import { releaseCase, reopenCase, toggleFlag } from "./case-actions.js";
import { openCase } from "./open-case.js";
import { mayClose, mayReopen } from "./rights.js";
import { StateChip } from "./state-chip.js";
import { addressOf, nameOf, presetOf, stateOf } from "./words.js";

/**
 * Name, channel and acts above; line, campaign, queue and the customer's number below.
 * @param {{card: import("../lib/types").Card}} props
 */
export function ConversationHeader({ card }) {
  const { line, address, campaign, queue, unknown, offline, closable, reopenable, held } = useDesk((state) => ({
    line: state.directory.accounts[card.account]?.alias ?? "", address: state.directory.accounts[card.account]?.address ?? "",
    campaign: state.directory.campaigns[card.campaign]?.name ?? "", queue: state.directory.queues[card.queue]?.name ?? "", held: card.agent === state.me?.id && card.state !== "closed" && card.state !== "offered",
    unknown: !card.contact.id && card.agent === state.me?.id && card.state !== "offered", offline: state.connection.status === "offline", closable: mayClose(card, state), reopenable: mayReopen(card, state),
  }));
  const preset = presetOf(card);
  return html`<header class="conversation__header">
    <div class="conversation__top">
      <${IconButton} icon="arrow-left" label=${t("action.back")} class="conversation__back" onClick=${() => openCase(null)} />
      <div class="conversation__who">
        <h2 class="conversation__name" tabindex="-1" data-region title=${nameOf(card)}>${nameOf(card)}</h2>
        ${unknown ? html`<button type="button" class="button button--s conversation__short" onClick=${() => dispatch({ type: "dialog", dialog: { kind: "contact", case: card.id } })}><${Icon} name="user-plus" size="xs" /><span class="conversation__label">${t("contact.add")}</span></button>` : null}
        <span class="conversation__channels"><${ChannelGlyph} channel=${card.channel} /></span>
        <span class="conversation__state"><${StateChip} ...${stateOf(card)} /><span class="conversation__number">#${card.number}</span></span>
      </div>
      <div class="conversation__tools">
        <${IconButton} icon="id" label=${t("side.open")} class="conversation__side" onClick=${openSide} />
        ${held ? html`<${IconButton} icon="more" label=${t("case.more")} popovertarget="menu-case" />` : null}
        ${reopenable ? html`<button type="button" class="button" disabled=${offline} onClick=${() => void reopenCase(card)}><${Icon} name="undo" size="s" />${t("case.reopen")}</button>` : null}
        ${closable ? html`<button type="button" class="button button--tonal conversation__short" title=${offline ? t("error.offlineAct") : `${t("case.resolve", { preset })}  R`} aria-keyshortcuts="R" disabled=${offline}
          data-testid="close-case-header" onClick=${() => dispatch({ type: "dialog", dialog: { kind: "close", case: card.id } })}><${Icon} name="check" size="s" /><span class="conversation__label">${t("case.resolve", { preset })}</span></button>` : null}
      </div>
      ${held ? html`<${Menu} id="menu-case" side="end" label=${t("case.more")}>
        <button type="button" class="menu__item" role="menuitem" tabindex="-1" onClick=${() => void toggleFlag(card)}><${Icon} name="flag" size="s" />${t(card.marks.flagged ? "case.unflag" : "case.flag")}</button>
        <button type="button" class="menu__item" role="menuitem" tabindex="-1" disabled=${offline} onClick=${() => void releaseCase(card)}><${Icon} name="queued" size="s" />${t("case.release")}</button></${Menu}>` : null}
    </div>
    <div class="conversation__facts">
      <span class="conversation__fact" title=${t("case.line", { line: `${line} ${address}` })}><span class="conversation__fact-text"><span class="conversation__fact-key">${line}</span> ${address}</span></span>
      <span class="conversation__fact conversation__fact--shrink"><span class="conversation__fact-text">${campaign} · ${t("case.queueNamed", { queue })}</span></span>
      <span class="conversation__fact conversation__fact--way"><${Icon} name="inbound" size="xs" />${t("case.inbound")}</span>
      <span class="conversation__fact conversation__fact--end" title=${t("case.point")}><span class="conversation__fact-key">${addressOf(card.contact.point)}</span></span>
    </div>
  </header>`;
}

/** Where there is no third column, it comes as a drawer or as a screen of its own. */
function openSide() {
  const number = getState().screen.selected;
  if (matchMedia("(max-width: 719px)").matches) openCase(number, { pane: "contact" });
  else dispatch({ type: "drawer", open: !getState().screen.drawer });
}
