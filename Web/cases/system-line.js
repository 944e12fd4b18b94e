import { html } from "../vendor/preact-htm.js";
import { dispatch, getState } from "../desk.js";
import { clockTime, exactTime, firstName } from "../lib/format.js";
import { hasText, t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { momentWords } from "./card-marks.js";

/** @type {Record<string, [icon: string, tone: string]>} */
const LOOK = {
  accepted: ["open", "open"], released: ["queued", ""], closed: ["closed", "closed"], reopened: ["open", "open"], transferred: ["transfer", "moved"],
  timedOut: ["clock", ""], assigned: ["user", ""], queued: ["queued", ""], offered: ["offered", ""], botHandedOff: ["bot", ""], botSilent: ["bot", ""], botRevoked: ["bot", ""],
  writesFrom: ["globe", ""], snoozed: ["waiting", ""], woken: ["open", "open"], escalated: ["escalate", "warn"], escalationSettled: ["check", ""], overflowed: ["queued", "moved"],
  priority: ["prio-high", ""], classified: ["tag", "closed"], transferUndone: ["undo", ""], mergedFrom: ["merge", ""], mergedInto: ["merge", ""], silenceWarning: ["clock", "warn"], closedSilent: ["closed", "closed"],
  reopenedByCustomer: ["open", "open"], followUpOf: ["history", ""],
};

/**
 * What the desk itself did, worded in the reader's language.
 * @param {{message: import("../lib/types").Message}} props
 */
export function SystemLine({ message }) {
  const code = message.system?.code ?? "";
  const [icon, tone] = LOOK[code] ?? ["info", ""];
  const { agent, by } = /** @type {{agent?: unknown, by?: unknown}} */ (message.system?.params ?? {});
  const text = lineText(code, message.system?.params ?? {}) || (message.text ?? code);
  return html`<p class=${`timeline__system ${tone ? `timeline__system--${tone}` : ""}`}><${Icon} name=${icon} size="xs" /><span>${text} · <time datetime=${message.at} title=${exactTime(message.at)}>${clockTime(message.at)}</time>${given(message) ? html` · <button type="button" class="timeline__why" onClick=${() => dispatch({ type: "dialog", dialog: { kind: "trace", case: message.case } })}>${t("trace.why", { name: firstName(nameOf(agent ?? by)) })}</button>` : null}</span></p>`;
}

/**
 * A line's words; empty for a code that this page does not know.
 * @param {string} code
 * @param {Record<string, unknown>} params
 */
export function lineText(code, params) {
  const key = `system.${code}`;
  if (!hasText(key)) return "";
  const values = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, nameOf(value)]));
  const { until, priority } = /** @type {{until?: string, priority?: string}} */ (params);
  if (until) values.until = momentWords(until);
  if (priority) values.priority = t(`priority.${priority}`).toLocaleLowerCase();
  return t(key, { by: "", agent: "none", reason: "", cause: "", outcome: "", code: "", locale: "", until: "none", ...values, hasBy: values.by ? "yes" : "no", hasReason: values.reason ? "yes" : "no", hasOutcome: values.outcome ? "yes" : "no" });
}

/**
 * It says who got a case that is still on my screen: why, is told where it stands.
 * @param {import("../lib/types").Message} message
 */
const given = (message) => ["accepted", "assigned"].includes(message.system?.code ?? "") && getState().cases.byId[message.case] !== undefined;

/**
 * A parameter is a name, an id of somebody, or both.
 * @param {unknown} value
 * @returns {string}
 */
function nameOf(value) {
  if (value && typeof value === "object") return String(/** @type {any} */ (value).name ?? "");
  const { agents, queues, campaigns } = getState().directory;
  const id = String(value ?? "");
  return agents[id]?.name ?? queues[id]?.name ?? campaigns[id]?.name ?? id;
}
