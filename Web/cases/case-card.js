import { html } from "../vendor/preact-htm.js";
import { shortTime, exactTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Avatar } from "../ui/avatar.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { CallStatus } from "./call-status.js";
import { marksOf, waitingWords } from "./card-marks.js";
import { Deadline } from "./deadline.js";
import { FollowUpClock } from "./follow-up-clock.js";
import { channelsOf } from "./labels.js";
import { openCase } from "./open-case.js";
import { StateChip } from "./state-chip.js";
import { WindowClock } from "./window-clock.js";
import { isBotSpeaking, lineOf, nameOf, pointOf, policyOf, previewOf, stateOf } from "./words.js";

/**
 * One case in the list: a link whose whole text is its name.
 * @param {{card: import("../lib/types").Card, selected: boolean, reachable: boolean, position: number, count: number, live?: boolean, tagLine?: boolean}} props `tagLine`: a fifth line for tags, where rows need not be of one height
 */
export function CaseCard({ card, selected, reachable, position, count, live = true, tagLine = false }) {
  const { account, agent, me, tags, draft } = useDesk((state) => ({
    account: state.directory.accounts[card.account], agent: state.directory.agents[card.agent ?? (live ? "" : card.closedBy) ?? ""] ?? null, me: state.me?.id, tags: state.directory.tags,
    draft: live ? draftOf(state.drafts[`${card.id}:text`], state.drafts[`${card.id}:note`]) : "",
  }));
  const now = useNow(false);
  const mine = live && card.state === "offered" && card.agent === me;
  const unread = live ? card.unread?.count ?? 0 : 0;
  const point = pointOf(card);
  const policy = policyOf(card);
  const channels = channelsOf(card, policy);
  const label = stateOf(card);
  const names = (card.tags ?? []).map((tag) => tags[tag]?.name).filter(Boolean);
  const outcome = card.outcome?.text;
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
      <span class="case-card__gutter"><${ChannelGlyph} channel=${channels.main} size="s" />
        ${agent ? html`<${Avatar} name=${agent.name} size="s" me=${agent.id === me} title=${`${agent.name} · ${agent.email}`} /><span class="visually-hidden">${t("case.agent", { name: agent.name })}</span>` : null}</span>
      <span class="case-card__body">
        <span class="case-card__line"><span class="case-card__name">${nameOf(card)}</span>
          ${channels.others.length > 0 ? html`<span class="case-card__channels">${channels.others.map((one) => html`<${ChannelGlyph} key=${one} channel=${one} size="xs" />`)}</span>` : null}
          ${card.priority === "critical" || card.priority === "high" ? html`<span class=${`priority priority--${card.priority}`} role="img" aria-label=${t("priority.of", { priority: t(`priority.${card.priority}`) })} title=${t("priority.of", { priority: t(`priority.${card.priority}`) })}><${Icon} name=${`prio-${card.priority}`} size="xs" /></span>` : null}
          ${card.marks.flagged ? html`<span class="tag tag--flag" role="img" aria-label=${t("mark.flagged")} title=${t("mark.flagged")}><${Icon} name="flag" size="xs" /></span>` : null}
          <time class="case-card__time" datetime=${at} title=${exactTime(at)}>${shortTime(at, now)}</time></span>
        <span class="case-card__line case-card__line--last">${draft || card.call ? null : html`<${Action} card=${card} />`}
          <span class="case-card__preview">${card.call ? html`<${CallStatus} call=${card.call} />` : draft ? html`<span class="case-card__draft">${t("case.draft")}</span> ${draft}` : previewOf(card)}</span>
          ${unread ? html`<span class="badge badge--unread">${unread > 99 ? "99+" : unread}<span class="visually-hidden"> ${t("case.unread", { count: unread })}</span></span>` : null}</span>
        <span class="case-card__route">${point ? html`<span class="case-card__point" data-testid="card-point">${point}</span> <${Icon} name="arrow-right" size="xs" /><span class="visually-hidden"> ${t("case.wroteTo")} </span> ` : null}<span class="case-card__route-line" data-testid="card-line" title=${account?.alias}>${lineOf(account)}</span></span>
        <span class="case-card__line case-card__line--state"><${StateChip} ...${label} />
          ${marksOf(card, label.icon, tagLine ? [] : names).map((mark) => html`<${Mark} key=${mark.icon} ...${mark} />`)}
          ${live ? html`<${Watchers} case=${card.id} me=${me} />` : null}
          <span class="case-card__number">#${card.number}</span>
          <span class="case-card__clocks">${live ? html`<${FollowUpClock} followUp=${card.followUp} />` : null}${mine && card.deadline ? html`<${Deadline} from=${card.offeredAt} to=${card.deadline} />` : live && card.state === "waiting" ? html`<${Waiting} waiting=${card.waiting} />` : live && card.window && card.state !== "closed" ? html`<${WindowClock} endsAt=${card.window.endsAt} channel=${card.channel} />` : null}</span></span>
        ${tagLine && outcome ? html`<span class="case-card__tags"><span class="tag" data-testid="card-outcome" title=${t("case.outcome", { outcome })}><${Icon} name="check" size="xs" />${outcome}</span></span>` : null}
        ${tagLine && names.length > 0 ? html`<span class="case-card__tags"><span class="visually-hidden">${t("case.tags", { names: "" })}</span>${names.map((name) => html`<span key=${name} class="tag">${name}</span>`)}</span>` : null}
      </span>
    </a>
  </li>`;
}

/** @param {{icon: string, label: string}} props */
const Mark = ({ icon, label }) => html`<span class=${`case-card__mark case-card__mark--${icon}`} role="img" aria-label=${label} title=${label}><${Icon} name=${icon} size="xs" /></span>`;

/**
 * "En espera" with what ends it; what it waits for stands in its tip.
 * @param {{waiting: import("../lib/types").Card["waiting"]}} props
 */
function Waiting({ waiting }) {
  const now = useNow(false);
  return html`<span class="case-card__waiting" title=${waitingWords(waiting)} data-testid="card-waiting"><${Icon} name="waiting" size="xs" />${t("mark.waiting")}${waiting?.until ? html` <time datetime=${waiting.until}>${shortTime(waiting.until, now)}</time>` : null}<span class="visually-hidden">${waiting?.reason ?? ""}</span></span>`;
}

/** @param {{card: import("../lib/types").Card}} props */
function Action({ card }) {
  const direction = card.preview?.direction;
  if (!card.preview || card.preview.kind === "call" || direction === "none") return null;
  if (isBotSpeaking(card)) return html`<${Icon} name="bot" size="xs" class="case-card__action" />`;
  return html`<${Icon} name=${direction === "in" ? "inbound" : "outbound"} size="xs" class="case-card__action" /><span class="visually-hidden">${t(`direction.${direction}`)}: </span>`;
}

/** Who looks at it now; a word that is not repeated goes out. */
const FRESH = 45_000;

/** @param {{case: string, me: string | undefined}} props */
function Watchers({ case: id, me }) {
  const { looking, agents } = useDesk((state) => ({ looking: state.screen.presence[id]?.agents, agents: state.directory.agents }));
  const now = useNow(false);
  const names = Object.entries(looking ?? {}).filter(([agent, one]) => agent !== me && now - one.at < FRESH).map(([agent]) => agents[agent]?.name).filter(Boolean);
  return names.length > 0 ? html`<${Mark} icon="eye" label=${t("case.watched", { names: names.join(", "), count: names.length })} />` : null;
}

/**
 * What was begun and not sent, in one line.
 * @param {import("../lib/types").LocalDraft | undefined} reply
 * @param {import("../lib/types").LocalDraft | undefined} note
 */
const draftOf = (reply, note) => reply?.text.trim() || reply?.files[0]?.name || note?.text.trim() || "";
