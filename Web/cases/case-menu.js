import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { firstName } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { settle, tell, wake } from "./acts.js";
import { releaseCase, toggleFlag } from "./case-actions.js";
import { rightsOn } from "./rights.js";

/**
 * What can be done with the open case beside answering and closing it.
 * @param {{card: import("../lib/types").Card}} props
 */
export function CaseMenu({ card }) {
  const { offline, me, holder, typed, lead } = useDesk((state) => ({
    offline: state.connection.status === "offline", me: state.me?.id, holder: state.directory.agents[card.agent ?? ""] ?? null, lead: state.me !== null && state.me.role !== "agent",
    typed: (state.directory.campaigns[card.campaign]?.types ?? []).length > 0 || Object.keys(state.directory.tags).length > 0,
  }));
  const may = useDesk((state) => rightsOn(card, state));
  const ask = (/** @type {string} */ kind) => () => dispatch({ type: "dialog", dialog: { kind, case: card.id } });
  const item = (/** @type {string} */ name, /** @type {string} */ icon, /** @type {string} */ text, /** @type {() => void} */ run, /** @type {{key?: string, reads?: boolean}} */ { key, reads } = {}) => html`<button key=${name} type="button" class="menu__item" role="menuitem" tabindex="-1" aria-keyshortcuts=${key} disabled=${offline && !reads} title=${offline && !reads ? t("error.offlineAct") : undefined} data-testid=${`act-${name}`} onClick=${run}><${Icon} name=${icon} size="s" />${text}${key ? html`<span class="menu__end"><kbd class="kbd">${key}</kbd></span>` : null}</button>`;
  return html`
    ${may.flag ? item("flag", "flag", t(card.marks.flagged ? "case.unflag" : "case.flag"), () => void toggleFlag(card), { key: "B" }) : null}
    ${may.handle ? (card.state === "waiting" ? item("wake", "open", t("act.wake"), () => void tell(wake(card)), { key: "H" }) : item("wait", "waiting", t("act.wait"), ask("wait"), { key: "H" })) : null}
    ${may.mark ? (card.marks.escalated ? item("settle", "check", t("act.settle"), () => void tell(settle(card)), { key: "E" }) : item("escalate", "escalate", t("act.escalate"), ask("escalate"), { key: "E" })) : null}
    ${may.mark ? item("priority", "prio-high", t("act.priority"), ask("priority")) : null}
    ${may.mark ? item("follow-up", "followup", t("followUp.title"), ask("followUp"), { key: "P" }) : null}
    ${may.mark && typed ? item("tags", "tag", t("act.tags"), ask("tags"), { key: "L" }) : null}
    ${may.transfer ? item("transfer", "transfer", t("act.transfer"), ask("transfer"), { key: "X" }) : null}
    ${may.release ? item("release", "queued", t("case.release"), () => void releaseCase(card)) : null}
    <hr class="menu__line" role="presentation" />
    ${item("related", "cases", t("act.related"), ask("related"), { reads: true })}
    ${card.sight === "full" || lead ? item("log", "history", t("act.log"), ask("log"), { reads: true }) : null}
    ${card.sight === "full" ? item("link", "link", t("act.link"), ask("link")) : null}
    ${item("trace", "trace", holder ? t("trace.why", { name: firstName(holder.name) }) : t("trace.whyHere"), ask("trace"), { reads: true })}
    ${lead && holder && holder.id !== me && holder.role === "agent" ? item("agent", "user", t("act.agent", { name: firstName(holder.name) }), () => dispatch({ type: "dialog", dialog: { kind: "agent", agent: holder.id } })) : null}`;
}
