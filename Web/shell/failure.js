import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { BlankState } from "../ui/blank-state.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { live } from "./live.js";

/** The desk did not load: what is safe, and the way on. */
export function Failure() {
  const failure = useDesk((state) => state.failure);
  return html`<main class="failure"><h1 class="visually-hidden">${t("title.workspace")}</h1><${BlankState} icon="alert" error title=${t("failure.title")} text=${t("failure.text")} code=${t("error.code", { status: failure?.status ?? "", code: failure?.code ?? "" })}>
    <button type="button" class="button" onClick=${() => { dispatch({ type: "loading" }); live.feed?.join(); }}><${Icon} name="refresh" size="s" />${t("action.retry")}</button></${BlankState}></main>`;
}
