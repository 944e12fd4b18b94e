import { html } from "../vendor/preact-htm.js";
import { clockTime, exactTime, shortDate } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { loadGiven } from "./form-actions.js";
import { answerWords } from "./field-words.js";

/**
 * @typedef {import("../lib/types").Disposition} Disposition
 * @typedef {import("../lib/types").OutcomeForm} Form
 */

/**
 * What was said of the case before, each by the version of the form that it answers.
 * @param {{held: import("./outcome-form.js").Held, skip?: string}} props `skip`: it stands above already
 */
export function GivenList({ held, skip }) {
  const { given } = held;
  if (given?.status === "error" && given.items.length === 0) return html`<p class="outcome-form__off" role="alert"><${Icon} name="alert" size="s" />${t("given.failed")} </p>`;
  const items = (given?.items ?? []).filter((one) => one.id !== skip);
  if (items.length === 0) return null;
  return html`<section class="side-panel__group given" aria-label=${t("given.title")}><h4 class="side-panel__group-title">${t("given.title")}</h4>
    ${items.map((one) => html`<details key=${one.id} class="given__item"><summary class="given__head"><${Headline} given=${one} /></summary><${Answers} given=${one} forms=${given?.forms ?? []} /></details>`)}
    ${given?.status === "error" ? html`<button type="button" class="button button--ghost button--s" onClick=${() => void loadGiven(items[0]?.case ?? "")}>${t("action.retry")}</button>` : null}</section>`;
}

/**
 * The one that stands.
 * @param {{given: Disposition, forms: Form[]}} props
 */
export function GivenOne({ given, forms }) {
  return html`<section class="given given--one" aria-label=${t("given.latest")}><p class="given__head"><${Headline} given=${given} /></p><${Answers} given=${given} forms=${forms} /></section>`;
}

/** @param {{given: Disposition}} props */
function Headline({ given }) {
  const now = useNow(false);
  const campaign = useDesk((state) => state.directory.campaigns[given.campaign]?.name ?? "");
  const tone = given.code === "final" ? "closed" : given.code === "spam" ? "orphaned" : "open";
  return html`<span class=${`state-chip state-chip--${tone}`}><${Icon} name=${given.code === "final" ? "closed" : given.code === "spam" ? "close" : "waiting"} size="xs" />${given.outcome ?? t(`form.code.${given.code}`)}</span>
    ${given.outcome && given.code !== "final" ? html`<span class="given__code">${t(`form.code.${given.code}`)}</span>` : null}
    <span class="given__by" title=${`${exactTime(given.at)} · ${campaign}`}>${[given.by?.name, `${shortDate(given.at, now)} ${clockTime(given.at)}`].filter(Boolean).join(" · ")}</span>`;
}

/** @param {{given: Disposition, forms: Form[]}} props */
function Answers({ given, forms }) {
  const form = forms.find((one) => one.campaign === given.campaign && one.version === given.formVersion);
  const fields = (form?.fields ?? []).filter((field) => field.id in given.values);
  return html`<dl class="given__answers">${fields.map((field) => html`<div key=${field.id} class="given__row"><dt>${field.label}</dt><dd>${answerWords(field, given.values[field.id])}</dd></div>`)}</dl>
    ${form ? html`<p class="given__version">${t("form.version", { name: form.name, version: form.version })}</p>` : null}`;
}
