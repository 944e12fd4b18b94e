import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { dispatch, getState } from "../desk.js";
import { ApiError, get } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { ActDialog } from "./act-dialog.js";
import { merge } from "./acts.js";
import { openCase } from "./open-case.js";
import { nameOf, stateOf, unitOf } from "./words.js";

/**
 * Two cases become one: which of them is kept is chosen, and what that means is said before.
 * @param {{case: string, into: string}} props
 */
export function MergeDialog({ case: id, into }) {
  const held = useDesk((state) => ({ one: state.cases.byId[id], two: state.cases.byId[into] }));
  const [read, setRead] = useState(/** @type {import("../lib/types").Card | null} */ (null));
  const [kept, setKept] = useState(into);
  useEffect(() => {
    if (held.two) return;
    get(`/api/v1/cases/${into}`).then((opened) => setRead(opened.case), (error) => { if (!(error instanceof ApiError)) throw error; toast(error.message, "alert"); dispatch({ type: "dialog", dialog: null }); });
  }, [into]);
  const two = held.two ?? read;
  const one = held.one;
  if (!one || !two) return null;
  const [stays, goes] = kept === two.id ? [two, one] : [one, two];
  const run = () => merge(goes, stays.id);
  const done = () => {
    toast(t("merge.toast", { gone: goes.number, kept: stays.number }), "merge");
    dispatch({ type: "conversation.forget", case: stays.id });
    openCase(stays.number, { replace: getState().screen.selected === goes.number });
  };
  return html`<${ActDialog} title=${t("merge.title")} sub=${nameOf(one)} confirm=${t("merge.confirm", { unit: unitOf(stays), number: stays.number })} testid="merge-dialog" run=${run} done=${done}>
    <fieldset class="field"><legend class="field__label">${t("merge.kept")}</legend><div class="dialog__options">
      ${[two, one].map((card) => html`<label key=${card.id} class="dialog__option"><input class="dialog__radio" type="radio" name="merge-kept" value=${card.id} checked=${kept === card.id} data-autofocus=${card.id === two.id ? true : undefined} onChange=${() => setKept(card.id)} /><span>#${card.number} · ${stateOf(card).label}</span><span class="dialog__option-sub"><${Where} card=${card} /></span></label>`)}</div></fieldset>
    <p>${t("merge.text", { gone: goes.number, kept: stays.number })}</p>
    <p class="dialog__warning"><${Icon} name="alert" size="s" /><span>${t("merge.forGood")}</span></p></${ActDialog}>`;
}

/** @param {{card: import("../lib/types").Card}} props */
function Where({ card }) {
  const words = useDesk((state) => [state.directory.campaigns[card.campaign]?.name, state.directory.queues[card.queue]?.name, card.agent ? state.directory.agents[card.agent]?.name : ""].filter(Boolean).join(" · "));
  return words;
}
