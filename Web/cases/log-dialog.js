import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { ApiError, get, serverNow } from "../lib/api.js";
import { clockTime, exactTime, shortDate } from "../lib/format.js";
import { hasText, t } from "../lib/i18n.js";
import { BlankState } from "../ui/blank-state.js";
import { Dialog } from "../ui/dialog.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { leave } from "./act-dialog.js";
import { lineText } from "./system-line.js";
import { nameOf } from "./words.js";

/**
 * What happened to the case: who, when, and what was what before. What was only said stands in the conversation.
 * @param {{case: string}} props
 */
export function LogDialog({ case: id }) {
  const card = useDesk((state) => state.cases.byId[id] ?? state.cases.attended[id]);
  const [found, setFound] = useState(/** @type {{items: import("../lib/types").LogEntry[] | null, error: ApiError | null}} */ ({ items: null, error: null }));
  const read = () => {
    setFound({ items: null, error: null });
    get(`/api/v1/cases/${id}/log`).then(({ items }) => setFound({ items, error: null }), (error) => { if (!(error instanceof ApiError)) throw error; setFound({ items: null, error }); });
  };
  useEffect(read, [id]);
  if (!card) return null;
  const { items, error } = found;
  const rows = (items ?? []).filter((one, index) => index === 0 || one.line || one.changes.length > 0);
  return html`<${Dialog} title=${t("log.title")} sub=${`${nameOf(card)} · #${card.number}`} class="dialog--wide" testid="log-dialog" onClose=${leave}>
    ${error ? html`<${BlankState} icon="alert" error title=${t("log.failed")} text=${error.status === 0 ? t("error.offlineAct") : error.message}><button type="button" class="button" onClick=${read}>${t("action.retry")}</button></${BlankState}>` : items === null ? html`<${Skeleton} kind="rows" label=${t("log.loading")} />` : html`
      <ol class="case-log" tabindex="0" aria-label=${t("log.title")}>${rows.map((one) => html`<li key=${`${one.version}-${one.at}-${one.kind}`} class="case-log__row" data-testid="log-entry">
        <time class="case-log__time" datetime=${one.at} title=${exactTime(one.at)}>${shortDate(one.at, serverNow())} ${clockTime(one.at)}</time>
        <span>${textOf(one)}${one.by && !one.line ? html` <span class="case-log__by">· ${one.by.name}</span>` : null}</span>
        ${one.changes.length > 0 ? html`<dl class="case-log__changes">${one.changes.map((change) => html`<dt key=${`${change.field}-t`}>${t(`log.field.${change.field}`)}</dt><dd key=${change.field}>${change.before ? html`<span class="case-log__before"><span class="visually-hidden">${t("log.before")} </span>${valueOf(change.field, change.before)}</span> → ` : null}${change.after ? valueOf(change.field, change.after) : t("log.nothing")}</dd>`)}</dl>` : null}</li>`)}</ol>`}
  </${Dialog}>`;
}

/** @param {import("../lib/types").LogEntry} entry */
const textOf = ({ kind, line }) => (line ? lineText(line.code, line.params) : hasText(`log.${kind}`) ? t(`log.${kind}`) : t("log.case.updated"));

/**
 * A state and a priority have their words; the rest are names.
 * @param {string} field
 * @param {string} value
 */
function valueOf(field, value) {
  if (field === "state") return t(`log.state.${value}`);
  if (field === "priority") return t(`priority.${value}`);
  return field === "flag" ? t("log.flagged") : value;
}
