import { html } from "../vendor/preact-htm.js";
import { dispatch, getState } from "../desk.js";
import { t } from "../lib/i18n.js";
import { Dialog } from "../ui/dialog.js";

/** Which web client this page was loaded from. */
let loaded = "";

/** Looks whether the server hands out another client now: asked when the line comes back, for a server that changed was away. */
export async function lookForNewPage() {
  const response = await fetch("/app/revision", { cache: "no-store" }).catch(() => null);
  if (!response?.ok) return;
  const revision = (await response.text()).trim();
  if (!loaded) loaded = revision;
  else if (revision !== loaded && !getState().screen.old) dispatch({ type: "old" });
}

/** The page is older than the server: the screen stays readable, and drafts survive the reload. */
export function OldPageDialog() {
  return html`<${Dialog} title=${t("old.title")} class="dialog--clear" testid="old-dialog" foot=${html`
    <button type="button" class="button button--primary" data-autofocus onClick=${() => location.reload()}>${t("old.reload")}</button>`}><p>${t("old.text")}</p></${Dialog}>`;
}
