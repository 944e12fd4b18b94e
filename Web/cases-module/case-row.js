import { html } from "../vendor/preact-htm.js";
import { FollowUpClock } from "../cases/follow-up-clock.js";
import { StateChip } from "../cases/state-chip.js";
import { channelsOf } from "../cases/labels.js";
import { nameOf, policyOf, previewOf, stateOf } from "../cases/words.js";
import { exactTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Avatar } from "../ui/avatar.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { HoverCard } from "./hover-card.js";
import { Clocks, createdWords, GoLink, PriorityWord, rowClicks, RowMarks, SelectBox } from "./row-parts.js";

/**
 * One case as a wide card: who and what was said, state and outcome, clocks and who attends it (CD-2).
 * @param {{card: import("../lib/types").Card, selected: boolean, reachable: boolean, open: boolean, leaving: boolean, position: number, size: number}} props
 */
export function CaseRow({ card, selected, reachable, open, leaving, position, size }) {
  const { agent, me } = useDesk((state) => ({ agent: state.directory.agents[card.agent ?? card.closedBy ?? ""] ?? null, me: state.me?.id }));
  const channels = channelsOf(card, policyOf(card));
  const unread = card.unread?.count ?? 0;
  const direction = card.preview?.direction;
  const over = card.sla?.breached === true;
  return html`<li class=${`case-row ${selected ? "case-row--selected" : ""} ${open ? "case-row--open" : ""} ${unread ? "case-row--unread" : ""} ${over ? "case-row--breached" : ""} ${leaving ? "case-row--leaving" : ""}`}
    data-row=${card.id} data-testid="case-row" data-case=${card.number} data-selected=${String(selected)} aria-setsize=${size} aria-posinset=${position} tabindex=${reachable ? 0 : -1} aria-current=${open ? "true" : undefined} ...${rowClicks(card)}>
    <${SelectBox} card=${card} selected=${selected} />
    <span class="case-row__channel"><${ChannelGlyph} channel=${channels.main} />${channels.others.map((one) => html`<${ChannelGlyph} key=${one} channel=${one} size="xs" />`)}</span>
    <div class="case-row__block">
      <span class="case-row__line"><span class="case-row__name">${nameOf(card)}</span><span class="case-row__document">${card.contact.code ?? t("listing.noDocument")}</span>${unread ? html`<span class="badge badge--unread">${unread > 99 ? "99+" : unread}<span class="visually-hidden"> ${t("case.unread", { count: unread })}</span></span>` : null}<${RowMarks} card=${card} /></span>
      <span class="case-row__line">${direction === "in" || direction === "out" ? html`<${Icon} name=${direction === "in" ? "inbound" : "outbound"} size="xs" class="case-row__action" /><span class="visually-hidden">${t(`direction.${direction}`)}: </span>` : null}<span class="case-row__text">${leaving ? t("listing.leaving") : previewOf(card)}</span></span>
      <span class="case-row__line"><span class="case-row__description">${card.subject || card.description || t("listing.noDescription")}</span></span>
    </div>
    <div class="case-row__block case-row__block--outcome">
      <span class="case-row__line"><${StateChip} ...${stateOf(card)} /><span class="case-row__number">#${card.number}</span></span>
      <span class="case-row__line"><span class="case-row__outcome" title=${t("listing.lastOutcome")}><span class="visually-hidden">${t("listing.lastOutcome")}: </span>${card.outcome?.text || "—"}</span></span>
      <span class="case-row__line"><${PriorityWord} card=${card} /><span class="case-row__meta">${card.type ?? ""}</span></span>
    </div>
    <div class="case-row__block case-row__block--who">
      <span class="case-row__line"><${Clocks} card=${card} /><${FollowUpClock} followUp=${card.followUp} /></span>
      <span class="case-row__line"><span class="case-row__agent" title=${agent?.email}>${agent ? html`<${Avatar} name=${agent.name} size="s" me=${agent.id === me} />` : html`<span class="avatar avatar--s avatar--none" aria-hidden="true"></span>`}<span class="case-row__agent-name">${agent?.name ?? t("listing.unassigned")}</span></span></span>
      <span class="case-row__line"><time class="case-row__meta" datetime=${card.createdAt} title=${exactTime(card.createdAt)}>${createdWords(card)}</time></span>
    </div>
    <${GoLink} card=${card} />
    <${HoverCard} card=${card} />
  </li>`;
}
