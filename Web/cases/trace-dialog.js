import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { ApiError, get } from "../lib/api.js";
import { clockTime, exactTime, firstName } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { BlankState } from "../ui/blank-state.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { leave } from "./act-dialog.js";
import { placeWords } from "./header-place.js";
import { nameOf } from "./words.js";

/**
 * "Why Ana?": each decision as it was taken, with who else was looked at and what ruled them out.
 * @param {{case: string}} props
 */
export function TraceDialog({ case: id }) {
  const card = useDesk((state) => state.cases.byId[id] ?? state.cases.attended[id]);
  const holder = useDesk((state) => state.directory.agents[card?.agent ?? ""]?.name ?? "");
  const [found, setFound] = useState(/** @type {{trace: import("../lib/types").Routing | null, error: ApiError | null}} */ ({ trace: null, error: null }));
  const read = () => {
    setFound({ trace: null, error: null });
    get(`/api/v1/cases/${id}/routing`).then((trace) => setFound({ trace, error: null }), (error) => { if (!(error instanceof ApiError)) throw error; setFound({ trace: null, error }); });
  };
  useEffect(read, [id, card?.version]);
  if (!card) return null;
  const { trace, error } = found;
  return html`<${Dialog} title=${holder ? t("trace.why", { name: firstName(holder) }) : t("trace.whyHere")} sub=${`${nameOf(card)} · #${card.number}`} class="dialog--wide" testid="trace-dialog" onClose=${leave}>
    ${error ? html`<${BlankState} icon="alert" error title=${t("trace.failed")} text=${error.status === 0 ? t("error.offlineAct") : error.message}><button type="button" class="button" onClick=${read}>${t("action.retry")}</button></${BlankState}>` : !trace ? html`<${Skeleton} kind="rows" label=${t("trace.loading")} />` : html`
      ${trace.queue ? html`<p class="assignment-trace__place">${placeWords(trace.queue)}</p>` : null}
      ${trace.items.length === 0 ? html`<p>${t("trace.none")}</p>` : null}
      ${trace.items.map((step, index) => html`<section key=${index} class="assignment-trace" data-testid="trace-step">
        <p class="assignment-trace__rule"><time datetime=${step.at} title=${exactTime(step.at)}>${clockTime(step.at)}</time> · ${step.text}</p>
        ${step.candidates.length > 0 ? html`<ol class="assignment-trace__list">${step.candidates.map((one) => html`<li key=${one.agent} class=${`assignment-trace__row ${one.chosen ? "assignment-trace__row--won" : ""}`}>
          <${Icon} name=${one.chosen ? "check" : "minus"} size="s" /><span class="assignment-trace__name">${one.name}</span><span>${one.load !== null && one.capacity !== null ? t("trace.load", { load: one.load, capacity: one.capacity }) : ""}</span><span class="assignment-trace__why"><span class="visually-hidden">${t(one.chosen ? "trace.chosen" : "trace.passed")}: </span>${one.text}</span></li>`)}</ol>` : null}</section>`)}`}
  </${Dialog}>`;
}
