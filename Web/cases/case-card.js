import { html } from "../vendor/preact-htm.js";
import { shortTime, exactTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Avatar } from "../ui/avatar.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { Deadline } from "./deadline.js";
import { openCase } from "./open-case.js";
import { StateChip } from "./state-chip.js";
import { nameOf, pointOf, previewOf, stateOf } from "./words.js";

/**
 * One case in the list: a link whose whole text is its name.
 * @param {{card: import("../lib/types").Card, selected: boolean, reachable: boolean, position: number, count: number, live?: boolean}} props
 */
export function CaseCard({ card, selected, reachable, position, count, live = true }) {
  const { line, agent, me, draft } = useDesk((state) => ({
    line: state.directory.accounts[card.account]?.alias ?? "", agent: state.directory.agents[card.agent ?? (live ? "" : card.closedBy) ?? ""] ?? null, me: state.me?.id,
    draft: live ? draftOf(state.drafts[`${card.id}:text`], state.drafts[`${card.id}:note`]) : "",
  }));
  const now = useNow(false);
  const mine = live && card.state === "offered" && card.agent === me;
  const unread = live ? card.unread?.count ?? 0 : 0;
  const point = pointOf(card);
  const name = nameOf(card);
  const at = live ? card.lastMessageAt ?? card.createdAt : card.closedAt ?? card.updatedAt;
  const onClick = (/** @type {MouseEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openCase(card.number);
  };
  return html`<li aria-setsize=${count} aria-posinset=${position}>
    <a class=${`case-card ${unread ? "case-card--unread" : ""} ${mine ? "case-card--offered" : ""} ${selected ? "case-card--selected" : ""}`}
      href=${`/cases/${card.number}`} tabindex=${reachable ? 0 : -1} aria-current=${selected ? "true" : undefined} onClick=${onClick}
      data-testid="case-card" data-case=${card.number} data-state=${card.state}>
      <span class="case-card__gutter"><${ChannelGlyph} channel=${card.channel} size="s" />
        ${agent ? html`<${Avatar} name=${agent.name} size="s" me=${agent.id === me} title=${`${agent.name} · ${agent.email}`} />` : null}</span>
      <span class="case-card__body">
        <span class="case-card__line"><span class="case-card__name">${name}</span>
          ${card.marks.flagged ? html`<span class="tag tag--flag" role="img" aria-label=${t("mark.flagged")} title=${t("mark.flagged")}><${Icon} name="flag" size="xs" /></span>` : null}
          <time class="case-card__time" datetime=${at} title=${exactTime(at)}>${shortTime(at, now)}</time></span>
        <span class="case-card__line">${draft ? null : html`<${Action} card=${card} />`}
          <span class="case-card__preview">${draft ? html`<span class="case-card__draft">${t("case.draft")}</span> ${draft}` : previewOf(card)}</span>
          ${unread ? html`<span class="badge badge--unread">${unread}<span class="visually-hidden"> ${t("case.unread", { count: unread })}</span></span>` : null}</span>
        <span class="case-card__route">${point ? html`${point} <${Icon} name="arrow-right" size="xs" /> ` : null}<span class="case-card__route-line">${line}</span></span>
        <span class="case-card__line"><${StateChip} ...${stateOf(card)} />
          ${card.marks.transferred ? html`<span class="case-card__mark" role="img" aria-label=${t("mark.transferred")} title=${t("mark.transferred")}><${Icon} name="transfer" size="xs" /></span>` : null}
          <span class="case-card__number">#${card.number}</span>
          ${mine && card.deadline ? html`<span class="case-card__clocks"><${Deadline} from=${card.offeredAt} to=${card.deadline} /></span>` : null}</span>
      </span>
    </a>
  </li>`;
}

/** @param {{card: import("../lib/types").Card}} props */
function Action({ card }) {
  const direction = card.preview?.direction;
  if (!card.preview || card.preview.kind === "call" || direction === "none") return null;
  return html`<${Icon} name=${direction === "in" ? "inbound" : "outbound"} size="xs" class="case-card__action" /><span class="visually-hidden">${t(`direction.${direction}`)}: </span>`;
}

/**
 * What was begun and not sent, in one line.
 * @param {import("../lib/types").LocalDraft | undefined} reply
 * @param {import("../lib/types").LocalDraft | undefined} note
 */
const draftOf = (reply, note) => reply?.text.trim() || reply?.files[0]?.name || note?.text.trim() || "";
