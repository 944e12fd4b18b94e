import { html, useRef, useState } from "../vendor/preact-htm.js";
import { mayClassify, mayClose } from "../cases/rights.js";
import { unitOf } from "../cases/words.js";
import { t } from "../lib/i18n.js";
import { BlankState } from "../ui/blank-state.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { EndButton } from "../contacts/end-button.js";
import { focusFirst } from "./focus.js";
import { loadForm } from "./form-actions.js";
import { FormFoot } from "./form-foot.js";
import { GivenList, GivenOne } from "./given-list.js";
import { FormHead, OutcomeForm } from "./outcome-form.js";
import { useAnswer } from "./use-answer.js";

/**
 * What the campaign asks about the case, what I answer, and what was answered before.
 * @param {{card: import("../lib/types").Card, name?: string}} props
 */
export function FormTab({ card, name = "form" }) {
  const held = useAnswer(card);
  const { may, closable } = useDesk((state) => ({ may: mayClassify(card, state), closable: mayClose(card, state) }));
  const { told, tell, tellAll } = useTold();
  const [again, setAgain] = useState(false);
  const ref = useRef(/** @type {any} */ (null));
  const end = closable ? html`<div class="side-panel__foot"><${EndButton} card=${card} /></div>` : null;
  if (!held.form) return html`<div class="side-panel__scroll"><${Missing} card=${card} status=${held.status} /><${GivenList} held=${held} /></div>${end}`;
  const [latest] = held.said;
  // What was saved stands as it is until somebody begins another.
  const locked = latest !== undefined && !held.begun && !again;
  const show = () => { setAgain(true); requestAnimationFrame(() => focusFirst(ref.current)); };
  return html`<form class="side-panel__form" ref=${ref} aria-label=${t("form.label", { unit: unitOf(card) })} onSubmit=${(/** @type {Event} */ event) => event.preventDefault()} novalidate>
    <div class="side-panel__scroll"><${FormHead} card=${card} form=${held.form} />
      ${locked ? html`<${GivenOne} given=${latest} forms=${held.given?.forms ?? []} />` : may ? html`<${OutcomeForm} card=${card} held=${held} name=${name} told=${told} tell=${tell} />` : html`<p class="outcome-form__off"><${Icon} name="lock" size="s" />${t(card.state === "queued" || card.state === "offered" || card.state === "bot" ? "form.notYet" : "form.notYours", { unit: unitOf(card) })}</p>`}
      ${locked && may ? html`<button type="button" class="button button--block outcome-form__again" onClick=${show}><${Icon} name="plus" size="s" />${t("form.again")}</button>` : null}
      <${GivenList} held=${held} skip=${locked ? latest?.id : undefined} /></div>
    ${may && !locked ? html`<${FormFoot} card=${card} held=${held} name=${name} tellAll=${tellAll} saved=${() => setAgain(false)} />` : end}
  </form>`;
}

/**
 * Faults are said of a field once it was left, and of all once somebody wants to save.
 */
export function useTold() {
  const [told, setTold] = useState(/** @type {Set<string>} */ (new Set()));
  return { told, tell: (/** @type {string} */ field) => setTold((held) => (held.has(field) ? held : new Set([...held, field]))), tellAll: (/** @type {string[]} */ fields) => setTold(new Set(fields)) };
}

/** @param {{card: import("../lib/types").Card, status: string}} props */
function Missing({ card, status }) {
  if (status === "loading") return html`<${Skeleton} kind="rows" label=${t("form.loading")} />`;
  if (status === "error") return html`<${BlankState} icon="alert" error title=${t("form.failed")}><button type="button" class="button" onClick=${() => void loadForm(card.campaign)}>${t("action.retry")}</button></${BlankState}>`;
  return html`<${BlankState} icon="field-list" title=${t("form.none")} text=${t("form.noneText")} />`;
}
