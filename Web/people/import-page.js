import { html, useEffect, useRef } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { BlankState } from "../ui/blank-state.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";
import { ImportMapping } from "./import-mapping.js";
import { ImportProgress } from "./import-progress.js";
import { ImportStart } from "./import-start.js";
import { useImport } from "./use-import.js";

const STEPS = /** @type {const} */ (["file", "columns", "run"]);

/**
 * A file of contacts, step by step: the file, what each column is, and how it goes. The address names it, so that it is found again.
 * @param {{id: string}} props nothing before there is one
 */
export function ImportPage({ id }) {
  const [held, again, set] = useImport(id);
  const step = !id || !held.import ? 0 : held.import.state === "ready" ? 1 : 2;
  const title = useRef(/** @type {any} */ (null));
  const was = useRef(step);
  useEffect(() => { if (step !== was.current) { was.current = step; title.current?.focus(); } }, [step]);
  const body = () => {
    if (!id) return html`<${ImportStart} />`;
    if (held.error) return html`<${BlankState} icon="alert" error title=${t(held.error.status === 404 ? "people.import.notFound" : "people.import.notRead")} text=${held.error.status === 0 ? t("error.offlineAct") : held.error.message}><button type="button" class="button" onClick=${again}><${Icon} name="refresh" size="s" />${t("action.retry")}</button></${BlankState}>`;
    if (!held.import) return html`<${Skeleton} kind="rows" label=${t("people.import.reading")} />`;
    return step === 1 ? html`<${ImportMapping} file=${held.import} set=${set} />` : html`<${ImportProgress} file=${held.import} set=${set} />`;
  };
  return html`<section class="page" aria-label=${t("people.nav.import")} data-region tabindex="-1">
    <header class="page__header"><h1 class="page__title" tabindex="-1" ref=${title}>${t("people.nav.import")}</h1><span class="page__count">${held.import?.name ?? ""}</span></header>
    <div class="page__body people__apart"><ol class="import-steps" aria-label=${t("people.import.steps")}>${STEPS.map((one, index) => html`<li key=${one} class="import-steps__one" aria-current=${index === step ? "step" : undefined}><span class="import-steps__number">${index < step ? html`<${Icon} name="check" size="xs" />` : index + 1}</span>${t(`people.import.step.${one}`)}</li>`)}</ol>${body()}</div></section>`;
}
