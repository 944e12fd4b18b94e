import { html } from "../vendor/preact-htm.js";
import { dispatch, getState } from "../desk.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Lazy } from "../ui/lazy.js";
import { Menu } from "../ui/menu.js";
import { useDesk } from "../ui/use-desk.js";
import { customerMarks } from "./card-marks.js";
import { reopenCase } from "./case-actions.js";
import { ConversationFacts } from "./conversation-facts.js";
import { HeaderChannels } from "./header-channels.js";
import { HeaderWatchers } from "./header-watchers.js";
import { classify, loadCaseMenu } from "./later.js";
import { openCase } from "./open-case.js";
import { replyChannel, replyChannels } from "./reply-channel.js";
import { leads, mayClassify, mayClose, mayReopen } from "./rights.js";
import { StateChip } from "./state-chip.js";
import { HeaderWindow } from "./header-window.js";
import { nameOf, unitOf, stateOf } from "./words.js";

/**
 * Name, window, channels and acts above; line, campaign, queue and the customer's number below.
 * @param {{card: import("../lib/types").Card}} props
 */
export function ConversationHeader({ card }) {
  const { seen, unknown, offline, classifiable, closable, reopenable, held, conversation, via } = useDesk((state) => ({
    seen: card.sight === "full" || leads(state.me, card.campaign),
    held: card.agent === state.me?.id && card.state !== "closed" && card.state !== "offered", unknown: !card.contact.id && card.agent === state.me?.id && card.state !== "offered",
    offline: state.connection.status === "offline", classifiable: mayClassify(card, state), closable: mayClose(card, state), reopenable: mayReopen(card, state), conversation: state.conversations[card.id], via: state.perCase.via[card.id],
  }));
  const acts = held || (seen && card.state !== "closed");
  const unit = unitOf(card);
  const marks = customerMarks(card);
  const channel = replyChannel(card, conversation, via);
  const clocked = channel.window !== null && card.state !== "closed";
  const close = () => dispatch({ type: "dialog", dialog: { kind: "close", case: card.id } });
  return html`<header class="conversation__header">
    <div class="conversation__top">
      <${IconButton} icon="arrow-left" label=${t("action.back")} class="conversation__back" onClick=${() => openCase(null)} />
      <div class="conversation__who">
        <h2 class="conversation__name" tabindex="-1" data-region title=${nameOf(card)}>${nameOf(card)}</h2>
        ${marks.length > 0 ? html`<span class="conversation__marks">${marks.map(({ icon, label }) => html`<span key=${icon} class=${`case-card__mark case-card__mark--${icon}`} role="img" aria-label=${label} title=${label} data-testid="header-mark"><${Icon} name=${icon} size="xs" /></span>`)}</span>` : null}
        ${unknown ? html`<button type="button" class="button button--s conversation__short conversation__add" title=${t("contact.add")} onClick=${() => dispatch({ type: "dialog", dialog: { kind: "contact", case: card.id } })}><${Icon} name="user-plus" size="xs" /><span class="conversation__label">${t("contact.add")}</span></button>` : null}
        ${clocked ? html`<${HeaderWindow} card=${card} channel=${channel} />` : null}
        <${HeaderChannels} case=${card.id} channels=${replyChannels(card, conversation)} chosen=${channel} held=${held} />
        ${clocked && card.state === "open" ? null : html`<span class="conversation__state"><${StateChip} ...${stateOf(card)} /><span class="conversation__number">#${card.number}</span></span>`}
      </div>
      <div class="conversation__tools">
        <${HeaderWatchers} case=${card.id} />
        <${IconButton} icon="id" label=${t("side.open")} class="conversation__side" onClick=${openSide} />
        ${acts ? html`<${IconButton} icon="more" label=${t("case.more")} popovertarget="menu-case" />` : null}
        ${reopenable ? html`<button type="button" class="button" disabled=${offline} onClick=${() => void reopenCase(card)}><${Icon} name="undo" size="s" />${t("case.reopen")}</button>` : null}
        ${classifiable ? html`<button type="button" class="button conversation__short conversation__classify" title=${`${t("act.classify")}  T`} aria-keyshortcuts="T" data-testid="classify" onClick=${() => void classify(card)}><${Icon} name="tag" size="s" /><span class="conversation__label">${t("act.classify")}</span></button>` : null}
        ${closable ? html`<button type="button" class="button button--tonal conversation__short conversation__close" title=${offline ? t("error.offlineAct") : `${t("case.resolve", { unit })}  R`} aria-keyshortcuts="R" disabled=${offline}
          data-testid="close-case-header" onClick=${close}><${Icon} name="check" size="s" /><span class="conversation__label">${t("case.resolve", { unit })}</span></button>` : null}
      </div>
      ${acts ? html`<${Menu} id="menu-case" side="end" label=${t("case.more")}>
        ${classifiable ? html`<button type="button" class="menu__item conversation__in-sheet" role="menuitem" tabindex="-1" onClick=${() => void classify(card)}><${Icon} name="tag" size="s" />${t("act.classify")}</button>` : null}
        ${closable ? html`<button type="button" class="menu__item conversation__in-sheet" role="menuitem" tabindex="-1" disabled=${offline} onClick=${close}><${Icon} name="check" size="s" />${t("case.resolve", { unit })}</button>` : null}
        <${Lazy} load=${loadCaseMenu} failed=${nothing} card=${card} /></${Menu}>` : null}
    </div>
    <${ConversationFacts} card=${card} channel=${channel} />
  </header>`;
}

/** Opening the menu again asks for it again. */
function nothing() {}

/** Where there is no third column, it comes as a drawer or as a screen of its own. */
function openSide() {
  const number = getState().screen.selected;
  if (matchMedia("(max-width: 719px)").matches) openCase(number, { pane: "contact" });
  else dispatch({ type: "drawer", open: !getState().screen.drawer });
}
